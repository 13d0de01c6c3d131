"""The sample office: the dispatch of 07/6/2024 and an office, mostly invented, that carries it out.

Units that the dispatch does not name bear "(mẫu)"; every person but the Director is invented.
"""

#: Of every sample account; the sample office is for trying out, never for an office's own data.
PASSWORD = "dondoc-mau"  # noqa: S105 - printed with the accounts, on purpose

#: (username, password, who): the accounts worth trying first, as they are printed.
ACCOUNTS = [
    (username, PASSWORD, who)
    for username, who in [
        ("giamdoc", "Giám đốc Sở"),
        ("pgd1", "Phó Giám đốc Sở: tiếp nhận báo cáo của Phòng HCTH"),
        ("hcth.truong", "Trưởng phòng Hành chính - Tổng hợp"),
        ("hcth.chuyenvien", "Chuyên viên Phòng Hành chính - Tổng hợp: theo dõi, tiếp nhận"),
        ("vanthu", "Văn thư"),
        ("qlkh.truong", "Trưởng phòng Quản lý Khoa học (mẫu): gửi báo cáo"),
        ("qlkh.daumoi", "Người đầu mối Phòng Quản lý Khoa học (mẫu): soạn báo cáo"),
        ("quantri", "Quản trị hệ thống"),
    ]
]
