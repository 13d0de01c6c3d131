"""Both languages are whole: nothing untranslated, nothing doubtful, nothing collected too late."""

import os
import re
import shutil
import subprocess
import sys
from string import ascii_letters

import pytest
from babel.messages.pofile import read_po

from tests.servers import BASE_DIR

LANGUAGES = ["en", "vi"]


def catalogue(language, root=BASE_DIR):
    path = root / "config" / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_none_is_doubtful(language):
    messages = [message for message in catalogue(language) if message.id]
    assert len(messages) > 100
    for message in messages:
        strings = message.string if message.pluralizable else [message.string]
        assert all(strings), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_the_same_names(language):
    for message in catalogue(language):
        strings = message.string if message.pluralizable else [message.string]
        wanted = message.id[0] if message.pluralizable else message.id
        for name in set(_names(wanted)):
            # A plural may leave its number out: "one day".
            assert all(name in _names(text) for text in strings[-1:]), message.id


def _names(text):
    return re.findall(r"%\((\w+)\)s", text or "")


def test_the_english_catalogue_is_english():
    """A text that still holds Vietnamese letters was copied, not translated, names apart."""
    vietnamese = set("ăâđêôơưạảấầẩậắằặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
    names = {"Đôn Đốc", "Tiếng Việt"}
    for message in catalogue("en"):
        strings = message.string if message.pluralizable else [message.string]
        for text in filter(None, strings):
            rest = text
            for name in names:
                rest = rest.replace(name, "")
            if set(rest.casefold()) & vietnamese:
                quoted = rest.count("“") or rest.count("(") or rest.count(":")
                assert quoted, text
            assert set(text) & set(ascii_letters) or "%" in text or len(text) < 4, text


def test_the_catalogues_hold_every_text_of_the_code(tmp_path):
    copy = tmp_path / "copy"
    for room in ["config", "directives", "reports", "templates"]:
        shutil.copytree(
            BASE_DIR / room, copy / room, ignore=shutil.ignore_patterns("__pycache__", "*.mo")
        )
    shutil.copy(BASE_DIR / "manage.py", copy)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "en", "--no-obsolete"],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy)},
        check=True,
        capture_output=True,
    )
    collected = {message.id for message in catalogue("en", copy) if message.id}
    for language in LANGUAGES:
        assert collected == {message.id for message in catalogue(language) if message.id}
