"""What is typed is kept as it was typed; of two people in one draft neither loses a word."""

import json

import pytest

from reports.models import Draft
from tests import builders
from tests.reports.views.drafting import head, officer, post, prefix, report, typed, url

__all__ = ["head", "officer", "report"]

pytestmark = pytest.mark.django_db


def test_autosave_keeps_anything_right_or_wrong(client, head, report):
    answer = client.post(
        url(report, "autosave"), typed(report, results="", percent_of_year="một nửa")
    )
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert len(answer.json()["saved_at"]) == 5
    page = client.get(url(report)).text
    assert 'value="một nửa"' in page
    assert 'data-version="1"' in page
    assert "Tỷ lệ phải là" not in page


def test_autosave_of_a_visitor_is_told_apart_from_a_refusal(client, report):
    answer = client.post(url(report, "autosave"), typed(report))
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30])
def test_autosave_without_a_version_is_refused(client, head, report, version):
    assert client.post(url(report, "autosave"), typed(report, version=version)).status_code == 400


def test_autosave_wants_post(client, head, report):
    assert client.get(url(report, "autosave")).status_code == 405


def test_second_of_two_people_in_one_draft_sees_both_texts(client, head, officer, report):
    client.post(url(report, "autosave"), typed(report, results="Bản của trưởng phòng."))
    client.force_login(officer)
    answer = client.post(url(report, "autosave"), typed(report, results="Bản <b>của tôi</b>."))
    assert answer.status_code == 409
    shown = json.loads(answer.content)
    assert shown["version"] == 1
    assert "Bản của trưởng phòng." in shown["html"]
    assert "Bản &lt;b&gt;của tôi&lt;/b&gt;." in shown["html"]
    assert "Phạm Thị Trưởng" in shown["html"]
    assert "message" not in shown
    assert 'data-autosave-pick="mine" data-version="1"' in shown["html"]
    assert "Mức độ hoàn thành kế hoạch năm" not in shown["html"]
    assert Draft.objects.get().data[f"{prefix(report)}-results"] == ["Bản của trưởng phòng."]
    mine = client.post(
        url(report, "autosave"), typed(report, version=1, results="Bản <b>của tôi</b>.")
    )
    assert mine.json()["version"] == 2


def test_second_window_of_one_person_is_not_said_to_be_somebody_else(client, head, report):
    client.post(url(report, "autosave"), typed(report, results="Cửa sổ một."))
    answer = client.post(url(report, "autosave"), typed(report, results="Cửa sổ hai."))
    shown = answer.json()
    assert shown["message"].startswith("Đồng chí đã lưu bản nháp này ở một cửa sổ khác.")
    assert "Đồng chí đã lưu bản nháp này ở một cửa sổ khác lúc" in shown["html"]
    assert "Đồng chí Phạm Thị Trưởng" not in shown["html"]
    page = post(client, report, "save", results="Cửa sổ hai.").text
    assert "Đồng chí đã lưu bản nháp này ở một cửa sổ khác lúc" in page


def test_stale_page_that_is_sent_shows_both_texts_and_loses_neither(client, head, officer, report):
    client.post(url(report, "autosave"), typed(report, results="Bản kia."))
    client.force_login(officer)
    answer = post(client, report, "send_to_head", results="Bản này.")
    assert answer.status_code == 409
    assert "Bản kia." in answer.text
    assert answer.text.count("Bản này.") == 2  # in the comparison, and still in the form
    assert 'name="version" value="1"' in answer.text
    assert "data-autosave-url" not in answer.text
    assert Draft.objects.get().sent_to_head_at is None
    assert post(client, report, "save", version=1, results="Bản này.").status_code == 302
    assert Draft.objects.get().data[f"{prefix(report)}-results"] == ["Bản này."]


def test_autosave_after_the_report_went_out_says_so(client, head, report):
    builders.submit(report)
    answer = client.post(url(report, "autosave"), typed(report))
    assert answer.status_code == 409
    assert "đã được gửi" in answer.json()["message"]
    assert not Draft.objects.exists()


def test_text_with_a_nul_is_kept_without_it(client, head, report):
    client.post(url(report, "autosave"), typed(report, results="một\0hai"))
    assert Draft.objects.get().data[f"{prefix(report)}-results"] == ["mộthai"]
