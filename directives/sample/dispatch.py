"""What `dispatch.md` says, word for word; only the marks of Markdown are taken off."""

import re
from pathlib import Path


def _paragraphs() -> list[str]:
    text = (Path(__file__).parent / "dispatch.md").read_text(encoding="utf-8")
    return [paragraph.strip().replace("*", "") for paragraph in text.split("\n\n")]


def duty_texts() -> dict[int, str]:
    """The numbered paragraphs, without their numbers; slips of the pen stay ("giao đoạn")."""
    numbered = (re.fullmatch(r"(\d+)\. (.+)", paragraph) for paragraph in _paragraphs())
    return {int(match[1]): match[2] for match in numbered if match}


def introduction() -> str:
    return next(p for p in _paragraphs() if p.startswith("Thực hiện Kế hoạch"))


def recipients() -> str:
    return next(p for p in _paragraphs() if p.startswith("- Như trên;"))
