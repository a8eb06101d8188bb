"""Whether a place holds the kind of answer that is asked for: a number of the right unit, a day, a body, a set."""

import re
from collections.abc import Callable
from functools import lru_cache

from ingest.records import Figure
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.colloquial import formal
from ingest.vietnamese.fold import fold
from ingest.vietnamese.letters import UPPER
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.periods import find_dates
from rag.reading.causes import states_cause, states_consequence, states_remedy, states_shortcoming
from rag.reading.cell_units import in_column_of, is_unit
from rag.reading.defines import defines
from rag.reading.kinds import ASKS_GROWTH
from rag.reading.match import grams
from rag.reading.nouns import column_said, noun_fit, of_another_column
from rag.reading.places import BLANK, Place, is_value_cell, kept
from rag.reading.said import indicator_words
from rag.reading.slots import OTHER, SILENT, agrees, periods_in
from rag.records import Ask, Question

NOTHING = 0.45
"""A figure is asked for and the place has none."""
OTHER_UNIT = 0.7
"""The place has a figure of another unit: a count where a share is asked for may be its operand."""
NOUNLESS = 0.75
"""The place counts something else than the noun asked for ("bao nhiêu hồ sơ"), or calls it otherwise."""
CHANGED = 0.75
"""The figure says by how much something moved or differs, where its level is asked for."""
LACKS = 0.6
"""Another kind of answer is asked for than the place holds."""
_MOSTLY, _MENTIONS = 0.5, 0.85
_GROWS = re.compile(r"\btăng\b", re.IGNORECASE)
_INDEX = re.compile(r"\b(?:chỉ số|điểm số)\b", re.IGNORECASE)
_OF_INDEX = ("", "%", "điểm", "điểm phần trăm")
"""Units of an index: "Chỉ số CCHC được đánh giá qua 08 lĩnh vực" does not tell it."""
_MONEY = ("đồng", "USD")
"""Units that stand after "triệu", "tỷ"."""
_UNCOUNTED = ("thời gian", "chi phí", "kinh phí", "tiền", "lương", "mức lương", "phụ cấp", "giá", "thuế", "phí", "vốn")
"""What is not counted but may be told as a share."""
ROW_NAME = 0.25
"""The place only names a row, whose other cells hold the numbers."""
HEADING = 0.6
"""A heading announces; what it announces answers."""

# The columns of task tables in which such things stand.
COLUMNS = {
    "date": re.compile(r"thời hạn|thời gian|tiến độ|hoàn thành|ngày", re.IGNORECASE),
    "who": re.compile(
        r"cơ quan|đơn vị|chủ trì|phối hợp|phụ trách|tham mưu|thực hiện|chủ đầu tư|nhà thầu|đầu mối|người|cán bộ|bộ phận"
        r"|lãnh đạo|nơi nhận|tổ chức",
        re.IGNORECASE,
    ),
}
_IN_CHARGE = re.compile(
    r"\b(?:chủ trì|phối hợp|phụ trách|chủ đầu tư|nhà thầu|đầu mối|tham mưu|cơ quan|đơn vị (?!tính)\w)", re.IGNORECASE
)
_NAMED = re.compile(rf"[{UPPER}][^\d]*\w+ \w")
"""Whatever is called by a name in a column of bodies in charge is one: "Ban QLDA nông nghiệp", "Ngân hàng … XII"."""
_DOCUMENT_NUMBER = re.compile(r"\d+(?:/\d{4})?(?:/[A-ZĐ]{1,5}|-[A-ZĐ]{1,3}/)[A-ZĐ&a-z0-9-]*")
REACHED = re.compile(r"@|https?://|www\.|\b0\d[\d. ]{7,}\d\b")
_REASON = re.compile(
    r"\b(?:do|vì|bởi|nên|nguyên nhân|lý do|hạn chế|tồn tại|khó khăn|vướng mắc|chưa|còn|thiếu)\b", re.IGNORECASE
)
_WEEKDAY = re.compile(
    r"\bthứ (?:[2-7]|hai|ba|tư|năm|sáu|bảy)\b|\bchủ nhật\b|\btuần (?:đầu|cuối|thứ)\b"
    r"|\bngày \d{1,2}(?: đến ngày \d{1,2})? (?:hằng|hàng|mỗi|của|trong|các) tháng\b|\bngày (?:làm việc )?(?:đầu|cuối)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}\s*(?:giờ|h)\b(?!\s*làm việc)", re.IGNORECASE)
