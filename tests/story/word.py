"""A report that a unit wrote in Word, by the headings of the outline."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def report_in_word(*lines: str, table: list[list[str]]) -> SimpleUploadedFile:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    rows = document.add_table(len(table), len(table[0]))
    for row, cells in zip(rows.rows, table, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    content = io.BytesIO()
    document.save(content)
    return SimpleUploadedFile("Báo cáo năm 2026 của Trung tâm.docx", content.getvalue(), WORD)
