"""Statements → Figures: every number that states something, with its full identity.

Indicator and place come from the number's own clause, else from what it is a part of, else from the sentence, its
lead and the headings above; the period likewise, and from the document's period last. Kinds by cue words
(figure_cues.tsv) and by whether the document sets aims or reports.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.indicators import CUES, Named, cue, name_numbers, tidy
from ingest.records import Document, Figure, FigureKind, Period, Statement, Table
from ingest.vietnamese.levels import Scope, find_scopes
from ingest.vietnamese.numbers import Number, find_numbers
from ingest.vietnamese.periods import Found, find_periods, is_partial

_ORDINAL_HEADER = re.compile(r"(?:stt|tt|số tt|số thứ tự|ghi chú|mã số)\.?", re.IGNORECASE)
_NO_FIGURE_HEADER = re.compile(r"thời hạn|tiến độ hoàn thành|số.{0,3}ký hiệu|điện thoại|căn cứ", re.IGNORECASE)
_LONG_CELL = 6  # syllables: a cell with more words than this beside its number is prose, not a value
_UNIT_NOTE = re.compile(
    r"\((?P<in>%|[^()\d]{1,20})\)\s*$|(?:đvt|đơn vị tính|đơn vị)\s*:?\s*(?P<after>[^()]+)", re.IGNORECASE
)
_CHANGE_END, _AGAINST, _SAME = cue("change", at_end=True), cue("against"), cue("same")
_CHANGE, _ESTIMATE, _TARGET, _PLAN = cue("change"), cue("estimate"), cue("target"), cue("plan")
_DONE, _AIMS, _REVIEW = cue("done"), cue("aims"), cue("review")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-ZĐÀ-Ỹ])|\n")


@dataclass(frozen=True, slots=True)
class _Ground:
    """What surrounds a sentence: words to fall back to, innermost first, and the document."""

    document: Document
    around: tuple[str, ...]
    path: tuple[str, ...]

    @property
    def today(self) -> date:
        known = self.document.period.end if self.document.period else self.document.issued
        return known or date(2000, 1, 1)  # only relative words depend on it; a report without any date has none


def figures(document: Document, statements: Sequence[Statement], tables: Sequence[Table]) -> tuple[Figure, ...]:
    """The figures of every statement but titles and metadata, in order. `text` is the statement's text[start:end]."""
    by_ordinal = {table.ordinal: table for table in tables}
    made: list[Figure] = []
    for statement in statements:
        if statement.kind in ("title", "metadata"):
            continue
        if statement.kind == "row" and statement.table in by_ordinal:
            made.extend(_row(document, statement, by_ordinal[statement.table]))
        else:
            ground = _Ground(document, (statement.lead, *reversed(statement.path)), statement.path)
            made.extend(_prose(statement, statement.text, 0, ground))
    return tuple(made)


# --- prose ----------------------------------------------------------------------------------------


def _prose(statement: Statement, text: str, shift: int, ground: _Ground, column: int | None = None) -> Iterator[Figure]:
    numbers = find_numbers(text)
    if not numbers:
        return
    scopes, periods = find_scopes(text), _periods(text, ground)
    fallback = next((words for words in ground.around if words), "")
    named = name_numbers(text, numbers, scopes, [(f.start, f.end) for f in periods], fallback)
    for number, item in zip(numbers, named, strict=True):
        same = _of_same_time(text, number, item)
        period = _period(text, number, item, periods, same, ground)
        kind = "cùng kỳ" if same else _kind(text, number, item, period, ground)
        scope = item.scope or _scope_around(ground)
        yield _figure(statement, number, shift, item.indicator, scope, period, kind, column)


def _figure(
    statement: Statement, number: Number, shift: int, indicator: str, scope: Scope | None, period: Period | None,
    kind: FigureKind, column: int | None, unit: str = "",
) -> Figure:  # fmt: skip
    return Figure(
        statement.document_id, statement.id, number.text, number.value, number.unit or unit, number.start + shift,
        number.end + shift, indicator, scope.name if scope else "", scope.level if scope else "", period, kind,
        number.comparator, number.of, column,
    )  # fmt: skip


