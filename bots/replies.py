"""Every sentence that a person reads from a face, in Vietnamese. Nothing is computed here but the parts of a source."""

from rag.records import Answer, Citation

# --- who speaks -----------------------------------------------------------------------------------

MACHINE_NOTICE = "Máy trả lời từ văn bản đã nạp; hãy kiểm tra nguồn trước khi dùng."
SOURCES = "Nguồn"
WARNINGS = "Lưu ý"
SUGGESTIONS = "Có thể hỏi tiếp"

# --- a source, part by part -----------------------------------------------------------------------

NO_TITLE = "Văn bản chưa rõ tên"
NO_NUMBER = "chưa ghi số"
NO_PAGES = "tệp không chia trang"
CELL_ROOM = 60
"""Characters shown of the names of a cell's row and column: enough to find it, the quote holds them whole."""


def document_number(number: str) -> str:
    """The số/ký hiệu as printed, or words that say it is blank.

    >>> document_number("124/KH-UBND"), document_number("")
    ('số 124/KH-UBND', 'chưa ghi số')
    """
    return f"số {number}" if number else NO_NUMBER


def source_page(citation: Citation) -> str:
    """The page a person turns to, or words that say the format has none: "trang 3"."""
    return f"trang {citation.page}" if citation.page else NO_PAGES


def source_heading(citation: Citation) -> str:
    """Title and number on one line, the way an official names a document."""
    return f"{citation.title or NO_TITLE} ({document_number(citation.number)})"


def source_place(citation: Citation) -> str:
    """Where in the document: section (if any), then page, then the row and column of a table cell."""
    parts = [f"mục {citation.section}" if citation.section else "", source_page(citation)]
    parts += [f"dòng “{short(citation.row, CELL_ROOM)}”" if citation.row else ""]
    parts += [f"cột “{short(citation.column, CELL_ROOM)}”" if citation.column else ""]
    return ", ".join(part for part in parts if part)


def untold(answer: Answer) -> tuple[str, ...]:
    """The warnings that the answer's own text does not tell."""
    return tuple(warning for warning in answer.warnings if warning not in answer.answer)


def with_sources(answer: Answer) -> str:
    """The answer with its warnings and numbered sources in the text, for programs that show nothing else."""
    parts = [answer.answer, *(f"{WARNINGS}: {warning}" for warning in untold(answer))]
    if answer.citations:
        sources = (f"[{c.marker}] {source_heading(c)}, {source_place(c)}: “{c.quote}”" for c in answer.citations)
        parts.append("\n".join([f"{SOURCES}:", *sources]))
    return "\n\n".join([*parts, MACHINE_NOTICE])


def short(text: str, room: int) -> str:
    """The text, or its start up to a word's end and "…" where it has more than `room` characters.

    >>> short("Tỷ lệ ký số", 8)
    'Tỷ lệ…'
    """
    return text if len(text) <= room else text[:room].rsplit(" ", 1)[0] + "…"


# --- command line ---------------------------------------------------------------------------------

CLI_HELP = """Hỏi đáp báo cáo: hỏi bằng tiếng Việt, trả lời bằng số liệu kèm câu gốc, văn bản và trang.

\b
Mã thoát: 0 đã trả lời, kể cả khi trả lời là "không có trong văn bản";
          1 có tệp không nạp được; 2 đầu vào sai; 3 máy hoặc dữ liệu có trục trặc."""
# The words of the command-line library that a person sees → Vietnamese. Order matters: longer ones first.
CLI_WORDS = (
    ("Show this message and exit.", "Hiện hướng dẫn này."),
    ("Usage:", "Cách dùng:"),
    ("Arguments:", "Tham số:"),
    ("Options:", "Tuỳ chọn:"),
    ("Commands:", "Lệnh:"),
    ("[OPTIONS]", "[TUỲ CHỌN]"),
    ("COMMAND [ARGS]...", "LỆNH ..."),
    ("[required]", "[bắt buộc]"),
    ("[default: ", "[mặc định: "),
    ("<str>...", ""),
    ("<path>...", ""),
)
CLI_SEE_HELP = "Gõ `{command} --help` để xem cách dùng."
CLI_WRONG = "Câu lệnh chưa đúng."
CLI_NO_OPTION = "Không có tuỳ chọn {name}."
CLI_MISSING = "Thiếu tham số {name}."
CLI_BAD_VALUE = "Giá trị của {name} không hợp lệ."

