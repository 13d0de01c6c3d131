"""Spreadsheets as an office has them, made for a test."""

from io import BytesIO

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

HEADINGS = [
    "STT",
    "Văn bản",
    "Nhiệm vụ",
    "Đơn vị chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Kết quả/Sản phẩm",
    "Tình trạng",
    "Nguyên nhân",
]


def book_of(*rows, headings=HEADINGS, above=(), change=lambda book: None) -> BytesIO:
    """`above` are rows over the headings; `change` may do to the workbook what it likes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Theo dõi"
    for row in [*above, headings, *rows]:
        sheet.append(row)
    change(book)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def upload_of(*rows, **more) -> SimpleUploadedFile:
    return SimpleUploadedFile("bang-theo-doi.xlsx", book_of(*rows, **more).read())


def line(
    paper="Công văn số 123/SKHCN-HCTH ngày 07/6/2025 V/v thông tin đối ngoại",
    duty="Xây dựng kế hoạch thông tin đối ngoại",
    lead="Phòng Quản lý Khoa học",
    coordinating="",
    due="trước ngày 15/12/2026",
    state="Đang thực hiện",
    number=1,
):
    """One row under HEADINGS."""
    return [number, paper, duty, lead, coordinating, due, "", state, ""]
