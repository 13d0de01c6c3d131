"""The lists of people of three units, as they were pasted; some of them have no account."""

from datetime import date

#: By the key of the unit; whoever names no day has been there since before the dispatch.
LISTS = {
    "hcth": """
        Họ và tên; Chức vụ; Nhóm; Có mặt từ
        Phạm Thị Thu Hà; Trưởng phòng; Công chức
        Võ Đình Khoa; Phó Trưởng phòng; Công chức
        Nguyễn Thị Bích Ngọc; Chuyên viên; Công chức
        Đặng Hoàng Nam; Chuyên viên; Công chức
        Bùi Thị Kim Liên; Văn thư; Công chức
        Huỳnh Thị Kim Chi; Chuyên viên; Công chức
        Nguyễn Tấn Lợi; Chuyên viên; Công chức
        Trần Lê Bảo Trâm; Chuyên viên; Công chức; 14/4/2025
        Phạm Văn Thới; Nhân viên lái xe; Người lao động
        Võ Thị Bé; Nhân viên phục vụ; Người lao động
        Nguyễn Hồng Phước; Nhân viên bảo vệ; Người lao động
        """,
    "khtc": """
        Họ và tên; Chức vụ; Nhóm
        Đinh Công Tráng; Trưởng phòng; Công chức
        Lưu Thị Hồng Vân; Phó Trưởng phòng; Công chức
        Bùi Thị Thu Thảo; Kế toán trưởng; Công chức
        Lê Văn Thuận; Chuyên viên; Công chức
        Nguyễn Lê Hoài Thương; Chuyên viên; Công chức
        """,
    "qlkh": """
        Họ và tên; Chức vụ; Nhóm; Thư điện tử
        Huỳnh Ngọc Sơn; Trưởng phòng; Công chức
        Cao Thị Thanh Tâm; Phó Trưởng phòng; Công chức
        Trương Mỹ Duyên; Chuyên viên; Công chức
        Phan Anh Tuấn; Chuyên viên; Công chức
        Lâm Thị Quỳnh Như; Chuyên viên chính; Công chức; qlkh.nhu@mau.example.vn
        Nguyễn Đình Phương; Chuyên viên; Công chức; qlkh.phuong@mau.example.vn
        """,
}

#: Who left his unit since, from which day on: the newcomer of HCTH took his place.
LEFT = {"hcth": ("Nguyễn Tấn Lợi", date(2025, 4, 1))}

#: Who came to no meeting: he has been away to study since before the dispatch.
AWAY = "Nguyễn Đình Phương"

#: How the newcomer was told: the day, the name, and about what.
TOLD_LATER = (date(2025, 4, 17), "Trần Lê Bảo Trâm", "Phổ biến bổ sung cho công chức mới")
