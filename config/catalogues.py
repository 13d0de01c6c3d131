"""The translation catalogues: compiling them, and finishing the Vietnamese one.

The texts in the code are the office's own Vietnamese, so the Vietnamese catalogue repeats them;
only the English sentences of libraries are translated there by hand. A system gettext is needed
to collect texts (`make messages`), not to compile them.
"""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALE = Path(__file__).parent / "locale"
SOURCE = LOCALE / "vi" / "LC_MESSAGES" / "django.po"


def complete_source():
    """Give every new text in the source language itself as its translation."""
    with SOURCE.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    for message in catalogue:
        translations = message.string if message.pluralizable else [message.string]
        if not message.id or (any(translations) and not message.fuzzy):
            continue
        # What gettext guessed from a similar text is worth less than the text itself.
        message.flags.discard("fuzzy")
        message.previous_id = []
        # Vietnamese has one form where English has two.
        message.string = (message.id[0],) if message.pluralizable else message.id
    header = SOURCE.read_bytes().partition(b"\n\n")[0]
    with SOURCE.open("wb") as file:
        file.write(header + b"\n\n")  # the library would fill it with placeholders
        write_po(file, catalogue, width=0, omit_header=True)


def compile_catalogues():
    """Make each .mo that is older than its .po, safe beside another process that does the same."""
    for po in LOCALE.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3])
        unfinished = mo.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as target:
            write_mo(target, catalogue)
        unfinished.replace(mo)


if __name__ == "__main__":
    if "complete" in sys.argv:
        complete_source()
    compile_catalogues()
