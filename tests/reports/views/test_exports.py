"""Downloads of a frozen version for spreadsheets and other programs."""

import csv
import json
from io import StringIO
from urllib.parse import unquote

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from directives.models import LegalBasis
from reports.consolidated import tables
from reports.models import ConsolidatedReport, ReportingPeriod
from tests.builders import at
from tests.reports.approving import make_version
from tests.reports.year import make_year, send, take_in

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
    return make_version(ReportingPeriod.objects.get(), by=head, at=APPROVED_AT)


def address(version, name, **arguments):
    return reverse(f"reports:{name}", args=[version.public_id, *arguments.values()])


def test_one_table_comes_as_csv_that_excel_opens(client, head, version):
    client.force_login(head)
    response = client.get(address(version, "export-csv", part="annex", key="standings"))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert unquote(response.headers["Content-Disposition"]) == (
        "attachment; filename*=utf-8''Phụ lục nội bộ năm 2026 (phiên bản 1) - "
        "Tình hình gửi báo cáo.csv"
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


def test_files_of_a_report_on_one_basis_are_told_apart(client, head, version):
    basis = LegalBasis.objects.get()
    ConsolidatedReport.objects.update(basis=basis)
    client.force_login(head)
    response = client.get(address(version, "export-json", part="report"))
    assert unquote(response.headers["Content-Disposition"]).endswith(
        "Báo cáo tổng hợp năm 2026 theo 116-KH-UBND (phiên bản 1).json"
    )


def test_the_json_names_its_version(client, head, version):
    client.force_login(head)
    response = client.get(address(version, "export-json", part="report"))
    said = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/json"
    assert said["code"] == version.content["report"]["code"]
    assert (said["sha256"], said["part"]) == (version.content_hash, "report")


def test_the_list_of_downloads_names_every_table_once_a_part(version):
    page = render_to_string("reports/_exports.html", {"version": version, "exports": tables.NAMES})
    assert page.count("/report/results.csv") == 1
    assert page.count("/annex/results.csv") == 1
    assert "/report/standings.csv" not in page
