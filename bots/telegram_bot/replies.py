"""Every sentence that a person reads from the Telegram bot, in Vietnamese; what all faces say is in bots/replies.py."""

from bots.replies import MACHINE_NOTICE
from ingest.access import Label

# --- first contact --------------------------------------------------------------------------------

START = (
    "Chào anh/chị. Tôi trả lời câu hỏi về các báo cáo, kế hoạch của tỉnh: con số, kèm câu gốc, văn bản và trang.\n\n"
    "Anh/chị cứ nhắn câu hỏi như nhắn tin, có dấu hay không dấu đều được. Thêm kỳ (quý, năm) nếu cần; "
    "không nêu thì tôi lấy kỳ mới nhất và nói rõ kỳ nào.\n\n"
    f"⚠️ {MACHINE_NOTICE}"
)
START_EXAMPLES = "Bấm thử một câu:"
START_EMPTY = "Hiện chưa có văn bản nào được phép tra cứu trên Telegram."
WELCOME = "Anh/chị đã được cấp quyền ({role})."
ROLES = {"reader": "hỏi", "uploader": "hỏi và nạp văn bản", "admin": "quản trị"}
HELP = (
    "<b>Cách hỏi</b>\n"
    "• Mỗi tin nhắn là một câu hỏi: <i>ty le ky so xa phuong quy 1</i>\n"
    "• Hỏi nối tiếp: <i>còn sở ngành?</i>, <i>thế năm 2024?</i>\n"
    "• Gõ nhầm thì sửa ngay tin nhắn, tôi trả lời lại vào chỗ cũ.\n"
    "• Bấm 📄 dưới câu trả lời để xem câu gốc và ảnh trang; bấm 👎 nếu tôi sai.\n"
    "• Văn bản không có thì tôi nói là không có.\n\n"
    "<b>Lệnh</b>\n{commands}\n\n"
    "<b>Trong nhóm</b>: <code>/hoi@{bot} câu hỏi</code>, hoặc trả lời (reply) tin của tôi. "
    "Ở bất kỳ đâu: gõ <code>@{bot} câu hỏi</code> rồi chọn thẻ để gửi.\n\n"
    f"⚠️ {MACHINE_NOTICE}"
)
COMMANDS = (
    ("start", "Giới thiệu và câu hỏi mẫu"),
    ("tailieu", "Các văn bản đang có"),
    ("sosanh", "So sánh hai kỳ, hai nơi"),
    ("bieudo", "Vẽ biểu đồ một chỉ tiêu"),
    ("moi", "Bắt đầu hội thoại mới"),
    ("caidat", "Cài đặt"),
    ("help", "Cách hỏi"),
)
GROUP_COMMANDS = (("hoi", "Hỏi một câu"), ("bieudo", "Vẽ biểu đồ một chỉ tiêu"), ("help", "Cách hỏi"))
UNKNOWN_COMMAND = "Không có lệnh {command}. Gõ /help để xem cách hỏi."
TEXT_ONLY = "Tôi chỉ đọc được chữ; anh/chị gõ câu hỏi giúp tôi."
ASK_WHAT = "Anh/chị trả lời tin này bằng câu hỏi."
ASK_PLACEHOLDER = "Câu hỏi…"
COMPARE_WHAT = "So sánh cái gì? Ví dụ: <code>/sosanh tỷ lệ ký số sở ngành và xã phường quý 1 năm 2026</code>"
COMPARE = "so sánh {what}"
NEW_TALK = "Đã bắt đầu hội thoại mới; câu sau không nối với các câu trước."

# --- who may ask ----------------------------------------------------------------------------------

NOT_ALLOWED = "Tài khoản này (mã {id}) chưa được cấp quyền hỏi; anh/chị gửi mã ấy cho {contact} để được mời."
NOT_ALLOWED_SHORT = "Anh/chị chưa được cấp quyền hỏi (mã {id})."
CONTACT = "người quản trị hệ thống hỏi đáp"
BAD_INVITE = (
    "Đường dẫn mời này đã được dùng hoặc đã hết hạn; anh/chị xin {contact} đường dẫn mới (mã của anh/chị: {id})."
)

# --- answers --------------------------------------------------------------------------------------

