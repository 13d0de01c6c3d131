"""Hồ sơ công việc: the ZIP is read back, entry by entry."""

import hashlib
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from directives.lifecycle import keep_file
from directives.models import Attachment, LegalBasis
from directives.vietnamese import plain_letters
from reports import dossier, jobs
from reports.dossier.values import Entry, Folder
from reports.errors import RenderingCancelled
from reports.models import Dossier, Evidence, Job
from reports.printing import apart
from tests.builders import (
    accept,
    at,
    make_member,
    make_report,
    submit,
)
from tests.reports.approving import make_version

pytestmark = pytest.mark.django_db

NOW = at("2026-12-20 09:00")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def hcth():
    return make_member(full_name="Phạm Thị Thu Hà")


def attachment(name, content, by):
    return keep_file(SimpleUploadedFile(name, content), by=by, at=NOW)


@pytest.fixture
def directive(hcth):
    """With its file, a basis with its text and one without, a report with a file, a version."""
    report = make_report("Phòng Quản lý Khoa học")
    directive = report.period.directive
    directive.number = "123"
    directive.source_file = attachment("Công văn 123.docx", b"the dispatch", hcth)
    directive.save()
    for ordinal, name in enumerate(["47/NQ-CP", "116/KH-UBND"], start=1):
        LegalBasis.objects.create(
            directive=directive,
            ordinal=ordinal,
            doc_type="NQ",
            number_and_symbol=name,
            issued_on=date(2024, 4, 15),
            issuer="Chính phủ",
            title="Chương trình hành động",
            attachment=attachment("nq47.pdf", b"the basis", hcth) if ordinal == 1 else None,
        )
    evidence = Evidence.objects.create(
        report=report,
        assignment=report.department.assignments.get(),
        attachment=attachment("Ảnh hội nghị.JPG", b"the picture", hcth),
    )
    submit(report, evidence_ids=(evidence.pk,))
    accept(report)
    make_version(report.period, by=hcth, at=at("2026-12-12 08:00"))
    return directive


@pytest.fixture
def printed(monkeypatch):
    """The documents that were printed; a PDF is its name here, what one looks like is tested
    elsewhere."""
    documents = []

    def make(produce, **limits):
        document = produce.args[0]
        documents.append(document)
        return b"%PDF " + document.name.encode()

    monkeypatch.setattr(apart, "make", make)
    return documents


def made(directive, hcth) -> Job:
    job = dossier.make(directive, by=hcth, at=NOW).job
    jobs.render(job.pk, clock=lambda: NOW)
    job.refresh_from_db()
    return job


def opened(job) -> zipfile.ZipFile:
    kept = job.files.get()
    assert (kept.part, kept.format) == ("dossier", "zip")
    with kept.file.file.open("rb") as file:
        return zipfile.ZipFile(BytesIO(file.read()))


def test_everything_lies_in_order_under_names_of_ascii(directive, hcth, printed):
    job = made(directive, hcth)
    assert (job.state, job.error) == ("done", "")
    archive = opened(job)
    assert archive.testzip() is None
    assert archive.namelist() == [
        "1-van-ban-giao-nhiem-vu/001-cong-van-ve-viec-trien-khai-thuc-hien-ke-hoach.docx",
        "2-can-cu/002-nghi-quyet-ve-viec-chuong-trinh-hanh-dong.pdf",
        "4-bao-cao-cua-don-vi/004-bao-cao-nam-2026-cua-phong-quan-ly-khoa-hoc-lan-1.pdf",
        "4-bao-cao-cua-don-vi/005-minh-chung-anh-hoi-nghi-jpg.jpg",
        "5-bao-cao-tong-hop/006-bao-cao-tong-hop-nam-2026-phien-ban-1.pdf",
        "5-bao-cao-tong-hop/007-phu-luc-noi-bo-nam-2026-phien-ban-1.pdf",
        "5-bao-cao-tong-hop/008-phieu-trinh-nam-2026-phien-ban-1.pdf",
        "0-muc-luc-van-ban.pdf",
        "0-ma-bam-sha256.txt",
    ]
    names = archive.namelist()
    assert [archive.read(names[at]) for at in (0, 1, 3)] == [
        b"the dispatch",
        b"the basis",
        b"the picture",
    ]
    assert job.files.get().file.original_name == "ho-so-123-skhcn-hcth-2026-12-20.zip"


