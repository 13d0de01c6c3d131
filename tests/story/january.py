"""The year begins: duties are taken on, given to officers and split into work by "5 rõ"."""

from tests.story.year import Year


def duties_are_taken_on(year: Year) -> None:
    """Three units had not said that they know of theirs; HCTH sees them."""
    year.on(1, 19)
    year.page("hcth.chuyenvien", "/dashboard/").says("quá hạn tiếp nhận")
    year.page("qlkh.truong", "/todo/").press("Tiếp nhận tất cả")
    year.page("cds.truong", "/todo/").press("Tiếp nhận nhiệm vụ")
    year.page("ttkt.truong", "/todo/").press("Tiếp nhận nhiệm vụ")
    year.page("hcth.chuyenvien", "/dashboard/").says("Các đơn vị đã tiếp nhận đủ nhiệm vụ")


def a_head_gives_his_duty_to_officers(year: Year) -> None:
    """One press each; the officer finds it in his list."""
    officer = year.office.users["qlkh.chuyenvien"]
    page = year.page("qlkh.truong", year.assignment("qlkh", 2))
    page.press(f"{officer.full_name} Chuyên viên").says(officer.full_name)
    year.page("qlkh.chuyenvien", "/todo/").says("Triển khai thực hiện theo chức năng, nhiệm vụ")


def work_is_planned(year: Year) -> None:
    """The unit proposes, HCTH agrees; HCTH sets one itself."""
    officer = year.office.users["qlkh.chuyenvien"]
    year.page("qlkh.truong", year.assignment("qlkh", 2)).press(
        "Thêm",
        {
            "text": "Đăng 12 tin, bài song ngữ về kết quả nghiên cứu",
            "product": "12 tin, bài",
            "due_on": "30/09/2026",
            "officer": f"{officer.full_name}",
            "responsibility": "Trưởng phòng chịu trách nhiệm về nội dung",
        },
    ).says("Đăng 12 tin, bài song ngữ về kết quả nghiên cứu")
    year.page("hcth.truong", year.assignment("qlkh", 2)).press("Thống nhất")
    year.page("hcth.truong", year.assignment("tdc", 2)).press(
        "Thêm",
        {
            "text": "Phát hành tờ rơi TBT bằng tiếng Anh",
            "product": "01 tờ rơi",
            "due_on": "30/11/2026",
        },
    )


def a_unit_wants_another_hand(year: Year) -> None:
    """TTKT would only take part; HCTH puts it forward, the Director refuses at giao ban."""
    year.page("ttkt.truong", year.assignment("ttkt", 2)).press(
        "Gửi đề nghị",
        {"ask-wish": "Đổi vai trò thành: Phối hợp", "Lý do": "Trung tâm chỉ có một kỹ thuật viên."},
    )
    year.on(1, 20)
    hcth = year.page("hcth.truong", "/todo/").says("Đề nghị điều chỉnh phân công")
    page = hcth.go(year.assignment("ttkt", 2)).press(
        "Trình lãnh đạo",
        {"Ý kiến của đơn vị đầu mối": "Giữ nguyên phân công, bố trí thêm người trong quý II."},
    )
    year.on(1, 26)
    page = year.page("hcth.truong", year.assignment("ttkt", 2)).press(
        "Không đồng ý",
        {
            "Nguồn": "Giao ban ngày 26/01/2026",
            "Ngày quyết định": "26/01/2026",
            "Ý kiến": "Trung tâm vẫn chủ trì.",
        },
        within="Ghi thay quyết định của lãnh đạo",
    )
    page.says("Không đồng ý", "Giao ban ngày 26/01/2026", "ghi thay")
