"""The way of a consolidated report: drafted, sent up, returned or approved, corrected."""

from dataclasses import replace
from datetime import date

import pytest

from reports import consolidated
from reports.consolidated import changes, drafted, drafting, outline
from reports.consolidated.sources import Changed
from reports.documents import Paragraph, Run
from reports.errors import StaleRevision, WrongState
from reports.models import ConsolidatedDraft, ConsolidatedReport, Job, Notice
from tests.builders import at, make_leader, make_period, make_user
from tests.reports.year import ON, make_year, report_accepted

pytestmark = pytest.mark.django_db

State = ConsolidatedDraft.State
NOW = at("2026-12-21 09:00")
LATER = at("2026-12-22 09:00")
WORDS = (Paragraph((Run("Sở đã tổ chức hội nghị quán triệt."),)),)


@pytest.fixture
def year():
    return make_year(2)


@pytest.fixture
def officer():
    return make_user()


@pytest.fixture
def draft(year, officer):
    return drafting.start(year.period, on=ON, by=officer, at=NOW)


def seen(draft):
    return drafted.view(draft, on=ON).fingerprint


def approved(draft, by, at=LATER) -> ConsolidatedReport:
    drafting.submit(draft, by=by, at=at)
    return drafting.approve(draft, seen=seen(draft), by=by, at=at)


# Drafting


def test_a_period_has_one_draft(year, draft, officer):
    again = drafting.start(year.period, on=ON, by=make_user(), at=LATER)
    assert again == draft
    assert (again.made_by, again.made_at, again.state) == (officer, NOW, State.DRAFTING)


def test_a_planned_period_cannot_be_consolidated(year, officer):
    planned = make_period(year.directive, due_on=date(2027, 12, 16))
    with pytest.raises(WrongState, match="planned"):
        drafting.start(planned, on=ON, by=officer, at=NOW)


def test_what_a_person_wrote_stands_in_the_report(draft, officer):
    drafting.write(draft, "undertaking", WORDS, revision=0, by=officer, at=LATER)

    text = drafted.view(draft, on=ON)

    section = text.section("undertaking")
    assert (section.is_edited, section.revision, section.blocks) == (True, 1, WORDS)
    assert section.own_blocks != WORDS
    assert WORDS[0] in text.document.blocks
    assert draft.revision == 2


def test_the_second_of_two_writers_gets_what_the_first_wrote(draft, officer):
    first = drafting.write(draft, "plans", WORDS, revision=0, by=officer, at=LATER)
    with pytest.raises(StaleRevision) as stale:
        drafting.write(draft, "plans", (), revision=0, by=make_user(), at=LATER)
    assert stale.value.current == first
    assert draft.sections.get().revision == 1


def test_the_sections_own_text_can_be_taken_back(draft, officer):
    own = drafted.view(draft, on=ON).section("plans").blocks
    drafting.write(draft, "plans", WORDS, revision=0, by=officer, at=LATER)
    drafting.restore(draft, "plans", revision=1, by=officer, at=LATER)
    assert drafted.view(draft, on=ON).section("plans").blocks == own


def test_what_was_written_anew_is_not_taken_for_what_was_taken_back(draft, officer):
    first = drafting.write(draft, "plans", WORDS, revision=0, by=officer, at=LATER)
    drafting.restore(draft, "plans", revision=1, by=officer, at=LATER)
    anew = drafting.write(draft, "plans", WORDS, revision=0, by=officer, at=LATER)
    assert (first.revision, anew.revision) == (1, 3)
    with pytest.raises(StaleRevision):
        drafting.write(draft, "plans", (), revision=1, by=make_user(), at=LATER)
    assert drafted.view(draft, on=ON).section("plans").blocks == WORDS


@pytest.mark.parametrize("written", ["1", "01"])
def test_a_figure_in_either_form_is_no_other_figure(year, draft, officer, written):
    report_accepted(year.report_of("Phòng A"))
    drafting.refresh(draft, on=ON, by=officer, at=LATER)
    figure = Paragraph((Run("Đã có "), Run(written, figure="reports.accepted")))
    drafting.write(draft, "plans", (figure,), revision=0, by=officer, at=LATER)
    assert drafted.view(draft, on=ON).section("plans").changed == ()


