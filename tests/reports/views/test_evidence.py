"""Files behind a report: what is taken, who reads them, how they leave the server."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.models import Evidence
from tests import builders

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n..."


def package(folder):
    """A file of an office program: a zip with its table of contents and a folder."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(f"{folder}/document.xml", "<x/>")
    return content.getvalue()


@pytest.fixture
def report():
    return builders.make_report()


@pytest.fixture
def member(client, report):
    user = builders.make_member(report.department)
    client.force_login(user)
    return user


def upload(client, report, *files, htmx=True, assignment=None):
    assignment = assignment or report.period.directive.duties.get().assignments.get()
    return client.post(
        reverse("reports:add-evidence", args=[report.public_id]),
        {
            "assignment": str(getattr(assignment, "public_id", assignment)),
            "files": [SimpleUploadedFile(name, content) for name, content in files],
        },
        headers={"HX-Request": "true"} if htmx else {},
    )


def kept(client, report, name="Biên bản họp.pdf", content=PDF):
    upload(client, report, (name, content))
    return Evidence.objects.latest("pk")


def download(client, evidence):
    return client.get(reverse("reports:evidence", args=[evidence.public_id]))


def status(client, evidence):
    """Of a download, which is read to its end: that is what closes the file."""
    answer = download(client, evidence)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("Ảnh chụp.JPG", b"\xff\xd8\xff\xe0...", "image/jpeg"),
        ("a.jpeg", b"\xff\xd8\xff\xe1...", "image/jpeg"),
        ("a.png", b"\x89PNG\r\n\x1a\n...", "image/png"),
        (
            "a.docx",
            package("word"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "a.xlsx",
            package("xl"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_five_kinds_of_files_are_taken_under_their_true_type(
    client, member, report, name, content, content_type
):
    page = upload(client, report, (name, content)).text
    attachment = Evidence.objects.get().attachment
    assert (attachment.original_name, attachment.content_type) == (name, content_type)
    assert (attachment.size, attachment.uploaded_by) == (len(content), member)
    assert name in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ", "chỉ nhận tệp PDF"),
        ("a.html", b"<script>", "chỉ nhận tệp PDF"),
        ("pdf", PDF, "chỉ nhận tệp PDF"),
        ("a.pdf", b"<html>", "không đúng với phần mở rộng"),
        ("a.docx", package("xl"), "không đúng với phần mở rộng"),
        ("a.docx", b"PK\x03\x04 not a zip", "không đúng với phần mở rộng"),
        ("a.png", b"\xff\xd8\xff", "không đúng với phần mở rộng"),
        ("a.pdf", b"", "không có nội dung"),
    ],
)
def test_other_files_are_refused_with_a_sentence(client, member, report, name, content, words):
    assert words in upload(client, report, (name, content)).text
    assert not Evidence.objects.exists()


def test_file_above_the_limit_is_refused_and_the_limit_is_told(client, member, report, settings):
    settings.FILE_MAX_BYTES = 2**19
    page = upload(client, report, ("a.pdf", PDF.ljust(2**19 + 1))).text
    assert "Tệp “a.pdf” lớn hơn 0,5 MB." in page
    assert "mỗi tệp không quá 0,5 MB" in page
    assert not Evidence.objects.exists()
    upload(client, report, ("b.pdf", PDF.ljust(2**19)))
    assert Evidence.objects.exists()


def test_twenty_first_file_is_refused_and_a_removed_one_makes_room(client, member, report):
    upload(client, report, *[(f"{number}.pdf", PDF) for number in range(15)])
    page = upload(client, report, *[(f"{number}.pdf", PDF) for number in range(15, 22)]).text
    assert page.count("tối đa 20 tệp") == 2
    assert Evidence.objects.count() == 20
    client.post(reverse("reports:remove-evidence", args=[Evidence.objects.first().public_id]))
    upload(client, report, ("21.pdf", PDF))
    assert Evidence.objects.filter(removed_at=None).count() == 20


def test_good_files_are_kept_beside_a_refused_one(client, member, report):
    page = upload(client, report, ("a.exe", b"MZ"), ("b.pdf", PDF)).text
    assert "a.exe" in page
    assert [str(evidence) for evidence in Evidence.objects.all()] == ["b.pdf"]


def test_without_a_script_the_page_comes_back_with_the_sentence(client, member, report):
    answer = upload(client, report, ("a.exe", b"MZ"), htmx=False)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("reports:draft", args=[report.public_id]))
    [message] = answer.wsgi_request._messages
    assert "chỉ nhận tệp PDF" in str(message)


