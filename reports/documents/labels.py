"""What stands before an item: a dash, or a letter in the order of the decree."""

from reports.documents.blocks import Paragraph

DASH = "- "
DASHES = ("-", "–", "—")
#: Điểm a), b), c), d), đ): the Vietnamese alphabet without its marked vowels.
LETTERS = "abcdđeghiklmnopqrstuvxy"


def dash_of(paragraph: Paragraph) -> str:
    """The dash of an item; blank where the words bring one, or where it is none."""
    words = "".join(run.text for run in paragraph.runs).lstrip()
    return DASH if paragraph.role == "item" and not words.startswith(DASHES) else ""


def letter_of(number: int) -> str:
    """a) of 1, đ) of 5, y) of 23, aa) of 24."""
    tens, place = divmod(number - 1, len(LETTERS))
    return (LETTERS[tens - 1] if tens else "") + LETTERS[place] + ") "