INGESTING = "Đang nạp văn bản"
INGESTED = "Đã nạp {stored} tệp, giữ nguyên {unchanged}, gỡ {removed}, lỗi {failed}."
TWINS = " Bỏ qua {twins} tệp trùng nội dung với văn bản đã có."
FILE_ON_FILE = "Không nạp lại {path}: nội dung này đã có, là văn bản “{id}”, nạp từ {known}; mức truy cập giữ nguyên."
FILE_FAILED = "Không nạp được {path}: {reason}"
NO_CORPUS = "Chưa có văn bản nào để tra cứu, và thư mục {path} cũng không có."
NO_CORPUS_HINT = "Chạy `hoidap ingest ĐƯỜNG_DẪN` để nạp văn bản trước."
NO_DOCUMENTS = "Chưa có văn bản nào. Chạy `hoidap ingest ĐƯỜNG_DẪN` để nạp."
NO_FIGURES = "Không có số liệu nào khớp điều kiện lọc."
NO_FINDINGS = "Không phát hiện chỗ nào mâu thuẫn."
NO_SUCH_DOCUMENT = "Không có văn bản “{id}”."
NO_SUCH_DOCUMENT_HINT = "Chạy `hoidap documents` để xem danh sách."
NO_SUCH_PAGE = "Văn bản “{id}” không có trang {page}."
NO_SUCH_PAGE_HINT = "Văn bản có {pages} trang."
DOCUMENT_PERIOD = "kỳ {period}"
DOCUMENT_PAGES = "{pages} trang"
NO_PAGES_AT_ALL = "Văn bản “{id}” thuộc định dạng không chia trang; hãy xem cả văn bản."
ON_PAGE = "trang {page}"
BLOCK_KINDS = {"footnote": "chú thích "}
FILE_WRITTEN = "Đã ghi {rows} dòng vào {path}."
FILE_NOT_WRITTEN = "Không ghi được tệp {path} ({reason})."
PAGE_RULE = "── trang {page} ──"
UNREADABLE_PAGE = "[Trang này không đọc được: {problem}]"
REINDEXED = "Đã dựng lại chỉ mục cho {count} đoạn."
INDEX_PROBE = "kết quả thực hiện"
NOT_INSTALLED = "chưa cài"
NO_TESSERACT = "chưa cài; trang quét ảnh sẽ không đọc được"
NO_TESSERACT_VIETNAMESE = "chưa có dữ liệu tiếng Việt (vie); trang quét ảnh sẽ đọc sai"
PARTS = {
    "catalogue": "Kho văn bản",
    "documents": "Văn bản",
    "index": "Chỉ mục",
    "model": "Mô hình nhúng",
    "tesseract": "Nhận dạng chữ (Tesseract)",
}
NO_EVAL = "Bản cài này không có phần đánh giá."

# --- who may see what ----------------------------------------------------------------------------

KEYS_HELP = "Khóa truy cập: tạo, liệt kê, thu hồi."
UNLABELLED = "{id}: chưa có mức truy cập, chỉ người quản trị thấy."
TELEGRAM_NEEDS_LABEL = "--telegram cần đi kèm mức truy cập."
LABEL_MISSING = "Văn bản “{id}” chưa có mức truy cập."
LABEL_MISSING_HINT = "Thêm --access công-khai, nội-bộ hoặc hạn-chế."
KEY_MADE = "Mã khóa: {id}\nKhóa (chỉ hiện lần này, hãy cất giữ): {key}"
NO_KEYS = "Chưa có khóa nào: dịch vụ chỉ nhận câu hỏi từ chính máy này và không hỏi khóa."
NO_SUCH_KEY = "Không có khóa “{id}” nào còn hiệu lực."
NO_SUCH_KEY_HINT = "Chạy `hoidap keys list` để xem danh sách."
KEY_REVOKED = "Đã thu hồi khóa {id}."
MAY_GO_TO_TELEGRAM = "được trả lời trên Telegram"
REVOKED_AT = "đã thu hồi {day}"
MADE_AT = "từ {day}"

