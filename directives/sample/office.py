"""The units and the people of the sample office."""

from dataclasses import dataclass
from datetime import date

from directives.models import Appointment, Department

Kind = Department.Kind
Role = Appointment.Role

ISSUED_ON = date(2024, 6, 7)
#: The units that came from another agency; the dispatch was passed on to them on JOINED_ON.
FOUNDED_ON, JOINED_ON = date(2025, 3, 1), date(2025, 3, 10)


@dataclass(frozen=True)
class Unit:
    """`people` are công chức, viên chức, người lao động on the day the duties were given."""

    key: str
    name: str
    short_name: str
    symbol: str
    kind: str
    head_title: str
    people: tuple[int, int, int]
    joined_later: bool = False

    @property
    def assigned_on(self) -> date:
        return JOINED_ON if self.joined_later else ISSUED_ON


UNITS = [
    Unit(
        "hcth",
        "Phòng Hành chính - Tổng hợp",
        "HCTH",
        "HCTH",
        Kind.DIVISION,
        "Trưởng phòng",
        (7, 0, 3),
    ),
    Unit(
        "khtc",
        "Phòng Kế hoạch - Tài chính (mẫu)",
        "KHTC",
        "KHTC",
        Kind.DIVISION,
        "Trưởng phòng",
        (5, 0, 0),
    ),
    Unit(
        "qlkh",
        "Phòng Quản lý Khoa học (mẫu)",
        "QLKH",
        "QLKH",
        Kind.DIVISION,
        "Trưởng phòng",
        (6, 0, 0),
    ),
    Unit(
        "qlcn",
        "Phòng Quản lý Công nghệ và Đổi mới sáng tạo (mẫu)",
        "QLCN&ĐMST",
        "QLCN",
        Kind.DIVISION,
        "Trưởng phòng",
        (6, 0, 0),
    ),
    Unit(
        "cds",
        "Phòng Chuyển đổi số (mẫu)",
        "CĐS",
        "CĐS",
        Kind.DIVISION,
        "Trưởng phòng",
        (7, 0, 0),
        joined_later=True,
    ),
    Unit(
        "bcvt",
        "Phòng Bưu chính, Viễn thông (mẫu)",
        "BCVT",
        "BCVT",
        Kind.DIVISION,
        "Trưởng phòng",
        (6, 0, 0),
        joined_later=True,
    ),
    Unit(
        "tdc",
        "Chi cục Tiêu chuẩn Đo lường Chất lượng (mẫu)",
        "Chi cục TĐC",
        "CCTĐC",
        Kind.BRANCH,
        "Chi cục trưởng",
        (12, 0, 2),
    ),
    Unit(
        "ttud",
        "Trung tâm Ứng dụng và Dịch vụ Khoa học và Công nghệ (mẫu)",
        "TT Ứng dụng KH&CN",
        "TTƯD",
        Kind.CENTRE,
        "Giám đốc Trung tâm",
        (0, 18, 4),
    ),
    Unit(
        "ttkt",
        "Trung tâm Kỹ thuật Tiêu chuẩn Đo lường Chất lượng (mẫu)",
        "TT Kỹ thuật TĐC",
        "TTKT",
        Kind.CENTRE,
        "Giám đốc Trung tâm",
        (0, 14, 3),
    ),
    Unit(
        "cntt",
        "Trung tâm Công nghệ thông tin và Truyền thông (mẫu)",
        "TT CNTT&TT",
        "TTCNTT",
        Kind.CENTRE,
        "Giám đốc Trung tâm",
        (0, 22, 5),
        joined_later=True,
    ),
]


@dataclass(frozen=True)
class Post:
    """`unit` is the key of a Unit, or "so" for the agency itself."""

    unit: str
    role: str
    title: str
    paper: str = ""
    is_acting: bool = False
    ends_on: date | None = None


@dataclass(frozen=True)
class Person:
    username: str
    full_name: str
    posts: tuple[Post, ...] = ()


def _person(username, full_name, role, title, paper="", *more, **fields) -> Person:
    unit = username.partition(".")[0]
    return Person(username, full_name, (Post(unit, role, title, paper, **fields), *more))


_ASSIGNED = "Quyết định số 87/QĐ-SKHCN ngày 14/6/2024 về phân công người đầu mối"
_ASSIGNED_LATER = "Quyết định số 42/QĐ-SKHCN ngày 12/3/2025 về phân công người đầu mối"

