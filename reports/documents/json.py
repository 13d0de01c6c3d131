"""Documents and blocks as JSON, and back into the same values."""

from collections.abc import Iterable

from pydantic import TypeAdapter

from reports.documents.blocks import Block
from reports.documents.values import Document

_blocks: TypeAdapter[tuple[Block, ...]] = TypeAdapter(tuple[Block, ...])
_document: TypeAdapter[Document] = TypeAdapter(Document)


def dump_blocks(blocks: Iterable[Block]) -> list:
    return _blocks.dump_python(tuple(blocks), mode="json")


def load_blocks(content: list) -> tuple[Block, ...]:
    return _blocks.validate_python(content, strict=False)


def dump(document: Document) -> dict:
    return _document.dump_python(document, mode="json")


def load(content: dict) -> Document:
    """The value that was dumped."""
    return _document.validate_python(content, strict=False)