# --- serving --------------------------------------------------------------------------------------

SERVING = "Đang phục vụ tại {url} (dừng bằng Ctrl+C)."
NOT_LOOPBACK = "Chưa đặt khóa truy cập nên chỉ được phục vụ trên chính máy này, không phải {host}."
NOT_LOOPBACK_HINT = "Chạy `hoidap keys add` để tạo khóa, hoặc bỏ HOIDAP_HOST."
NO_KEY_YET = "Chưa có khóa truy cập: chỉ nhận câu hỏi từ chính máy này, không hỏi khóa."
SERVICE_GONE = "Dịch vụ đang giữ thư mục dữ liệu không trả lời nữa."
SERVICE_GONE_HINT = "Xem dịch vụ còn chạy không (`hoidap serve`) rồi thử lại."
SERVICE_ERROR = "Dịch vụ báo lỗi {status}."
PORT_TAKEN = "Không mở được cổng {port} trên {host}: {reason}."
ADDRESS_IN_USE = "đang có chương trình khác dùng"
ADDRESS_FORBIDDEN = "không đủ quyền"
ADDRESS_UNKNOWN = "máy này không có địa chỉ ấy"
PORT_TAKEN_HINT = "Dừng chương trình đang dùng cổng ấy hoặc đặt HOIDAP_PORT sang số khác."

# --- HTTP -----------------------------------------------------------------------------------------

