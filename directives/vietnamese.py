"""Vietnamese order and spelling, computed in Python: the database may have no ICU."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

#: The alphabet of the dictionary; a tone never changes a letter's place, only breaks a tie.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(_ALPHABET)}
#: Order of the tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTER_MARKS = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn


def sort_key(text: str) -> str:
    """A plain string that sorts, byte by byte, as a Vietnamese dictionary does (đ after d)."""
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text).casefold():
        decomposed = unicodedata.normalize("NFD", char)
        marks = [mark for mark in decomposed[1:] if mark in _LETTER_MARKS]
        letter = unicodedata.normalize("NFC", decomposed[0] + "".join(marks))
        tone = next((_TONES[mark] for mark in decomposed[1:] if mark in _TONES), "0")
        letters.append(_RANK.get(letter, letter if letter.isdigit() else " "))
        tones.append(tone)
    return "".join(letters) + "|" + "".join(tones)


def person_sort_key(full_name: str) -> str:
    """People sort by the last word of the name, then by the words before it."""
    words = full_name.split()
    return sort_key(" ".join(words[-1:] + words[:-1]))


def plain_letters(text: str) -> str:
    """Small ASCII letters and figures, one blank between words: "Thời hạn HT:" is "thoi han ht"."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def short_date(day: date) -> str:
    """07/6/2024: a leading 0 for days below 10 and for months 1 and 2 only (NĐ 30/2020, II.4)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def number(value: int | float | Decimal) -> str:
    """1.234,5: a point for thousands, a decimal comma, no idle zeros."""
    text = f"{Decimal(str(value)).normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))
