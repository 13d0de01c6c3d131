"""Vietnamese as people type it into a table, made comparable."""

import re
import unicodedata

from directives.vietnamese import plain_letters

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def tidy(text: str) -> str:
    """One blank between words, one kind of dash; nothing else is changed."""
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text).translate(_DASHES)).strip()


def folded(text: str) -> str:
    """Without tones, capitals and punctuation: "Thời hạn HT:" and "thoi han ht" are the same."""
    return plain_letters(tidy(text))
