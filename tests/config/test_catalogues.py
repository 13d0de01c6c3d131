"""Both languages are whole: nothing untranslated, nothing doubtful, nothing collected too late."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from config import foreign
from directives import accounts
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


#: What reads the same in both languages: names, marks, a title as an example.
SAME_IN_BOTH = {"Đôn Đốc", "Zalo", "dd/mm/yyyy", "Trưởng phòng, Chi cục trưởng, ..."}


def test_the_english_catalogue_is_english():
    for message in catalogue("en"):
        english = message.string if message.pluralizable else [message.string]
        source = message.id if message.pluralizable else [message.id]
        if message.id and _is_vietnamese(message.id) and source[0] not in SAME_IN_BOTH:
            assert not set(english) & set(source), message.id


def test_the_sentences_of_libraries_are_vietnamese_in_the_vietnamese_catalogue():
    translations = {
        message.id[0] if message.pluralizable else message.id: message.string
        for message in catalogue("vi")
    }
    for sentence in [*foreign.SENTENCES, *accounts.FOREIGN_SENTENCES]:
        assert translations[sentence] != sentence


def test_the_hints_on_passwords_address_a_comrade():
    translations = {
        message.id[0] if message.pluralizable else message.id: message.string
        for message in catalogue("vi")
    }
    hints = [id for id in translations if id and id.startswith("Your password")]
    assert len(hints) == 4
    for hint in hints:
        assert "của đồng chí" in "".join(translations[hint])


def _is_vietnamese(source):
    """Every text is, but those of libraries, and those with no letter beside their placeholders."""
    text = source if isinstance(source, str) else source[0]
    if not any(map(str.isalpha, re.sub(r"%\(\w+\)[a-z]", "", text))):
        return False
    theirs = {*foreign.SENTENCES, *accounts.FOREIGN_SENTENCES}
    plurals = ("This password is too short.", "Your password must contain")
    return text not in theirs and not text.startswith(plurals)


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


@pytest.mark.django_db
def test_a_visitor_chooses_the_language_of_the_sign_in_page(client):
    client.post("/i18n/setlang/", {"language": "en", "next": "/accounts/login/"})
    assert "Use the account that your unit gave you." in client.get("/accounts/login/").text
