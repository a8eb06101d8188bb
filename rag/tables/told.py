"""Rows of a table as an answer: how many they are, which, with the cells that chose them; each with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.records import Figure
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.numbers import format_number
from rag.draft import Draft, Markers, answer_figure
from rag.library import Library
from rag.read import Reading, as_it_stands
from rag.reading.grid import Row
from rag.reading.places import BLANK, Place
from rag.records import Evidence, Question
from rag.tables.amounts import Amounts
from rag.tables.choice import Chosen
from rag.tables.chosen import chosen
from rag.tables.leaders import Leaders
from rag.tables.sums import summed
from rag.write import shorten, title

WHOLE = 2200
"""Characters of a whole list: below the 2,500 that a list may take in a reply."""
MOST = 60
"""More rows are no answer that anybody reads."""
_LABEL, _CELL, _SHORTEST = 240, 110, 60
_ALSO = {"date": "deadline", "who": "leads"}
"""The role of the column that is told where such a thing is asked for too."""


def rows_told(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The rows of a table that a question asks for, all of them; None where it asks for no such set."""
    found = chosen(question, evidence, library)
    if not 0 < sum(len(c.rows) for c in found) <= MOST:
        return None
    if found[0].wish.sums:
        return summed(found, library)
    markers = Markers()
    told = [(c, [_reading(c, row, library) for row in c.rows]) for c in found]
    marks = [[markers.mark(r) for r in readings] for _, readings in told]
    together = "".join(dict.fromkeys((*(mark for own in marks for mark in own), *_band_marks(found, markers))))
    lines = [f"{shorten(_first(found, question))} {together}", ""]
    room = max(_SHORTEST, (WHOLE - len(lines[0])) // sum(len(c.rows) for c in found) - 4)
    for choice, own in zip(found, marks, strict=True):
        lines += [f"{shorten(title(choice.document))}: {''.join(own)}"] if len(found) > 1 else []
        columns = _columns(question, choice)
        lines += [f"- {shorten(_row(row, choice, columns), room)} {m}" for row, m in zip(choice.rows, own, strict=True)]
        lines += _left_out(choice, markers)
    figures = [
        answer_figure(f, m, r)
        for (choice, readings), own in zip(told, marks, strict=True)
        for row, r, m in zip(choice.rows, readings, own, strict=True)
        for f in _figures(row, choice.amounts)
    ]
    sure = round(1.0 - max(c.unsaid for c in found), 3)
    return Draft("answered", tuple(lines), markers.citations, tuple(figures), sure, _counted(found, marks))


def _first(found: Sequence[Chosen], question: Question) -> str:
    """The answer in a line: the extreme ones with their numbers; else how many, by what chosen, and which; of a single
    one what else is asked for."""
    first, rows = found[0], [(row, c) for c in found for row in c.rows]
    names = "; ".join(_with_number(row, c) for row, c in rows)
    if first.leaders:
        return _of_bodies(first, first.leaders, names)
    if first.wish.end and first.amounts:
        told = "; ".join(f"{shorten(_name(r), _CELL)}: {_printed(r, first.amounts)}" for r in first.rows)
        return f"{told} — {first.wish.end.told} ({first.amounts.header})"
    if len(rows) == 1:
        also = [c for c in _columns(question, first) if c not in first.columns and c in rows[0][0].cells]
        reasons = [_why(first), *(f"{first.grid.headers[c]}: {shorten(rows[0][0].cells[c], _CELL)}" for c in also)]
        return f"{names} — {'; '.join(filter(None, reasons))}" if any(reasons) else names
    return f"{len(rows)} {first.noun} ({_why(first)}): {names}" if _why(first) else f"{len(rows)} {first.noun}: {names}"


def _of_bodies(found: Chosen, leaders: Leaders, names: str) -> str:
    """The bodies that were asked for by their rows, with how many each has."""
    header, noun = found.grid.headers[leaders.column], found.noun
    sizes = [len(rows) for _, rows in leaders.bodies]
    counted = "; ".join(f"{name} ({size} {noun})" for (name, _), size in zip(leaders.bodies, sizes, strict=True))
    if not leaders.told:
        return f"{header}: {counted}"
    if leaders.told.endswith("hơn"):
        who = f"{leaders.bodies[0][0]} — {header} của {leaders.told.replace(' ', f' {noun} ')}"
        return f"{who if len(set(sizes)) > 1 else 'Bằng nhau'}: {counted}"
    each = "mỗi nơi " if len(leaders.bodies) > 1 else ""
    bodies = "; ".join(name for name, _ in leaders.bodies)
    return f"{bodies} — {header} của {leaders.told.replace(' ', f' {noun} ')} ({each}{sizes[0]} {noun}): {names}"


def _with_number(row: Row, found: Chosen) -> str:
    name, own = shorten(_name(row), _CELL), _printed(row, found.amounts) if found.amounts else ""
    return f"{name} ({own})" if own else name


def _printed(row: Row, amounts: Amounts) -> str:
    """What a row prints in a column, or in the two that a change is reckoned from, with the change."""
    if amounts.since is None:
        return row.cells.get(amounts.column, "")
    change = amounts.of.get(row.statement.id)
    if change is None:
        return ""
    way = amounts.ways[change < 0]
    size = f" ({way} {format_number(abs(change))})" if change else ""
    return f"{row.cells[amounts.since]} → {row.cells[amounts.column]}{size}"


def _why(found: Chosen) -> str:
    """The cells that all chosen rows share, with their heads; the heads alone where the cells differ."""
    told = []
    for c in found.columns:
        cells = {row.cells.get(c, BLANK) for row in found.rows}
        header = found.grid.headers[c]
        told.append(f"{header}: {next(iter(cells))}" if len(cells) == 1 else header)
    told += [why for why in found.why if any(why in row.bands for row in found.rows)]
    return "; ".join(told)


def _columns(question: Question, found: Chosen) -> tuple[int, ...]:
    """The columns that are told of each row: those that chose it, and those of what else is asked for."""
    roles = [_ALSO[a.kind] for a in question.asks if a.kind in _ALSO]
    also = found.grid.of(*roles) if roles else ()
    return tuple(dict.fromkeys((*found.columns, *also)))


def _row(row: Row, found: Chosen, columns: Sequence[int]) -> str:
    told = [f"{found.grid.headers[c].rpartition(' – ')[2]}: {shorten(row.cells.get(c, BLANK), _CELL)}" for c in columns]
    return "; ".join((shorten(_name(row), _LABEL), *told))


def _name(row: Row) -> str:
    return " ".join(row.label.split()).strip(" ;,.")


def _band_marks(found: Sequence[Chosen], markers: Markers) -> Iterator[str]:
    """The marks of the rows that head the bands by which rows were chosen."""
    for choice in found:
        for band in choice.grid.bands:
            if any(normal_words(why)[-len(own) :] == own for why in choice.why if (own := normal_words(band.label))):
                yield markers.mark(as_it_stands(band.statement, choice.document))


def _left_out(found: Chosen, markers: Markers) -> Iterator[str]:
    """What a complete set leaves open: rows that print no number in the column that was compared."""
    if found.blank and found.amounts:
        names = "; ".join(shorten(_name(row), _SHORTEST) for row in found.blank)
        marks = "".join(dict.fromkeys(markers.mark(_whole(r, found)) for r in found.blank[:MOST]))
        yield ""
        yield f"Để trống cột này nên chưa xét: {shorten(names)} {marks}"


def _whole(row: Row, found: Chosen) -> Reading:
    """All of the statement that a row is, or is part of."""
    whole = as_it_stands(row.statement, found.document)
    return replace(whole, place=row.spot) if row.spot is not None else whole


def _reading(found: Chosen, row: Row, library: Library) -> Reading:
    """A row where it was chosen: its cell in the column compared, else the whole of it."""
    whole = _whole(row, found)
    if row.spot is not None:
        return whole
    if found.amounts is None or found.amounts.since is not None:
        return whole
    own: Place | None = next((p for p in library.places(row.statement) if p.column == found.amounts.column), None)
    return replace(whole, place=own) if own else whole


def _figures(row: Row, amounts: Amounts | None) -> tuple[Figure, ...]:
    if amounts is None:
        return ()
    own = [f for f in row.figures if f.column == amounts.column]
    return tuple([f for f in own if f.unit == amounts.unit] or own)[:1]


def _counted(found: Sequence[Chosen], marks: Sequence[Sequence[str]]) -> dict[str, object]:
    """The number of rows as the count of what is cited; of each body's, where they are compared by it."""
    leaders = found[0].leaders
    groups = [list(dict.fromkeys(mark for own in marks for mark in own))]
    if leaders:
        by_row = {row.statement.id: mark for row, mark in zip(found[0].rows, marks[0], strict=True)}
        groups = [[by_row[row.statement.id] for row in rows] for _, rows in leaders.bodies]
    size = sum(len(c.rows) for c in found)
    if not leaders and len(groups[0]) < size:  # several members stand in one statement
        return _counted_by_number(found, [mark for own in marks for mark in own])
    formulas = [f"đếm({'; '.join(group)}) = {format_number(len(group))}" for group in groups]
    apart = [
        _apart(row, own, mark)
        for c, marked in zip(found, marks, strict=True)
        if (own := c.amounts)
        for row, mark in zip(c.rows, marked, strict=True)
        if own.since is not None
    ]
    formulas += [formula for formula, _ in apart]
    operands = [operand for _, both in apart for operand in both]
    return {"formula": "; ".join(formulas), "operands": operands, "result": format_number(len(groups[0]))}


def _apart(row: Row, amounts: Amounts, mark: str) -> tuple[str, list[dict[str, object]]]:
    """How the change of a row is reckoned, and from what."""
    both = [next(f for f in row.figures if f.column == column) for column in amounts.columns]
    high, low = sorted(both, key=lambda f: -f.value)
    formula = (
        f"{format_number(high.value)} − {format_number(low.value)} = {format_number(round(high.value - low.value, 6))}"
    )
    citation = int(mark.strip("[]"))
    return formula, [{"text": f.text, "value": f.value, "citation": citation} for f in both]


def _counted_by_number(found: Sequence[Chosen], marks: Sequence[str]) -> dict[str, object]:
    """The number of rows as the count of their numbers."""
    numbers = [f for c in found for row in c.rows for f in _figures(row, c.amounts)]
    operands = [
        {"text": f.text, "value": f.value, "citation": int(mark.strip("[]"))}
        for f, mark in zip(numbers, marks, strict=False)
    ]
    terms = "; ".join(format_number(f.value) for f in numbers)
    return {"formula": f"đếm({terms}) = {len(numbers)}", "operands": operands, "result": format_number(len(numbers))}