PEOPLE = [
    Person("giamdoc", "Nguyễn Văn Thành", (Post("so", Role.DIRECTOR, "Giám đốc Sở"),)),
    Person("pgd1", "Trần Thị Minh Hạnh", (Post("so", Role.DEPUTY_DIRECTOR, "Phó Giám đốc Sở"),)),
    Person("pgd2", "Lê Quang Dũng", (Post("so", Role.DEPUTY_DIRECTOR, "Phó Giám đốc Sở"),)),
    Person("vanthu", "Bùi Thị Kim Liên", (Post("hcth", Role.CLERK, "Văn thư"),)),
    _person("hcth.truong", "Phạm Thị Thu Hà", Role.HEAD, "Trưởng phòng"),
    _person("hcth.pho", "Võ Đình Khoa", Role.DEPUTY_HEAD, "Phó Trưởng phòng"),
    _person("hcth.chuyenvien", "Nguyễn Thị Bích Ngọc", Role.STAFF, "Chuyên viên"),
    _person("hcth.daumoi", "Đặng Hoàng Nam", Role.FOCAL_OFFICER, "Chuyên viên", _ASSIGNED),
    _person("khtc.truong", "Đinh Công Tráng", Role.HEAD, "Trưởng phòng"),
    _person("khtc.pho", "Lưu Thị Hồng Vân", Role.DEPUTY_HEAD, "Phó Trưởng phòng"),
    _person("qlkh.truong", "Huỳnh Ngọc Sơn", Role.HEAD, "Trưởng phòng"),
    _person("qlkh.pho", "Cao Thị Thanh Tâm", Role.DEPUTY_HEAD, "Phó Trưởng phòng"),
    _person("qlkh.daumoi", "Trương Mỹ Duyên", Role.FOCAL_OFFICER, "Chuyên viên", _ASSIGNED),
    _person("qlkh.chuyenvien", "Phan Anh Tuấn", Role.STAFF, "Chuyên viên"),
    _person("qlcn.truong", "Tạ Minh Đức", Role.HEAD, "Trưởng phòng"),
    _person("qlcn.daumoi", "Ngô Thị Lan Phương", Role.FOCAL_OFFICER, "Chuyên viên", _ASSIGNED),
    _person("cds.truong", "Đỗ Quốc Bảo", Role.HEAD, "Trưởng phòng"),
    _person("cds.pho", "Mai Thị Tuyết Nhung", Role.DEPUTY_HEAD, "Phó Trưởng phòng"),
    _person("cds.daumoi", "Hồ Trung Kiên", Role.FOCAL_OFFICER, "Chuyên viên", _ASSIGNED_LATER),
    _person(
        "bcvt.truong",
        "Dương Thị Ánh Tuyết",
        Role.HEAD,
        "Phó Trưởng phòng phụ trách",
        "Quyết định số 39/QĐ-SKHCN ngày 03/3/2025 về giao phụ trách phòng",
        is_acting=True,
    ),
    _person("bcvt.daumoi", "Lý Hoài An", Role.FOCAL_OFFICER, "Chuyên viên", _ASSIGNED_LATER),
    _person("tdc.truong", "Vũ Đăng Khôi", Role.HEAD, "Chi cục trưởng"),
    _person("tdc.pho", "Châu Thị Mộng Tuyền", Role.DEPUTY_HEAD, "Phó Chi cục trưởng"),
    _person("tdc.daumoi", "Nguyễn Hữu Lộc", Role.FOCAL_OFFICER, "Chuyên viên", _ASSIGNED),
    _person("ttud.truong", "Trịnh Xuân Hoà", Role.HEAD, "Giám đốc Trung tâm"),
    _person(
        "ttud.daumoi",
        "Lê Thị Diễm My",
        Role.FOCAL_OFFICER,
        "Viên chức Phòng Hành chính - Thông tin",
        _ASSIGNED,
        Post(
            "ttud",
            Role.DELEGATE,
            "Viên chức Phòng Hành chính - Thông tin",
            "Giấy uỷ quyền số 04/GUQ-TTƯD ngày 06/01/2025",
            ends_on=date(2030, 12, 31),
        ),
    ),
    _person("ttud.nhanvien", "Bạch Văn Phúc", Role.STAFF, "Nhân viên kỹ thuật"),
    _person("ttkt.truong", "Quách Thế Vinh", Role.HEAD, "Giám đốc Trung tâm"),
    _person("ttkt.daumoi", "Tô Thị Hải Yến", Role.FOCAL_OFFICER, "Viên chức", _ASSIGNED),
    _person("cntt.truong", "Hà Minh Triết", Role.HEAD, "Giám đốc Trung tâm"),
    _person("cntt.pho", "Đoàn Thị Khánh Vy", Role.DEPUTY_HEAD, "Phó Giám đốc Trung tâm"),
    _person("cntt.daumoi", "Kiều Gia Huy", Role.FOCAL_OFFICER, "Viên chức", _ASSIGNED_LATER),
    Person("quantri", "Quản trị hệ thống (mẫu)"),
]

ADMINISTRATOR = "quantri"

#: The deputy director in charge of each unit; HCTH answers to the Director himself.
IN_CHARGE = {
    "pgd1": ("khtc", "qlkh", "tdc", "ttkt"),
    "pgd2": ("qlcn", "cds", "bcvt", "ttud", "cntt"),
}
