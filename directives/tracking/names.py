"""Units as a table calls them: full names, short names, symbols, old names, several in a cell."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from directives.tracking.texts import folded, tidy

#: Beginnings as people shorten them.
_SHORT = {
    "p": "phong",
    "cc": "chi cuc",
    "tt": "trung tam",
    "ttr": "thanh tra",
    "vp": "van phong",
    "so": "so",
}
#: How the full name of a unit begins.
_KINDS = ("phong", "chi cuc", "trung tam", "thanh tra", "van phong", "ban", "so")
#: Everybody: "Các phòng, đơn vị thuộc Sở".
_ALL = re.compile(r"^((tat ca )?(cac|toan the|toan bo) (phong|don vi)\b.*|toan so|tat ca)$")


def key(name: str) -> str:
    """What two spellings of one name have in common."""
    first, _blank, rest = folded(name).partition(" ")
    return f"{_SHORT.get(first, first)} {rest}".strip()


def nearest[Unit](name_key: str, known: Mapping[str, Unit]) -> Unit | None:
    """The unit whose name is most like it; None where none is. Only ever proposed to a person."""
    begins = (other for other in known if other.startswith(f"{name_key} "))
    alike = get_close_matches(name_key, known, n=1, cutoff=0.8)
    found = next(begins, None) or next(iter(alike), None)
    return known[found] if found else None


def means_all(text: str) -> bool:
    return bool(_ALL.search(folded(text)))


def split(text: str, known: Mapping[str, object]) -> list[str]:
    """The names in a cell. A name may hold a comma or an "và" itself: what is `known` as a whole
    stays whole.
    """
    names = []
    for line in re.split(r"[\n;]+", tidy(text)):
        names += _parted(line.strip(" -+•.,"), known)
    return list(dict.fromkeys(name for name in names if name))


def _parted(text: str, known: Mapping[str, object]) -> list[str]:
    if not text or key(text) in known or means_all(text):
        return [text]
    parts = [part.strip(" -+•.") for part in re.split(r",|\bvà\b|(?<=\S)\s*/\s*(?=\S)", text)]
    if len(parts) == 1:
        return [text]
    found: list[str] = []
    at = 0
    while at < len(parts):
        # The longest run of parts that is a name; else the part by itself.
        for end in range(len(parts), at, -1):
            if key(" ".join(parts[at:end])) in known or end == at + 1:
                found.append(_joined(text, parts[at:end]))
                at = end
                break
    return _with_their_kind(text, found, known)


def _with_their_kind(text: str, parts: list[str], known: Mapping[str, object]) -> list[str]:
    """ "Phòng Kế hoạch và Tài chính": what nobody knows and begins with no kind of unit belongs to
    the unknown name before it.
    """
    together: list[str] = []
    for part in parts:
        is_name = key(part) in known or key(part).startswith(_KINDS)
        if together and not is_name and key(together[-1]) not in known:
            together[-1] = _joined(text, [together[-1], part])
        else:
            together.append(part)
    return together


def _joined(text: str, parts: list[str]) -> str:
    """As it stands in the text."""
    start = text.find(parts[0])
    return text[start : text.find(parts[-1], start) + len(parts[-1])].strip()
