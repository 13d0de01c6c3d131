"""What a unit wrote down on the day, and what it and HCTH said to each other, before it reports."""

from datetime import date

from directives.models import WorkItem
from directives.sample.load import Office, at
from reports import remarks, results
from reports.models import ReportingPeriod

QUESTION = (
    "Đề nghị phòng cho biết kỷ yếu song ngữ đã có bản thảo chưa, để đưa vào chương trình giao ban "
    "tuần tới."
)
ANSWER = (
    "Bản thảo tiếng Việt đã xong 42/60 đề tài; bản tiếng Anh đang thuê hiệu đính, dự kiến "
    "hoàn thành trước ngày 10 tháng tới."
)


def record(office: Office, period: ReportingPeriod, days: list[date]) -> None:
    """Of the unit that has not reported yet; in the order of time."""
    work = office.assignment("qlkh", 2)
    book, news = WorkItem.objects.filter(assignment=work).order_by("pk")
    for day, item, text in [
        (days[2], news, "Đăng 02 tin song ngữ về đề tài bảo tồn gen quế Trà Bồng."),
        (days[3], None, "Tiếp đoàn chuyên gia Nhật Bản khảo sát mô hình trồng tỏi hữu cơ Lý Sơn."),
        (days[5], book, "Biên tập xong bản thảo tiếng Việt của 42/60 đề tài trong kỷ yếu."),
    ]:
        by = office.users["qlkh.daumoi"]
        results.log(work, on=day, text=text, work_item=item, by=by, at=at(day, 16, 20))
    remarks.add(book, text=QUESTION, by=office.users["hcth.chuyenvien"], at=at(days[5], 8, 40))
    remarks.add(book, text=ANSWER, by=office.users["qlkh.truong"], at=at(days[5], 9, 15))