HTTP_TITLES = {
    400: "Yêu cầu không đọc được",
    401: "Cần khóa truy cập",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Địa chỉ này không nhận phương thức ấy",
    408: "Yêu cầu gửi quá chậm",
    409: "Không hợp với hiện trạng",
    413: "Yêu cầu quá lớn",
    415: "Không đọc được loại tệp này",
    422: "Dữ liệu gửi lên không hợp lệ",
    429: "Hỏi quá nhanh",
    500: "Lỗi trong máy chủ",
    503: "Chưa sẵn sàng",
}
HTTP_ERROR = "Không thực hiện được"
HTTP_404 = "Không có gì ở {path}. Danh sách địa chỉ ở /openapi.json."
HTTP_405 = "Địa chỉ {path} không nhận {method}."
HTTP_408 = "Chờ mãi không nhận được phần còn lại của yêu cầu; hãy gửi lại."
HTTP_413 = "Nội dung gửi lên không được quá {limit}."
HTTP_ONLY_LOCAL = (
    "Dịch vụ chưa có khóa truy cập nên chỉ nhận yêu cầu từ chính máy này; người quản trị chạy `hoidap keys add` để mở."
)
HTTP_NO_KEY = "Hãy gửi khóa truy cập trong đầu mục Authorization: Bearer …"
HTTP_WRONG_KEY = "Khóa truy cập không đúng hoặc đã bị thu hồi."
HTTP_SESSION_OVER = "Phiên đã hết hạn; hãy xin phiên mới."
HTTP_WRONG_ORIGIN = "Khóa widget này không dùng được trên trang {origin}."
NO_ORIGIN = "không rõ địa chỉ"
HTTP_NOT_UPLOADER = "Khóa này không được nạp hay gỡ văn bản."
HTTP_NOT_ADMIN = "Chỉ người quản trị được xem mục này."
HTTP_NOT_YOURS = "Chỉ người quản trị hoặc người đã nạp văn bản mới được gỡ."
HTTP_TOO_OFTEN = "Đã hỏi quá nhiều trong một phút; hãy chờ {seconds} giây rồi hỏi tiếp."
HTTP_BUSY = "Máy chủ đang có quá nhiều câu hỏi chờ; hãy thử lại sau ít giây."
HTTP_NO_DOCUMENT = "Không có văn bản “{id}”, hoặc khóa này không được xem."
HTTP_NO_PAGE = "Văn bản “{id}” không có trang {page}."
HTTP_NO_IMAGE = "Trang này không có ảnh: chỉ tệp PDF mới xem được dạng ảnh."
HTTP_NO_FILE = "Tệp gốc của văn bản “{id}” không còn ở chỗ cũ."
HTTP_NO_JOB = "Không có lượt nạp nào mang mã “{id}”."
HTTP_NO_CONVERSATION = "Không có hội thoại “{id}”."
HTTP_NO_ANSWER = "Không có câu trả lời “{id}”."
HTTP_WRONG_TYPE = "Chỉ nhận tệp {kinds}; nội dung tệp phải đúng với đuôi tên."
HTTP_ON_FILE = "Tệp này đã được nạp, chính là văn bản “{title}” (mã {id}); không nạp lại."
HTTP_ON_ITS_WAY = "Tệp này đang được nạp (“{name}”); hãy chờ lượt đó xong."
HTTP_ACCESS_TOO_HIGH = "Khóa này chỉ được đặt mức truy cập đến “{label}”."
HTTP_500 = "Máy chủ gặp lỗi ngoài dự kiến; hãy thử lại, nếu còn lỗi thì báo người quản trị kèm mã {id}."
NO_CHAT_WRITER = "Máy chủ này chưa cấu hình mô hình viết câu trả lời; hãy bỏ trường writer hoặc đặt “extractive”."
OPENAI_NO_QUESTION = "Tin nhắn cuối cùng của người dùng đang trống."
OPENAI_TOO_LONG = "Câu hỏi không được quá {limit} ký tự."
STAGES = {"tim": "Đang tìm trong văn bản", "doc": "Đang đọc các đoạn tìm được", "soan": "Đang soạn và đối chiếu nguồn"}
WHOLE_BODY = "yêu cầu"
BAD_JSON = "Thân yêu cầu không phải JSON hợp lệ."
CHAT_WITHHELD = "Câu của mô hình ngôn ngữ bị giữ lại: {sentence}"
# The rule a field breaks → what to say of it. The keys are pydantic's error types.
FIELD_PROBLEMS = {
    "missing": "thiếu trường này",
    "string_type": "phải là chuỗi ký tự",
    "string_unicode": "có ký tự không hợp lệ",
    "string_too_short": "không được để trống",
    "string_pattern_mismatch": "không được để trống",
    "string_too_long": "dài quá {max_length} ký tự",
    "list_type": "phải là danh sách",
    "too_long": "có quá {max_length} phần tử",
    "literal_error": "chỉ nhận một trong: {expected}",
    "model_attributes_type": "phải là một đối tượng JSON",
    "dict_type": "phải là một đối tượng JSON",
    "extra_forbidden": "là trường không có trong giao ước",
    "json_invalid": "không phải JSON hợp lệ",
}
FIELD_PROBLEM = "không hợp lệ"
API_ABOUT = (
    "Hỏi đáp báo cáo: hỏi bằng tiếng Việt, trả lời bằng số liệu kèm câu gốc, văn bản và trang. "
    "Lỗi trả về theo RFC 9457 (application/problem+json), dưới /v1 theo mẫu của OpenAI."
)

# --- Telegram: commands about the bot (what it says itself: bots/telegram_bot/replies.py) -----------

TELEGRAM_HELP = "Bot Telegram, và ai được hỏi nó."
NOBODY_INVITED = "Chưa mời ai."
NO_LONGER_INVITED = "Đã gỡ quyền của tài khoản {id}."
NOT_INVITED = "Không có tài khoản {id} trong những người được mời."
NOT_INVITED_HINT = "Chạy `hoidap telegram people` để xem danh sách."
