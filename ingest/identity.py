"""The identity of a number beside its indicator: the period, the place and the kind, from near to far around it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from ingest.named import Named
from ingest.phrases import CUES, cue
from ingest.records import Document, Figure, FigureKind, Period, Statement
from ingest.vietnamese.levels import Scope, find_scopes
from ingest.vietnamese.numbers import Number
from ingest.vietnamese.periods import Found, find_periods, is_partial

_CHANGE_END, _AGAINST, _SAME = cue("change", at_end=True), cue("against"), cue("same")
_CHANGE, _ESTIMATE, _TARGET, _PLAN = cue("change"), cue("estimate"), cue("target"), cue("plan")
_DONE, _AIMS, _REVIEW, _TOLD = cue("done"), cue("aims"), cue("review"), cue("told")
# The clause names what was planned and tells nothing done: "Kế hoạch vốn năm 2025 của tỉnh là 9.865 tỷ đồng".
_PLANNED_SUM = re.compile(
    r"^\W*(?:tổng\s+)?(?:kế hoạch|dự toán)(?!\w)"
    r"(?:(?!(?<!\w)(?:đạt|giải ngân|thực hiện|hoàn thành|bằng|tăng|giảm|vượt|đã|này)(?!\w))[^,;.])*$"
    r"|(?:đầu năm|năm|được)\s+giao\s*$"
    r"|^\W*(?:tổng\s+)?(?:vốn|kế hoạch vốn|dự toán|biên chế|số biên chế)"
    r"(?:(?!(?<!\w)(?:đã|giải ngân|đạt|thực hiện)(?!\w))[^,;.])*"
    r"(?<!\w)giao(?!\w)[^,;.]*$",
    re.IGNORECASE,
)
_CRITERIA = re.compile(r"tiêu chí đánh giá|đánh giá,? (?:xếp|phân) loại", re.IGNORECASE)  # no review of what was done
# An aim, not the name of a programme or of a kind of spending.
_STRIVES = re.compile(r"phấn đấu|(?<!chương trình )(?<!có )mục tiêu(?! quốc gia)", re.IGNORECASE)
# A section of tasks; "1. Ban hành văn bản và tổ chức thực hiện" tells what was done.
_TO_DO = re.compile(r"(?<!và )tổ chức thực hiện", re.IGNORECASE)
_ALREADY = re.compile(r"(?<!\w)đã(?!\w)", re.IGNORECASE)  # "đã tiêm ít nhất 01 mũi cho …"
_HIGHER = re.compile(r"(?:cao|thấp|nhiều|ít) hơn(?! nữa)[^;]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What surrounds a sentence: words to fall back to, innermost first, and the document."""

    document: Document
    around: tuple[str, ...]
    path: tuple[str, ...]
    when: str = ""
    """The period that an earlier sentence of the paragraph opens with."""
    whole: Period | None = None
    """The period of the figure that the sentence breaks down."""

    @property
    def today(self) -> date:
        known = self.document.period.end if self.document.period else self.document.issued
        return known or date(2000, 1, 1)  # only relative words depend on it; a report without any date has none


_COUNTED = re.compile(r"\s*\(\s*(?:(?:tính|số liệu|cập nhật)\s+)*", re.IGNORECASE)
"""What stands between a period and the day up to which it is counted, in brackets: "quý III (đến ngày 14/9)"."""


def figure_of(
    statement: Statement, number: Number, shift: int, indicator: str, scope: Scope | None, period: Period | None,
    kind: FigureKind, column: int | None, unit: str = "",
) -> Figure:  # fmt: skip
    return Figure(
        statement.document_id, statement.id, number.text, number.value, number.unit or unit, number.start + shift,
        number.end + shift, indicator, scope.name if scope else "", scope.level if scope else "", period, kind,
        number.comparator, number.of, column,
    )  # fmt: skip


def periods_in(text: str, ground: Ground) -> tuple[Found, ...]:
    """The periods that a text names, without the day up to which it counts one: "quý III (đến ngày 14/9) xảy ra"."""
    found = find_periods(text, today=ground.today, default_year=year_around(ground))
    days = (pair for pair in pairwise(found) if pair[1].period.kind in ("as_of", "day"))
    after = {day.start for whole, day in days if _COUNTED.fullmatch(text[whole.end : day.start])}
    return tuple(f for f in found if f.start not in after)


