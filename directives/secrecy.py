"""Recognises the mark of a document that must not be entered: MẬT, TỐI MẬT, TUYỆT MẬT.

The mark stands in capitals on the paper; "bí mật", "bảo mật" in running text is no mark, nor is
the name of the law on state secrets. Source: Luật Bảo vệ bí mật nhà nước 2018, Điều 8.
"""

import re
import unicodedata

_MARK = re.compile(r"(?<!\w)(?<!BÍ )(?<!BẢO )(?<!ĐỘ )(TUYỆT MẬT|TỐI MẬT|MẬT)(?!\w)")
#: "Độ mật: Tối mật", where the mark may be in small letters.
_STATED = re.compile(r"độ mật\s*:\s*(tuyệt mật|tối mật|mật)(?!\w)", re.IGNORECASE)


def mark_in(text: str) -> str:
    """The mark found in the text, in capitals; blank where there is none."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    found = _MARK.search(plain) or _STATED.search(plain)
    return found.group(1).upper() if found else ""