def _periods(text: str, ground: _Ground) -> tuple[Found, ...]:
    year = ground.document.period.end.year if ground.document.period else None
    if year is None and ground.document.issued:
        year = ground.document.issued.year
    return find_periods(text, today=ground.today, default_year=year)


def _compared(text: str, found: Found) -> bool:
    """True for a period that a figure is compared with, not the one it holds for."""
    before = text[max(0, found.start - 40) : found.start]
    return bool(re.search(r"(?:so với|so|cùng kỳ|cùng thời điểm)[^.;:()]*$", before, re.IGNORECASE))


def _period(
    text: str, number: Number, item: Named, periods: Sequence[Found], same: bool, ground: _Ground
) -> Period | None:
    left, right = item.clause
    usable = [f for f in periods if (same or not _compared(text, f)) and not is_partial(f.period)]
    inside = [f for f in usable if left <= f.start < right]
    before = [f for f in inside if f.end <= number.start]
    if chosen := (before[-1:] or inside[:1]):
        return chosen[0].period
    if same:
        return None
    if earlier := [f for f in usable if f.end <= number.start]:
        return earlier[-1].period
    for words in ground.around:
        for found in reversed(_periods(words, ground)):
            if not _compared(words, found) and not is_partial(found.period):
                return found.period
    return ground.document.period


def _scope_around(ground: _Ground) -> Scope | None:
    for words in ground.around[:3]:
        if scopes := find_scopes(words):
            return scopes[-1]
    return None


def _sets_aims(document: Document) -> bool:
    return any(document.kind.lower().startswith(kind) for kind in CUES["plan_kind"])


def _of_same_time(text: str, number: Number, item: Named) -> bool:
    """True for the figure a change is measured from: "tăng 27% so cùng kỳ (21.546 tỷ)", "cùng kỳ năm 2024 là 90%"."""
    before = text[item.clause[0] : number.start]
    bracketed = re.search(r"cùng kỳ[^().;]{0,25}\(\s*$", text[: number.start])
    return bool(bracketed or (_SAME.search(before[-45:]) and not _CHANGE.search(before)))


def _kind(text: str, number: Number, item: Named, period: Period | None, ground: _Ground) -> FigureKind:
    left, right = item.clause
    before, clause = text[left : number.start], text[left:right]
    sentence, rest = text[: number.start], text[number.end :].partition(";")[0]
    if _is_aim(sentence, clause, period, ground):
        return "chỉ tiêu"
    if number.kind == "rank":
        return "xếp hạng"
    steps = number.unit in ("bậc", "điểm phần trăm")
    changed = _CHANGE_END.search(re.sub(r"(?:trên|hơn|khoảng|gần)\s*$", "", before)) or steps
    if (changed and (_AGAINST.search(rest) or steps)) or re.search(r"(?:cao|thấp) hơn", before, re.IGNORECASE):
        return "so sánh"
    if _PLAN.search(before[-45:]):
        return "kế hoạch"
    if _TARGET.search(before[-25:]):
        return "chỉ tiêu"
    return "ước" if _ESTIMATE.search(sentence[-120:]) else "kết quả"


def _is_aim(sentence: str, clause: str, period: Period | None, ground: _Ground) -> bool:
    """True in a plan, or in a section on aims, unless the words or the period say that it is done already."""
    if re.search(r"phấn đấu|mục tiêu", sentence, re.IGNORECASE):
        return True
    headings, document = " ".join(ground.path), ground.document
    if period and document.period and period.end < document.period.start:
        return False
    in_review = bool(_REVIEW.search(headings)) and not _AIMS.search(headings)
    return (bool(_AIMS.search(headings)) or (_sets_aims(document) and not in_review)) and not _DONE.search(clause)


