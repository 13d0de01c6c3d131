"""Duty 1: what each unit said of quán triệt, phổ biến."""

from dataclasses import dataclass
from datetime import date

from reports.models import DisseminationSession

Form = DisseminationSession.Form


@dataclass(frozen=True)
class First:
    """The first report: (day, form, attendances, subject) of each session.

    `away` is who is still to be briefed; only with nobody away is the duty stated as done.
    """

    results: str
    sessions: tuple[tuple[date, str, int, str], ...]
    away: int = 0
    shortcomings: str = ""


FIRST = {
    "hcth": First(
        "Phòng đã tổ chức họp phòng quán triệt Nghị quyết số 47/NQ-CP và Kế hoạch số 116/KH-UBND; "
        "sao gửi văn bản đến toàn thể công chức, người lao động qua hệ thống quản lý văn bản. Đồng "
        "thời tham mưu đăng tin về nội dung Kế hoạch trên Trang thông tin điện tử của Sở.",
        (
            (date(2024, 6, 12), Form.MEETING, 10, "Quán triệt NQ 47/NQ-CP và KH 116/KH-UBND"),
            (date(2024, 6, 20), Form.WEBSITE, 0, "Đăng tin trên Trang thông tin điện tử của Sở"),
        ),
    ),
    "khtc": First(
        "Lồng ghép quán triệt tại buổi họp phòng tháng 6; gửi toàn văn tài liệu qua hệ thống quản "
        "lý văn bản để công chức tự nghiên cứu. Toàn bộ công chức của phòng đã được phổ biến.",
        ((date(2024, 6, 17), Form.MEETING, 5, "Họp phòng tháng 6"),),
    ),
    "qlkh": First(
        "Phòng đã quán triệt tại cuộc họp phòng và buổi sinh hoạt chi bộ tháng 6, nhấn mạnh yêu "
        "cầu đưa nội dung thông tin đối ngoại vào các nhiệm vụ khoa học và công nghệ có hợp tác "
        "quốc tế.",
        (
            (date(2024, 6, 14), Form.MEETING, 5, "Quán triệt NQ 47/NQ-CP"),
            (date(2024, 6, 28), Form.PARTY_CELL, 4, "Sinh hoạt chi bộ tháng 6"),
        ),
        away=1,
        shortcomings="Còn 01 công chức đang đi học tập trung dài hạn chưa được phổ biến trực tiếp.",
    ),
    "qlcn": First(
        "Tổ chức họp phòng quán triệt Nghị quyết số 47/NQ-CP, Kế hoạch số 116/KH-UBND và phân công "
        "từng công chức theo dõi nội dung liên quan đến lĩnh vực công nghệ, sở hữu trí tuệ.",
        ((date(2024, 6, 13), Form.MEETING, 6, "Quán triệt và phân công theo lĩnh vực"),),
    ),
    "cds": First(
        "Ngay sau khi sáp nhập, phòng đã phổ biến Công văn của Sở, Nghị quyết số 47/NQ-CP và Kế "
        "hoạch số 116/KH-UBND tại cuộc họp phòng đầu tiên; chuyển tài liệu vào nhóm trao đổi nội "
        "bộ để tra cứu.",
        (
            (date(2025, 3, 14), Form.MEETING, 7, "Họp phòng sau sáp nhập"),
            (date(2025, 3, 17), Form.GROUP_CHAT, 7, "Gửi tài liệu để nghiên cứu"),
        ),
    ),
    "bcvt": First(
        "Phòng đã quán triệt nội dung Nghị quyết số 47/NQ-CP và Kế hoạch số 116/KH-UBND đến 100% "
        "công chức tại cuộc họp phòng tháng 3, gắn với công tác quản lý bưu chính, viễn thông tại "
        "khu vực biên giới biển, đảo.",
        ((date(2025, 3, 20), Form.MEETING, 6, "Họp phòng tháng 3"),),
    ),
    "tdc": First(
        "Chi cục tổ chức hội nghị quán triệt cho toàn thể công chức và người lao động; niêm yết "
        "tóm tắt nội dung tại bảng tin cơ quan và gửi văn bản đến các phòng chuyên môn.",
        (
            (date(2024, 6, 19), Form.CONFERENCE, 14, "Hội nghị công chức, người lao động"),
            (date(2024, 6, 20), Form.DOCUMENT, 14, "Gửi văn bản đến các phòng chuyên môn"),
        ),
    ),
    "ttud": First(
        "Trung tâm quán triệt tại hội nghị giao ban mở rộng và tại các trạm, trại thực nghiệm; in "
        "25 bản tóm tắt phát cho viên chức, người lao động không thường xuyên làm việc tại trụ sở.",
        (
            (date(2024, 6, 21), Form.CONFERENCE, 17, "Giao ban mở rộng"),
            (date(2024, 7, 4), Form.MEETING, 5, "Phổ biến tại trại thực nghiệm"),
        ),
    ),
    "ttkt": First(
        "Trung tâm phổ biến tại cuộc họp viên chức tháng 7 và gửi tài liệu đến các phòng kiểm "
        "định, thử nghiệm. Các đợt đi hiện trường được bố trí lại để mọi người đều tham dự ít nhất "
        "một buổi.",
        (
            (date(2024, 7, 8), Form.MEETING, 12, "Họp viên chức đợt 1"),
            (date(2024, 7, 22), Form.MEETING, 5, "Họp viên chức đợt 2"),
        ),
    ),
    "cntt": First(
        "Trung tâm tổ chức hội nghị quán triệt cho viên chức, người lao động; đăng toàn văn tài "
        "liệu trên Trang thông tin điện tử của Trung tâm và hướng dẫn biên tập viên về định hướng "
        "tuyên truyền đối ngoại.",
        (
            (date(2025, 3, 21), Form.CONFERENCE, 27, "Hội nghị viên chức, người lao động"),
            (date(2025, 3, 24), Form.WEBSITE, 0, "Đăng tài liệu trên Trang thông tin điện tử"),
        ),
    ),
}

#: The reports after the first, in turn: how many newcomers were briefed; 0 is "không phát sinh".
NEWCOMERS = {
    "hcth": (1, 0),
    "khtc": (0, 0),
    "qlkh": (0, 0),
    "qlcn": (1, 0),
    "cds": (0, 1),
    "bcvt": (0, 0),
    "tdc": (0, 1),
    "ttud": (2, 1),
    "ttkt": (0, 0),
    "cntt": (1, 2),
}
