"""The words of made records, in English and Vietnamese. Names no real body, person or agreement."""

from typing import NamedTuple


class Prose(NamedTuple):
    """One text in both languages."""

    en: str
    vi: str


DEEDS = (
    Prose("Open a training course on chip design", "Mở khóa đào tạo thiết kế chip"),
    Prose("Build a shared data centre", "Xây dựng trung tâm dữ liệu dùng chung"),
    Prose("Exchange delegations of start-ups", "Trao đổi đoàn doanh nghiệp khởi nghiệp"),
    Prose("Set up a working group on AI", "Thành lập nhóm công tác về trí tuệ nhân tạo"),
    Prose("Hold a business forum", "Tổ chức diễn đàn doanh nghiệp"),
    Prose("Grant scholarships to engineers", "Cấp học bổng cho kỹ sư"),
    Prose("Pilot an electronic customs window", "Thí điểm cơ chế hải quan điện tử một cửa"),
    Prose("Recognise digital signatures", "Công nhận chữ ký số của nhau"),
    Prose("Fund a laboratory for quantum research", "Tài trợ phòng thí nghiệm nghiên cứu lượng tử"),
    Prose("Study a green shipping corridor", "Nghiên cứu hành lang vận tải biển xanh"),
    Prose("Share data on floods and storms", "Chia sẻ dữ liệu về lũ và bão"),
    Prose("Train teachers of computer science", "Bồi dưỡng giáo viên tin học"),
    Prose("Draft rules on data transfer", "Xây dựng quy định về chuyển dữ liệu"),
    Prose("Modernise the hospital registry", "Hiện đại hóa hệ thống hồ sơ bệnh viện"),
    Prose("Test electric buses", "Chạy thử xe buýt điện"),
    Prose("Publish a catalogue of open data", "Công bố danh mục dữ liệu mở"),
)

PLACES = (
    Prose("Ha Noi", "Hà Nội"),
    Prose("Da Nang", "Đà Nẵng"),
    Prose("Hai Phong", "Hải Phòng"),
    Prose("Can Tho", "Cần Thơ"),
    Prose("Hue", "Huế"),
    Prose("Ho Chi Minh City", "Thành phố Hồ Chí Minh"),
    Prose("Quang Ninh", "Quảng Ninh"),
    Prose("Lam Dong", "Lâm Đồng"),
)

AIMS = (
    Prose(
        "Both sides name a contact point and report twice a year.",
        "Hai bên cử đầu mối liên hệ và báo cáo mỗi năm hai lần.",
    ),
    Prose(
        "The work starts with a small group of experts and grows if the first results are good.",
        "Công việc bắt đầu với một nhóm chuyên gia nhỏ và mở rộng nếu kết quả ban đầu tốt.",
    ),
    Prose(
        "The host provides rooms and equipment, the guest sends the teachers.",
        "Bên chủ nhà lo phòng học và thiết bị, bên khách cử giảng viên.",
    ),
    Prose(
        "The costs are shared equally and settled at the end of each year.",
        "Chi phí được chia đều và quyết toán vào cuối mỗi năm.",
    ),
    Prose(
        "The results are published in both languages.",
        "Kết quả được công bố bằng cả hai ngôn ngữ.",
    ),
    Prose(
        "A joint committee meets each spring to look at what was done.",
        "Ủy ban hỗn hợp họp vào mùa xuân hằng năm để xem xét những việc đã làm.",
    ),
)

STEPS = (
    Prose("Contact points named", "Cử đầu mối liên hệ"),
    Prose("Plan approved", "Phê duyệt kế hoạch"),
    Prose("First course opened", "Khai giảng khóa đầu tiên"),
    Prose("Mid-term review held", "Tổ chức sơ kết giữa kỳ"),
    Prose("Equipment handed over", "Bàn giao thiết bị"),
    Prose("Final report published", "Công bố báo cáo tổng kết"),
)

NOTES = (
    Prose(
        "The two sides agreed on the list of experts and on the days of the first visit.",
        "Hai bên thống nhất danh sách chuyên gia và thời gian của chuyến thăm đầu tiên.",
    ),
    Prose(
        "The draft plan was sent to the ministries for comment.",
        "Dự thảo kế hoạch đã được gửi các bộ lấy ý kiến.",
    ),
    Prose(
        "The first group has begun its work at the host's laboratory.",
        "Nhóm đầu tiên đã bắt đầu làm việc tại phòng thí nghiệm của bên chủ nhà.",
    ),
    Prose(
        "The budget for the second half of the year is still being considered.",
        "Kinh phí cho sáu tháng cuối năm vẫn đang được xem xét.",
    ),
    Prose(
        "The partner asked for two more weeks to complete the list of equipment.",
        "Phía đối tác đề nghị thêm hai tuần để hoàn thiện danh mục thiết bị.",
    ),
)

