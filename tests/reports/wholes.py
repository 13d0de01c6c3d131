"""A Consolidation made by hand, without a database: for tests of what is said of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from directives.models import Duty
from reports.consolidated import outline, results, sums, values
from reports.consolidated.outline import Outline
from reports.consolidated.totals import Compared
from reports.content import People
from reports.signing import Signature

DIRECTOR = Signature("", ("Giám đốc",), "Nguyễn Văn Thành")
HEAD = Signature("", ("Trưởng phòng",), "Phạm Thị Thu Hà")
KH116 = values.Paper(
    "Kế hoạch số 116/KH-UBND", date(2024, 6, 3), "UBND tỉnh", "về thông tin đối ngoại"
)
DISPATCH = values.Paper(
    "Công văn số 05/SKHCN-HCTH",
    date(2024, 6, 7),
    "Sở Khoa học và Công nghệ",
    "về việc triển khai Kế hoạch số 116/KH-UBND",
)
OUTLINE = Outline(
    addressees=("Uỷ ban nhân dân tỉnh",),
    recipients=("Như trên", "Giám đốc Sở, các Phó Giám đốc Sở", "Lưu: VT, HCTH"),
    signer="",
    sections=outline.SECTIONS,
    forms=(),
)
NEWS = sums.Asked(1, "Tin, bài đăng trên Cổng", "tin, bài")
EVENTS = sums.Asked(2, "Sự kiện có yếu tố nước ngoài", "sự kiện")


def unit_id(number: int) -> UUID:
    return UUID(int=number)


def unit_name(number: int) -> str:
    return f"Đơn vị {number}"


def entry(number: int, **said) -> results.UnitEntry:
    known = {
        "submission": unit_id(number),
        "unit": unit_name(number),
        "is_lead": True,
        "nothing_to_report": False,
        "results": f"Kết quả {number}.",
        "shortcomings": "",
        "proposals": "",
        "next_plan": "",
        "percent_of_year": None,
        "done_on": None,
        "briefed": None,
        "present": None,
        "staff_quota": None,
        "sessions": (),
        "indicators": (),
        "staffing": (),
    }
    return results.UnitEntry(**known | said)


def briefing(number: int, briefed=8, present=10, **said) -> results.UnitEntry:
    return entry(number, briefed=People(briefed), present=People(present), **said)


def work(number: int, news=5, events=None, **said) -> results.UnitEntry:
    """`events` None: the unit had none."""
    figures = (
        results.IndicatorFacts(1, NEWS.name, Decimal(news), Decimal(4 * news), False),
        results.IndicatorFacts(
            2, EVENTS.name, None if events is None else Decimal(events), None, events is None
        ),
    )
    return entry(number, **{"indicators": figures, "percent_of_year": 80} | said)


def duty(ordinal, kind, title, entries, assigned, asked=(), previous=None, last_year=None):
    beside = {"previous": previous, "last_year": last_year}
    return results.DutyResults(
        ordinal=ordinal,
        title=title,
        text=f"Nguyên văn nhiệm vụ {ordinal}.",
        kind=kind,
        assigned=assigned,
        entries=tuple(entries),
        coverage=sums.coverage(entries),
        sessions=sums.sessions(entries),
        indicators=tuple(
            sums.indicator(one, entries, **(beside if one is NEWS else {})) for one in asked
        ),
        progress=sums.progress(entries),
    )


def standing(number: int, **said) -> values.UnitStanding:
    """On time and accepted, unless said otherwise."""
    known = {
        "unit": unit_name(number),
        "submission": unit_id(number),
        "state_key": "accepted",
        "state": "Đã tiếp nhận",
        "original_due_on": date(2026, 12, 16),
        "due_on": date(2026, 12, 16),
        "first_sent_on": date(2026, 12, 15),
        "was_late": False,
        "days_late": 0,
        "days_overdue": 0,
        "is_missing": False,
        "explanation": "",
        "returns": (),
        "reminders": 0,
        "urgings": 0,
        "is_self_accepted": False,
    }
    return values.UnitStanding(**known | said)


def missing(number: int, **said) -> values.UnitStanding:
    known = {
        "submission": None,
        "state_key": "expected",
        "state": "Chưa báo cáo",
        "first_sent_on": None,
        "days_overdue": 5,
        "working_days_overdue": 3,
        "is_missing": True,
    }
    return standing(number, **known | said)


def late(number: int, **said) -> values.UnitStanding:
    return standing(
        number,
        **{
            "first_sent_on": date(2026, 12, 18),
            "was_late": True,
            "days_late": 2,
            "working_days_late": 2,
        }
        | said,
    )


def obstacle(number: int = 1, **said) -> values.ObstacleFacts:
    known = {
        "unit": unit_name(number),
        "submission": unit_id(number),
        "text": f"Vướng mắc {number}.",
        "raised_on": date(2026, 12, 10),
        "is_new": True,
        "is_upward": False,
        "is_reported": True,
        "standing": "",
        "proposal": "",
        "opinion": "",
        "opinion_on": None,
        "opinion_source": "",
        "is_opinion_on_behalf": False,
        "responsible": "",
        "action_due_on": None,
        "closed_on": None,
        "closing_note": "",
    }
    return values.ObstacleFacts(**known | said)


def act(kind_key="urging", **said) -> values.SupervisionFacts:
    words = {"urging": "Đôn đốc", "inspection": "Kiểm tra", "monitoring": "Giám sát"}
    known = {
        "on": date(2026, 10, 1),
        "in_period": True,
        "unit": unit_name(1),
        "kind_key": kind_key,
        "kind": words[kind_key],
        "means": "Điện thoại",
        "paper": "",
        "findings": "",
        "recommendation": "",
        "recommendation_due_on": None,
        "recommendation_done_on": None,
        "recommendation_done_note": "",
        "by": "Vũ Thị Hành",
    }
    return values.SupervisionFacts(**known | said)


def figures_of(standings) -> values.Figures:
    received = [one for one in standings if not one.is_missing]
    late_ones = [one for one in received if one.was_late]
    return values.Figures(
        owed=len(standings),
        received=len(received),
        on_time=len(received) - len(late_ones),
        late=len(late_ones),
        missing=len(standings) - len(received),
        overdue=sum(one.days_overdue > 0 for one in standings),
        accepted=sum(one.state_key == "accepted" for one in standings),
        returned=sum(one.state_key == "returned" for one in standings),
    )


def past(label: str) -> values.OtherPeriod:
    return values.OtherPeriod(
        label, date(2024, 12, 15), date(2025, 12, 14), values.Figures(4, 4, 2, 2, 0, 0, 4, 0)
    )


def compared(value: int) -> Compared:
    return Compared(Decimal(value), 3, ())


def whole(
    *,
    briefings=(),
    works=(),
    standings=None,
    news_before=None,
    news_last_year=None,
    **said,
) -> values.Consolidation:
    """Of the year 2026, on 21/12/2026: two duties, and who answered them."""
    if standings is None:
        standings = tuple(standing(n) for n in range(1, max(len(briefings), len(works)) + 1))
    known = {
        "on": date(2026, 12, 21),
        "agency": values.Agency(
            "Sở Khoa học và Công nghệ", "UBND tỉnh Quảng Ngãi", "SKHCN", "Quảng Ngãi", "Giám đốc"
        ),
        "coordinator": values.Coordinator("Phòng Hành chính - Tổng hợp", "HCTH", HEAD),
        "signer": DIRECTOR,
        "directive": values.DirectiveFacts(
            is_own=True,
            paper=DISPATCH,
            basis=KH116,
            programme_name="triển khai công tác thông tin đối ngoại",
            report_to="Uỷ ban nhân dân tỉnh",
        ),
        "period": values.PeriodFacts(
            label="Năm 2026",
            starts_on=date(2025, 12, 15),
            ends_on=date(2026, 12, 14),
            unit_due_on=date(2026, 12, 16),
            director_due_on=date(2026, 12, 21),
            upward_due_on=date(2026, 12, 25),
            confirming_paper="Công văn số 512/SKHCN-HCTH ngày 20/11/2026",
        ),
        "figures": figures_of(standings),
        "standings": tuple(standings),
        "duties": (
            duty(1, Duty.Kind.DISSEMINATION, "Quán triệt, phổ biến", briefings, len(standings)),
            duty(
                2,
                Duty.Kind.IMPLEMENTATION,
                "Triển khai thực hiện",
                works,
                len(standings),
                asked=(NEWS, EVENTS),
                previous=news_before and compared(news_before),
                last_year=news_last_year and compared(news_last_year),
            ),
        ),
        "obstacles": (),
        "supervisions": (),
        "submission_ids": tuple(one.submission for one in standings if one.submission),
    }
    return values.Consolidation(**known | said)


def of_period(made: values.Consolidation, label: str) -> values.Consolidation:
    return replace(made, period=replace(made.period, label=label))
