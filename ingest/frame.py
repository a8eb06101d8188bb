"""The frame of an administrative document: letterhead, number, place and date, title, recipients, signature.

Line by line: what a printed line is by the form of Nghị định 30/2020/NĐ-CP, phụ lục I. Nothing is guessed: a line
that fits no form is body text.
"""

import re
from pathlib import Path

from ingest.vietnamese.letters import LOWER, UPPER

_FILL = r"[\s.…_]*"  # what stands where a number was left to be written by hand

MOTTO = re.compile(  # in capitals, or alone on its line: the state is also named in sentences; as OCR misreads it too
    r"C[ỘO]NG\s+H(?:[ÒO]A|O[ÀA])\s+X[ÃA]\s+H[ỘO][Il1]\s+CH[ỦU]\s+NGH[ĨIl1]A(?:\s+V[Il1][ỆÊE]T(?:\s+NAM)?)?"
    r"|[ĐD][ộo]c\s+[lI1][ậâa]p\s*[-–—]\s*T[ựưu]\s+do\s*[-–—]\s*H[ạa]nh\s+ph[úùủũụu]c"
    r"|ĐẢNG CỘNG SẢN VIỆT NAM|^\W*Cộng h(?:òa|oà) xã hội chủ nghĩa Việt Nam\W*$"
)
NUMBER = re.compile(
    r"^(?:(?:Luật|Nghị quyết|Nghị định|Thông tư|Quyết định|Pháp lệnh|Văn bản)\s+)?Số(?:\s*ký hiệu)?\s*:?\s*"
    rf"(?P<number>{_FILL}(?:\d+\w*)?{_FILL}(?:/\s*\d{{4}})?\s*[/-]\s?[{UPPER}][\wĐ.&-]*(?:\s?[-/]\s?[\wĐ&.]+)*)",
    re.IGNORECASE,
)
PLACE_DATE = re.compile(
    rf"(?P<place>[{UPPER}][^\d,;:.]{{1,40}}),?\s*ngày(?P<day>{_FILL}\d{{0,2}}{_FILL})"
    rf"tháng(?P<month>{_FILL}\d{{0,2}}{_FILL})năm(?P<year>{_FILL}\d{{0,4}})[\s.…_|*]*$"
)
RULE = re.compile(r"^[\s\-–—_*=.|•]*$")
BODY = re.compile(  # what the name of an issuing body begins with
    r"^\W*(?:UBND|(?:[ỦU]Y|UỶ) BAN|HỘI ĐỒNG|HĐND|SỞ|BAN|BỘ|CỤC|CHI CỤC|CÔNG AN|THANH TRA|VĂN PHÒNG|TRUNG TÂM|PHÒNG|"
    r"KHO BẠC|BẢO HIỂM|NGÂN HÀNG|THUẾ|TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG)\s",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"^(?:V/v|Về việc)\b", re.IGNORECASE)
SECRECY = re.compile(r"^\W*(TUYỆT MẬT|TỐI MẬT|MẬT)\W*$")
RECIPIENTS = re.compile(r"^\W*Nơi\s+(?:nhận|gửi)\s*[:.]?", re.IGNORECASE)
ATTACHED = re.compile(r"^\W*(?:Kèm theo|Ban hành kèm theo|Kèm|Tiếp theo)\s", re.IGNORECASE)
UNIT_NOTE = re.compile(r"^\W*(?:ĐVT|Đơn vị(?: tính)?)\s*:\s*(?P<unit>[^()]{1,40}?)[^\w%]*$", re.IGNORECASE)

# Who signs for whom (Nghị định 30/2020, phụ lục I, mục II.7) and the posts that sign; both printed in capitals.
_FOR = r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L|TUN|Q)\."
_POST = (
    r"(?:PHÓ\s+|QUYỀN\s+)?(?:CHỦ TỊCH|CHỦ NHIỆM|BỘ TRƯỞNG|THỨ TRƯỞNG|TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|"
    r"GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CHÁNH VĂN PHÒNG|VĂN PHÒNG|TRƯỞNG (?:PHÒNG|BAN|ĐOÀN|THUẾ)|BÍ THƯ|THỦ TƯỚNG|HIỆU TRƯỞNG|"
    r"TỔNG THANH TRA|CHÁNH THANH TRA|VIỆN TRƯỞNG|CHÁNH ÁN|TỔNG KIỂM TOÁN|THỐNG ĐỐC|CHI CỤC TRƯỞNG|THÀNH VIÊN)"
)
ROLE = re.compile(rf"(?<!\w)(?:{_FOR}|{_POST}(?!\w))")
# Ranks and degrees printed before a name.
_RANK = (
    r"(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|(?:GS|PGS|TS|ThS|BS|CN|KS)\.?"
    r"|(?:Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ))"
)
_NAME = rf"[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]*){{1,4}}"
PERSON = re.compile(rf"^(?:{_RANK}\s*)*({_NAME})$")
PERSON_AT_END = re.compile(rf"[.;)]\s+({_NAME})$")
_SIGNED_AT_END = re.compile(r"(?<=\S)\s+(\(?\s*(?:đã ký|ký tên)\s*\)?)\s*$", re.IGNORECASE)
# When a portal put a document on its page: no date of the document, no figure.
POSTED = re.compile(
    r"^\W*(?:(?:ngày|thời gian)\s+(?:đăng|cập nhật|xuất bản)(?:\s+tin)?|đăng\s+(?:ngày|lúc|tải|bởi)|cập nhật|"
    r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s*,)[^|;]{0,30}?\d{1,2}[/-]\d{1,2}[/-]\d{4}"
    r"(?:[\s,|-]+\d{1,2}\s*[:h]\s*\d{2}(?::\d{2})?)?",
    re.IGNORECASE,
)
_DRAFTER = re.compile(r"^[\wĐ]{1,8}(?:[_/][\wĐ.]+)+$")


