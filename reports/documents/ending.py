"""The sign "./." that ends a document: it never stands on a line of its own."""

from dataclasses import replace

from reports.documents.blocks import Paragraph, Run

END = "./."


def closed(paragraph: Paragraph) -> tuple[Run, ...]:
    """Its runs; in the last paragraph without a blank before "./.", at which its line could end."""
    runs = paragraph.runs
    if paragraph.role != "last" or not "".join(run.text for run in runs).rstrip().endswith(END):
        return runs
    *before, last = runs
    if not last.text.rstrip().endswith(END):
        return runs
    words = last.text.rstrip().removesuffix(END).rstrip()
    if before and not words:
        before[-1] = replace(before[-1], text=before[-1].text.rstrip())
    return (*before, replace(last, text=words + END))