def test_a_mark_of_a_citation_that_somebody_sent_is_read_as_words(draft, officer):
    mark = Paragraph((Run("Theo "), Run("văn bản", figure="cite.nothing")))
    drafting.write(draft, "plans", (mark,), revision=0, by=officer, at=LATER)
    document = drafted.view(draft, on=ON).document
    assert Paragraph((Run("Theo văn bản"),)) in document.blocks


def test_new_figures_change_no_word_of_a_person(year, draft, officer):
    figure = Paragraph((Run("Đã có "), Run("0", figure="reports.accepted"), Run(" báo cáo.")))
    drafting.write(draft, "undertaking", (figure,), revision=0, by=officer, at=NOW)
    report_accepted(year.report_of("Phòng A"))

    drafting.refresh(draft, on=ON, by=officer, at=LATER)

    section = drafted.view(draft, on=ON).section("undertaking")
    assert section.blocks == (figure,)
    [changed] = section.changed
    assert (changed.key, changed.written) == ("reports.accepted", "0")
    assert changed.now in ("1", "01")


def test_figures_stand_still_until_somebody_asks_for_new_ones(year, draft):
    before = seen(draft)
    report_accepted(year.report_of("Phòng A"))
    assert seen(draft) == before


# The way


def test_approval_freezes_what_was_seen(year, draft, officer):
    director = make_leader()
    drafting.submit(draft, by=officer, at=NOW)
    text = drafted.view(draft, on=ON)

    version = drafting.approve(draft, seen=text.fingerprint, by=director, at=LATER)

    assert (version.version, version.made_by, version.approved_by) == (1, officer, director)
    assert (version.made_at, version.approved_at) == (NOW, LATER)
    assert (version.reason, version.approval_source) == ("", "")
    assert version.content_hash == consolidated.content_hash(version.content)
    document = consolidated.document_of(version, "report")
    assert document.blocks == text.document.blocks
    assert (document.is_draft, document.code) == (False, f"2026.v1-{text.fingerprint[:8]}")
    assert version.job.state == Job.State.QUEUED
    assert draft.state == State.APPROVED


def test_what_was_never_sent_up_cannot_be_approved(draft, officer):
    with pytest.raises(WrongState, match="drafting"):
        drafting.approve(draft, seen=seen(draft), by=officer, at=LATER)


def test_a_leader_approves_only_what_he_saw(draft, officer):
    drafting.submit(draft, by=officer, at=NOW)
    with pytest.raises(StaleRevision):
        drafting.approve(draft, seen="something else", by=make_leader(), at=LATER)
    assert not ConsolidatedReport.objects.exists()


@pytest.mark.parametrize(
    ("state", "open_to"),
    [
        ("drafting", {"submit", "write"}),
        ("submitted", {"withdraw", "return", "approve"}),
        ("returned", {"submit", "write"}),
        ("approved", {"correct"}),
    ],
)
def test_the_steps_of_each_state(draft, officer, state, open_to):
    def take(action):
        who = {"by": officer, "at": LATER}
        steps = {
            "write": lambda: drafting.write(draft, "plans", WORDS, revision=0, **who),
            "submit": lambda: drafting.submit(draft, **who),
            "withdraw": lambda: drafting.withdraw(draft, **who),
            "return": lambda: drafting.return_(draft, note="Nêu rõ nguyên nhân.", **who),
            "approve": lambda: drafting.approve(draft, seen=seen(draft), **who),
            "correct": lambda: drafting.correct(draft, note="Sửa số liệu.", **who),
        }
        ConsolidatedDraft.objects.filter(pk=draft.pk).update(state=state)
        draft.refresh_from_db()
        if action == "approve":
            draft.steps.create(
                from_state="drafting", to_state="submitted", revision=1, by=officer, at=NOW
            )
        try:
            steps[action]()
        except WrongState:
            return False
        finally:
            draft.sections.all().delete()
        return True

    actions = ["write", "submit", "withdraw", "return", "approve", "correct"]
    assert {action for action in actions if take(action)} == open_to