def _kinds() -> dict[str, str]:
    rows = (Path(__file__).parent / "document_kinds.tsv").read_text(encoding="utf-8").splitlines()
    return {row.split("\t")[0]: row.split("\t")[1] for row in rows if row and not row.startswith("#")}


KINDS = _kinds()
_KIND_LINE = re.compile(rf"^\W*({'|'.join(sorted(KINDS, key=len, reverse=True))})(?=\W*$|\s+\S)", re.IGNORECASE)


def kind_of(text: str) -> tuple[str, str]:
    """The loại a line names and what follows it on the line; ("", "") where the line names none.

    >>> kind_of("BÁO CÁO"), kind_of("KẾ HOẠCH Cải cách hành chính")
    (('báo cáo', ''), ('kế hoạch', 'Cải cách hành chính'))
    >>> kind_of("Kế hoạch này được")
    ('', '')
    """
    found = _KIND_LINE.match(text)
    if not found:
        return "", ""
    rest = text[found.end() :].strip(" :-–|")
    if rest and not found.group(1).isupper():
        return "", ""
    return KINDS[found.group(1).upper()], rest


def shouting(text: str) -> bool:
    """Whether a line is printed in capitals.

    >>> shouting("ỦY BAN NHÂN DÂN TỈNH NGHỆ AN"), shouting("UBND tỉnh"), shouting("2025")
    (True, False, False)
    """
    letters = sum(map(str.isalpha, text))
    if not letters or sum(map(str.isupper, text)) < 0.85 * letters:  # the usual line, counted without looking closer
        return False
    return sum(character.isupper() for character in text if character.isalpha()) >= 0.85 * letters


def person(text: str) -> str:
    """The name a line consists of, or "". A name is two to five words, each with a capital.

    >>> person("Phạm Văn Thịnh"), person("PHÓ CHỦ TỊCH"), person("Nguyễn Văn A")
    ('Phạm Văn Thịnh', '', 'Nguyễn Văn A')
    """
    found = PERSON.match(text.strip(" .|"))
    return found.group(1) if found else ""


def drafter(text: str) -> bool:
    """Whether a line is the drafter's code under the recipients.

    >>> drafter("NH/VP7"), drafter("ĐN_BC_2026"), drafter("- Lưu: VT")
    (True, True, False)
    """
    return bool(_DRAFTER.match(text.strip()))


def split_columns(text: str) -> list[tuple[int, int]]:
    """Offsets of the parts of a line in which two columns of the frame were read as one.

    >>> line = "Số: /BC-UBND Ninh Bình, ngày tháng 3 năm 2026"
    >>> [line[a:b] for a, b in split_columns(line)]
    ['Số: /BC-UBND', 'Ninh Bình, ngày tháng 3 năm 2026']
    >>> line = "- Văn phòng Chính phủ; KT. CHỦ TỊCH"
    >>> [line[a:b] for a, b in split_columns(line)]
    ['- Văn phòng Chính phủ;', 'KT. CHỦ TỊCH']
    """
    cut = 0
    motto, number = MOTTO.search(text), NUMBER.match(text)
    inside = re.search(r"(?<=\s)(?:Số\s*:|V/v\s)", text)
    if motto and "|" in text:
        cut = _after(text, text.index("|"))
    elif motto and motto.start() > 1:
        cut = motto.start()
    elif number and PLACE_DATE.search(text, number.end()):
        cut = _after(text, number.end())
    elif inside and (number or shouting(text[: inside.start()]) or RULE.match(text[: inside.start()])):
        cut = inside.start()
    elif re.match(r"^\s*(?:-\s|Nơi nhận)", text):
        role = ROLE.search(text)
        name = PERSON_AT_END.search(text) if re.match(r"-\s*Lưu\b", text) else _SIGNED_AT_END.search(text)
        if role and role.start() > 2 and shouting(text[role.start() :]):
            cut = role.start()
        elif name:
            cut = name.start(1)
    if not cut:
        return [(0, len(text))]
    left = len(text[:cut].rstrip(" \t|"))
    return [*split_columns(text[:left]), *((cut + start, cut + end) for start, end in split_columns(text[cut:]))]


def _after(text: str, offset: int) -> int:
    return offset + len(text[offset:]) - len(text[offset:].lstrip(" \t|"))


def split_signature(text: str) -> tuple[str, str]:
    """Role words and name of a signature printed on one line.

    >>> split_signature("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Phạm Văn Thịnh")
    ('TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH', 'Phạm Văn Thịnh')
    """
    found = re.search(rf"(?<=[{UPPER}.)])\s+\|?\s*(?:{_RANK}\s*)*({_NAME})\W*$", text)
    return (text[: found.start()].strip(), found.group(1)) if found else (text.strip(), "")