ASKED = "❓ {question}"
SOURCE_BUTTON, SOURCE_PAGE = "📄 [{marker}]", " trang {page}"
CHART_BUTTON = "📊 Biểu đồ"
RETRY_BUTTON = "🔁 Hỏi lại"
RESEND_BUTTON = "🔁 Gửi lại câu trả lời"
FAILED = "Xin lỗi, tôi gặp lỗi khi tìm câu trả lời. Câu hỏi vẫn được giữ; anh/chị bấm nút để hỏi lại sau ít phút."
CRASHED = "Xin lỗi, tôi gặp lỗi khi làm việc này; anh/chị thử lại sau ít phút."
SERVICE_DOWN = "Máy chủ hỏi đáp đang tạm nghỉ. Câu hỏi vẫn được giữ; anh/chị bấm nút để hỏi lại sau ít phút."
MAYBE_ARRIVED = "Mạng vừa chập chờn. Nếu chưa thấy câu trả lời ở trên, anh/chị bấm nút để tôi gửi lại."
RESENT_ALREADY = "Câu trả lời đã được gửi lại ở trên."
STILL_DOWN = "Vẫn chưa được; anh/chị thử lại sau ít phút."
GONE = "Câu trả lời này cũ quá, tôi không còn giữ; anh/chị hỏi lại giúp."

# --- sources --------------------------------------------------------------------------------------

SOURCE_TITLE = "[{marker}] {heading}"
SOURCE_ISSUED = "Ban hành: {issued}"
SOURCE_SECTION = "Mục: {section}"
SOURCE_ROW, SOURCE_COLUMN = "dòng “{row}”", "cột “{column}”"
NO_LONGER_SHOWN = "Văn bản này không còn được xem trên Telegram."
PICTURE_FAILED = "Không vẽ được ảnh trang này."

# --- feedback -------------------------------------------------------------------------------------

THUMB_UP, THUMB_DOWN = "👍", "👎"
THANKS = "Đã ghi nhận, cảm ơn anh/chị."
WHY = "Sai ở đâu? Chọn một lý do."
REASONS = ("Sai số", "Sai kỳ", "Sai nơi", "Sai nguồn", "Thiếu ý", "Không đúng câu hỏi")
OTHER_REASON = "✍️ Lý do khác"
TELL_REASON = "Anh/chị trả lời tin này: câu trả lời sai ở đâu, đúng ra là gì?"
REASON_PLACEHOLDER = "Đúng ra là…"
FEEDBACK_FAILED = "Chưa ghi được, anh/chị thử lại sau."

# --- documents ------------------------------------------------------------------------------------

SHELF = "📚 <b>Văn bản đang có: {count}</b>"
SHELF_NONE = "Chưa có văn bản nào được phép tra cứu trên Telegram."
SHELF_YEAR = "<b>Năm {year}</b>"
SHELF_NO_YEAR = "<b>Chưa rõ năm</b>"
SHELF_LINE = "• {kind}{title} <i>({number}{pages})</i>"
SHELF_PAGES = ", {pages} trang"
SHELF_ALL_YEARS, SHELF_ALL_KINDS = "Mọi năm", "Mọi loại"
SHELF_OTHER_KIND = "Khác"
SHELF_PAGE = "{page}/{pages}"

# --- charts ---------------------------------------------------------------------------------------

CHART_WHAT = "Vẽ chỉ tiêu nào? Ví dụ: <code>/bieudo tỷ lệ ký số xã phường</code>"
CHART_NONE = "Không đủ số liệu để vẽ: cần ít nhất hai kỳ hoặc hai nơi của cùng một chỉ tiêu."
CHART_SOURCES = "Nguồn:"
CHART_SOURCE = "[{marker}] {heading}, {page}"

# --- settings -------------------------------------------------------------------------------------

SETTINGS = "⚙️ <b>Cài đặt</b>\nBấm để bật hoặc tắt."
SETTING_NAMES = {
    "quotes": "Câu gốc dưới câu trả lời",
    "pictures": "Ảnh trang khi mở nguồn",
    "suggestions": "Gợi ý câu hỏi tiếp",
}
SETTING_ON, SETTING_OFF = "✅ {name}", "⬜️ {name}"

# --- uploads --------------------------------------------------------------------------------------