_REASONED = re.compile(r"nguyên nhân|lý do|hạn chế|tồn tại|khó khăn|vướng mắc|bất cập", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:khi|nếu|trường hợp|trong thời hạn|kể từ|đáp ứng|có đủ|với điều kiện|điều kiện)\b", re.IGNORECASE
)
_ENUMERATES = re.compile(r"\(\d\)|;|,[^,;]+(?:,| và )", re.IGNORECASE)
_OPEN_ENDED = re.compile(
    r"thường xuyên|hằng năm|hàng năm|hằng quý|hàng quý|hằng tháng|hàng tháng|định kỳ|theo kế hoạch", re.IGNORECASE
)


def expectation(question: Question, place: Place) -> tuple[float, tuple[bool, ...], tuple[Figure, ...]]:
    """How well the place holds what is asked for, 0..1; which asks it meets; and the figures that do."""
    figures: list[Figure] = []
    fits: list[float] = []
    for ask in question.asks:
        if ask.kind in ("number", "extreme"):
            fit, figure = _number(ask, place, question)
            fits.append(fit)
            if figure and figure not in figures:
                figures.append(figure)
        elif ask.kind == "date" and ask.unit:
            fits.append(1.0 if _WEEKDAY.search(place.text) else LACKS)
        elif ask.kind in ("date", "who") and place.header is not None and place.label is not None:
            fits.append(_column_fit(ask, place, question))
        elif ask.kind == "number_of_document" and ask.unit:
            kind = place.reference.kind.lower() if place.reference else ""
            fits.append(1.0 if kind == ask.unit else LACKS)
        elif ask.kind in ("date", "issued") and _of_cited_document(question):
            fits.append(1.0 if _is_asked(place, question) else LACKS)
        elif ask.kind == "definition":
            fits.append(1.0 if defines(place, _named(question.text)) else _MENTIONS)
        elif ask.kind in _HOLDS:
            blank = place.header is not None and place.text == BLANK
            fits.append(1.0 if blank else max(LACKS, float(_HOLDS[ask.kind](place))))
        else:
            fits.append(1.0)
    factor = sum(fits) / len(fits) if fits else 1.0
    if place.statement.kind in ("heading", "title"):
        factor *= HEADING
    return factor, tuple(fit > OTHER_UNIT for fit in fits), tuple(figures or place.figures[:1])


@lru_cache(maxsize=64)  # asked for each place, as the next ones
def _named(text: str) -> frozenset[str]:
    """The folded syllables of a question and of the formal words for what it says in everyday ones."""
    return frozenset(fold(s) for said in (text, *formal(text)) for s in normal_words(said))


def _of_cited_document(question: Question) -> bool:
    """Whether a document is named by number that is not one of those on file, so others speak of it."""
    return _names_number(question.text) and not question.strict


@lru_cache(maxsize=64)  # asked for each place
def _names_number(text: str) -> bool:
    return bool(_DOCUMENT_NUMBER.search(text))


def _is_asked(place: Place, question: Question) -> bool:
    """Whether the place is the document that the question names by number, with its day."""
    named = place.reference
    return named is not None and bool(named.date) and fold(named.number) in fold(question.text)


def _column_fit(ask: Ask, place: Place, question: Question) -> float:
    """A cell answers when it stands in the column for such things; a blank one there answers that it is blank."""
    header = place.head
    in_column = bool(COLUMNS[ask.kind].search(header)) or (bool(ask.noun) and fold(header) in fold(question.text))
    named = ask.kind == "who" and bool(_IN_CHARGE.search(header) and _NAMED.match(place.text))
    holds = place.text == BLANK or named or bool(_HOLDS[ask.kind](place))
    return 1.0 if in_column and holds else _MENTIONS if holds and place.text != BLANK else LACKS


def _number(ask: Ask, place: Place, question: Question) -> tuple[float, Figure | None]:
    if (place.start, place.end) == place.label and not place.figures:
        return ROW_NAME, None
    counts = bool(ask.noun) and any(noun_fit(ask, f, place) == 1.0 for f in place.figures)
    if not counts and is_value_cell(place) and of_another_column(indicator_words(question), question, place):
        return NOTHING, next(iter(place.figures), None)
    if not place.figures and in_column_of(ask.unit, place):
        return 1.0, None
    if not place.figures:
        return (1.0 if place.text == BLANK and column_said(question, place) else NOTHING), None
    fitting = [f for f in place.figures if _unit_fits(ask, f, place, question) or _share_of_noun(ask, f, place)]
    if not fitting:
        return (NOTHING if is_value_cell(place) and ask.unit else OTHER_UNIT), place.figures[0]
    best = fitting[0] if len(fitting) == 1 else max(fitting, key=lambda f: _as_asked(ask, f, place, question))
    if ask.unit == "%" and ASKS_GROWTH.search(question.text):
        return (1.0 if best.kind == "so sánh" or _GROWS.search(best.indicator) else NOUNLESS), best
    if best.kind == "so sánh" and not any(a.kind in ("change", "compare") for a in question.asks):
        return CHANGED, best
    return NOUNLESS + (1 - NOUNLESS) * noun_fit(ask, best, place), best


