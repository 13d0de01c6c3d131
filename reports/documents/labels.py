"""What stands before an item or a title: a dash, a letter in the order of the decree, a number."""

from reports.documents.blocks import Paragraph

DASH = "- "
DASHES = ("-", "–", "—")
#: Điểm a), b), c), d), đ): the Vietnamese alphabet without its marked vowels.
LETTERS = "abcdđeghiklmnopqrstuvxy"
#: Where a person, or the document system, writes in.
GAP = "\N{NO-BREAK SPACE}" * 6
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def dash_of(paragraph: Paragraph) -> str:
    """The dash of an item; blank where the words bring one, or where it is none."""
    words = "".join(run.text for run in paragraph.runs).lstrip()
    return DASH if paragraph.role == "item" and not words.startswith(DASHES) else ""


def letter_of(number: int) -> str:
    """a) of 1, đ) of 5, y) of 23, aa) of 24."""
    tens, place = divmod(number - 1, len(LETTERS))
    return (LETTERS[tens - 1] if tens else "") + LETTERS[place] + ") "


def roman(number: int) -> str:
    """IV of 4, for what is counted by the dozen."""
    letters = ""
    for value, letter in ROMAN:
        times, number = divmod(number, value)
        letters += letter * times
    return letters


def attached(type_: str, symbol: str, *, year: int, issuer: str) -> str:
    """(Kèm theo Báo cáo số … ngày … tháng … năm 2026 / của …): below the title of an appendix.

    Number and day of the document stay blank, for the document system.
    """
    return f"(Kèm theo {type_} số{GAP}{GAP}/{symbol} ngày{GAP}tháng{GAP}năm {year}\ncủa {issuer})"
