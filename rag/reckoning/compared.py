"""What a comparison asks: its words, periods, and how it names the two sides (data/comparing.tsv)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.records import Period
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.colloquial import formal
from ingest.vietnamese.levels import find_scopes
from rag.library import Library
from rag.question.standing import own_words
from rag.reading.kinds import ASKS_SHARE
from rag.reading.match import grams, terms
from rag.reading.siblings import members
from rag.reading.slots import periods_in
from rag.reading.wanted import Wanted
from rag.reckoning.operands import content
from rag.reckoning.sides import two_bodies
from rag.records import Question
from rag.words import table

_JOINER = re.compile(
    r"\b(?:so với|khác với|với|và|hay|hoặc|vs|còn|trừ|cộng|gấp|sang|lên|xuống|đến|hơn|kém|khác)\b|[,;:/&]",
    re.IGNORECASE,
)
"""What may stand between the two sides of a question."""
WHETHER = re.compile(r"\s+(?:hay\s+)?(?:không|ko|chưa)(?:\s+(?:vậy|nhỉ|ạ|em|anh|chị))*\s*[?.!]*\s*$", re.IGNORECASE)
"""What makes a comparison a question of yes or no; no word of what is compared."""
_OF_PLAN = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|định mức|đề ra|giao|muốn|cần|phải|thêm|nữa|mới|đủ|thiếu|hụt|còn|vượt|đã"
    r"|đạt|được|mức)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:bao nhiêu|mấy)\s+(?:điểm(?:\s+(?:phần trăm|%))?|%|phần trăm)", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:(?:đến|tới|với)\s+(?:giờ|nay|lúc này)|(?:hiện nay|hiện tại|bây giờ|hiện giờ))\b", re.IGNORECASE
)
"""What names the newest figure as the other side: "từ 2024 đến giờ giảm mấy hộ"."""
_BESIDE = re.compile(r"\s(?:với|so với|vs|so)\s|\b(?:mỗi|từng|cả hai|hai)\s+(?:năm|kỳ|bên|quý)\b", re.IGNORECASE)
"""What stands between two bodies or periods that are set beside each other without more words."""
_RATE_OF = re.compile(
    r"\b(?:tỷ lệ|tỉ lệ|chỉ số)\s+(?!(?:từng|mỗi|các|hai|của|này|đó|nào|bên|thế|ra|là|bao|mấy)\b)(?P<words>\w+\s+\w+)",
    re.IGNORECASE,
)
"""The two syllables that tell a rate: "ký số", "hồ sơ"; the next may be a level."""
_PLANNED = (
    r"(?:kế hoạch|kh|chỉ tiêu|mục tiêu|dự toán|phấn đấu|đề ra|dự kiến)\s+(?:(?:của|đến|cho|trong|năm)\s+)*%s"
    r"|%s\s+(?:đặt ra|đề ra|phấn đấu|dự kiến)"
)
_MOVES = re.compile(r"\b(?:tăng|giảm|thêm|bớt|lên|xuống|thay đổi|chênh|khác)\b", re.IGNORECASE)
_COUNTS = re.compile(
    r"(?:\w+\s+){0,3}?(?:bao nhiêu|mấy)\s+(?:xã|phường|huyện|sở|đơn vị|địa phương|cơ quan|tỉnh|ngành)\b", re.IGNORECASE
)
"""A question that counts bodies ("có mấy huyện tăng so với cùng kỳ") sets no two figures side by side."""
_HOW_MUCH = re.compile(r"(?:bao nhiêu|mấy|nhỉnh|chênh)(?:\s.*)?", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:bao nhiêu|mấy)\s+([^\W\d]+)")


@dataclass(frozen=True, slots=True)
class Compared:
    """A question's words, periods and what it says of the sides."""

    wanted: Wanted
    parts: tuple[tuple[frozenset[str], frozenset[str]], ...]
    periods: tuple[Period, ...]
    since: bool
    newest: int
    sides: frozenset[str]
    share: bool
    rank: bool
    text: str
    levels: tuple[str, ...]
    unit: str
    rate: tuple[str, ...]
    opens: str
    planned: frozenset[str]
    """The keys of the periods before which the question says that it is a plan of theirs."""

    def only_compares(self, word: str) -> bool:
        """Whether a word of the question only says how the two are compared: "thiếu" where a plan is the other side."""
        return bool(_HOW_MUCH.fullmatch(word)) or ("plan" in self.sides and bool(_OF_PLAN.fullmatch(word)))


