"""Duty 2: what each unit said of its work, in its first, second and later years."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """`figures` follow `directives.sample.load.INDICATORS`; None is "không phát sinh"."""

    results: str
    next_plan: str
    figures: tuple[int | None, ...]
    percent: int = 100
    shortcomings: str = ""
    proposals: str = ""


#: Which of UBND tỉnh's two plans a unit's work answers, as it ticks itself. One unit never does:
#: HCTH says it for its past reports (`past`).
FOREIGN, IMAGE = "116/KH-UBND", "124/KH-UBND"
BASES = {
    "hcth": (FOREIGN, IMAGE),
    "khtc": (FOREIGN,),
    "qlkh": (FOREIGN,),
    "qlcn": (FOREIGN, IMAGE),
    "cds": (FOREIGN, IMAGE),
    "bcvt": (IMAGE,),
    "tdc": (FOREIGN,),
    "ttud": (FOREIGN,),
    "ttkt": (),
    "cntt": (FOREIGN, IMAGE),
}


WORK = {
    "hcth": (
        Work(
            "Tham mưu Giám đốc Sở ban hành 02 văn bản chỉ đạo về công tác thông tin đối ngoại; "
            "biên tập, đăng 18 tin, bài trên Trang thông tin điện tử của Sở. Phối hợp bố trí nội "
            "dung giới thiệu tiềm năng khoa học và công nghệ của tỉnh tại 01 buổi tiếp đoàn công "
            "tác nước ngoài.",
            "Rà soát chuyên mục thông tin đối ngoại trên Trang thông tin điện tử; tham mưu kế "
            "hoạch tuyên truyền năm tới ngay trong quý I.",
            (18, 0, 1, None, 1, None),
            95,
            "Nội dung tiếng nước ngoài trên Trang thông tin điện tử còn ít.",
        ),
        Work(
            "Duy trì chuyên mục thông tin đối ngoại với 26 tin, bài, trong đó 03 bài có bản tiếng "
            "Anh. Tham mưu đón tiếp, làm việc với 02 đoàn nước ngoài về hợp tác khoa học, công "
            "nghệ; chuẩn bị 01 ấn phẩm giới thiệu Sở sau khi sắp xếp tổ chức bộ máy.",
            "Hoàn thiện quy chế phối hợp cung cấp tin, bài giữa các phòng, đơn vị; bố trí kinh phí "
            "biên dịch tài liệu.",
            (26, 3, 1, None, 2, None),
        ),
        Work(
            "Biên tập, đăng 30 tin, bài về hoạt động khoa học, công nghệ và chuyển đổi số của "
            "tỉnh, trong đó 05 bài bằng tiếng Anh; cung cấp thông tin chính thức cho báo, đài "
            "trong 04 lượt. Tham mưu Giám đốc Sở tiếp, làm việc với 02 đoàn khách nước ngoài.",
            "Tiếp tục duy trì chuyên mục thông tin đối ngoại; tham mưu tổng kết giai đoạn theo yêu "
            "cầu của UBND tỉnh.",
            (30, 5, 1, None, 2, None),
        ),
    ),
    "khtc": (
        Work(
            "Tham mưu bố trí 85 triệu đồng từ nguồn chi sự nghiệp khoa học và công nghệ cho các "
            "nội dung quảng bá, hội thảo có yếu tố nước ngoài. Cung cấp số liệu đầu tư cho khoa "
            "học và công nghệ phục vụ 02 bài viết trên Trang thông tin điện tử của Sở.",
            "Đưa nội dung thông tin đối ngoại vào dự toán năm tới ngay từ đầu năm.",
            (2, None, None, None, None, None),
        ),
        Work(
            "Thẩm định, trình phân bổ 120 triệu đồng cho công tác thông tin đối ngoại của các đơn "
            "vị; hướng dẫn thủ tục thanh toán chi phí biên dịch, đón tiếp đoàn vào theo quy định. "
            "Cung cấp thông tin cho 03 tin, bài về vốn đầu tư khoa học và công nghệ.",
            "Rà soát định mức chi biên dịch, xuất bản ấn phẩm đối ngoại.",
            (3, None, None, None, None, None),
        ),
        Work(
            "Bố trí đủ kinh phí theo dự toán cho các hoạt động thông tin đối ngoại của Sở; theo "
            "dõi giải ngân và quyết toán đúng quy định. Cung cấp số liệu, thông tin cho 03 tin, "
            "bài về thu hút đầu tư cho khoa học, công nghệ và chuyển đổi số.",
            "Tham mưu dự toán năm sau, ưu tiên nội dung quảng bá bằng tiếng nước ngoài.",
            (3, None, None, None, None, None),
            98,
        ),
    ),
    "qlkh": (
        Work(
            "Lồng ghép thông tin đối ngoại vào 02 nhiệm vụ khoa học và công nghệ có đối tác nước "
            "ngoài; phối hợp tổ chức 01 hội thảo quốc tế về bảo tồn di sản Sa Huỳnh với 60 lượt "
            "đại biểu. Đăng 09 tin, bài giới thiệu kết quả nghiên cứu của tỉnh.",
            "Tiếp tục đề xuất nhiệm vụ hợp tác quốc tế trong lĩnh vực biển, đảo.",
            (9, 1, None, 1, 2, None),
            90,
        ),
        Work(
            "Tham mưu phê duyệt 01 nhiệm vụ hợp tác với trường đại học nước ngoài về cây dược "
            "liệu; phối hợp tổ chức 02 hội thảo khoa học có chuyên gia quốc tế. Giới thiệu 04 kết "
            "quả nghiên cứu tiêu biểu của tỉnh trên Trang thông tin điện tử và báo địa phương.",
            "Công bố danh mục kết quả nghiên cứu bằng hai thứ tiếng.",
            (11, 2, 1, 2, 3, 4),
            95,
            "Việc biên dịch tóm tắt kết quả nghiên cứu còn chậm so với kế hoạch.",
        ),
        Work(
            "Phối hợp các viện, trường tổ chức 02 hội thảo có chuyên gia nước ngoài tham dự; công "
            "bố 12 tin, bài và 01 kỷ yếu song ngữ giới thiệu kết quả nghiên cứu của tỉnh. Làm việc "
            "với 02 đối tác nước ngoài về nghiên cứu biển, đảo.",
            "Theo dõi các nhiệm vụ hợp tác quốc tế đã phê duyệt; chuẩn bị kỷ yếu song ngữ kỳ tới.",
            (12, 2, 1, 2, 2, 3),
            92,
        ),
    ),
    "qlcn": (
        Work(
            "Quảng bá 03 chỉ dẫn địa lý, nhãn hiệu chứng nhận của tỉnh (tỏi Lý Sơn, quế Trà Bồng, "
            "hành Lý Sơn) tại Techmart khu vực; hỗ trợ 05 doanh nghiệp giới thiệu công nghệ trên "
            "sàn giao dịch công nghệ. Đăng 07 tin, bài, thực hiện 01 video ngắn.",
            "Xây dựng bộ tài liệu giới thiệu tài sản trí tuệ của tỉnh bằng tiếng Anh.",
            (7, None, 1, 1, None, 3),
            92,
        ),
        Work(
            "Đưa thông tin 04 sản phẩm mang chỉ dẫn địa lý, nhãn hiệu chứng nhận của tỉnh lên sàn "
            "công nghệ bằng hai thứ tiếng; tham gia 02 sự kiện kết nối cung cầu công nghệ có doanh "
            "nghiệp nước ngoài. Tiếp 01 đoàn doanh nghiệp đến tìm hiểu chuyển giao công nghệ.",
            "Mở rộng quảng bá sản phẩm khởi nghiệp sáng tạo của tỉnh ra thị trường ngoài nước.",
            (10, 4, 1, 2, 1, 4),
        ),
        Work(
            "Giới thiệu 05 sản phẩm, công nghệ của tỉnh tại ngày hội khởi nghiệp đổi mới sáng tạo "
            "và trên sàn công nghệ; hoàn thành 02 ấn phẩm song ngữ về chỉ dẫn địa lý. Làm việc với "
            "01 tổ chức hỗ trợ khởi nghiệp nước ngoài về chương trình ươm tạo.",
            "Phối hợp đưa sản phẩm của tỉnh tham gia triển lãm công nghệ khu vực ASEAN.",
            (12, 5, 2, 2, 1, 5),
            90,
            proposals="Đề nghị bố trí kinh phí tham gia ít nhất 01 triển lãm công nghệ khu vực "
            "mỗi năm.",
        ),
    ),
    "cds": (
        None,
        Work(
            "Hướng dẫn các đơn vị bổ sung giao diện tiếng Anh trên Trang thông tin điện tử; phối "
            "hợp xử lý 03 trường hợp giả mạo trang thông tin của cơ quan nhà nước. Đăng 14 tin, "
            "bài về chuyển đổi số của tỉnh, thực hiện 02 video giới thiệu dịch vụ công trực tuyến.",
            "Hoàn thành kho dữ liệu mở phục vụ nhà đầu tư nước ngoài.",
            (14, 2, 2, 1, None, None),
            88,
            "Giao diện tiếng Anh mới dừng ở các mục giới thiệu chung.",
        ),
        Work(
            "Vận hành chuyên mục thông tin đối ngoại trên Cổng thông tin điện tử của tỉnh; rà soát "
            "nội dung song ngữ của 12 trang thành phần. Đăng 16 tin, bài, trong đó 04 bài tiếng "
            "Anh; tham gia 01 diễn đàn chuyển đổi số có đại biểu quốc tế.",
            "Tiếp tục số hoá, chuẩn hoá nội dung giới thiệu tỉnh bằng tiếng nước ngoài.",
            (16, 4, 1, 1, 1, None),
            90,
        ),
    ),
    "bcvt": (
        None,
        Work(
            "Phối hợp doanh nghiệp viễn thông nâng chất lượng phủ sóng tại đặc khu Lý Sơn và các "
            "xã ven biển, bảo đảm thông tin cho ngư dân. Cung cấp thông tin cho 05 tin, bài về hạ "
            "tầng số của tỉnh; phát hành 01 bộ tem, bưu ảnh giới thiệu di sản Sa Huỳnh.",
            "Vận động doanh nghiệp bưu chính đưa sản phẩm đặc trưng của tỉnh lên sàn thương mại "
            "điện tử xuyên biên giới.",
            (5, None, 1, None, None, 2),
            95,
        ),
        Work(
            "Phối hợp đưa 06 sản phẩm đặc trưng của tỉnh lên sàn thương mại điện tử xuyên biên "
            "giới qua mạng bưu chính; cung cấp thông tin cho 06 tin, bài về hạ tầng số. Duy trì "
            "đường dây thông tin phục vụ ngư dân hoạt động xa bờ.",
            "Mở rộng danh mục sản phẩm; bảo đảm thông tin liên lạc tại khu vực biển, đảo.",
            (6, None, None, None, None, 6),
            95,
        ),
    ),
    "tdc": (
        Work(
            "Cập nhật, công bố 42 thông báo về hàng rào kỹ thuật trong thương mại (TBT) của các "
            "thị trường xuất khẩu đến doanh nghiệp trong tỉnh; đăng 12 tin, bài. Hỗ trợ 08 doanh "
            "nghiệp áp dụng tiêu chuẩn quốc tế và mã số, mã vạch cho hàng xuất khẩu.",
            "Duy trì bản tin TBT hằng tháng; tập huấn tiêu chuẩn quốc tế cho doanh nghiệp.",
            (12, 2, 12, None, None, 8),
        ),
        Work(
            "Phát hành 12 bản tin TBT, chuyển 57 cảnh báo của thị trường nước ngoài đến doanh "
            "nghiệp; đăng 15 tin, bài. Phối hợp tổ chức 01 hội thảo về tiêu chuẩn xuất khẩu nông, "
            "thuỷ sản có chuyên gia nước ngoài trình bày.",
            "Xây dựng chuyên trang TBT song ngữ; hỗ trợ truy xuất nguồn gốc hàng xuất khẩu.",
            (15, 3, 12, 1, None, 9),
            proposals="Kiến nghị UBND tỉnh có ý kiến với Văn phòng TBT Việt Nam để được chia sẻ dữ "
            "liệu cảnh báo kỹ thuật cho địa phương.",
        ),
        Work(
            "Phát hành bản tin TBT hằng tháng, chuyển 49 cảnh báo kỹ thuật của thị trường nước "
            "ngoài đến doanh nghiệp. Hướng dẫn truy xuất nguồn gốc cho 10 sản phẩm xuất khẩu; đăng "
            "16 tin, bài; tiếp 01 đoàn chuyên gia về đánh giá sự phù hợp.",
            "Tiếp tục duy trì bản tin; mở 02 lớp tập huấn tiêu chuẩn quốc tế cho doanh nghiệp.",
            (16, 3, 12, 1, 1, 10),
            93,
        ),
    ),
    "ttud": (
        Work(
            "Giới thiệu giống cây dược liệu và chế phẩm sinh học của tỉnh tại 02 hội chợ có gian "
            "hàng nước ngoài; tiếp 01 đoàn chuyên gia đến trại thực nghiệm. Đăng 08 tin, bài, phát "
            "hành 01 tờ gấp giới thiệu năng lực của Trung tâm.",
            "Dịch hồ sơ năng lực của Trung tâm sang tiếng Anh.",
            (8, None, 1, 2, 1, 3),
            90,
            "Chưa có tài liệu giới thiệu bằng tiếng nước ngoài.",
        ),
        Work(
            "Hoàn thành hồ sơ năng lực song ngữ; tiếp 02 đoàn đối tác nước ngoài khảo sát mô hình "
            "nuôi cấy mô và chế phẩm sinh học. Đăng 11 tin, bài; đưa 04 công nghệ sẵn sàng chuyển "
            "giao lên sàn giao dịch công nghệ.",
            "Tổ chức ngày mở cửa giới thiệu công nghệ cho đối tác trong và ngoài nước.",
            (11, 2, 2, 1, 2, 4),
            96,
        ),
        Work(
            "Tiếp 02 đoàn đối tác nước ngoài tìm hiểu chế phẩm sinh học và cây dược liệu; đăng 12 "
            "tin, bài, trong đó 02 bài tiếng Anh. Đưa 05 công nghệ của Trung tâm lên sàn giao dịch "
            "công nghệ, ký 01 biên bản ghi nhớ hợp tác.",
            "Triển khai nội dung biên bản ghi nhớ; cập nhật hồ sơ năng lực song ngữ.",
            (12, 2, 1, 1, 2, 5),
            88,
        ),
    ),
    "ttkt": (
        Work(
            "Cung cấp kết quả thử nghiệm theo phương pháp được công nhận quốc tế (VILAS) cho 120 "
            "lô hàng xuất khẩu, góp phần quảng bá chất lượng sản phẩm của tỉnh. Đăng 03 tin, bài "
            "về năng lực thử nghiệm, hiệu chuẩn.",
            "Mở rộng phạm vi công nhận đối với chỉ tiêu nông, thuỷ sản xuất khẩu.",
            (3, None, None, None, None, 2),
            85,
        ),
        Work(
            "Mở rộng 06 phép thử được công nhận quốc tế phục vụ hàng nông, thuỷ sản xuất khẩu; thử "
            "nghiệm 146 lô hàng. Đăng 05 tin, bài, phát hành 01 ấn phẩm song ngữ.",
            "Tham gia thử nghiệm thành thạo liên phòng quốc tế.",
            (5, 1, 1, None, None, 3),
            94,
        ),
        Work(
            "Thử nghiệm, giám định 150 lô hàng phục vụ xuất khẩu; tham gia 02 chương trình thử "
            "nghiệm thành thạo liên phòng quốc tế, kết quả đều đạt. Đăng 05 tin, bài về năng lực "
            "kiểm định, thử nghiệm của tỉnh.",
            "Duy trì công nhận quốc tế; bổ sung phép thử dư lượng theo yêu cầu của thị trường.",
            (5, 1, None, None, None, 3),
            90,
        ),
    ),
    "cntt": (
        None,
        Work(
            "Sản xuất 04 video giới thiệu hình ảnh tỉnh Quảng Ngãi có phụ đề tiếng Anh; đăng 38 "
            "tin, bài trên các nền tảng số. Hỗ trợ kỹ thuật 02 hội nghị trực tuyến với đối tác "
            "nước ngoài; giám sát, báo cáo 05 thông tin sai lệch về tỉnh trên không gian mạng.",
            "Xây dựng kênh truyền thông số song ngữ của ngành.",
            (38, 8, 4, 2, None, 3),
            95,
        ),
        Work(
            "Sản xuất 05 video, 02 đồ hoạ thông tin song ngữ quảng bá biển, đảo và di sản Sa "
            "Huỳnh; đăng 42 tin, bài, trong đó 10 bài tiếng Anh. Hỗ trợ kỹ thuật 02 sự kiện có đại "
            "biểu quốc tế; kịp thời báo cáo 04 thông tin sai lệch trên không gian mạng.",
            "Duy trì kênh truyền thông số song ngữ; tập huấn kỹ năng biên tập cho cộng tác viên.",
            (42, 10, 7, 2, None, 4),
            93,
        ),
    ),
}
