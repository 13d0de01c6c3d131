"""Duty 3 of Phòng HCTH: the staffing sheet, with the people whom its reports name."""

from datetime import date

from directives.sample.load import Office, at
from reports import staffing
from reports.models import StaffingPost
from reports.sample.coordination import STAFF_QUOTA, STAFFING

#: What each does, and who stands in for him, in the order of STAFFING.
GIVEN = (
    (
        "Đầu mối thông tin đối ngoại của Sở: hướng dẫn các phòng, đơn vị; tổng hợp, tham mưu báo "
        "cáo UBND tỉnh",
        "Nguyễn Thị Bích Ngọc",
    ),
    (
        "Tiếp nhận, kiểm tra báo cáo của các phòng, đơn vị; theo dõi, đôn đốc tiến độ",
        "Đặng Hoàng Nam",
    ),
)


def record(office: Office, on: date) -> None:
    """Typed in on the day; the people have been at it since the paper that names them."""
    assignment, by = office.assignment("hcth", 3), office.users["hcth.truong"]
    for said, (work, stand_in) in zip(STAFFING, GIVEN, strict=True):
        post = StaffingPost(
            assignment=assignment,
            person=said.person,
            is_full_time=said.is_full_time,
            is_focal=said.is_focal,
            work=work,
            stand_in=stand_in,
            paper=said.paper,
            starts_on=said.since,
        )
        staffing.add(post, by=by, at=at(on, 10, 20))
    staffing.count(
        assignment,
        counted_on=on,
        given=STAFF_QUOTA,
        present=STAFF_QUOTA,
        by=by,
        at=at(on, 10, 30),
    )