PAUSES = (
    Prose("Paused until the budget is approved.", "Tạm dừng đến khi kinh phí được phê duyệt."),
    Prose("Paused at the partner's request.", "Tạm dừng theo đề nghị của phía đối tác."),
)

REOPENINGS = (
    Prose("Opened again since the equipment was sent back.", "Mở lại vì thiết bị đã bị trả về."),
    Prose("Opened again at the request of both sides.", "Mở lại theo đề nghị của hai bên."),
)

DELAYS = (
    Prose("The budget came later than planned.", "Kinh phí được bố trí muộn hơn kế hoạch."),
    Prose(
        "The partner needs more time to choose experts.",
        "Phía đối tác cần thêm thời gian để chọn chuyên gia.",
    ),
    Prose("The tender had to be repeated.", "Phải tổ chức đấu thầu lại."),
)

ENDINGS = (
    Prose("The second stage was not carried out.", "Giai đoạn hai không được thực hiện."),
    Prose("The partner changed its programme.", "Phía đối tác thay đổi chương trình."),
    Prose("There were no funds left for the work.", "Không còn kinh phí để thực hiện."),
)

BASES = (
    Prose("within the year after signing", "trong vòng một năm sau khi ký"),
    Prose("before the next meeting of the joint committee", "trước kỳ họp tiếp theo của ủy ban hỗn hợp"),
    Prose("in the annual work plan", "theo kế hoạch công tác năm"),
)

DOUBTS = (
    Prose("The document does not say who pays.", "Văn bản không nêu bên nào chi trả."),
    Prose("The two language versions give different months.", "Hai bản ngôn ngữ ghi hai tháng khác nhau."),
)

FIELDS = (
    Prose("digital government", "chính phủ số"),
    Prose("semiconductors", "bán dẫn"),
    Prose("higher education", "giáo dục đại học"),
    Prose("green energy", "năng lượng xanh"),
    Prose("logistics", "logistics"),
)

TAGS = ("ai", "chips", "data", "education", "energy", "events", "health", "trade", "transport")

COUNTRIES = (
    ("VN", Prose("Viet Nam", "Việt Nam")),
    ("JP", Prose("Japan", "Nhật Bản")),
    ("KR", Prose("the Republic of Korea", "Hàn Quốc")),
    ("SG", Prose("Singapore", "Singapore")),
    ("MY", Prose("Malaysia", "Malaysia")),
    ("TH", Prose("Thailand", "Thái Lan")),
    ("ID", Prose("Indonesia", "Indonesia")),
    ("LA", Prose("Laos", "Lào")),
    ("KH", Prose("Cambodia", "Campuchia")),
    ("IN", Prose("India", "Ấn Độ")),
    ("AU", Prose("Australia", "Australia")),
    ("US", Prose("the United States", "Hoa Kỳ")),
    ("CA", Prose("Canada", "Canada")),
    ("GB", Prose("the United Kingdom", "Vương quốc Anh")),
    ("FR", Prose("France", "Pháp")),
    ("DE", Prose("Germany", "Đức")),
    ("NL", Prose("the Netherlands", "Hà Lan")),
    ("FI", Prose("Finland", "Phần Lan")),
    ("CH", Prose("Switzerland", "Thụy Sĩ")),
    ("SE", Prose("Sweden", "Thụy Điển")),
)

BODIES = (
    ("government", "government", Prose("Government of", "Chính phủ")),
    ("finance", "ministry", Prose("Ministry of Finance of", "Bộ Tài chính")),
    ("science", "ministry", Prose("Ministry of Science of", "Bộ Khoa học")),
    ("trade", "ministry", Prose("Ministry of Trade of", "Bộ Thương mại")),
    ("data", "agency", Prose("National Data Agency of", "Cơ quan Dữ liệu quốc gia")),
    ("capital", "local_authority", Prose("Capital City Authority of", "Chính quyền thủ đô")),
    ("embassy", "mission", Prose("Embassy of", "Đại sứ quán")),
    ("blue-river", "company", Prose("Blue River Technologies,", "Công ty Công nghệ Sông Xanh,")),
    ("tech", "university", Prose("Technical University of", "Đại học Kỹ thuật")),
    ("software", "association", Prose("Software Association of", "Hiệp hội Phần mềm")),
)