def compares(question: Question) -> bool:
    """Whether a question asks how two figures stand to each other."""
    text = own_words(question.text)
    if _COUNTS.match(text) and len(question.periods) < 2:
        return False
    if any(a.kind in ("compare", "change") for a in question.asks):
        return True
    two = two_bodies(question) or len({p.key for p in question.periods}) == 2
    return "asks" in sides_said(text) or bool(two and _BESIDE.search(text))


def sides_said(text: str) -> frozenset[str]:
    """The sides that a question names without a figure ("before", "plan"), and "rate" where rates are weighed.

    >>> sorted(sides_said("sởi 6 tháng giảm mấy ca so với cùng kỳ 2025"))
    ['asks', 'before']
    """
    return frozenset(side for pattern, side in _patterns() if pattern.search(text.lower()))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0]), row[1]) for row in table("comparing.tsv"))


def compared(question: Question, library: Library) -> Compared:
    """The plan of a comparison; its terms are none where it says nothing of what is compared."""
    text = own_words(question.text)
    said = sides_said(text)
    periods = question.periods
    if "before" in said:  # "cùng kỳ 2025" is the stretch of the one named beside it
        bare = text
        for pattern, side in _patterns():
            if side == "before":
                bare = pattern.sub(" | ", bare.lower())
        periods = tuple(p for p in periods if p.text and p.text.lower() in bare)
        text = bare
    text = re.sub(r"(?<=\d)\s*[-–]\s*(?=\d)", " ", text)
    wanted = Wanted(terms(content(_bare(text, question.levels, "plan" in said), question.periods), library.rarity))
    parts = tuple((grams(text[: m.start()]), grams(text[m.end() :])) for m in _JOINER.finditer(text))
    unit = _COUNTED.search(text.lower())
    kept = _ends(text, tuple({p.key: p for p in periods}.values()))
    reports = (d.period for d in library.documents.values() if d.period and d.kind == "báo cáo")
    return Compared(
        wanted=wanted,
        parts=parts,
        periods=kept,
        since=len(kept) == 1 and bool(_SINCE.search(text)),
        newest=max((p.end.year for p in reports), default=0),
        sides=said,
        share=any(a.unit == "%" for a in question.asks) or bool(ASKS_SHARE.search(text)),
        rank=any(a.unit in ("hạng", "bậc") for a in question.asks),
        text=text if members(text) else " . ".join((text, *formal(text))),  # "hồ sơ nhận" is not "giải quyết"
        levels=question.levels,
        unit=unit[1] if unit else "",
        rate=rate_words(question),
        opens=_opens(question),
        planned=frozenset(p.key for p in kept if p.text and _is_planned(p.text.lower(), text.lower())),
    )


def _ends(text: str, periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """The periods; of a single term that a change is asked over ("từ 2025 đến 2027 giảm mấy"), its first and
    last year."""
    if len(periods) != 1 or periods[0].kind != "term" or not _MOVES.search(text):
        return periods
    return tuple(p for year in (periods[0].start.year, periods[0].end.year) for p in periods_in(f"năm {year}"))


def _is_planned(period: str, text: str) -> bool:
    """Whether a text says of a period that a plan of it is meant."""
    return bool(re.search(_PLANNED.replace("%s", re.escape(period)), text))


def _opens(question: Question) -> str:
    """The words that a question opens with, in normal form: they may be what is counted ("dịch vụ đã lên cổng")."""
    words = normal_words(question.content.partition("|")[0])
    return " ".join(words[1:] if words[0:1] == ("số",) else words)


def rate_words(question: Question) -> tuple[str, ...]:
    """The syllables that tell a rate ("tỷ lệ *ký số* cấp xã"); none where they are everyday words for others."""
    rate = _RATE_OF.search(question.content.replace("|", " "))
    wanted = normal_words(rate["words"]) if rate else ()
    return () if formal(" ".join(wanted)) else wanted


def _bare(text: str, levels: Sequence[str], planned: bool) -> str:
    """The text without the unit of what is counted, what asks whether, what names a plan as the other side, and where
    it names one level of government, that."""
    text = WHETHER.sub("", _BESIDE.sub(" | ", _POINTS.sub(" | ", text)))
    if planned:
        text = _OF_PLAN.sub(" | ", text)
    for scope in reversed(find_scopes(text)):
        if len(levels) == 1 and scope.level == scope.name:
            text = f"{text[: scope.start]} | {text[scope.end :]}"
    return text
