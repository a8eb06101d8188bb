"""A question's words → the plan of its answer: what is asked, about what, for which period, place and document."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.records import Document
from ingest.vietnamese.levels import Scope, find_scopes
from ingest.vietnamese.normalize import clean
from ingest.vietnamese.numbers import find_numbers
from ingest.vietnamese.periods import Found
from rag.question.asked_periods import asked_periods, distinct, ends_of_change
from rag.question.cues import MUTE, Cue, cues_of
from rag.question.documents import hinted
from rag.question.premise import neutral
from rag.reading.kinds import ASKS_GROWTH
from rag.reckoning.called import COUNTED, PLURAL
from rag.records import Ask, Intent, Question
from rag.words import Word, phrases, words

# The kinds of asks (data/cues.tsv) that settle the intent of the whole question, the strongest first.
_INTENTS: tuple[tuple[str, Intent], ...] = (
    ("compute", "compute"),
    ("signer", "document"),
    ("recipients", "document"),
    ("issuer", "document"),
    ("change", "compare"),
    ("compare", "compare"),
    ("extreme", "extreme"),
    ("explain", "explain"),
    ("shortcoming", "explain"),
    ("remedy", "explain"),
    ("consequence", "explain"),
    ("check", "check"),
    ("number", "figure"),
    ("date", "date"),
    ("who", "who"),
    ("number_of_document", "document"),
    ("issued", "document"),
    ("contact", "who"),
    ("subject", "document"),
    ("list", "list"),
    ("summary", "summary"),
    ("manner", "explain"),
)
# "vượt dự toán là nhờ gì"
_WHY = re.compile(r"\b(?:nhờ|vì|bởi)\s+(?:[^\W\d]+\s+){0,4}?(?:nào|gì|đâu)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:nào|gì)\b", re.IGNORECASE)
# Words after "bao nhiêu"/"mấy" that belong to what is counted; the counted noun has at most three syllables.
_NOUN = 3
# What makes a wish for a figure without "bao nhiêu": "tỷ lệ hồ sơ đúng hạn quý 1".
_INDICATOR = re.compile(
    r"\b(?:tỷ lệ|tỉ lệ|số lượng|tổng số|tổng (?:thu|chi|vốn|mức|sản phẩm)|chỉ số|kinh phí|thứ hạng|sản lượng|năng suất"
    r"|(?:tốc độ )?tăng trưởng|doanh thu|kim ngạch|thu ngân sách|chi ngân sách|dân số|diện tích"
    r"|tỷ trọng|tỉ trọng|tổng điểm|biên chế|dư nợ|mật độ|giá trị sản xuất|vốn đầu tư|thu nhập bình quân"
    r"|(?<!đổi )(?<!ký )(?<!chữ )số (?!hóa|hiệu|ký))"
    r"|^điểm (?!cầu|bưu|nghẽn|mới|nổi|chính|đáng|khác|sáng|đen|nóng|trường|dân|du lịch|tên|danh|yếu|mạnh|giao dịch)",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(r"\b(?:đạt|đạt được|ở mức|là|còn|hết)\s*\?*$", re.IGNORECASE)
"""What is left for the answer to complete: "ký số cấp huyện cả năm 2024 đạt?"."""
_PEOPLE = re.compile(
    r"\bsố (?:lượng )?(?P<noun>người|hộ|vụ|ca|trẻ|học sinh|lao động|doanh nghiệp|dự án)\b", re.IGNORECASE
)
"""What is counted where no "bao nhiêu" says it: "số người chết do mưa lũ"."""
_MEASURED_BY = re.compile(
    r"\b(?:(?:thấp|cao|kém|ít|nhiều|chậm) hơn|hơn|kém|thua|so với|so)(?: với| so với)?"
    r" (?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|cùng kỳ|yêu cầu|tiến độ|bình quân|trung bình|mặt bằng)"
    r"(?: (?:đề ra|đặt ra|được giao|giao|năm trước|năm ngoái|chung|cả nước))*",
    re.IGNORECASE,
)
"""By what a state that is to be explained is called high or low; its cause does not say it again."""
_MONEY = re.compile(r"^(?:tổng )?(?:kinh phí|dự toán kinh phí|số tiền|mức kinh phí)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:nào|gì|ai|đâu|sao)\b", re.IGNORECASE)
_RATE = re.compile(r"\b(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng)\b", re.IGNORECASE)
# Cues that also say what the question is about: an extreme's indicator, the name of a column.
_KEPT = ("compare", "compute", "extreme", "none", "subject")
_COLUMN_NAMES = (
    "cơ quan chủ trì",
    "đơn vị chủ trì",
    "cơ quan phối hợp",
    "đơn vị phối hợp",
    "cơ quan đầu mối",
    "đơn vị đầu mối",
)
_JOINS = frozenset(
    [
        "và",
        "là",
        "hay",
        "hoặc",
        "do",
        "của",
        "với",
        "trong",
        "theo",
        "tại",
        "ở",
        "thì",
        "được",
        "đã",
        "có",
        "so",
        "về",
        "cho",
        "để",
        "mà",
        "cái",
        "rồi",
    ]
)
_NEWEST = re.compile(
    r"\b(?:mới nhất|gần nhất|gần đây nhất|hiện nay|hiện tại|hiện giờ|bây giờ"
    r"|(?<!thực )(?<!thể )(?<!phát )(?<!biểu )hiện(?! đại| tượng| trạng| vật| thực| hành))\b",
    re.IGNORECASE,
)
# "tỉnh nào nhiều đơn vị cấp xã hơn"
_OR_MORE = re.compile(
    r"\bhay\b[^,;?]*\b(?:nhiều|ít|cao|thấp|lớn|nhỏ|tốt|kém|nhanh|chậm|dài|ngắn)\b[^,;?]*\bhơn\b", re.IGNORECASE
)
"""Two things of which one is more: "Đồng Tháp hay Đồng Nai nhiều phường hơn"."""
_WHICH_MORE = re.compile(r"\bnào\s+(?:có\s+)?(?:nhiều|ít|cao|thấp|lớn|nhỏ|tốt|kém)\b[^,;]*\bhơn\b", re.IGNORECASE)


def understand(text: str, *, documents: Sequence[Document], today: date) -> Question:
    """The plan of a question whose accents are restored.

    A period without a year stays partial (year 1): the documents on file settle it.
    """
    asked = clean(text).strip()
    found = words(asked)
    periods = asked_periods(asked, today)
    scopes = find_scopes(asked[:1].lower() + asked[1:])
    cues = cues_of(asked, found)
    asks = _asks(asked, found, cues)
    intent = _intent(asked, asks)
    question = Question(
        asked=asked,
        text=asked,
        intent=intent,
        asks=asks,
        content=_content(asked, found, cues, periods),
        periods=distinct(ends_of_change(periods, asks)),
        levels=_levels(scopes, ranked=any(a.unit == "hạng" for a in asks)),
        units=tuple(dict.fromkeys([*(s.name for s in scopes if _named(s)), *_provinces(found)])),
        newest=bool(_NEWEST.search(asked)),
    )
    ids, strict = hinted(question, documents)
    return neutral(replace(question, documents=ids, strict=strict))


def _asks(text: str, found: Sequence[Word], cues: Sequence[Cue]) -> tuple[Ask, ...]:
    asks = [
        Ask(row[1], _unit(row, text[found[end - 1].end :]), _noun(text, found, end))
        for _, end, row in cues
        if row[1] not in ("none", MUTE)
    ]
    if _WHICH_MORE.search(text) or _OR_MORE.search(text):
        asks.append(Ask("compare"))
    plural = PLURAL.search(text) or COUNTED.search(text)
    if plural:  # "mấy tiêu chí nào" asks which, not how many
        asks = [a for a in asks if not (a.kind == "number" and not a.unit and _WHICH.search(a.noun))]
    if _WHY.search(text) and not any(a.kind == "explain" for a in asks):
        asks.append(Ask("explain"))
    if plural and not any(a.kind in ("number", "explain", "shortcoming", "recipients") for a in asks):
        asks.append(Ask("list", "", plural["noun"].strip()))
    if not asks and (_INDICATOR.search(text) or _LEFT_OPEN.search(text)) and not _OPEN.search(text):
        people = _PEOPLE.search(text)
        asks.append(Ask("number", "đồng" if _MONEY.search(text) else "", people["noun"] if people else ""))
    if any(a.kind == "check" for a in asks) and find_numbers(text) and not any(a.kind == "number" for a in asks):
        asks.append(Ask("number", "%" if "%" in text else ""))
    rate = _RATE.search(text) or (ASKS_GROWTH.search(text) and Ask("number") in asks)
    return tuple(dict.fromkeys(replace(a, unit="%") if rate and a == Ask("number", "", a.noun) else a for a in asks))


def _unit(row: Sequence[str], after: str) -> str:
    """The unit that a cue asks for: its row's, or the "%" printed after it ("đạt mấy %")."""
    unit = row[2] if len(row) > 2 else ""
    return "%" if row[1] == "number" and not unit and after.lstrip().startswith("%") else unit


