"""Rows of one table added up, averaged or counted: "5 phường cộng lại bao nhiêu hồ sơ trễ hạn", "mấy xã ký số từ 95%
trở lên". A sum is told only over as many rows as the question says; totals and groups are no rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.records import Statement
from ingest.vietnamese.fold import fold
from ingest.vietnamese.numbers import format_number
from rag.draft import Draft, Markers, answer_figure
from rag.library import Library
from rag.question.standing import own_words
from rag.read import Reading
from rag.reading.match import Wanted, grams, terms
from rag.reading.places import Place, is_value_cell
from rag.reckoning.operands import Operand, content
from rag.reckoning.select import TESTS, threshold
from rag.reckoning.working import DECIMALS, unit_of, with_unit, worked
from rag.records import Question
from rag.write import LINE, shorten

_HEADS = r"xã|phường|thị trấn|huyện|thị xã|thành phố|sở|ban|trung tâm|trường|bệnh viện|thôn|dự án|đợt|quý|tháng"
"""What the rows of a table are called by their first word."""
_ANY = r"đơn vị|địa phương|cơ quan|chủ đầu tư|nơi"
_NOUN = rf"(?P<noun>(?:(?:{_HEADS}|{_ANY})(?:\s*,\s*|\s+và\s+|\s+|$))+)"
_NUMBER = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_SEVERAL = re.compile(rf"\b(?:cả\s+)?(?P<n>\d{{1,2}}|{'|'.join(_NUMBER)})\s+{_NOUN}", re.IGNORECASE)
_SUMS = re.compile(r"\b(?:cộng lại|cộng|tổng cộng|tổng số|tổng|gộp lại|gộp|cả thảy|tất cả|tính chung)\b", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:bình quân|trung bình)\b", re.IGNORECASE)
_COUNT = re.compile(rf"\b(?:bao nhiêu|mấy)\s+{_NOUN}", re.IGNORECASE)
_LIMITS = re.compile(
    r"\b(?:có|đạt|từ|trên|dưới|hơn|ít nhất|không quá|tối đa|tối thiểu|trở lên|trở xuống|tỷ lệ|mức|đến|là|thấp|cao)\b",
    re.IGNORECASE,
)
"""Words of a limit; they name no column."""
_WHOLE = re.compile(r"\b100\s*%")
"""A limit that is no comparison: "bao nhiêu sở ký số 100%"."""
_TOTAL = re.compile(r"^\W*(?:tổng|cộng|toàn|chung|bình quân|trung bình|trong đó|khu vực|khối)\b", re.IGNORECASE)
_MARK = re.compile(r"^\W*(?:\d+[.)]\s*)?")
_LOOKED_AT = 60
"""How many of the best places lead to a table."""
_DOCUMENTS = 3
"""How many of the best places lead to a document whose tables are looked through."""
_SAID = 0.45
"""The share of what is asked of the rows that a column's header, with the table's name, must say."""
_MOST, _FEWEST = 30, 2
"""Rows that are shown in the working of a sum; fewer than two are no sum."""


@dataclass(frozen=True, slots=True)
class _Column:
    """The cells of one column for the rows that are called as asked, and how much of the question its header says."""

    cells: tuple[Operand, ...]
    said: float


def tallies(question: Question) -> bool:
    """Whether a question asks to add up or count rows."""
    text = own_words(question.text)
    return bool(_several(text) or (_COUNT.search(text) and _limit(text)))


def _several(text: str) -> re.Match[str] | None:
    """The number of rows that a question adds up or averages, with what it calls them."""
    return _SEVERAL.search(text) if _SUMS.search(text) or _MEAN.search(text) else None


def _limit(text: str) -> tuple[str, float, str] | None:
    """What a question counts beyond; for "100%" without more, all of it."""
    whole = _WHOLE.search(text)
    return threshold(text) or ((">=", 100.0, whole.group()) if whole else None)


def tallied(question: Question, readings: Sequence[Reading], library: Library) -> Draft | None:
    """The sum, mean or count of the rows that a question names; None where it names none or they are not on file."""
    text = own_words(question.text)
    adds, counts = _several(text), _COUNT.search(text)
    limit = _limit(text)
    if adds and limit is None:
        number = _NUMBER.get(adds["n"].lower()) or int(adds["n"])
        rest = _MEAN.sub(" | ", _SUMS.sub(" | ", f"{text[: adds.start()]} | {text[adds.end() :]}"))
        column = _best(question, adds["noun"], rest, readings, library, number)
        return _added(column, bool(_MEAN.search(text)), adds["noun"]) if column else None
    if counts and limit:
        rest = _LIMITS.sub(" | ", f"{text[: counts.start()]} | {text[counts.end() :]}".replace(limit[2], " | "))
        column = _best(question, counts["noun"], rest, readings, library)
        return _counted(column, limit, counts["noun"]) if column else None
    return None


def _best(
    question: Question, noun: str, rest: str, readings: Sequence[Reading], library: Library, number: int = 0
) -> _Column | None:
    """The column that says most of what is asked of the rows; of exactly `number` rows, if one is given."""
    wanted = Wanted(terms(content(rest, question.periods), library.rarity))
    if not wanted.terms:
        return None
    found = [c for c in _columns(noun, wanted, readings, library) if not number or len(c.cells) == number]
    best = max(found, key=lambda c: c.said, default=None)
    return best if best and best.said >= _SAID and len(best.cells) >= _FEWEST else None


def _columns(noun: str, wanted: Wanted, readings: Sequence[Reading], library: Library) -> Iterator[_Column]:
    seen: set[object] = set()
    for reading in _with_tables(readings, library):
        statement = reading.place.statement
        if statement.table is None or (statement.document_id, statement.table) in seen:
            continue
        seen.add((statement.document_id, statement.table))
        by_column: dict[int, list[Operand]] = {}
        for row in library.rows(statement):
            if _called(_label(row, library), noun):
                for cell in _cells(row, library):
                    made = replace(reading, place=cell, figures=cell.figures[:1])
                    by_column.setdefault(cell.column or 0, []).append(Operand(cell.figures[0], made))
        for cells in by_column.values():
            place = cells[0].reading.place
            header = place.statement.text[slice(*place.header or (0, 0))]
            around = (place.statement.lead, *place.statement.path[-1:])
            zones = ((grams(header), 1.0), *((grams(text), 0.6) for text in around))
            yield _Column(tuple(cells), wanted.coverage(zones))


def _with_tables(readings: Sequence[Reading], library: Library) -> Iterator[Reading]:
    """The best places, then the other rows of the documents that the very best stand in: a question that counts rows
    names none of them."""
    yield from readings[:_LOOKED_AT]
    first = {r.document.id: r for r in reversed(readings[:_DOCUMENTS])}
    for statement in library.statements.values():
        reading = first.get(statement.document_id)
        if reading is not None and statement.table is not None:
            yield replace(reading, place=Place(statement, 0, len(statement.text)))


def _cells(row: Statement, library: Library) -> Iterator[Place]:
    return (p for p in library.places(row) if p.header and p.figures and is_value_cell(p))


def _label(row: Statement, library: Library) -> str:
    label = next((p.label for p in library.places(row) if p.label), None)
    return _MARK.sub("", row.text[slice(*label)]).strip() if label else ""


def _called(label: str, noun: str) -> bool:
    """Whether a row is called by one of the nouns ("Xã Vạn Thọ" for "xã, phường"); any row that is no total is a
    "đơn vị"."""
    if not label or _TOTAL.match(label):
        return False
    if re.search(rf"\b(?:{_ANY})\b", noun, re.IGNORECASE):
        return True
    heads = re.findall(_HEADS, noun.lower())
    return any(fold(label).startswith(f"{fold(head)} ") for head in heads)


def _added(column: _Column, mean: bool, noun: str) -> Draft | None:
    cells = column.cells
    if len(cells) > _MOST or len({o.figure.unit for o in cells}) > 1:
        return None
    total = round(sum(o.figure.value for o in cells), 6)
    terms_said = " + ".join(format_number(o.figure.value) for o in cells)
    formula = f"{terms_said} = {format_number(total)}"
    value, what = total, "tổng"
    if mean:
        value, what = round(total / len(cells), DECIMALS), "bình quân"
        formula += f"; {format_number(total)} / {len(cells)} = {format_number(value)}"
    elif cells[0].figure.unit == "%":
        return None
    result = with_unit(value, unit_of([o.figure for o in cells]))
    named = "; ".join(f"{_name(o)} {o.figure.text}" for o in cells)
    header = _header(cells[0])
    said = shorten(f"{result} — {what} “{header}” của các {noun.strip(' ,')}: {named}", LINE)
    return worked(said, formula, result, cells)


def _counted(column: _Column, limit: tuple[str, float, str], noun: str) -> Draft | None:
    test, value, _ = limit
    chosen = [o for o in column.cells if TESTS[test](o.figure.value, value)]
    if not chosen:
        return None
    markers = Markers()
    marks = [markers.mark(o.reading) for o in chosen]
    values = "; ".join(format_number(o.figure.value) for o in chosen)
    names = "; ".join(f"{_name(o)} ({o.figure.text})" for o in chosen)
    head = f"{len(chosen)} {noun.strip(' ,')} theo mức được hỏi — {_header(chosen[0])}"
    first = f"{shorten(f'{head}: {names}', LINE)} {''.join(dict.fromkeys(marks))}"
    lines = [first, "", *(f"- {_name(o)}: {o.figure.text} {m}" for o, m in zip(chosen, marks, strict=True))]
    computation = {
        "formula": f"đếm({values}) = {len(chosen)}",
        "operands": [
            {"text": o.figure.text, "value": o.figure.value, "citation": int(m.strip("[]"))}
            for o, m in zip(chosen, marks, strict=True)
        ],
        "result": str(len(chosen)),
    }
    figures = tuple(answer_figure(o.figure, m, o.reading) for o, m in zip(chosen, marks, strict=True))
    return Draft("computed", tuple(lines), markers.citations, figures, column.said, computation)


def _header(operand: Operand) -> str:
    place = operand.reading.place
    return " ".join(place.statement.text[slice(*place.header or (0, 0))].split())


def _name(operand: Operand) -> str:
    place = operand.reading.place
    return shorten(place.statement.text[slice(*place.label or (0, 0))].strip(" ;,."), 60)
