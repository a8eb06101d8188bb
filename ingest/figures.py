"""Statements → Figures: every number that states something, with its full identity.

Indicator and place come from the number's own clause, else from what it is a part of, else from the sentence, its
lead and the headings above; the period likewise, and from the document's period last. Kinds by cue words
(figure_cues.tsv) and by whether the document sets aims or reports.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.attributes import goes_on
from ingest.column_heads import is_unit_note
from ingest.figure_cells import cell_figures, holds_figures, row_label
from ingest.figure_periods import period_of, planned_period, same_time
from ingest.gapped import names_quantity
from ingest.identity import (
    Ground,
    bound_of,
    figure_of,
    is_planned,
    kind_of,
    of_same_time,
    periods_in,
    scope_around,
)
from ingest.indicators import name_numbers
from ingest.named import Named
from ingest.phrases import tidy
from ingest.records import Document, Figure, FigureKind, Statement, Table
from ingest.vietnamese.calendar import year_before
from ingest.vietnamese.letters import UPPER
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.number_units import unit_kind
from ingest.vietnamese.numbers import Number, find_numbers

_LONG_CELL = 6  # syllables: a cell with more words than this beside its number is prose, not a value
_RATE = re.compile(r"tỷ lệ|tỉ lệ|chỉ số|mức độ", re.IGNORECASE)
_AS_FOLLOWS = re.compile(r"[\s,]*(?:cụ thể\s*)?(?:như sau)?[\s:]*$", re.IGNORECASE)
_FOR_WHOM = re.compile(r"(?:đối với|trường hợp|tại|ở)\s")
_JOINED = re.compile(r"\s*(?:,|và|;)\s*")
_PART = 6  # syllables: a longer name says itself of what it is a part
_BRIEF = 5  # syllables: for whom, but not what
_ORDINAL = re.compile(r"\s*\d{1,3}(?:\.\d)?[.)]?\s*")  # a line of its own: the ordinal of a row that was read as lines
_PARTS_FOLLOW = re.compile(
    r"(?<!\w)(?:trong đó|bao gồm|gồm|cụ thể|chia ra)(?:\s+(?:là|có|như sau))?\s*:\s*$", re.IGNORECASE
)
_OPENING = re.compile(r"\W*(?:(?:trong|đến|tính|tính đến|từ|hết|vào)\s+)?(?:\d+h\d*\s+)?", re.IGNORECASE)
_SENTENCE = re.compile(rf"(?<=[.!?;])\s+(?=[{UPPER}])|\n")


def figures(document: Document, statements: Sequence[Statement], tables: Sequence[Table]) -> tuple[Figure, ...]:
    """The figures of every statement but titles and metadata, in order. `text` is the statement's text[start:end]."""
    by_ordinal = {table.ordinal: table for table in tables}
    first: dict[str, Figure] = {}  # of each statement by its text: what the parts below it are parts of
    said: tuple[int | None, str] = (None, "")
    made: list[Figure] = []
    for statement in statements:
        if statement.kind in ("title", "metadata"):
            continue
        if statement.kind == "row" and statement.table in by_ordinal:
            made.extend(_row(document, statement, by_ordinal[statement.table]))
        else:
            when = said[1] if said[0] == statement.block else ""
            whole = first.get(statement.lead) if _breaks_down(statement) else None
            period = whole.period if whole else None
            ground = Ground(document, (statement.lead, *reversed(statement.path)), statement.path, when, period)
            said = (statement.block, _opening_period(statement.text, ground) or when)
            own = list(_prose(statement, statement.text, 0, ground, whole=whole))
            made.extend(own)
            if own:
                first[statement.text] = own[0]
    return tuple(made)


def _breaks_down(statement: Statement) -> bool:
    """Whether a sentence or an item tells parts of what stands in its lead."""
    return goes_on(statement.text) or bool(_PARTS_FOLLOW.search(statement.lead))


def _opening_period(text: str, ground: Ground) -> str:
    """The period a sentence opens with; it holds for the sentences of its paragraph that follow."""
    found = periods_in(text[:80], ground)
    if not found or found[0].period.kind == "day":  # "Ngày 24/10/2023, tỉnh ban hành …" dates one act
        return ""
    return text[found[0].start : found[0].end] if _OPENING.fullmatch(text[: found[0].start]) else ""


