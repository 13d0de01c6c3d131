"""Keeping the issued copy: what it does to its document, and what it may not be."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from directives.lifecycle import keep_file
from directives.models import Attachment, LegalBasis
from directives.posts import Role, posts
from reports.errors import WrongState
from reports.issued import apart, receiving, showing, waiting
from reports.issued.expected import document_of
from reports.issued.values import Comparison, Examination
from reports.models import IssuedCopy, RenderedFile, Supervision
from reports.printing.pdf import pdf
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_urging_paper,
)
from tests.reports.approving import make_version
from tests.reports.issued.seals import director, root, sign, write_over

pytestmark = pytest.mark.django_db

AT = at("2026-12-22 09:00")
STATED = {
    "number": "85",
    "symbol": "BC-SKHCN",
    "issued_on": date(2026, 12, 21),
    "signer": "Nguyễn Văn Thành",
}


@pytest.fixture
def period():
    make_leader(full_name="Nguyễn Văn Thành")
    period = make_period(make_assignment(make_duty(), make_department()).duty.directive)
    confirm(period)
    return period


@pytest.fixture
def clerk():
    return make_member(make_coordinator(), Role.CLERK, full_name="Trần Thị Văn Thư")


@pytest.fixture
def version(period):
    return make_version(period, by=make_member(make_coordinator()), at=at("2026-12-20 08:00"))


def kept_pdf(document, part, by) -> bytes:
    """The PDF of the document as the worker would have kept it."""
    content = pdf(document_of(document))
    upload = SimpleUploadedFile("ban.pdf", content, "application/pdf")
    file = keep_file(upload, by=by, at=AT)
    RenderedFile.objects.create(job=document.job, part=part, format="pdf", file=file)
    return content


def receive(document, content, by, name="phat-hanh.pdf", **stated) -> IssuedCopy:
    upload = SimpleUploadedFile(name, content, "text/html")
    return receiving.receive(document, upload, **STATED | stated, by=by, at=AT)


def test_a_copy_whose_check_took_too_long_is_kept_and_said_so(version, clerk, monkeypatch):
    unfinished = Comparison("incomparable", reason="too_slow")
    found = Examination(content_type="application/pdf", comparison=unfinished)
    monkeypatch.setattr(apart, "examine", lambda question: found)
    told = showing.shown(receive(version, b"%PDF-", clerk)).verdict
    assert told.heading == ("Không so sánh được với bản đã duyệt: kiểm tra lâu quá nên đã dừng.")
    assert told.sentences == (
        "Người nhận bản phát hành cần tự đối chiếu với bản đã duyệt.",
        "Chữ ký số, nếu có, cũng chưa kiểm tra; có thể đưa tệp lên lại sau.",
    )


def test_a_signed_copy_of_our_file_is_kept_and_gives_the_period_its_number(version, clerk):
    signed = sign(kept_pdf(version, "report", clerk), director())
    copy = receive(version, signed, clerk)
    assert (copy.verdict, copy.reason, copy.difference_count) == ("same", "", 0)
    assert (str(copy), copy.issued_on, copy.signer) == (
        "85/BC-SKHCN",
        date(2026, 12, 21),
        "Nguyễn Văn Thành",
    )
    assert (copy.received_by, copy.received_at) == (clerk, AT)
    with copy.file.file.open() as file:
        assert file.read() == signed
    assert (copy.file.original_name, copy.file.content_type) == (
        "phat-hanh.pdf",
        "application/pdf",
    )
    version.period.refresh_from_db()
    assert (version.period.upward_number, version.period.upward_sent_on) == (
        "85/BC-SKHCN",
        date(2026, 12, 21),
    )


def test_signatures_are_kept_as_values(version, clerk, settings, tmp_path):
    (tmp_path / "goc.pem").write_bytes(root().pem)
    settings.SIGNATURE_ROOTS = tmp_path
    copy = receive(version, sign(kept_pdf(version, "report", clerk), director()), clerk)
    copy.refresh_from_db()
    (signature,) = receiving.signatures_of(copy)
    assert (signature.signer, signature.trust, signature.is_intact) == (
        "Nguyễn Văn Thành",
        "trusted",
        True,
    )


def test_a_copy_of_a_version_without_files_is_compared_with_its_text(version, clerk):
    copy = receive(version, pdf(document_of(version)), clerk)
    assert copy.verdict == "stamped"


def test_the_newest_copy_stands_and_the_earlier_one_is_kept(version, clerk):
    first = receive(version, pdf(document_of(version)), clerk)
    second = receive(version, pdf(document_of(version)), clerk, number="86")
    assert list(version.issued_copies.all()) == [second, first]
    version.period.refresh_from_db()
    assert version.period.upward_number == "86/BC-SKHCN"


def test_an_older_version_does_not_give_the_period_its_number(version, clerk):
    newer = type(version).objects.get(pk=version.pk)
    newer.pk, newer.public_id, newer.version, newer.reason = None, clerk.public_id, 2, "Đính chính."
    newer.save(force_insert=True)
    receive(version, pdf(document_of(version)), clerk)
    version.period.refresh_from_db()
    assert version.period.upward_number == ""


def test_a_report_on_one_legal_basis_does_not_give_the_period_its_number(version, clerk):
    version.basis = LegalBasis.objects.create(
        directive=version.period.directive,
        ordinal=1,
        doc_type="KH",
        number_and_symbol="116/KH-UBND",
        issued_on=date(2024, 6, 3),
        issuer="UBND tỉnh",
        title="Kế hoạch",
        is_reported_apart=True,
    )
    version.save()
    receive(version, pdf(document_of(version)), clerk)
    version.period.refresh_from_db()
    assert version.period.upward_number == ""


def test_an_urging_paper_gets_its_number_with_its_issued_copy(period, clerk):
    paper = make_urging_paper(period, by=clerk)
    content = kept_pdf(paper, "paper", clerk)
    stamped = write_over(content, (120, 700, "530"), (380, 700, "21"), (440, 700, "12"))
    copy = receive(paper, stamped, clerk, number="530", symbol=paper.symbol)
    assert (copy.verdict, copy.paper) == ("stamped", paper)
    paper.refresh_from_db()
    assert (paper.number, paper.issued_on) == ("530", date(2026, 12, 21))
    assert Supervision.objects.get().paper.startswith(f"Công văn số 530/{paper.symbol}")
    receive(paper, stamped, clerk, number="530", symbol=paper.symbol)
    assert (paper.issued_copies.count(), Supervision.objects.count()) == (2, 1)


def test_an_urging_that_came_too_late_is_not_kept(period, clerk):
    first = make_urging_paper(period, by=clerk)
    second = make_urging_paper(period, by=clerk, when="2026-12-22 08:00")
    receive(first, pdf(document_of(first)), clerk, symbol=first.symbol)
    with pytest.raises(WrongState):
        receive(second, pdf(document_of(second)), clerk, number="86", symbol=second.symbol)
    assert IssuedCopy.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "stated", "sentence"),
    [
        (
            b"%PDF-1.7 half",
            {},
            "Tệp hỏng, hoặc nội dung không đúng với phần mở rộng của tên tệp; không mở được.",
        ),
        (b"anything", {"name": "a.exe"}, "Chỉ nhận tệp PDF, DOCX, JPG, PNG hoặc TIFF."),
        (
            b"anything",
            {"symbol": "BC-SKHCN (MẬT)"},
            "Văn bản có dấu “MẬT” không được đưa vào hệ thống này. "
            "Không nhập thông tin thuộc bí mật nhà nước.",
        ),
        (
            b"anything",
            {"name": "TỐI MẬT.pdf"},
            "Văn bản có dấu “TỐI MẬT” không được đưa vào hệ thống này. "
            "Không nhập thông tin thuộc bí mật nhà nước.",
        ),
    ],
)
def test_what_is_refused_leaves_nothing_behind(version, clerk, content, stated, sentence):
    with pytest.raises(receiving.Refused) as refusal:
        receive(version, content, clerk, **stated)
    assert str(refusal.value) == sentence
    assert not IssuedCopy.objects.exists()
    assert not Attachment.objects.exists()
    version.period.refresh_from_db()
    assert version.period.upward_number == ""


def test_a_file_above_the_limit_is_refused_before_it_is_opened(version, clerk, settings):
    settings.FILE_MAX_BYTES = 10
    with pytest.raises(receiving.Refused, match="Tệp quá lớn hoặc quá phức tạp"):
        receive(version, b"%PDF-1.7 and more", clerk)


# What waits


def waiting_for(user):
    held = posts(user, on=date(2026, 12, 22))
    return [*waiting.reports(held), *waiting.papers(held)]


def test_an_approved_version_waits_until_its_copy_came_back(version, clerk):
    assert waiting_for(clerk) == [version]
    assert waiting_for(make_leader()) == []
    receive(version, pdf(document_of(version)), clerk)
    assert waiting_for(clerk) == []


def test_of_two_versions_only_the_newest_waits(version, clerk):
    newer = type(version).objects.get(pk=version.pk)
    newer.pk, newer.public_id, newer.version, newer.reason = None, clerk.public_id, 2, "Đính chính."
    newer.save(force_insert=True)
    assert waiting_for(clerk) == [newer]


def test_a_paper_waits_from_its_number_to_its_copy(period, clerk):
    from reports import papers
    from reports.citation import Citation

    paper = make_urging_paper(period, by=clerk)
    assert waiting_for(clerk) == []
    issued = Citation(f"530/{paper.symbol}", date(2026, 12, 21), "CV")
    papers.issue_urging(paper, issued=issued, by=clerk, at=AT)
    assert waiting_for(clerk) == [paper]
    receive(paper, pdf(document_of(paper)), clerk, number="530", symbol=paper.symbol)
    assert waiting_for(clerk) == []
