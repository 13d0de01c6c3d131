"""The data of the past periods: by which paper, how each report came, what was in the way."""

from datetime import date

from reports.sample.timetable import Sent


def paper_number(on: date) -> int:
    """Of the công văn that asked for the reports of a year; of later years only the pattern."""
    return {2024: 1894, 2025: 2107}.get(on.year, 2200 + on.timetuple().tm_yday // 3)


def upward_number(on: date) -> int:
    """Of the agency's report to its superior."""
    return {2024: 338, 2025: 352}.get(on.year, 352 + 9 * (on.year - 2025))


#: The công văn đôn đốc that were issued, by the number of the year: when, under which number.
URGED_BY_PAPER: tuple[tuple[tuple[date, int], ...], ...] = (((date(2024, 12, 23), 2041),), (), ())

#: How the reports came, by the number of the year; -2 (two working days early) where not told.
SENT = (
    {
        "hcth": Sent(-1),
        "khtc": Sent(-3),
        "qlkh": Sent(0),
        "qlcn": Sent(
            -2,
            returned="Đề nghị bổ sung số liệu về tin, bài đã đăng và nêu rõ tên các chỉ dẫn địa "
            "lý, nhãn hiệu đã được quảng bá.",
        ),
        "ttud": Sent(
            3,
            explanation="Người phụ trách tổng hợp đi công tác tại trại thực nghiệm, chưa kịp bàn "
            "giao. Trung tâm đã cử người thay thế.",
        ),
        "ttkt": Sent(
            14,
            explanation="Cuối năm Trung tâm tập trung kiểm định lưu động, chưa bố trí được người "
            "tổng hợp. Trung tâm nghiêm túc rút kinh nghiệm.",
        ),
    },
    {
        "hcth": Sent(0),
        "khtc": Sent(-4),
        "qlkh": Sent(1, explanation="Chờ số liệu hội thảo khoa học tổ chức ngày 13/12/2025."),
        "cds": Sent(
            4,
            explanation="Phòng mới tiếp nhận nhiệm vụ sau sáp nhập, lần đầu thực hiện báo cáo này.",
        ),
        "tdc": Sent(
            -1,
            returned="Đề nghị nêu rõ kết quả hỗ trợ doanh nghiệp tiếp cận thông tin TBT và bổ sung "
            "giải pháp đối với vướng mắc đã nêu.",
        ),
        "cntt": Sent(0),
    },
    {
        "cntt": Sent(
            2, explanation="Trung tâm tập trung phục vụ hội nghị trực tuyến của tỉnh trong tuần."
        ),
        "hcth": Sent(-1),
    },
)

#: New difficulties, by the number of the year and the unit; all of them under duty 2.
RAISED: tuple[dict[str, str], ...] = (
    {
        "tdc": "Cổng cảnh báo TBT của tỉnh chưa kết nối được với hệ thống của Văn phòng TBT Việt "
        "Nam, công chức phải nhập lại thủ công từng thông báo, doanh nghiệp nhận thông tin chậm.",
        "ttud": "Trung tâm chưa có viên chức đủ trình độ ngoại ngữ để biên dịch tài liệu kỹ thuật "
        "và làm việc trực tiếp với đối tác nước ngoài.",
    },
    {
        "cds": "Trang thông tin điện tử của Sở chưa có phiên bản tiếng Anh đầy đủ; nội dung song "
        "ngữ chưa có đơn vị chịu trách nhiệm biên dịch, hiệu đính thường xuyên.",
    },
    {},
)