# --- tables ---------------------------------------------------------------------------------------


def _row(document: Document, statement: Statement, table: Table) -> Iterator[Figure]:
    cells = {column: statement.text[start:end] for column, start, end in statement.cells}
    label = _label(cells, table)
    for column, start, end in statement.cells:
        header = table.header[column] if column < len(table.header) else ()
        title = " ".join(header)
        if _ORDINAL_HEADER.fullmatch(title.strip()) or _NO_FIGURE_HEADER.search(title) or cells[column] == label:
            continue
        around = (label, title, statement.lead, *reversed(statement.path))
        ground = _Ground(document, around, statement.path)
        cell = statement.text[start:end]
        if len(re.findall(r"[^\W\d_]+", cell)) > _LONG_CELL:
            for part_start, part_end in _sentences(cell):
                yield from _prose(statement, cell[part_start:part_end], start + part_start, ground, column)
            continue
        yield from _value(statement, table, column, start, label, ground)


def _label(cells: dict[int, str], table: Table) -> str:
    """The cell that names the row: the first with words, the ordinal column apart."""
    for column, cell in sorted(cells.items()):
        title = " ".join(table.header[column]) if column < len(table.header) else ""
        if not _ORDINAL_HEADER.fullmatch(title.strip()) and re.search(r"[^\W\d_]{2}", cell):
            return cell
    return ""


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _value(
    statement: Statement, table: Table, column: int, start: int, label: str, ground: _Ground
) -> Iterator[Figure]:
    cell = next(statement.text[s:e] for c, s, e in statement.cells if c == column)
    header = table.header[column] if column < len(table.header) else ()
    title = " – ".join(header)
    unit = _unit(title) or _unit(table.unit) or _unit(table.caption) or table.unit
    periods, label_periods = _periods(title, ground), _periods(label, ground)
    scopes = find_scopes(title) or find_scopes(label)
    words = tidy(f"{label}, {_without(title, periods)}" if label else _without(title, periods))
    period = next((f.period for f in (*periods, *label_periods) if not is_partial(f.period)), None)
    for number in find_numbers(cell):
        item = Named(words, scopes[-1] if scopes else None, (0, len(cell)), None, False)
        found = period or _period(cell, number, item, (), False, ground)
        kind = _column_kind(title, number, item, found, ground)
        yield _figure(statement, number, start, words, item.scope or _scope_around(ground), found, kind, column, unit)


def _unit(text: str) -> str:
    match = _UNIT_NOTE.search(text)
    return (match["in"] or match["after"]).strip() if match else ""


def _without(text: str, periods: Sequence[Found]) -> str:
    for found in reversed(periods):
        text = text[: found.start] + text[found.end :]
    return re.sub(r"\((?:%|[^()]{0,20})\)\s*$|\s–\s*$", "", text).strip(" –")


_COLUMN_KINDS: tuple[tuple[str, FigureKind], ...] = (  # in the header of a column; the first that stands there wins
    ("so với", "so sánh"), ("so cùng kỳ", "so sánh"), ("cùng kỳ", "cùng kỳ"), ("tăng", "so sánh"),
    ("xếp hạng", "xếp hạng"), ("thứ hạng", "xếp hạng"), ("ước", "ước"), ("chỉ tiêu", "chỉ tiêu"),
    ("mục tiêu", "chỉ tiêu"), ("kế hoạch", "kế hoạch"), ("dự toán", "kế hoạch"), ("kết quả", "kết quả"),
    ("thực hiện", "kết quả"),
)  # fmt: skip


def _column_kind(title: str, number: Number, item: Named, period: Period | None, ground: _Ground) -> FigureKind:
    stated = next((kind for words, kind in _COLUMN_KINDS if words in title.lower()), None)
    return stated or _kind(number.text, number, Named("", None, (0, len(number.text)), None, False), period, ground)
