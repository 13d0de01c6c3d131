"""What a paper never holds: programs, and orders to the reader's machine."""

from collections.abc import Iterable, Iterator
from typing import Any

from reports.issued.limits import MOST_OBJECTS, Refused

#: Actions that run something, send something away or fetch it. Going to a page or a link is none.
ACTIONS = {
    "/JavaScript": "JavaScript",
    "/Launch": "Launch",
    "/ImportData": "ImportData",
    "/SubmitForm": "SubmitForm",
    "/GoToE": "GoToE",
    "/Rendition": "Rendition",
    "/RichMediaExecute": "RichMedia",
}
#: Keys and kinds of annotations that bring a program or a player along.
ACTIVE_KEYS = {"/JS": "JavaScript", "/JavaScript": "JavaScript", "/XFA": "XFA"}
ACTIVE_ANNOTATIONS = {"/RichMedia", "/3D", "/Movie", "/Screen", "/Sound"}
#: Names of programs, and of documents that carry some.
PROGRAMS = frozenset(
    "apk app bat chm cmd com cpl dll docm dotm elf exe hta iso jar js jse jnlp lnk mht msi msp "
    "pif potm ppam ppsm pptm ps1 py rb reg scr sct sh svg swf sys vb vbe vbs wsf wsh xlam xll "
    "xlsb xlsm xltm html htm".split()
)
PROGRAM_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
#: Relations of a Word file that fetch what they name as soon as it is opened.
FETCHED = ("/attachedTemplate", "/frame", "/subDocument", "/oleObject", "/image", "/externalLink")
WORD_PROGRAMS = ("vbaproject.bin", "vbadata.xml", "activex")
DEPTH = 60


def look_into_pdf(reader) -> None:
    """Raises Refused with what was found, in objects that are used and in those that are not."""
    for count, item in enumerate(_objects(reader)):
        if count > MOST_OBJECTS:
            raise Refused("too_much")
        _look(item, 0)


def _objects(reader) -> Iterator[Any]:
    from pypdf.generic import IndirectObject

    numbers = {(number, gen) for gen, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise Refused("too_much")
    yield reader.trailer
    for number, generation in sorted(numbers):
        yield reader.get_object(IndirectObject(number, generation, reader))


def _look(item: Any, depth: int) -> None:
    """The values that stand in the object itself; those it points at have their own turn."""
    if depth > DEPTH:
        raise Refused("too_much")
    values: Iterable[Any]
    if isinstance(item, dict):
        _look_at_dictionary(item)
        values = [item.raw_get(key) if hasattr(item, "raw_get") else item[key] for key in item]
    elif isinstance(item, list):
        values = list.__iter__(item)
    else:
        return
    for value in values:
        if isinstance(value, (dict, list)):
            _look(value, depth + 1)


def _value(item, key: str) -> Any:
    """Of the key, also where it stands in an object of its own; `get` does not go there."""
    return item[key] if key in item else None


def _look_at_dictionary(item) -> None:
    action = _value(item, "/S")
    if isinstance(action, str) and action in ACTIONS:
        raise Refused("hostile", ACTIONS[action])
    for key, name in ACTIVE_KEYS.items():
        if key in item:
            raise Refused("hostile", name)
    kind = _value(item, "/Subtype")
    if isinstance(kind, str) and kind in ACTIVE_ANNOTATIONS and "/Rect" in item:
        raise Refused("hostile", kind.lstrip("/"))
    if "/EF" in item:
        _look_at_attachment(item)


def _look_at_attachment(item) -> None:
    for key in ("/UF", "/F"):
        refuse_program(str(_value(item, key) or ""))
    files = item["/EF"]
    for key in files:
        if hasattr(files[key], "get_data"):
            refuse_program(content=files[key].get_data()[:16])


def refuse_program(name: str = "", content: bytes = b"") -> None:
    """Raises Refused for a program, by its name or by how it begins."""
    extension = name.strip().rstrip(".").rpartition(".")[2].lower() if "." in name else ""
    if extension in PROGRAMS or content.startswith(PROGRAM_STARTS):
        raise Refused("hostile", name or "chương trình")


def look_into_word(document) -> None:
    """Macros, embedded programs, and what would be fetched from elsewhere. Raises Refused."""
    for part in document.part.package.iter_parts():
        name = str(part.partname).lower()
        if any(program in name for program in WORD_PROGRAMS):
            raise Refused("hostile", "macro")
        if "/embeddings/" in name:
            _look_at_embedded(name, part.blob)
        for relation in part.rels.values():
            if relation.is_external and relation.reltype.endswith(FETCHED):
                raise Refused("hostile", relation.target_ref[:120])


def _look_at_embedded(name: str, content: bytes) -> None:
    """A workbook behind a chart is a table; an object of another program may be anything."""
    refuse_program(name, content)
    if not content.startswith(b"PK\x03\x04"):
        raise Refused("hostile", name.rpartition("/")[2])