def test_every_step_leaves_a_row(draft, officer):
    director = make_leader()
    drafting.submit(draft, note="Xin ý kiến về phần V.", by=officer, at=NOW)
    drafting.return_(draft, note="Nêu rõ nguyên nhân.", by=director, at=NOW)
    drafting.write(draft, "plans", WORDS, revision=0, by=officer, at=NOW)
    drafting.submit(draft, by=officer, at=LATER)
    drafting.approve(
        draft, seen=seen(draft), source="Bút phê ngày 22/12/2026", by=officer, at=LATER
    )
    assert list(draft.steps.values_list("to_state", "note", "source", "revision")) == [
        ("submitted", "Xin ý kiến về phần V.", "", 1),
        ("returned", "Nêu rõ nguyên nhân.", "", 1),
        ("submitted", "", "", 2),
        ("approved", "", "Bút phê ngày 22/12/2026", 2),
    ]
    assert ConsolidatedReport.objects.get().approval_source == "Bút phê ngày 22/12/2026"


def test_those_who_wait_are_told(draft, officer):
    director = draft.period.directive.agency.appointments.get(role="director").user
    drafting.submit(draft, note="Kính trình.", by=officer, at=NOW)
    drafting.return_(draft, note="Nêu rõ nguyên nhân.", by=director, at=NOW)
    told = Notice.objects.filter(draft=draft).values_list("person__full_name", "kind", "words")
    assert set(told) == {
        ("Nguyễn Văn Thành", "draft_submitted", "Kính trình."),
        ("Lê Phó", "draft_submitted", "Kính trình."),
        ("Trần Thị Hà", "draft_returned", "Nêu rõ nguyên nhân."),
    }


# Corrections


def test_a_correction_makes_the_next_version_and_says_what_changed(year, draft, officer):
    first = approved(draft, officer)
    report_accepted(year.report_of("Phòng A"))

    drafting.correct(draft, note="Phòng A gửi lại báo cáo.", by=officer, at=LATER)
    drafting.refresh(draft, on=ON, by=officer, at=LATER)
    drafting.write(draft, "plans", WORDS, revision=0, by=officer, at=LATER)
    second = approved(draft, officer)

    assert (second.version, second.reason) == (2, "Phòng A gửi lại báo cáo.")
    said = changes.between(first, second)
    assert said.units == ("Phòng A",)
    assert "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ" in [title.upper() for title in said.sections]
    assert ("0", "1") in [(figure.before, figure.after) for figure in said.figures]


def test_another_recipient_is_a_change_that_is_told(draft, officer):
    first = approved(draft, officer)
    drafting.correct(draft, note="Gửi thêm nơi nhận.", by=officer, at=LATER)
    directive = draft.period.directive
    laid_out = replace(outline.of(directive), recipients=("Như trên", "Lưu: VT"))
    outline.keep(directive, None, laid_out, by=officer, at=LATER)
    second = approved(draft, officer)
    assert changes.between(first, second).sections == ("Nơi nhận",)


def test_an_unchanged_report_is_not_sent_up_again(draft, officer):
    approved(draft, officer)
    drafting.correct(draft, note="Xem lại.", by=officer, at=LATER)
    with pytest.raises(WrongState, match="unchanged"):
        drafting.submit(draft, by=officer, at=LATER)


def test_a_version_tells_when_its_sources_changed(year, draft, officer):
    report_accepted(year.report_of("Phòng A"))
    drafting.refresh(draft, on=ON, by=officer, at=NOW)
    version = approved(draft, officer)
    assert consolidated.changed_since(version) == Changed()
    report_accepted(year.report_of("Phòng B"))
    assert consolidated.changed_since(version) == Changed(reports=1)


def test_words_in_a_section_that_left_the_outline_are_kept_and_told(draft, officer):
    drafting.write(draft, "plans", WORDS, revision=0, by=officer, at=NOW)
    directive = draft.period.directive
    laid_out = outline.of(directive)
    without = tuple(part for part in laid_out.sections if part.key != "plans")
    outline.keep(directive, None, replace(laid_out, sections=without), by=officer, at=NOW)

    text = drafted.view(draft, on=ON)

    [left_out] = text.left_out
    assert left_out.lines == ("Sở đã tổ chức hội nghị quán triệt.",)
    assert WORDS[0] not in text.document.blocks


# Remarks


def test_a_remark_is_open_until_it_is_settled_once(draft, officer):
    remark = drafting.comment(draft, "Bổ sung số liệu.", section="plans", by=officer, at=NOW)
    drafting.settle(remark, by=officer, at=LATER)
    remark.refresh_from_db()
    assert (remark.section, remark.done_by, remark.done_at) == ("plans", officer, LATER)
    with pytest.raises(WrongState):
        drafting.settle(remark, by=officer, at=LATER)
