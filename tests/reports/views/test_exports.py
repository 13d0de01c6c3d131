"""Downloads of a frozen version for spreadsheets and other programs."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from urllib.parse import unquote

import openpyxl
import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.urls import reverse

from directives.lifecycle import keep_file
from reports import consolidated, jobs
from reports.consolidated import tables
from reports.models import ConsolidatedReport, ReportingPeriod
from reports.printing.xlsx import workbook
from tests.builders import at
from tests.reports.year import ON, make_year, send, take_in

APPROVED_AT = at("2026-12-21 10:00")


@pytest.fixture
def head(db):
    """Of the coordinating unit."""
    year = make_year(2)
    for name in ["Phòng A", "Phòng Hành chính - Tổng hợp"]:
        send(year.report_of(name))
        take_in(year.report_of(name))
    return year.directive.coordinator.appointments.get(role="head").user


@pytest.fixture
def version(head):
    period = ReportingPeriod.objects.get()
    whole = consolidated.consolidate(period, on=ON)
    return ConsolidatedReport.objects.create(
        period=period,
        version=1,
        content={
            "consolidation": consolidated.content_of(whole),
            "report": {"code": "2026.v1-0a1b2c3d"},
        },
        content_hash="f" * 64,
        made_at=APPROVED_AT,
        made_by=head,
        approved_at=APPROVED_AT,
        approved_by=head,
    )


def address(version, name, **arguments):
    return reverse(f"reports:{name}", args=[version.public_id, *arguments.values()])


def test_one_table_comes_as_csv_that_excel_opens(client, head, version):
    client.force_login(head)
    response = client.get(address(version, "export-csv", part="annex", key="standings"))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert unquote(response.headers["Content-Disposition"]) == (
        "attachment; filename*=utf-8''Phụ lục nội bộ năm 2026 (bản 1) - Tình hình gửi báo cáo.csv"
    )
    text = StringIO(response.content.decode("utf-8-sig"), newline="")
    rows = list(csv.reader(text, delimiter=";"))
    assert [row[0] for row in rows] == [
        "Đơn vị",
        "Phòng A",
        "Phòng B",
        "Phòng Hành chính - Tổng hợp",
    ]


@pytest.mark.parametrize(
    ("part", "key"), [("report", "standings"), ("annex", "nothing"), ("slip", "results")]
)
def test_a_table_that_the_part_has_not_is_not_found(client, head, version, part, key):
    client.force_login(head)
    assert client.get(address(version, "export-csv", part=part, key=key)).status_code == 404


def test_the_json_names_its_version(client, head, version):
    client.force_login(head)
    response = client.get(address(version, "export-json", part="report"))
    said = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/json"
    assert (said["code"], said["sha256"], said["part"]) == ("2026.v1-0a1b2c3d", "f" * 64, "report")


def test_a_workbook_that_is_not_made_yet_is_told_in_a_sentence(client, head, version):
    client.force_login(head)
    response = client.get(address(version, "export-xlsx", part="report"))
    assert (response.status_code, response.url) == (
        302,
        reverse("reports:consolidated", args=[version.public_id]),
    )
    assert [str(said) for said in get_messages(response.wsgi_request)] == [
        "Tệp Excel của phiên bản này chưa tạo xong."
    ]


def test_the_kept_workbook_goes_out_byte_for_byte(client, head, version):
    whole = consolidated.thaw(version.content["consolidation"])
    made = workbook(
        tables.internal_tables(whole), title="Số liệu", code="c", author="Sở", on=date(2026, 12, 21)
    )
    upload = SimpleUploadedFile("phu-luc.xlsx", made)
    job = jobs.queue(version, by=head, at=APPROVED_AT)
    job.files.create(part="annex", format="xlsx", file=keep_file(upload, by=head, at=APPROVED_AT))
    client.force_login(head)
    response = client.get(address(version, "export-xlsx", part="annex"))
    content = b"".join(response.streaming_content)
    assert content == made
    assert "bản 1).xlsx" in unquote(response.headers["Content-Disposition"])
    assert "Tình hình gửi báo cáo" in openpyxl.load_workbook(BytesIO(content)).sheetnames


def test_the_list_of_downloads_names_every_table_once_a_part(version):
    page = render_to_string("reports/_exports.html", {"version": version, "exports": tables.NAMES})
    assert page.count("/report/results.csv") == 1
    assert page.count("/annex/results.csv") == 1
    assert "/report/standings.csv" not in page
    assert page.count(".xlsx") == 2