def year_around(ground: Ground) -> int | None:
    """The year of a period said without one: that of the nearest heading, else of the document."""
    known = ground.document.period.end if ground.document.period else ground.document.issued
    return _year_of(ground.path, ground.today) or (known.year if known else None)


@lru_cache(maxsize=1024)  # asked for each cell below the headings
def _year_of(path: tuple[str, ...], today: date) -> int | None:
    for heading in reversed(path):
        ends = [item.period.end.year for item in find_periods(heading, today=today) if not is_partial(item.period)]
        if len(set(ends)) == 1:
            return ends[0]
    return None


def scope_around(ground: Ground) -> Scope | None:
    for words in ground.around[:3]:
        if scopes := [scope for scope in find_scopes(words) if scope.level not in ("trung ương", "cả nước")]:
            return scopes[-1]
    return None


_BOUND = re.compile(r"(?<!\w)(?P<bound>tối đa|tối thiểu)(?!\w)[^.;\d]*(?<!\w)(?:là|bằng)\s*$", re.IGNORECASE)


def bound_of(text: str, number: Number, item: Named) -> str:
    """The comparator of a number, also where its name says it: "mức vay tối đa đối với một hộ là 30 triệu đồng"."""
    named = _BOUND.search(text[item.clause[0] : number.start])
    if number.comparator != "=" or not named:
        return number.comparator
    return "<=" if named["bound"].lower() == "tối đa" else ">="


def sets_aims(document: Document) -> bool:
    return any(document.kind.lower().startswith(kind) for kind in CUES["plan_kind"])


def of_same_time(text: str, number: Number, item: Named) -> bool:
    """True for the figure a change is measured from: "tăng 27% so cùng kỳ (21.546 tỷ)", "cùng kỳ năm 2024 là 90%"."""
    before = text[item.clause[0] : number.start]
    bracketed = re.search(r"cùng kỳ[^().;]{0,25}\(\s*$", text[: number.start])
    return bool(bracketed or (_SAME.search(before[-45:]) and not _CHANGE.search(before)))


def kind_of(text: str, number: Number, item: Named, period: Period | None, ground: Ground) -> FigureKind:
    left, right = item.clause
    before = text[left : number.start]
    sentence, rest = text[: number.start], text[number.end :].partition(";")[0]
    said = before + " ".join(text[number.end : right].split()[:4])  # "100% kế hoạch … đã được duyệt" is not done yet
    if _is_aim(sentence, said, period, ground):
        return "chỉ tiêu"
    if number.kind == "rank":
        return "xếp hạng"
    steps = number.unit in ("bậc", "điểm phần trăm")
    changed = _CHANGE_END.search(re.sub(r"(?:trên|hơn|khoảng|gần)\s*$", "", before)) or steps
    against = _AGAINST.search(rest) or _AGAINST.search(sentence.rpartition(";")[2])
    if (changed and (against or steps or number.unit == "%" or item.inherited)) or _HIGHER.search(before):
        return "so sánh"
    if _PLAN.search(before[-70:]) or _PLANNED_SUM.search(before):
        return "kế hoạch"
    if _TARGET.search(before[-25:]) and not (_ALREADY.search(before) or _ESTIMATE.search(before)):
        return "chỉ tiêu"
    return "ước" if _ESTIMATE.search(sentence[-120:]) else "kết quả"


def is_planned(sentence: str) -> bool:
    """Whether a sentence says of a sum that it was planned or assigned."""
    return _PLAN.search(sentence[-160:]) is not None


def _over(period: Period, document: Document) -> bool:
    """Whether a period had passed when the document was made."""
    if document.issued:
        return period.end < document.issued
    return document.period is not None and document.period.kind != "as_of" and period.end < document.period.start


def _is_aim(sentence: str, clause: str, period: Period | None, ground: Ground) -> bool:
    """True in a plan, or in a section on aims, unless the words or the period say that it is done already."""
    if _STRIVES.search(sentence):
        return True
    headings, document = _CRITERIA.sub("", " ".join(ground.path)), ground.document
    if period and _over(period, document):
        return False
    if _TOLD.search(headings):  # "Kết quả thực hiện các chỉ tiêu": the aims are named, what came of them is told
        return False
    aims = bool(_AIMS.search(headings)) or _TO_DO.search(headings) is not None
    in_review = bool(_REVIEW.search(headings)) and not aims
    return (aims or (sets_aims(document) and not in_review)) and not _DONE.search(clause)