def _noun(text: str, found: Sequence[Word], at: int) -> str:
    """The words right after a cue up to punctuation or a word that joins: what "bao nhiêu" counts."""
    noun: list[str] = []
    for before, word in zip(found[at - 1 :], found[at : at + _NOUN], strict=False):
        if re.search(r"[^\s]", text[before.end : word.start]) or word.text[0].isdigit() or word.text in _JOINS:
            break
        noun.append(word.text)
    return " ".join(noun)


def _intent(text: str, asks: Sequence[Ask]) -> Intent:
    kinds = {ask.kind for ask in asks}
    if "list" in kinds and not kinds & {"compute", "compare", "extreme", "recipients", "number"}:
        return "list"
    for kind, intent in _INTENTS:
        if kind in kinds:
            return intent
    return "other"


def _content(text: str, found: Sequence[Word], cues: Sequence[Cue], periods: Sequence[Found]) -> str:
    """The words that are neither cue, filler nor period, in runs parted by "|" where something was left out."""
    gone: set[int] = set()
    for start, end, row in cues:
        if row[1] not in _KEPT and row[0] not in _COLUMN_NAMES:
            gone.update(range(start, end))
    gone.update(i for i, w in enumerate(found) if any(p.start < w.end and w.start < p.end for p in periods))
    if any(row[1] == "explain" for _, _, row in cues):
        measured = [m.span() for m in _MEASURED_BY.finditer(text)]
        gone.update(i for i, w in enumerate(found) if any(a <= w.start < b for a, b in measured))
    rest = [i for i in range(len(found)) if i not in gone]
    for start, end, _ in phrases("fillers.tsv").find(found):
        if all(i in rest for i in range(start, end)):
            rest = [i for i in rest if not start <= i < end]
    runs: list[list[str]] = []
    for i in rest:
        joined = runs and i - 1 in rest and not re.search(r"[^\s]", text[found[i - 1].end : found[i].start])
        if joined:
            runs[-1].append(text[found[i].start : found[i].end])
        else:
            runs.append([text[found[i].start : found[i].end]])
    return " | ".join(" ".join(run) for run in runs)


def _provinces(found: Sequence[Word]) -> list[str]:
    """The provinces that are named, as written in the table."""
    return [row[0] for _, _, row in phrases("provinces.tsv").find(found)]


def _levels(scopes: Sequence[Scope], ranked: bool) -> tuple[str, ...]:
    """The levels that are named. Central bodies beside another level are who acts ("do Trung ương quy định").

    A rank "cả nước" is the province's own.
    """
    named = tuple(dict.fromkeys(s.level for s in scopes if s.level))
    if ranked:
        named = tuple(level for level in named if level != "cả nước")
    return tuple(level for level in named if level != "trung ương") if len(named) > 1 else named


def _named(scope: Scope) -> bool:
    """A body with a name of its own ("Sở Nội vụ"), not just a level ("sở ngành")."""
    return scope.name != scope.level and len(scope.name.split()[-1]) > 1