def test_nobody_outside_the_unit_puts_a_file_on_or_takes_one_off(client, member, report):
    evidence = kept(client, report)
    remove = reverse("reports:remove-evidence", args=[evidence.public_id])
    for person in [builders.make_member(), builders.make_leader(), builders.make_user()]:
        client.force_login(person)
        assert upload(client, report, ("b.pdf", PDF)).status_code == 404
        assert client.post(remove).status_code == 404
    evidence.refresh_from_db()
    assert evidence.removed_at is None


@pytest.mark.parametrize("assignment", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_file_for_an_assignment_of_somebody_else_is_not_found(client, member, report, assignment):
    answer = upload(client, report, ("b.pdf", PDF), assignment=assignment or "none")
    assert answer.status_code == 404


def test_report_on_its_way_takes_no_more_files(client, member, report):
    builders.submit(report)
    assert "đã được gửi" in upload(client, report, ("b.pdf", PDF)).text
    assert not Evidence.objects.exists()


def test_report_on_its_way_lets_no_file_go(client, member, report):
    evidence = kept(client, report)
    builders.submit(report)
    remove = reverse("reports:remove-evidence", args=[evidence.public_id])
    answer = client.post(remove, headers={"HX-Request": "true"})
    assert "không gỡ được" in answer.text
    evidence.refresh_from_db()
    assert evidence.removed_at is None


def test_file_is_always_a_download_under_its_own_name(client, member, report):
    answer = download(client, kept(client, report))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Bi%C3%AAn%20b%E1%BA%A3n%20h%E1%BB%8Dp.pdf"
    )


def test_file_is_inside_the_unit_until_a_submission_cites_it(client, member, report):
    evidence = kept(client, report)
    readers = [builders.make_member(), builders.make_leader()]
    stranger = builders.make_member(builders.make_department("Phòng Quản lý Công nghệ"))
    for person in [*readers, stranger]:
        client.force_login(person)
        assert status(client, evidence) == 404
    builders.submit(report, evidence_ids=(evidence.pk,))
    for person in readers:
        client.force_login(person)
        assert status(client, evidence) == 200
    client.force_login(stranger)
    assert status(client, evidence) == 404


def test_file_taken_off_is_gone_for_everybody(client, member, report):
    evidence = kept(client, report)
    answer = client.post(
        reverse("reports:remove-evidence", args=[evidence.public_id]),
        headers={"HX-Request": "true"},
    )
    assert "Biên bản họp.pdf" not in answer.text
    assert status(client, evidence) == 404


def test_file_that_went_out_with_a_submission_stays(client, member, report):
    evidence = kept(client, report)
    builders.submit(report, evidence_ids=(evidence.pk,))
    builders.return_report(report)
    answer = client.post(
        reverse("reports:remove-evidence", args=[evidence.public_id]),
        headers={"HX-Request": "true"},
    )
    assert "đã gửi cùng báo cáo, không gỡ được" in answer.text
    assert "Biên bản họp.pdf" in answer.text


def test_files_of_the_draft_go_out_with_the_report(client, member, report):
    evidence = kept(client, report)
    prefix = f"a{evidence.assignment_id}"
    client.post(
        reverse("reports:draft", args=[report.public_id]),
        {
            "action": "submit",
            "version": 0,
            f"{prefix}-results": "Đã làm.",
            f"{prefix}-percent_of_year": "10",
        },
    )
    assert list(report.submissions.get().entries.get().evidence.all()) == [evidence]