def test_the_index_names_every_paper_also_the_one_without_a_file(directive, hcth, printed):
    made(directive, hcth)
    index = printed[-1]
    assert (
        index.name == "Mục lục văn bản. Hồ sơ thực hiện Công văn số 123/SKHCN-HCTH ngày 07/6/2024"
    )
    text = " ".join(
        "".join(run.text for run in paragraph.runs)
        for row in index.blocks[-1].rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    )
    assert "123/SKHCN-HCTH 07/06/2024 Công văn về việc triển khai thực hiện Kế hoạch" in text
    assert "3 116/KH-UBND 15/04/2024 Nghị quyết về việc Chương trình hành động Chính phủ" in text
    assert "Chưa có toàn văn" in text
    assert "Báo cáo năm 2026 của Phòng Quản lý Khoa học, lần 1 Phòng Quản lý Khoa học" in text


def test_the_sums_are_those_of_the_files(directive, hcth, printed):
    archive = opened(made(directive, hcth))
    lines = archive.read("0-ma-bam-sha256.txt").decode().splitlines()
    assert len(lines) == 8
    for line in lines:
        digest, _blank, name = line.partition("  ")
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest


def test_a_file_that_the_storage_has_lost_is_said_and_the_rest_is_kept(directive, hcth, printed):
    lost = Attachment.objects.get(original_name="nq47.pdf")
    lost.file.storage.delete(lost.file.name)
    job = made(directive, hcth)
    assert job.state == "done"
    assert not [name for name in opened(job).namelist() if name.startswith("2-")]
    cells = [cell for row in printed[-1].blocks[-1].rows for cell in row.cells]
    notes = ["".join(run.text for p in cell.paragraphs for run in p.runs) for cell in cells]
    assert "Không đọc được tệp gốc" in notes


def test_who_asks_twice_while_it_is_made_gets_the_same(directive, hcth):
    first = dossier.make(directive, by=hcth, at=NOW)
    assert dossier.make(directive, by=hcth, at=NOW) == first
    Job.objects.update(state="done")
    assert dossier.make(directive, by=hcth, at=NOW) != first
    assert Dossier.objects.count() == 2


def test_a_dossier_that_nobody_wants_any_more_stops_between_two_files(directive, hcth, printed):
    kept = dossier.make(directive, by=hcth, at=NOW)

    def stop(done, count):
        if done == 2:
            raise RenderingCancelled

    with pytest.raises(RenderingCancelled):
        dossier.pack(kept, BytesIO(), print_=lambda document: b"", progress=stop)


def test_a_big_file_goes_through_in_small_pieces(directive, hcth, printed, monkeypatch):
    """Never more than one piece of it is held."""
    taken = []
    read = zipfile._ZipWriteFile.write

    def write(self, data):
        taken.append(len(data))
        return read(self, data)

    monkeypatch.setattr(zipfile._ZipWriteFile, "write", write)
    directive.source_file = attachment("lớn.bin", b"0" * 5_500_000, hcth)
    directive.save()
    assert made(directive, hcth).state == "done"
    assert max(taken) == 1024 * 1024
    assert sum(taken) > 5_500_000


@pytest.mark.parametrize(
    ("title", "name", "path"),
    [
        ("Đề án “Ươm tạo”", "a.PDF", "2-can-cu/007-de-an-uom-tao.pdf"),
        ("…", "không đuôi", "2-can-cu/007-tep.bin"),
        ("../../etc", "x.tar.gz/../..", "2-can-cu/007-etc.bin"),
        ("a" * 200, "x.docx", f"2-can-cu/007-{'a' * 70}.docx"),
    ],
)
def test_a_name_is_plain_wherever_it_is_unpacked(title, name, path):
    source = Attachment(original_name=name)
    assert Entry(Folder.BASES, title, "", source).path(7) == path


def test_letters_without_marks():
    assert plain_letters("Đoàn kết – Ử Ỹ, 05/QĐ") == "doan ket u y 05 qd"
