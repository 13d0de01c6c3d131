"""Tables of how the units kept their deadlines, what stood in their way, and who went after it.

Internal.
"""

from collections.abc import Iterator

from reports.consolidated.tables import columns as c
from reports.consolidated.tables.recipes import Recipe, Row
from reports.consolidated.values import Consolidation, UnitStanding


def _figures(whole: Consolidation) -> Iterator[Row]:
    counted = whole.figures
    yield "Phải báo cáo", counted.owed
    yield "Đã gửi", counted.received
    yield "Trong đó: đúng hạn", counted.on_time
    yield "Trong đó: quá hạn", counted.late
    yield "Chưa gửi", counted.missing
    yield "Đang quá hạn", counted.overdue
    yield "Cần bổ sung", counted.returned
    yield "Đã tiếp nhận", counted.accepted


def _standings(whole: Consolidation) -> Iterator[Row]:
    for unit in whole.standings:
        is_told = unit.first_sent_on is not None or unit.days_overdue > 0
        is_moved = is_told and unit.due_on != unit.original_due_on
        yield (
            unit.unit,
            unit.state,
            unit.original_due_on,
            unit.due_on,
            unit.first_sent_on,
            _punctuality(unit),
            (unit.days_late or unit.days_overdue) if is_told else None,
            (unit.working_days_late or unit.working_days_overdue) if is_told else None,
            unit.days_after_original if is_moved else None,
            unit.working_days_after_original if is_moved else None,
            unit.reminders,
            unit.urgings,
            c.yes(unit.is_self_accepted),
            unit.explanation,
        )


def _punctuality(unit: UnitStanding) -> str:
    if unit.is_missing:
        return "chưa gửi, quá hạn" if unit.days_overdue else "chưa gửi, trong hạn"
    return "quá hạn" if unit.was_late else "đúng hạn"


def _returns(whole: Consolidation) -> Iterator[Row]:
    for unit in whole.sent_back:
        for times, note in enumerate(unit.returns, start=1):
            yield unit.unit, times, note.on, note.reason, note.due_on, note.sent_again_on


def _obstacles(whole: Consolidation) -> Iterator[Row]:
    for obstacle in whole.obstacles:
        yield (
            obstacle.unit,
            obstacle.text,
            obstacle.raised_on,
            "mới" if obstacle.is_new else "chuyển từ kỳ trước",
            "gửi cấp trên" if obstacle.is_upward else "nội bộ",
            "đã tiếp nhận" if obstacle.is_reported else "chưa tiếp nhận",
            obstacle.standing,
            obstacle.proposal,
            obstacle.opinion,
            obstacle.opinion_on,
            obstacle.opinion_source,
            c.yes(obstacle.is_opinion_on_behalf),
            obstacle.responsible,
            obstacle.action_due_on,
            obstacle.closed_on,
            obstacle.closing_note,
        )


def _supervisions(whole: Consolidation) -> Iterator[Row]:
    for act in whole.supervisions:
        yield (
            act.on,
            c.yes(act.in_period),
            act.unit,
            act.kind,
            act.means,
            act.paper,
            act.findings,
            act.recommendation,
            act.recommendation_due_on,
            act.recommendation_done_on,
            act.recommendation_done_note,
            act.by,
        )


FOLLOWING: tuple[Recipe[Consolidation], ...] = (
    Recipe(
        "figures",
        "Số liệu báo cáo kỳ này",
        "Tình hình gửi báo cáo kỳ này đến ngày tổng hợp",
        (c.text("Báo cáo kỳ này", 30), c.count("Số báo cáo", "báo cáo")),
        _figures,
        "Phải báo cáo = đã gửi + chưa gửi; đã gửi = đúng hạn + quá hạn.",
    ),
    Recipe(
        "standings",
        "Tình hình gửi báo cáo",
        "Tình hình gửi báo cáo của từng đơn vị đến ngày tổng hợp",
        (
            c.UNIT,
            c.text("Trạng thái", 18),
            c.day("Hạn gốc"),
            c.day("Hạn đang áp dụng"),
            c.day("Gửi lần đầu"),
            c.text("Đúng hạn, quá hạn", 20),
            c.count("Quá hạn", "ngày"),
            c.count("Quá hạn", "ngày làm việc"),
            c.count("So với hạn gốc", "ngày"),
            c.count("So với hạn gốc", "ngày làm việc"),
            c.count("Nhắc việc tự động", "lần"),
            c.count("Đôn đốc", "lần"),
            c.text("Đơn vị đầu mối tự tiếp nhận", 14),
            c.text("Giải trình của đơn vị", 50),
        ),
        _standings,
        "Số ngày quá hạn tính đến lần gửi đầu tiên, chưa gửi thì tính đến ngày tổng hợp; cột so "
        "với hạn gốc chỉ có khi hạn đã thay đổi. Nhắc việc tự động không phải là đôn đốc.",
    ),
    Recipe(
        "returns",
        "Đề nghị bổ sung",
        "Báo cáo được đề nghị bổ sung, hoàn thiện",
        (
            c.UNIT,
            c.count("Lần thứ"),
            c.day("Ngày đề nghị"),
            c.text("Nội dung cần bổ sung, hoàn thiện", 70),
            c.day("Hạn gửi lại"),
            c.day("Ngày gửi lại"),
        ),
        _returns,
    ),
    Recipe(
        "all-obstacles",
        "Khó khăn và ý kiến chỉ đạo",
        "Khó khăn, vướng mắc, đề xuất xử lý và ý kiến chỉ đạo",
        (
            c.UNIT,
            c.text("Khó khăn, vướng mắc", 60),
            c.day("Ngày nêu"),
            c.text("Kỳ nêu", 18),
            c.text("Phạm vi", 18),
            c.text("Báo cáo nêu", 18),
            c.text("Đơn vị xác nhận", 20),
            c.text("Đề xuất của đơn vị đầu mối", 40),
            c.text("Ý kiến chỉ đạo", 50),
            c.day("Ngày có ý kiến"),
            c.text("Nguồn", 24),
            c.text("Ghi thay", 10),
            c.text("Đơn vị thực hiện", 24),
            c.day("Hạn thực hiện"),
            c.day("Ngày giải quyết xong"),
            c.text("Kết quả giải quyết", 40),
        ),
        _obstacles,
    ),
    Recipe(
        "supervisions",
        "Nhật ký đôn đốc, kiểm tra",
        "Từng lần đôn đốc, kiểm tra, giám sát",
        (
            c.day("Ngày"),
            c.text("Trong kỳ", 10),
            c.UNIT,
            c.text("Loại", 14),
            c.text("Hình thức", 18),
            c.text("Văn bản", 26),
            c.text("Kết quả, phát hiện", 50),
            c.text("Kiến nghị", 50),
            c.day("Hạn thực hiện kiến nghị"),
            c.day("Ngày thực hiện xong"),
            c.text("Kết quả thực hiện kiến nghị", 40),
            c.text("Người thực hiện", 24),
        ),
        _supervisions,
    ),
)