def _as_asked(ask: Ask, figure: Figure, place: Place, question: Question) -> tuple[float, float, int]:
    """What tells the figures of a clause apart: how the figure's own period and level stand to those asked for, the
    noun, and how much its name says of the question."""
    period = max((agrees(asked, figure.period) for asked in question.periods if figure.period), default=SILENT)
    level = SILENT
    if question.levels and figure.level:
        level = 1.0 if figure.level in question.levels else OTHER
    return period * level, noun_fit(ask, figure, place), len(grams(figure.indicator) & grams(question.content))


def _unit_fits(ask: Ask, figure: Figure, place: Place, question: Question) -> bool:
    if not ask.unit:
        if not ask.noun and figure.unit not in _OF_INDEX and _INDEX.search(question.text):
            return False
        if figure.kind == "xếp hạng":
            return False
        text = question.text.lower() if figure.unit == "%" and ask.noun else ""
        return not text or "tỷ lệ" in text or "chỉ số" in text
    if ask.unit == "hạng":
        return figure.kind == "xếp hạng" or is_unit("hạng", figure.unit) or in_column_of("hạng", place)
    if ask.unit in _MONEY:
        return ask.unit in figure.unit
    return is_unit(ask.unit, figure.unit) or (not figure.unit and in_column_of(ask.unit, place))


def _share_of_noun(ask: Ask, figure: Figure, place: Place) -> bool:
    """Whether the figure is printed as a share of what is asked for: "cắt bao nhiêu thời gian" and "50% thời gian"."""
    return (
        figure.unit == "%" and not ask.unit and ask.noun.startswith(_UNCOUNTED) and noun_fit(ask, figure, place) == 1.0
    )


def _has_date(place: Place) -> bool:
    timed = _OPEN_ENDED.search(place.text) or _WEEKDAY.search(place.text) or _CLOCK.search(place.text)
    return bool(find_dates(place.text)) or bool(periods_in(place.text)) or bool(timed)


def _has_body(place: Place) -> float:
    """1 when the place mostly names bodies, or stands under a heading that is one; less when it mentions one."""
    heading = place.statement.path[-1] if place.statement.path else ""
    if _share_of_bodies(place.text) >= _MOSTLY or (place.label is None and _share_of_bodies(heading) >= _MOSTLY):
        return 1.0
    return _MENTIONS if find_scopes(place.text) else 0.0


def _share_of_bodies(text: str) -> float:
    return sum(s.end - s.start for s in find_scopes(text)) / len(text) if text else 0.0


@kept
def _reasons(place: Place) -> float:
    """1 when the place gives a reason, or stands where reasons are given; less when its words only may."""
    around = " ".join([place.statement.lead, *place.statement.path[-2:]])
    if _REASONED.search(around) or states_cause(place.text) or "nhằm" in place.text:
        return 1.0
    return _MENTIONS if _REASON.search(place.text) else 0.0


def _conditions(place: Place) -> float:
    return 1.0 if _CONDITION.search(place.text) else _MENTIONS if _has_date(place) else 0.0


def _enumerates(place: Place) -> bool:
    return place.statement.kind == "item" or bool(_ENUMERATES.search(place.text))


def _names_document(place: Place) -> float:
    return 1.0 if place.reference else _MENTIONS if _DOCUMENT_NUMBER.search(place.text) else 0.0


def _has_day_of_document(place: Place) -> float:
    return 1.0 if place.reference and place.reference.date else 0.9 if _has_date(place) else 0.0


def _changes(place: Place) -> bool:
    return any(f.kind == "so sánh" for f in place.figures)


_HOLDS: dict[str, Callable[[Place], float]] = {
    "date": _has_date,
    "issued": _has_day_of_document,
    "who": _has_body,
    "number_of_document": _names_document,
    "contact": lambda place: bool(REACHED.search(place.text)),
    "explain": _reasons,
    "remedy": lambda place: states_remedy(place.statement),
    "shortcoming": lambda place: states_shortcoming(place.statement),
    "condition": _conditions,
    "consequence": lambda place: states_consequence(place.text),
    "list": _enumerates,
    "change": _changes,
}