UPLOAD_NOT_ALLOWED = "Tài khoản này chỉ được hỏi; văn bản do người được giao nạp. Anh/chị gõ câu hỏi giúp tôi."
UPLOAD_IN_GROUP = "Anh/chị gửi văn bản cho tôi trong cuộc trò chuyện riêng."
UPLOAD_TOO_BIG = "Tệp quá {limit} MB, Telegram không cho bot tải; anh/chị nạp tệp này qua trang web."
UPLOAD_BAD_KIND = "Tôi không đọc được loại tệp này; hãy gửi PDF, DOCX, XLSX, HTML, TXT hoặc Markdown."
UPLOAD_ASK = "📎 <b>{name}</b>\nAi được xem văn bản này?"
UPLOAD_LABELS: tuple[tuple[Label, bool, str], ...] = (
    ("cong_khai", True, "Công khai, hỏi được trên Telegram"),
    ("noi_bo", True, "Nội bộ, hỏi được trên Telegram"),
    ("noi_bo", False, "Nội bộ, không lên Telegram"),
    ("han_che", False, "Hạn chế, không lên Telegram"),
)
UPLOAD_CANCEL = "Thôi, không nạp"
UPLOAD_CANCELLED = "📎 <b>{name}</b>\nKhông nạp."
UPLOAD_STAGES = {
    "fetching": "đang tải về…",
    "queued": "đang chờ…",
    "reading": "đang đọc…",
    "indexing": "đang đưa vào chỉ mục…",
}
UPLOAD_STAGE = "📎 <b>{name}</b>\n⏳ {stage}"
UPLOAD_DONE = "📎 <b>{name}</b>\n✅ Đã nạp: {heading}{pages}\nNgười xem: {label}"
UPLOAD_FAILED = "📎 <b>{name}</b>\n❌ {reason}"
UPLOAD_FINDINGS = "⚠️ Có {count} chỗ không khớp trong văn bản:"
UPLOAD_MORE = "… và {count} chỗ nữa."
UPLOAD_NO_FINDINGS = "Không phát hiện số liệu nào mâu thuẫn."
UPLOAD_OVER = "Tệp này đã xử lý xong; anh/chị gửi lại tệp nếu cần."
UPLOAD_LATER = "Máy chủ hỏi đáp đang tạm nghỉ; anh/chị gửi lại tệp sau ít phút."
UPLOAD_CRASHED = "Tôi gặp lỗi khi đọc tệp này; đã ghi lại để sửa."
UPLOAD_NOT_FETCHED = "Không tải được tệp từ Telegram; anh/chị gửi lại giúp."

UPLOAD_STUCK = "Máy chủ đọc tệp này quá lâu; anh/chị xem kết quả trên trang web."
SERVICE_SAID = "Máy chủ hỏi đáp báo lỗi {status}."

# --- inline ---------------------------------------------------------------------------------------

INLINE_HINT = "Gõ câu hỏi sau tên bot, ví dụ: tỷ lệ ký số xã phường quý 1"
INLINE_NOTHING = "Không có trong văn bản; mở bot để hỏi kỹ hơn"

# --- running --------------------------------------------------------------------------------------

NO_TOKEN = "Chưa có mã bot Telegram."
NO_TOKEN_HINT = "Lấy mã từ @BotFather rồi đặt biến môi trường HOIDAP_TELEGRAM_TOKEN."
BAD_TOKEN = "Telegram không nhận mã bot này."
BAD_TOKEN_HINT = "Kiểm tra lại HOIDAP_TELEGRAM_TOKEN."
SECOND = "Một bot khác đang chạy với cùng mã này nên bot này dừng."
SECOND_HERE = "Đã có một bot đang chạy trên thư mục dữ liệu này (tiến trình {pid}) nên bot này dừng."
SECOND_HINT = "Chỉ chạy một bot cho mỗi mã."
OFFLINE = "Không nối được tới Telegram."
OFFLINE_HINT = "Kiểm tra mạng rồi chạy lại."
RUNNING = "Bot @{name} đang nhận câu hỏi. Dừng bằng Ctrl+C."
NOBODY_YET = "Chưa ai được hỏi: chạy `hoidap telegram invite` để mời, hoặc đặt HOIDAP_TELEGRAM_ALLOWED."
INVITE = "Gửi đường dẫn này cho một người; dùng được một lần, hết hạn {ends}:\n{link}"
INVITE_NO_NAME = (
    "Chưa biết tên bot vì bot chưa chạy lần nào. Người được mời nhắn cho bot dòng này, một lần, trước {ends}:\n"
    "/start {word}"
)
BAD_ROLE = "Không có vai trò “{role}”."
BAD_ROLE_HINT = "Chọn một trong: reader, uploader, admin."
PERSON = "{id}  {role}; xem đến {access}; từ {since}"

# --- periods ----------------------------------------------------------------------------------------

_QUARTERS = {"Q1": "quý I", "Q2": "quý II", "Q3": "quý III", "Q4": "quý IV", "H1": "6 tháng đầu", "H2": "6 tháng cuối"}


def period_name(key: str) -> str:
    """How a person says a Period key; ranges and days as dates.

    >>> period_name("2026-Q1"), period_name("2026"), period_name("2026-03"), period_name("2025-12-13/2026-03-11")
    ('quý I năm 2026', 'năm 2026', 'tháng 3 năm 2026', '13/12/2025 – 11/03/2026')
    """
    if "/" in key:
        return " – ".join(period_name(part).removeprefix("năm ") for part in key.split("/"))
    year, _, part = key.removeprefix("..").partition("-")
    if not part:
        return f"năm {year}" if year else ""
    if part == "9M":
        return f"9 tháng đầu năm {year}"
    if part in _QUARTERS:
        return f"{_QUARTERS[part]} năm {year}"
    month, _, day = part.partition("-")
    return f"{day}/{month}/{year}" if day else f"tháng {int(month)} năm {year}"
