"""Sections of a draft as HCTH writes them: kept while typed, taken back, quoted into."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.consolidated import drafted, drafting
from reports.documents import Paragraph, Run
from reports.documents.editing import to_editor
from reports.models import ConsolidatedSection
from tests.builders import Role, make_coordinator, make_member, make_user
from tests.pages import text_of
from tests.reports.year import ON, make_year, report_accepted

pytestmark = pytest.mark.django_db

KEY = "assessment"


def words(text="Sở đã tổ chức hội nghị quán triệt."):
    return (Paragraph((Run(text),)),)


@pytest.fixture
def year():
    return make_year(2)


@pytest.fixture
def draft(year):
    for name in ("Phòng A", "Phòng B"):
        report_accepted(year.report_of(name))
    return drafting.start(year.period, on=ON, by=make_user(), at=timezone.now())


@pytest.fixture
def officer():
    return make_member(make_coordinator(), Role.STAFF, full_name="Đỗ Quốc Bảo")


@pytest.fixture
def hcth(client, officer):
    client.force_login(officer)
    return client


def address(name, draft, key=KEY):
    return reverse(f"reports:{name}", args=[draft.public_id, key])


def save(client, draft, *, key=KEY, blocks=None, version=0, headers=None, **changes):
    typed = {"doc": json.dumps(to_editor(words() if blocks is None else blocks))}
    sent = typed | {"version": version} | changes
    return client.post(address("write-section", draft, key), sent, headers=headers)


def write(draft, by, text="Nội dung của người khác.", revision=0):
    return drafting.write(draft, KEY, words(text), revision=revision, by=by, at=timezone.now())


def kept(draft):
    section = drafted.view(draft, on=ON).section(KEY)
    return section.blocks, section.revision


# Kept while typed


def test_what_is_typed_is_kept_with_who_typed_it(hcth, draft, officer):
    answer = save(hcth, draft).json()
    section = ConsolidatedSection.objects.get()
    assert (section.key, section.revision, section.edited_by) == (KEY, 1, officer)
    assert kept(draft) == (words(), 1)
    assert answer["version"] == 1
    assert answer["saved_at"] == f"{timezone.localtime(section.edited_at):%H:%M}"
    assert "Đỗ Quốc Bảo sửa lúc" in answer["badge"]
    assert address("restore-section", draft) in answer["badge"]


def test_a_part_on_one_duty_and_the_frame_are_kept_too(hcth, draft):
    for key in ("results-duty-2", "opening", "ending"):
        assert save(hcth, draft, key=key).status_code == 200
    assert list(draft.sections.values_list("key", flat=True)) == [
        "ending",
        "opening",
        "results-duty-2",
    ]


@pytest.mark.parametrize("key", ["nothing", "results-duty-9", "results-duty-x", "plans-duty-"])
def test_a_section_that_is_not_in_the_report_is_not_found(hcth, draft, key):
    assert save(hcth, draft, key=key).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"doc": ""},
        {"doc": "{"},
        {"doc": "[" * 100_000},
        {"doc": '{"type": "doc", "content": [{"type": "image"}]}'},
        {"version": "x"},
    ],
)
def test_what_is_no_text_of_ours_is_refused_in_a_sentence(hcth, draft, changes):
    answer = save(hcth, draft, **changes)
    assert answer.status_code == 422
    assert answer.json()["message"].startswith("Nội dung gửi lên không đúng định dạng")
    assert not ConsolidatedSection.objects.exists()


def test_what_is_longer_than_the_server_reads_is_refused_in_a_sentence(hcth, draft, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
    headers = {"X-Requested-With": "XMLHttpRequest"}
    answer = save(hcth, draft, blocks=words("a" * 1_000_000), headers=headers)
    assert answer.status_code == 413
    assert answer.json()["message"].startswith("Nội dung dài quá giới hạn")
    assert not ConsolidatedSection.objects.exists()


def test_the_second_of_two_writers_sees_both_texts_and_overwrites_nothing(hcth, draft):
    write(draft, make_user("Trần Thị Hà"))
    answer = save(hcth, draft)
    assert answer.status_code == 409
    assert answer.json()["version"] == 1
    assert answer.json()["message"].startswith("Có người khác vừa sửa mục này.")
    for said in ("Trần Thị Hà", "Nội dung của người khác.", "Sở đã tổ chức hội nghị quán triệt."):
        assert said in answer.json()["html"]
    assert kept(draft)[0] == words("Nội dung của người khác.")
    assert save(hcth, draft, version=1).json()["version"] == 2


def test_who_wrote_in_another_window_is_told_so(hcth, draft, officer):
    write(draft, officer)
    assert save(hcth, draft).json()["message"].startswith("Đồng chí đã lưu mục này ở một cửa sổ")


def test_who_writes_on_top_of_a_text_that_was_taken_back_is_told_so(hcth, draft, officer):
    write(draft, officer)
    drafting.restore(draft, KEY, revision=1, by=make_user(), at=timezone.now())
    answer = save(hcth, draft, version=1).json()
    assert "đã được chuyển về nội dung hệ thống soạn" in answer["html"]
    assert save(hcth, draft, version=answer["version"]).status_code == 200


def test_nothing_is_kept_once_the_draft_was_sent_up(hcth, draft, officer):
    drafting.submit(draft, by=officer, at=timezone.now())
    answer = save(hcth, draft)
    assert answer.status_code == 409
    assert answer.json() == {
        "message": "Dự thảo đã được trình, đang chờ lãnh đạo xem xét. "
        "Nội dung đang nhập không lưu lên máy chủ nữa."
    }


def test_who_is_signed_out_is_told_so(client, draft):
    answer = save(client, draft)
    assert (answer.status_code, answer.json()) == (401, {})


@pytest.mark.parametrize("unit_count", [1, 3])
def test_keeping_and_quoting_take_the_same_queries_however_many_units(
    client, officer, unit_count, django_assert_num_queries
):
    year = make_year(unit_count)
    for report in year.reports:
        report_accepted(report)
    draft = drafting.start(year.period, on=ON, by=officer, at=timezone.now())
    client.force_login(officer)
    with django_assert_num_queries(13):
        save(client, draft)
    with django_assert_num_queries(5):
        client.get(address("section-quotations", draft, "plans"))


# The page


def test_the_page_has_each_section_with_its_text_for_reading_and_for_editing(hcth, draft, officer):
    write(draft, officer, "Chuyển biến <b>rõ rệt</b>.")
    page = text_of(hcth.get(reverse("reports:write-draft", args=[draft.public_id])))
    assert page.count("data-section ") == len(drafted.view(draft, on=ON).sections)
    assert "Chuyển biến &lt;b&gt;rõ rệt&lt;/b&gt;." in page
    assert "<b>rõ rệt" not in page
    assert f'data-autosave-key="section-{draft.public_id}-{KEY}-{officer.pk}"' in page
    assert 'data-version="1"' in page
    assert "Trình duyệt đang tắt JavaScript" in page


def test_a_figure_that_changed_under_a_persons_words_is_pointed_out(hcth, draft, officer):
    blocks = (Paragraph((Run("Có "), Run("9", figure="duty-1.briefed"), Run(" người."))),)
    drafting.write(draft, KEY, blocks, revision=0, by=officer, at=timezone.now())
    page = text_of(hcth.get(reverse("reports:write-draft", args=[draft.public_id])))
    assert 'data-figure="duty-1.briefed" data-written="9" data-now="24"' in page
    assert kept(draft)[0] == blocks


# Taken back


def test_going_back_to_the_own_text_asks_first_and_shows_what_is_lost(hcth, draft, officer):
    write(draft, officer, "Sẽ mất.")
    page = text_of(hcth.get(address("restore-section", draft)))
    assert '<p class="is-different">Sẽ mất.</p>' in page
    assert kept(draft)[1] == 1

    answer = hcth.post(address("restore-section", draft), {"revision": 1})

    assert answer.url.endswith(f"/write/#section-{KEY}")
    assert not ConsolidatedSection.objects.exists()


def test_the_question_comes_as_a_part_of_the_page_where_a_script_asks(hcth, draft, officer):
    write(draft, officer)
    page = hcth.get(address("restore-section", draft), headers={"HX-Request": "true"})
    assert text_of(page).startswith("<div data-restoring>")


@pytest.mark.parametrize("revision", ["1", "x", ""])
def test_what_was_written_since_the_question_is_not_lost(hcth, draft, officer, revision):
    write(draft, officer)
    write(draft, officer, "Viết thêm.", revision=1)
    answer = hcth.post(address("restore-section", draft), {"revision": revision})
    assert answer.status_code == 409
    assert "Mục này vừa được sửa thêm" in text_of(answer)
    assert kept(draft) == (words("Viết thêm."), 2)


def test_a_section_that_nobody_wrote_has_nothing_to_take_back(hcth, draft):
    assert hcth.get(address("restore-section", draft)).status_code == 302


def test_a_draft_that_was_sent_up_is_not_taken_back(hcth, draft, officer):
    write(draft, officer)
    drafting.submit(draft, by=officer, at=timezone.now())
    hcth.post(address("restore-section", draft), {"revision": 1})
    assert ConsolidatedSection.objects.count() == 1


# Quoted into


def test_words_of_units_on_the_sections_subject_are_offered(hcth, draft):
    page = text_of(hcth.get(address("section-quotations", draft, "plans")))
    assert "2 nội dung từ các báo cáo đã tiếp nhận." in page
    assert "<blockquote data-words>Tổ chức hội thảo của Phòng A.</blockquote>" in page


def test_units_are_searched_without_tones(hcth, draft):
    page = text_of(hcth.get(address("section-quotations", draft, "plans"), {"q": "phong b"}))
    assert "1 trên 2 nội dung." in page
    assert "Phòng A" not in page


@pytest.mark.parametrize("key", ["opening", "ending", "nothing"])
def test_what_is_on_no_subject_has_no_quotations(hcth, draft, key):
    assert hcth.get(address("section-quotations", draft, key)).status_code == 404
