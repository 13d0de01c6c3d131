"""Duty 3: what Phòng HCTH said of staffing, urging and consolidating."""

from datetime import date

from reports.content import StaffingContent

RESULTS = (
    "Đã tham mưu phân công 01 công chức làm đầu mối và 01 công chức kiêm nhiệm thông tin đối ngoại "
    "trong biên chế được giao; hướng dẫn các phòng, đơn vị cử người đầu mối. Theo dõi, "
    "hướng dẫn các đơn vị lập báo cáo; chuẩn bị tổng hợp, tham mưu Giám đốc Sở báo cáo UBND tỉnh.",
    "Rà soát, kiện toàn người đầu mối sau khi sắp xếp tổ chức bộ máy; tiếp nhận và hướng dẫn 03 "
    "đơn vị mới. Kiểm tra trực tiếp tại 02 đơn vị, đôn đốc bằng điện thoại và văn bản; đang tổng "
    "hợp, tham mưu báo cáo năm theo yêu cầu.",
    "Duy trì phân công người đầu mối, người kiêm nhiệm; theo dõi, đôn đốc và kiểm tra các đơn vị "
    "theo kế hoạch. Tổng hợp, tham mưu Giám đốc Sở báo cáo UBND tỉnh kết quả triển khai.",
)
NEXT_PLAN = (
    "Tăng cường kiểm tra trực tiếp; kịp thời tham mưu xử lý khó khăn, vướng mắc của các đơn vị."
)
SHORTCOMINGS = "Công chức làm công tác thông tin đối ngoại đều kiêm nhiệm nhiều việc."
STAFF_QUOTA = 7

STAFFING = (
    StaffingContent(
        person="Đặng Hoàng Nam",
        paper="Quyết định số 87/QĐ-SKHCN ngày 14/6/2024",
        since=date(2024, 6, 14),
        is_focal=True,
    ),
    StaffingContent(
        person="Nguyễn Thị Bích Ngọc",
        paper="Quyết định số 87/QĐ-SKHCN ngày 14/6/2024",
        since=date(2024, 6, 14),
    ),
)