def _prose(
    statement: Statement, text: str, shift: int, ground: Ground, column: int | None = None, whole: Figure | None = None
) -> Iterator[Figure]:
    numbers = find_numbers(text)
    if not numbers or (column is None and _ORDINAL.fullmatch(text)):
        return
    scopes, periods = find_scopes(text), periods_in(text, ground)
    fallback = next((words for words in ground.around if words), "")
    named = name_numbers(text, numbers, scopes, [(f.start, f.end) for f in periods], fallback)
    kind: FigureKind = "kết quả"
    bound = "="
    kinds: list[FigureKind] = []
    own = document_period = ground.document.period  # the period of the last figure that "cùng kỳ" may be said of
    of_lead: FigureKind = "kế hoạch" if whole is None and goes_on(text) and is_planned(statement.lead) else "kết quả"
    of_lead = whole.kind if whole else of_lead
    for i, (number, item) in enumerate(zip(numbers, named, strict=True)):
        same = of_same_time(text, number, item)
        period = period_of(text, number, item, periods, same, ground)
        if same:
            period = year_before(own) if period is None and own is not None else same_time(period, own)
        own = own if same else period or document_period
        joined = i and text[numbers[i - 1].end : number.start].strip() == "và"  # "cao hơn 1,07 điểm và 4,84%"
        if not (joined and kind == "so sánh"):
            kind = "cùng kỳ" if same else kind_of(text, number, item, period, ground)
            above = kinds[item.parent] if item.parent is not None else of_lead
            kind = above if kind == "kết quả" and above in ("kế hoạch", "ước") else kind  # parts of a planned sum
        kinds.append(kind)
        scope = item.scope or scope_around(ground)
        joined_to = item.inherited and text[: number.start].rstrip().endswith(" và")
        sign = bound_of(text, number, item)
        sign = bound if joined_to and sign == "=" else sign  # "tối đa 30 triệu đồng/hộ và 50 triệu đồng/nhóm"
        bound = sign if sign in ("<=", ">=") else "="
        number = replace(number, comparator=sign, unit=number.unit or _unit_beside(text, numbers, i, item))
        period = planned_period(text, number, period) if kind == "kế hoạch" else period
        name = _with_ground(item, number, statement)
        short = len(name.split()) <= _PART and "(" not in name and not names_quantity(name)
        if whole and item.parent is None and not item.inherited and short:
            name = f"{name} ({whole.indicator.partition(' (')[0]})"
        yield figure_of(statement, number, shift, name, scope, period, kind, column)


def _unit_beside(text: str, numbers: Sequence[Number], i: int, item: Named) -> str:
    """The unit of a number without one: of what it is a part of, or of the next: "412 và 64 doanh nghiệp"."""
    if numbers[i].kind not in ("number", "fraction"):
        return ""
    beside = numbers[item.parent : item.parent + 1] if item.parent is not None else numbers[i + 1 : i + 2]
    if item.parent is None and not (beside and _JOINED.fullmatch(text[numbers[i].end : beside[0].start])):
        return ""
    return beside[0].unit if unit_kind(beside[0].unit) == "count" else ""


def _with_ground(item: Named, number: Number, statement: Statement) -> str:
    """The indicator with the lead that says of what the share is: "Tỷ lệ người dân … như sau: a) Đã nộp: 11%"."""
    if item.scope and item.indicator == item.scope.name:  # "tỉnh X đạt 70,96/100 điểm": of what stands above it
        of_what = "xếp hạng" if number.kind == "rank" else number.unit
        above = tidy(statement.path[-1], keep_start=True) if statement.path else ""
        return f"{of_what} {item.indicator} ({above})" if above else f"{of_what} {item.indicator}".strip()
    lead, name = tidy(statement.lead), item.indicator
    if item.scope and name.lower().startswith(item.scope.name.lower()):  # "UBND tỉnh đã ban hành …": the scope did it
        rest = tidy(name[len(item.scope.name) :], keep_start=True)
        name = rest if len(rest.split()) > 1 else name
    if len(name.split()) <= _BRIEF and _FOR_WHOM.match(name) and (of := lead or tidy(" ".join(statement.path[-1:]))):
        return f"{name} ({_AS_FOLLOWS.sub('', of)})"  # "Chi thuê diễn viên: - Đối với cá nhân: 300.000 đồng"
    share = number.unit == "%" and item.parent is None and name and not _RATE.search(name)
    if statement.kind == "item" and share and _RATE.search(lead) and lead != name:
        return f"{name} ({_AS_FOLLOWS.sub('', lead)})"
    return name


def _row(document: Document, statement: Statement, table: Table) -> Iterator[Figure]:
    cells = {column: statement.text[start:end] for column, start, end in statement.cells}
    label = row_label(cells, table)
    for column, start, end in statement.cells:
        header = table.header[column] if column < len(table.header) else ()
        title = " ".join(header)
        if not holds_figures(title) or (cells[column] == label.text and not label.tells_a_task):
            continue
        around = (label.text, title, "" if is_unit_note(statement.lead) else statement.lead, *reversed(statement.path))
        ground = Ground(document, around, statement.path)
        cell = statement.text[start:end]
        if cell == label.text or len(re.findall(r"[^\W\d_]+", cell)) > _LONG_CELL:
            for part_start, part_end in _sentences(cell):
                yield from _prose(statement, cell[part_start:part_end], start + part_start, ground, column)
            continue
        yield from cell_figures(statement, table, (column, start, end), label, ground)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)
