"""Digits that state nothing: list marks, document numbers, dates, periods, telephones, clocks, names with a number."""

import re
from datetime import date

from ingest.vietnamese.letters import LOWER, UPPER
from ingest.vietnamese.periods import find_dates, find_periods

_COUNTING = "".join(
    f"(?<!{word} )"
    for word in (
        "tổng",
        "trong",
        "với",
        "con",
        "trên",
        "là",
        "dân",
        "đổi",
        "tế",
        "hội",
        "chỉ",
        "điểm",
        "doanh",
        "hệ",
        "tỷ",
    )
)
"""What stands before a "số" that numbers nothing: "dân số 24.815 người", "chuyển đổi số 149,1 tỷ đồng"."""
_MASKS = tuple(
    (tuple(filter(None, cues.split("|"))), re.compile(pattern, flags))
    for cues, pattern, flags in (
        ("://|www.|@", r"(?:https?://|www\.)\S+|\S+@\S+", 0),
        ("/", r"(?<!\w)\d+(?:\.\d+)?[a-z]?(?:/\d{2,4})?\s{0,3}/[A-ZĐƯ][\w&.-]*", 0),  # document numbers
        ("năm", r"năm\s+(?:19|20)\d\d(?!\d)", re.IGNORECASE),  # also the year of a law, which is no period
        (
            "luật|hiến|nghị",
            r"(?:Luật|Bộ luật|Hiến pháp|Nghị định)\s[^.;:,\d]{0,60}\s(?:19|20)\d\d(?![.,]?\d)",
            0,
        ),  # "Luật Đất đai 2024"
        (".", r"(?<!\d)[1-3]\.\d{6}(?!\d)(?:\.[\w.]+)?", 0),  # the national code of a procedure
        (
            "ngày",
            r"ngày\s+\d{1,2}(?=\s*(?:đến|tới|và|-|–|,)\s*(?:hết\s+)?(?:ngày\s+)?\d)",
            re.IGNORECASE,
        ),  # "từ ngày 17 đến ngày 20"
        ("/", r"\d{1,2}/\d{1,2}\s+20\d\d(?!\d)", 0),  # "16/6 2025"
        ("…|..", r"(?<!\d)\d{1,2}(?:…|\.{3,})", 0),  # left to be written by hand: "năm 20…"
        ("[|(", r"\[\s?\d+\s?\]|\(\d{1,2}\)", 0),  # footnote marks, "(1) …; (2) …"
        (
            ".|)",
            r"^\s*[“\"]?\s*(?:[-+*•]\s*)?\d{1,3}(?:\.\d{1,3})*[.)](?=\s|\D|$)",
            re.MULTILINE,
        ),  # "1.", "2.1.", "3)" at the start
        (".", r"^\s*\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[^\W\d_a-zđ])", re.MULTILINE),  # "1.1 Công tác"
        (
            "",
            r"(?<!\d)0\d{2,4}[.\s-]?\d{3,4}[.\s-]?\d{3,4}(?!\d)|(?<!\d)0\d{8,10}(?!\d)|(?<!\d)1[89]00[.\s-]?\d{4}(?!\d)",
            0,
        ),
        (
            "giờ|h|:|24/",
            r"(?<!\w)\d{1,2}\s?(?:giờ|h|:)\s?\d{2}(?!\d)(?:\s?phút)?|(?<!\w)\d{1,2}h(?!\w)|24/7|24/24",
            0,
        ),  # clock
        (
            "phường|quận|ấp|khóm|thôn|tổ|xóm|khu phố",
            r"(?:Phường|Quận|Ấp|Khóm|Thôn|Tổ|Xóm|Khu phố)\s+\d{1,2}(?!\d)",
            0,
        ),  # places with a number for a name
        (
            "",  # a name that ends with a number: "điện gió Tân Phú Đông 1"
            rf"(?<!\w)[{UPPER}][{LOWER}]*(?:\s+[{UPPER}][{LOWER}]+)+\s+\d{{1,2}}(?![.,]\d)(?=\s*(?:[,;.)]|$|và\s))",
            0,
        ),
        ("", r"(?<=[^\W\d_])-?\d+(?:\.\d+)*(?!\w)", 0),  # VP7, COVID-19, A4
        (
            "chỉ tiêu|tiêu chí|nhiệm vụ|mục tiêu|nội dung|câu|dự án|phương án",
            r"(?:chỉ tiêu|tiêu chí|nhiệm vụ|mục tiêu|nội dung|câu|dự án|phương án)\s+(?:số\s+)?\d{1,2}"
            r"(?=\s*(?:[:)]|\.(?!\d)))",
            re.IGNORECASE,
        ),
        (
            "tuổi",
            r"(?:dưới|trên|từ|đủ|đến|trẻ em|người)\s+\d{1,2}(?:(?:\s?[-–]\s?|\s+đến\s+(?:(?:dưới|hết|đủ)\s+)?)\d{1,2})?"
            r"\s+(?:tháng\s+)?tuổi",
            re.IGNORECASE,
        ),
        ("tuổi", r"từ\s+(?:đủ\s+)?\d{1,2}\s+tháng\s+đến\s+(?:dưới\s+)?\d{1,2}\s+tháng\s+tuổi", re.IGNORECASE),
        (
            "xã|phường|thị trấn|huyện|quận|đặc khu",
            rf"^\s*\d{{1,3}}\s+(?:xã|phường|thị trấn|huyện|quận|đặc khu)\s+[{UPPER}]",
            re.MULTILINE,
        ),  # a list of places
        (
            "năm",
            r"(?<!\w)\d{1,2}\s+năm(?=\s+(?:19|20)\d\d)",
            re.IGNORECASE,
        ),  # "03 năm 2026 - 2028": the length of a period
        ("cấp", r"(?:chính quyền|mô hình)[^.;:,\d]{0,40}0?[23]\s+cấp", re.IGNORECASE),  # the name of the two-tier model
        ("số", rf"{_COUNTING}\bsố:?\s+\d+(?![\d.,]*\s?%)", re.IGNORECASE),
        ("điểm|khoản|điều", r"(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều)\s+\d+(?:\s*(?:,|và|đến|-)\s*\d+)+", 0),  # "Điều 3, 4 và 5"
        (  # "số thứ tự 128, 129 và 130", "mục 1, 2, 3"
            "thứ tự|mục|tiết|bước|cột|phụ lục|biểu|bảng",
            r"(?<!\w)(?:thứ tự|mục|tiết|bước|cột|phụ lục|biểu|bảng)\s+(?:số\s+)?\d{1,3}"
            r"(?:\s*(?:,|;|và|đến|-|–)\s*\d{1,3}(?![\d.,]*\d)(?!\s?(?:%|tỷ|triệu|đồng)))+",
            re.IGNORECASE,
        ),
        (":", r"(?<!\w)[A-ZĐ]{2,}[\w/&-]*\s+\d+(?:[-.]\d+)*:\s?(?:19|20)\d\d(?:/[\w-]+)?", 0),  # "TCVN 6909:2001"
        (  # the scale of a map or a drawing: "1:2.000", "tỷ lệ 1/500"
            "1:|1 :|lệ",
            r"(?<![\d.,])1\s?:\s?\d{1,3}(?:\.?000|00)(?:\.000)?(?![.,]?\d)"
            r"|(?<=(?:tỷ|tỉ)\slệ\s)1\s?/\s?\d{1,3}(?:\.?000|00)(?![.,]?\d)",
            re.IGNORECASE,
        ),
        ("…|..", r"(?:…|\.{3,})\s*\[?\d{1,2}\]?(?![\d.,]*\d|\s?%|\s*[^\W\d_])", 0),  # the mark of a form's blank
        (".", r"(?<![\d.,])\d{1,2}(?:\.\d{1,2}){2,}(?![\d,]|\.\d)", 0),  # "tiết 1.2.1"
        ("/11", r"(?<!\d)11[1-9](?:/11[1-9])+(?!\d)", 0),  # "liên thông 113/114/115"
        (
            "ngày",
            r"ngày\s+\d{1,2}(?=\s+(?:của|hằng|hàng|mỗi|tháng(?!\s*\d))\s)",
            re.IGNORECASE,
        ),  # "ngày 05 của tháng sau"
        ("sao", r"(?:sản phẩm|khách sạn|OCOP|cơ sở)\s+\d\s+sao(?!\w)", re.IGNORECASE),  # the grade of what is counted
        (  # a place whose name ends with a number, and goes on: "cầu Hạ 2 hoàn thành", "xã Hố Nai 3 thành phường"
            "",
            rf"(?<!\w)[{UPPER}][{LOWER}]+\s+\d{{1,2}}(?=\s+(?:thành|hoàn thành|đã|được|đang|sẽ|chưa|bị|phải|tại|ở|thuộc"
            r"|với|giai đoạn|qua|nối|và\s+(?:xã|phường|thị trấn))(?!\w))",
            0,
        ),
        ("mồng|mùng", r"(?:mồng|mùng)\s+\d{1,2}", re.IGNORECASE),  # a day of the lunar calendar
        ("mẫu số", r"[Mm]ẫu số\s+\d+(?:\s*(?:,|và|đến|-)\s*\d+)+", 0),
        ("điểm", r"[Đđ]iểm\s+\d+(?=[,\s]+(?:khoản|điều|mục|tiểu mục|phần))", 0),
    )
)
"""Shapes whose digits state nothing, each with signs of which one stands in it, in lower case (none: it is always
looked for): most texts hold none and need not be searched for the shape."""
_ANY_DAY = date(2000, 1, 1)  # where a period stands does not depend on today


def masked(text: str) -> bytearray:
    """A mark for every character of a text: 1 where its digits state nothing."""
    taken = bytearray(len(text))
    low = text.lower()
    for cues, pattern in _MASKS:
        if cues and not any(cue in low for cue in cues):
            continue
        for match in pattern.finditer(text):
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    spans = [(found.start, found.end) for found in find_dates(text)]
    spans += [(found.start, found.end) for found in find_periods(text, today=_ANY_DAY)]
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    return taken
