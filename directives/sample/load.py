"""Writes the office and the dispatch; what the units answered is written by `reports`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction

from directives import lifecycle
from directives.models import (
    Appointment,
    Assignment,
    Department,
    Directive,
    Duty,
    Headcount,
    Indicator,
    LegalBasis,
    User,
)
from directives.models.directive import DocumentType
from directives.sample import PASSWORD, dispatch
from directives.sample.office import (
    ADMINISTRATOR,
    FOUNDED_ON,
    IN_CHARGE,
    ISSUED_ON,
    PEOPLE,
    UNITS,
)

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
#: Everybody is in office from here on; units that came later have people from their first day.
IN_OFFICE_FROM = date(2023, 1, 3)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """An instant of the day in Vietnam."""
    return datetime.combine(day, time(hour, minute), VIETNAM).astimezone(UTC)


class NotEmpty(Exception):
    """The database holds an office already."""


@dataclass(frozen=True)
class Office:
    """What was written: `units` by key ("hcth"), `users` by username."""

    agency: Department
    units: dict[str, Department]
    users: dict[str, User]
    directive: Directive

    def assignment(self, unit: str, ordinal: int) -> Assignment:
        return Assignment.objects.get(
            duty__directive=self.directive, duty__ordinal=ordinal, department=self.units[unit]
        )


@transaction.atomic
def load() -> Office:
    """The office, the dispatch, its duties and who took them on. Raises NotEmpty."""
    if any(model.objects.exists() for model in (Department, Directive, User)):
        raise NotEmpty
    agency, units = _units()
    users = _people(agency, units)
    for leader, keys in IN_CHARGE.items():
        for key in keys:
            units[key].leader_in_charge = users[leader]
            units[key].save()
    directive = _directive(agency, units["hcth"], by=users["hcth.chuyenvien"])
    office = Office(agency, units, users, directive)
    _duties(office)
    _acknowledge(office)
    return office


def _units() -> tuple[Department, dict[str, Department]]:
    agency = Department.objects.create(
        name="Sở Khoa học và Công nghệ",
        short_name="Sở KH&CN",
        symbol="SKHCN",
        kind=Department.Kind.AGENCY,
        superior_name="UBND tỉnh Quảng Ngãi",
        place="Quảng Ngãi",
        head_title="Giám đốc Sở",
    )
    units = {
        unit.key: Department.objects.create(
            name=unit.name,
            short_name=unit.short_name,
            symbol=unit.symbol,
            kind=unit.kind,
            parent=agency,
            head_title=unit.head_title,
            is_coordinator=unit.key == "hcth",
            founded_on=FOUNDED_ON if unit.joined_later else None,
        )
        for unit in UNITS
    }
    for unit in UNITS:
        officials, employees, workers = unit.people
        Headcount.objects.create(
            department=units[unit.key],
            counted_on=unit.assigned_on,
            officials=officials,
            employees=employees,
            workers=workers,
        )
    return agency, units


def _people(agency: Department, units: dict[str, Department]) -> dict[str, User]:
    password = make_password(PASSWORD)  # once: it is made to be slow
    users = {}
    for person in PEOPLE:
        user = users[person.username] = User.objects.create(
            username=person.username,
            full_name=person.full_name,
            email=f"{person.username}@mau.example.vn",
            password=password,
            is_staff=person.username == ADMINISTRATOR,
            is_superuser=person.username == ADMINISTRATOR,
        )
        for post in person.posts:
            department = agency if post.unit == "so" else units[post.unit]
            Appointment.objects.create(
                user=user,
                department=department,
                role=post.role,
                title=post.title,
                starts_on=max(IN_OFFICE_FROM, department.founded_on or IN_OFFICE_FROM),
                ends_on=post.ends_on,
                is_acting=post.is_acting,
                paper=post.paper,
            )
    return users


def _directive(agency: Department, coordinator: Department, *, by: User) -> Directive:
    registered_at = at(ISSUED_ON, 15)
    directive = lifecycle.register(
        Directive(
            doc_type=DocumentType.DISPATCH,
            symbol="SKHCN-HCTH",
            place="Quảng Ngãi",
            issued_on=ISSUED_ON,
            issuing_body="Sở Khoa học và Công nghệ",
            subject="triển khai thực hiện Kế hoạch số 116/KH-UBND ngày 03/6/2024 của UBND tỉnh",
            introduction=dispatch.introduction(),
            addressees="Trưởng các phòng, đơn vị thuộc Sở",
            recipients=dispatch.recipients(),
            signer_title="Giám đốc",
            signer_name="Nguyễn Văn Thành",
            agency=agency,
            coordinator=coordinator,
            report_to="Uỷ ban nhân dân tỉnh Quảng Ngãi",
            programme_name="triển khai công tác thông tin đối ngoại",
            ends_on=date(2030, 12, 31),
        ),
        by=by,
        at=registered_at,
    )
    _legal_bases(directive, by=by, at=registered_at)
    return directive


def _legal_bases(directive: Directive, *, by: User, at: datetime) -> None:
    """The chain that the dispatch names. Their full texts are for the office to add.

    UBND tỉnh asks for a report on each of its two plans.
    """
    chain = None
    for ordinal, (doc_type, symbol, issued_on, issuer, title) in enumerate(
        [
            (
                DocumentType.CONCLUSION,
                "57-KL/TW",
                date(2023, 6, 15),
                "Bộ Chính trị",
                "về tiếp tục nâng cao chất lượng, hiệu quả công tác thông tin đối ngoại"
                " trong tình hình mới",
            ),
            (
                DocumentType.RESOLUTION,
                "47/NQ-CP",
                date(2024, 4, 15),
                "Chính phủ",
                "về Chương trình hành động của Chính phủ đến năm 2030 thực hiện Kết luận"
                " số 57-KL/TW ngày 15/6/2023 của Bộ Chính trị",
            ),
            (
                DocumentType.PLAN,
                "116/KH-UBND",
                date(2024, 6, 3),
                "Uỷ ban nhân dân tỉnh Quảng Ngãi",
                "về việc thực hiện Nghị quyết số 47/NQ-CP ngày 15/4/2024 của Chính phủ",
            ),
        ],
        start=1,
    ):
        chain = lifecycle.add_legal_basis(
            LegalBasis(
                directive=directive,
                ordinal=ordinal,
                doc_type=doc_type,
                number_and_symbol=symbol,
                issued_on=issued_on,
                issuer=issuer,
                title=title,
                implements=chain,
                is_reported_apart=doc_type == DocumentType.PLAN,
            ),
            by=by,
            at=at,
        )
    lifecycle.add_legal_basis(
        LegalBasis(
            directive=directive,
            ordinal=4,
            doc_type=DocumentType.PLAN,
            number_and_symbol="124/KH-UBND",
            issued_on=date(2023, 6, 7),
            issuer="Uỷ ban nhân dân tỉnh Quảng Ngãi",
            title="về truyền thông chính sách và quảng bá hình ảnh tỉnh Quảng Ngãi"
            " giai đoạn 2023-2030",
            is_reported_apart=True,
        ),
        by=by,
        at=at,
    )


#: What duty 2 is counted by; the answers in `reports.sample` keep this order.
INDICATORS = [
    ("Tin, bài trên Cổng, Trang thông tin điện tử, báo, đài", "tin, bài"),
    ("Trong đó: tin, bài bằng tiếng nước ngoài", "tin, bài"),
    ("Video, ấn phẩm giới thiệu, quảng bá", "sản phẩm"),
    ("Hội nghị, hội thảo, triển lãm có yếu tố nước ngoài", "sự kiện"),
    ("Đoàn, đối tác nước ngoài đã tiếp xúc, làm việc", "đoàn"),
    ("Sản phẩm, chỉ dẫn địa lý, công nghệ của tỉnh được quảng bá", "sản phẩm"),
]


def _duties(office: Office) -> None:
    texts = dispatch.duty_texts()
    by, given_at = office.users["hcth.truong"], at(ISSUED_ON, 16)
    rows = [
        Duty(
            ordinal=1,
            title="Quán triệt, tuyên truyền, phổ biến Nghị quyết số 47/NQ-CP"
            " và Kế hoạch số 116/KH-UBND",
            kind=Duty.Kind.DISSEMINATION,
            nature=Duty.Nature.ONE_OFF,
            deadline=Duty.Deadline.NONE,
        ),
        Duty(
            ordinal=2,
            title="Triển khai thực hiện theo chức năng, nhiệm vụ; báo cáo kết quả, tiến độ",
            kind=Duty.Kind.IMPLEMENTATION,
            nature=Duty.Nature.CONTINUING,
            deadline=Duty.Deadline.RECURRING,
            deadline_words="Định kỳ hằng năm hoặc theo giao đoạn",
        ),
        Duty(
            ordinal=3,
            title="Bố trí nhân lực; đôn đốc, kiểm tra, giám sát; tổng hợp, tham mưu báo cáo",
            kind=Duty.Kind.COORDINATION,
            nature=Duty.Nature.CONTINUING,
            deadline=Duty.Deadline.NONE,
            deadline_words="đảm bảo yêu cầu theo quy định",
        ),
    ]
    for duty in rows:
        duty.directive, duty.text = office.directive, texts[duty.ordinal]
        lifecycle.add_duty(duty, by=by, at=given_at)
        for unit in UNITS:
            if duty.ordinal == 3 and unit.key != "hcth":
                continue
            lifecycle.assign(
                duty,
                [office.units[unit.key]],
                starts_on=unit.assigned_on,
                by=by,
                at=at(unit.assigned_on, 16),
            )
    Indicator.objects.bulk_create(
        Indicator(duty=rows[1], ordinal=ordinal, name=name, unit=measure)
        for ordinal, (name, measure) in enumerate(INDICATORS, start=1)
    )


#: (unit, duty) that nobody has acknowledged yet: they stand in the unit's to-do.
UNACKNOWLEDGED = {("qlkh", 1), ("qlkh", 2), ("cds", 2), ("ttkt", 2)}


def _acknowledge(office: Office) -> None:
    for number, unit in enumerate(UNITS):
        for ordinal in (1, 2, 3) if unit.key == "hcth" else (1, 2):
            if (unit.key, ordinal) not in UNACKNOWLEDGED:
                day = unit.assigned_on + timedelta(days=3 + number % 2)
                lifecycle.acknowledge(
                    office.assignment(unit.key, ordinal),
                    by=office.users[f"{unit.key}.truong"],
                    at=at(day, 8 + number % 3, 7 * number % 60),
                )
