"""What Phòng HCTH did in the years that are over: urging, inspections and what came of them.

The công văn đôn đốc are in `past`.
"""

from dataclasses import dataclass
from datetime import date

from directives.sample.load import Office, at
from reports import supervision
from reports.models import Supervision

Kind, Means = Supervision.Kind, Supervision.Means


@dataclass(frozen=True)
class Act:
    """`done` is the day and the words with which a recommendation was carried out."""

    on: date
    unit: str
    kind: str
    means: str
    findings: str
    paper: str = ""
    recommendation: str = ""
    due_on: date | None = None
    done: tuple[date, str] | None = None


ACTS = (
    Act(
        date(2024, 9, 18),
        "qlcn",
        Kind.MONITORING,
        Means.MEETING,
        "Phòng đã phân công công chức theo dõi; việc quảng bá chỉ dẫn địa lý được triển khai đúng "
        "tiến độ.",
    ),
    Act(
        date(2024, 10, 23),
        "ttud",
        Kind.INSPECTION,
        Means.VISIT,
        "Đã phổ biến đến toàn thể viên chức, người lao động; chưa có tài liệu giới thiệu bằng "
        "tiếng nước ngoài.",
        paper="Biên bản làm việc ngày 23/10/2024",
        recommendation="Xây dựng hồ sơ năng lực song ngữ của Trung tâm.",
        due_on=date(2025, 6, 30),
        done=(date(2025, 6, 12), "Đã hoàn thành hồ sơ năng lực Việt - Anh, 24 trang."),
    ),
    Act(
        date(2024, 12, 18),
        "ttud",
        Kind.URGING,
        Means.PHONE,
        "Đề nghị Trung tâm gửi báo cáo đã quá hạn; Trung tâm hẹn gửi trong tuần.",
    ),
    Act(
        date(2025, 9, 17),
        "tdc",
        Kind.INSPECTION,
        Means.VISIT,
        "Bản tin TBT được phát hành đều; việc nhập lại thông báo thủ công mất khoảng 02 ngày công "
        "mỗi tháng.",
        paper="Biên bản làm việc ngày 17/9/2025",
        recommendation="Thống kê số doanh nghiệp sử dụng bản tin TBT để đánh giá hiệu quả.",
        due_on=date(2025, 11, 14),
        done=(date(2025, 11, 10), "Đã thống kê: 64 doanh nghiệp nhận bản tin thường xuyên."),
    ),
    Act(
        date(2025, 10, 22),
        "ttkt",
        Kind.INSPECTION,
        Means.VISIT,
        "Trung tâm đã bố trí người tổng hợp, lưu hồ sơ theo từng kỳ; không có kiến nghị.",
        paper="Biên bản làm việc ngày 22/10/2025",
    ),
    Act(
        date(2025, 12, 18),
        "cds",
        Kind.URGING,
        Means.PHONE,
        "Hướng dẫn phòng cách tổng hợp số liệu; đề nghị gửi báo cáo ngay trong tuần.",
    ),
)


def record(office: Office, *, until: date) -> None:
    """Acts up to that day which are not in the log yet, each about what the unit owed then."""
    written = set(office.directive.supervisions.values_list("findings", flat=True))
    for act in ACTS:
        if act.on > until or act.findings in written:
            continue
        row = supervision.record(
            Supervision(
                directive=office.directive,
                department=office.units[act.unit],
                kind=act.kind,
                means=act.means,
                on=act.on,
                paper=act.paper,
                findings=act.findings,
                recommendation=act.recommendation,
                recommendation_due_on=act.due_on,
            ),
            by=office.users["hcth.chuyenvien"],
            at=at(act.on, 16),
        )
        if act.done:
            day, note = act.done
            supervision.finish_recommendation(
                row, note=note, by=office.users[f"{act.unit}.truong"], at=at(day, 10)
            )
