"""Lies about a printed sentence, made mechanically: the sentence with one thing changed for another of its kind.

Each kind is a generator of false sentences; together they are `LIES`. What would not surely be false is left out:
members of a plain list change places without a lie, and so do two places that print the same.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.numbers import find_numbers

_JOINED = re.compile(r"\s*(?:,|;|và|hoặc|đến|tới|-|–|/|x|÷|:|\.|khoản|điểm|Điều|[\d\s%])*\s*", re.IGNORECASE)
"""Between members of a plain list, a range or a reference: changed places they say the same, or nothing."""
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_DAY = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/\d{4}(?![\d/])|ngày \d{1,2} tháng \d{1,2} năm \d{4}")
_PERIOD = re.compile(
    r"\b(?:quý (?:IV|III|II|I|[1-4])(?:[ /](?:năm )?20\d\d)?|\d{1,2} tháng đầu năm(?: 20\d\d)?|tháng \d{1,2}/20\d\d|"
    r"(?<!\d )năm 20\d\d)\b",
    re.IGNORECASE,
)
Made = Iterator[str]

CHANGED: Mapping[str, Sequence[tuple[str, str]]] = {
    "direction": (
        (r"tăng(?= (?:\d|thêm|so|lên|từ|bình quân))", "giảm"),
        (r"giảm(?= (?:\d|tối thiểu|còn|so|xuống|từ|được|thời gian))", "tăng"),
        (r"(?<!nâng )cao hơn(?! nữa)", "thấp hơn"),
        (r"thấp hơn", "cao hơn"),
        (r"vượt(?= (?:kế hoạch|chỉ tiêu|dự toán|\d))", "chưa đạt"),
        (r"rút ngắn", "kéo dài"),
    ),
    "bound": (
        (r"tối thiểu", "tối đa"),
        (r"tối đa(?! hóa)", "tối thiểu"),
        (r"ít nhất", "nhiều nhất"),
        (r"không quá", "không dưới"),
        (r"không dưới", "không quá"),
        (r"trở lên", "trở xuống"),
        (r"trở xuống", "trở lên"),
        (r"trên(?= \d)", "dưới"),
        (r"dưới(?= \d)", "trên"),
    ),
    "unit": (
        (r"(?<=\d) triệu đồng", " tỷ đồng"),
        (r"(?<=\d) tỷ đồng", " triệu đồng"),
        (r"(?<=\d) nghìn", " triệu"),
        (r"(?<=\d)%", " điểm phần trăm"),
        (r"(?<=\d) ngày làm việc", " tháng"),
        (r"(?<=\d) ngày(?! (?:làm|\d))", " tháng"),
        (r"(?<=\d) tháng(?! (?:\d|đầu))", " năm"),
        (r"(?<=\d) năm(?! (?:\d|nay))", " tháng"),
        (r"(?<=\d) giờ", " ngày"),
        (r"(?<=\d) ha\b", " m2"),
        (r"(?<=\d) km\b", " m"),
        (r"(?<=\d) lần\b", " bậc"),
        (r"(?<=\d) tấn\b", " kg"),
    ),
    "plan or result": (
        (r"phấn đấu(?= (?:đạt|đến|có|hoàn))", "đã"),
        (r"(?:dự kiến|phải|sẽ)(?= (?:đạt|hoàn thành|có|giảm|tăng))", "đã"),
        (r"(?<!phấn đấu )(?<!dự kiến )(?<!không )(?<!phải )đạt(?= \d)", "phấn đấu đạt"),
        (r"đã(?= (?:đạt|hoàn thành|ban hành|giải quyết|tổ chức|có|cấp|xử lý))", "dự kiến sẽ"),
        (r"kế hoạch năm", "thực hiện năm"),
    ),
    "scope": (
        (r"cấp tỉnh", "cấp xã"),
        (r"cấp xã", "cấp tỉnh"),
        (r"cấp huyện", "cấp xã"),
        (r"xã, phường", "sở, ngành"),
        (r"sở, ngành", "xã, phường"),
        (r"toàn tỉnh", "cấp xã"),
        (r"toàn quốc", "toàn tỉnh"),
        (r"ở trung ương", "ở địa phương"),
    ),
    "deadline": (
        (r"trước ngày", "sau ngày"),
        (r"sau ngày", "trước ngày"),
        (r"chậm nhất", "sớm nhất"),
        (r"[Tt]rong thời hạn(?= \d)", "sau"),
        (r"kể từ ngày", "trước ngày"),
        (r"(?<=lực )từ ngày(?= \d)", "đến hết ngày"),
    ),
    "quantity": (
        (r"một số(?! điều)", "tất cả"),
        (r"hầu hết", "tất cả"),
        (r"phần lớn", "toàn bộ"),
        (r"đa số", "toàn bộ"),
    ),
}
"""kind → (what is printed, what the lie says instead)."""


_AIMED = re.compile(
    r"\b(?:phấn đấu|mục tiêu|chỉ tiêu|bảo đảm|đảm bảo|kế hoạch|phải|cần|yêu cầu|đến năm)\b", re.IGNORECASE
)
"""A sentence that speaks of an aim: to tell a result of it as an aim is then no lie."""


def planned(text: str) -> Made:
    """An aim told as done, or what is done as an aim."""
    if _AIMED.search(text):
        yield from changed(text, CHANGED["plan or result"][:2])
    else:
        yield from changed(text, CHANGED["plan or result"])


def changed(text: str, pairs: Sequence[tuple[str, str]]) -> Made:
    """The sentence with one printed expression changed for its contrary."""
    for printed, told in pairs:
        found = list(re.finditer(rf"(?<!\w){printed}" if printed[0] != "(" else printed, text))
        if len(found) == 1:
            yield text[: found[0].start()] + told + text[found[0].end() :]


def negated(text: str) -> Made:
    """A no put in, or the only one taken out."""
    noes = list(re.finditer(r"\b(?:không|chưa) (?!quá|dưới|thấp|vượt|ít|nhiều|chỉ|những|gian|khí|trung)", text))
    if len(noes) == 1:
        yield text[: noes[0].start()] + text[noes[0].end() :]
    verb = re.search(r"(?<!\w)(?:được|thực hiện|hoàn thành|đạt|phải|có) (?!trách nhiệm)", text)
    if verb and not noes:
        yield f"{text[: verb.start()]}không {text[verb.start() :]}"


def exchanged(text: str, spans: Sequence[tuple[int, int]]) -> Made:
    """The sentence with two of its places changed for each other."""
    for (a, b), (c, d) in combinations(sorted(spans), 2):
        between = text[b:c]
        alike = text[a:b].strip("0") == text[c:d].strip("0") or text[a:b] in text[c:d] or text[c:d] in text[a:b]
        if b <= c and not alike and not _JOINED.fullmatch(between):
            yield text[:a] + text[c:d] + between + text[a:b] + text[d:]


def numbers(text: str) -> Made:
    """Two numbers that count or measure changed for each other, their units staying where they are."""
    places = []
    for number in find_numbers(text):
        digits = _NUMBER.search(text, number.start, number.digits_end)
        if digits:
            places.append((digits.start(), number.digits_end))
    return exchanged(text, places)


def _spans(pattern: re.Pattern[str]) -> Callable[[str], Made]:
    return lambda text: exchanged(text, [m.span() for m in pattern.finditer(text)])


def bodies(text: str) -> Made:
    """Two named bodies changed for each other."""
    return exchanged(text, [(s.start, s.end) for s in find_scopes(text) if s.name != s.level])


def _changing(kind: str) -> Callable[[str], Made]:
    return lambda text: changed(text, CHANGED[kind])


LIES: Mapping[str, Callable[[str], Made]] = {
    "numbers": numbers,
    "periods": _spans(_PERIOD),
    "days": _spans(_DAY),
    "bodies": bodies,
    "negation": negated,
    **{kind: _changing(kind) for kind in CHANGED},
    "plan or result": planned,
}
