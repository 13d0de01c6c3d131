"""Vietnamese as people type it into a table, made comparable."""

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def tidy(text: str) -> str:
    """One blank between words, one kind of dash; nothing else is changed."""
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text).translate(_DASHES)).strip()


def folded(text: str) -> str:
    """Without tones, capitals and punctuation: "Thời hạn HT:" and "thoi han ht" are the same."""
    plain = unicodedata.normalize("NFD", tidy(text).casefold().replace("đ", "d"))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", letters))
