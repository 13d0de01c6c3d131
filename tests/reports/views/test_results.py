"""Logging a result on the page of its assignment, and the draft that takes it in."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directives.models import WorkItem
from reports import results
from reports.models import Draft, Evidence, LoggedResult
from tests import builders
from tests.builders import at
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n..."


@pytest.fixture(autouse=True)
def _on_the_twelfth_of_october():
    with time_machine.travel(at("2026-10-12 16:00"), tick=False):
        yield


@pytest.fixture
def report():
    return builders.make_report()


@pytest.fixture
def assignment(report):
    return report.department.assignments.get()


@pytest.fixture
def officer(client, assignment):
    user = builders.make_member(assignment.department, full_name="Trần Thị Khoa")
    client.force_login(user)
    return user


def page_of(client, assignment):
    return client.get(reverse("reports:assignment", args=[assignment.public_id]))


def post(client, assignment, *, files=(), photos=(), **typed):
    fields = {"text": "Đăng 03 tin.", "on": "12/10/2026"} | typed
    fields["files"] = [SimpleUploadedFile(*file) for file in files]
    fields["photos"] = [SimpleUploadedFile(*file) for file in photos]
    return client.post(reverse("reports:log-result", args=[assignment.public_id]), fields)


def log(assignment, by, text="Đăng 03 tin.", on=date(2026, 10, 12)):
    return results.log(assignment, on=on, text=text, by=by, at=at("2026-10-12 15:00"))


def item_of(assignment, by, text="Xây dựng chuyên mục"):
    return WorkItem.objects.create(
        assignment=assignment, text=text, proposed_by=by, proposed_at=at("2026-01-05 08:00")
    )


def amend(client, result, **typed):
    fields = {"text": "Đăng 04 tin.", "on": "11/10/2026"} | typed
    return client.post(reverse("reports:result", args=[result.public_id]), fields)


# On the page of the assignment


def test_a_result_is_logged_for_today_with_files_and_photographs(client, officer, assignment):
    page = text_of(page_of(client, assignment))
    assert 'value="12/10/2026"' in page
    assert 'capture="environment"' in page
    response = post(client, assignment, files=[("a.png", PNG)], photos=[("chụp.png", PNG)])
    assert response.url == f"/assignments/{assignment.public_id}/#results"
    result = LoggedResult.objects.get()
    assert (result.on, result.text, result.by) == (date(2026, 10, 12), "Đăng 03 tin.", officer)
    names = Evidence.objects.values_list("attachment__original_name", flat=True)
    assert list(names) == ["a.png", "chụp.png"]
    page = text_of(page_of(client, assignment))
    assert "Đăng 03 tin." in page
    assert "chụp.png" in page


def test_a_file_that_is_refused_costs_neither_the_result_nor_the_others(
    client, officer, assignment
):
    response = post(client, assignment, files=[("a.exe", b"MZ"), ("b.png", PNG)])
    page = text_of(client.get(response.url))
    assert "Tệp “a.exe”: chỉ nhận tệp PDF, DOCX, XLSX, JPG hoặc PNG." in page
    assert "Đã ghi kết quả" in page
    assert Evidence.objects.get().attachment.original_name == "b.png"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": " "}, "Hãy ghi kết quả."),
        ({"on": "13/10/2026"}, "Ngày này chưa đến."),
        ({"on": "06/06/2024"}, "Ngày này trước ngày giao nhiệm vụ."),
        ({"on": "31/02/2026"}, "Ngày không có thật"),
        ({"is_item_done": "on"}, "Hãy chọn nội dung công việc đã xong."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client, officer, assignment, typed, sentence
):
    item_of(assignment, officer)
    response = post(client, assignment, **({"text": "Họp báo."} | typed))
    page = text_of(response)
    assert response.status_code == 422
    assert sentence in page
    assert typed.get("text", "Họp báo.").strip() in page
    assert not LoggedResult.objects.exists()


def test_a_piece_of_work_is_done_with_its_result(client, officer, assignment):
    item = item_of(assignment, officer)
    post(client, assignment, work_item=item.pk, is_item_done="on", on="10/10/2026")
    item.refresh_from_db()
    assert item.done_on == date(2026, 10, 10)
    assert LoggedResult.objects.get().work_item == item


def test_work_of_another_assignment_is_no_choice(client, officer, assignment):
    other = builders.make_assignment(builders.make_duty(), assignment.department)
    item_of(assignment, officer)
    response = post(client, assignment, work_item=item_of(other, officer).pk)
    assert response.status_code == 422


def test_hcth_and_leaders_do_not_see_what_waits(client, officer, assignment):
    log(assignment, officer)
    for reader in [builders.make_member(), builders.make_leader()]:
        client.force_login(reader)
        page = text_of(page_of(client, assignment))
        assert "Đăng 03 tin." not in page
        assert 'id="results"' not in page


def test_a_unit_that_has_left_the_duty_sees_its_results_and_no_form(client, officer, assignment):
    log(assignment, officer)
    assignment.ends_on, assignment.end_reason = date(2026, 10, 11), "Chuyển đơn vị khác"
    assignment.save()
    page = text_of(page_of(client, assignment))
    assert "Đăng 03 tin." in page
    assert 'id="log-result"' not in page
    response = post(client, assignment)
    assert response.status_code == 409
    assert "Nhiệm vụ vừa có thay đổi" in text_of(response)
    assert LoggedResult.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_results(
    client, officer, assignment, count, django_assert_num_queries
):
    for _number in range(count):
        log(assignment, officer)
    page_of(client, assignment)
    with django_assert_num_queries(17):
        page_of(client, assignment)


# Put right


def test_a_result_is_put_right_on_a_page_of_its_own(client, officer, assignment):
    result = log(assignment, officer)
    page = client.get(reverse("reports:result", args=[result.public_id]))
    assert "Đăng 03 tin." in text_of(page)
    assert amend(client, result).url == f"/assignments/{assignment.public_id}/#results"
    result.refresh_from_db()
    assert (result.text, result.on) == ("Đăng 04 tin.", date(2026, 10, 11))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Hãy ghi kết quả."),
        ({"on": "13/10/2026"}, "Ngày này chưa đến."),
        ({"on": "06/06/2024"}, "Ngày này trước ngày giao nhiệm vụ."),
    ],
)
def test_what_does_not_do_is_said_and_nothing_changes(client, officer, assignment, typed, sentence):
    result = log(assignment, officer)
    response = amend(client, result, **typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    result.refresh_from_db()
    assert result.text == "Đăng 03 tin."


def test_files_are_added_and_taken_off(client, officer, assignment):
    result = log(assignment, officer)
    address = reverse("reports:result", args=[result.public_id])
    client.post(f"{address}files/", {"photos": [SimpleUploadedFile("a.png", PNG)]})
    file = Evidence.objects.get()
    assert "a.png" in text_of(client.get(address))
    response = client.post(reverse("reports:remove-evidence", args=[file.public_id]))
    assert response.url == address
    assert "a.png" not in text_of(client.get(address))


def test_a_result_that_was_removed_waits_no_longer(client, officer, assignment):
    result = log(assignment, officer)
    client.post(reverse("reports:remove-result", args=[result.public_id]))
    page = text_of(client.get(reverse("reports:result", args=[result.public_id])))
    assert "Kết quả này đã bỏ." in page
    assert "<textarea" not in page
    second = client.post(reverse("reports:remove-result", args=[result.public_id]))
    assert "đã được đưa vào báo cáo hoặc đã bỏ" in text_of(client.get(second.url))
    assert "Đăng 03 tin." not in text_of(page_of(client, assignment))


def test_what_a_report_has_taken_in_is_shown_and_not_changed(client, officer, report, assignment):
    result = log(assignment, officer)
    file = Evidence.objects.create(
        result=result, assignment=assignment, attachment=attachment(officer)
    )
    builders.submit(report, when="2026-10-12 15:30", logged_ids=(result.pk,))
    page = text_of(client.get(reverse("reports:result", args=[result.public_id])))
    assert "Kết quả này đã được đưa vào báo cáo, không sửa được nữa." in page
    assert "<textarea" not in page
    address = reverse("reports:result", args=[result.public_id])
    for response in [
        amend(client, result),
        client.post(f"{address}remove/"),
        client.post(f"{address}files/", {"files": [SimpleUploadedFile("b.png", PNG)]}),
        client.post(reverse("reports:remove-evidence", args=[file.public_id])),
    ]:
        assert "không" in text_of(client.get(response.url))
    assert Evidence.objects.filter(removed_at=None).count() == 1
    assert "Báo cáo năm 2026" in text_of(page_of(client, assignment))


def attachment(by):
    from directives.lifecycle import keep_file

    upload = SimpleUploadedFile("a.png", PNG)
    return keep_file(upload, by=by, at=at("2026-10-12 15:00"))


# In the draft


def draft(client, report, **posted):
    address = reverse("reports:draft", args=[report.public_id])
    return client.post(address, posted) if posted else client.get(address)


def test_the_untouched_form_holds_what_was_logged(client, officer, report, assignment):
    result = log(assignment, officer)
    page = text_of(draft(client, report))
    assert "Ngày 12/10/2026: Đăng 03 tin.</textarea>" in page
    name = f"a{assignment.pk}-logged"
    assert f'<input type="checkbox" name="{name}" value="{result.pk}" checked>' in page
    assert "put_in:" not in page


def test_later_results_are_put_in_by_one_button_and_nothing_typed_is_lost(
    client, officer, report, assignment
):
    prefix = f"a{assignment.pk}"
    typed = {f"{prefix}-results": "Đã làm.", f"{prefix}-next_plan": "Tập huấn."}
    draft(client, report, action="save", version="0", **typed)
    result = log(assignment, officer)
    page = text_of(draft(client, report))
    assert f'value="put_in:{prefix}:{result.pk}"' in page
    assert "Đưa tất cả vào báo cáo" not in page
    response = draft(
        client,
        report,
        action=f"put_in:{prefix}:{result.pk}",
        version="1",
        **typed | {f"{prefix}-next_plan": "Tập huấn, hội thảo."},
    )
    assert response.url == f"/reports/{report.public_id}/draft/#section-{prefix}"
    kept = Draft.objects.get()
    assert kept.data[f"{prefix}-results"] == ["Đã làm.\nNgày 12/10/2026: Đăng 03 tin."]
    assert kept.data[f"{prefix}-next_plan"] == ["Tập huấn, hội thảo."]
    assert kept.version == 2


def test_all_of_a_section_are_put_in_at_once(client, officer, report, assignment):
    prefix = f"a{assignment.pk}"
    draft(client, report, action="save", version="0", **{f"{prefix}-results": "Đã làm."})
    log(assignment, officer)
    log(assignment, officer, "Họp báo.")
    assert "Đưa tất cả vào báo cáo" in text_of(draft(client, report))
    draft(
        client,
        report,
        action=f"put_in:{prefix}:",
        version="1",
        **{f"{prefix}-results": "Đã làm."},
    )
    assert Draft.objects.get().data[f"{prefix}-results"] == [
        "Đã làm.\nNgày 12/10/2026: Đăng 03 tin.\nNgày 12/10/2026: Họp báo."
    ]


def test_of_two_at_once_the_second_sees_both_texts(client, officer, report, assignment):
    prefix = f"a{assignment.pk}"
    log(assignment, officer)
    draft(client, report, action="save", version="0", **{f"{prefix}-results": "Bản một."})
    response = draft(
        client,
        report,
        action=f"put_in:{prefix}:",
        version="0",
        **{f"{prefix}-results": "Bản hai."},
    )
    assert response.status_code == 409
    assert "Bản một." in text_of(response)
    assert "Bản hai. Ngày 12/10/2026: Đăng 03 tin." in text_of(response)
