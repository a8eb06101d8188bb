"""Operands as an answer: each of several figures told, or what is computed of them, from which and by which formula."""

from collections.abc import Sequence
from typing import NamedTuple

from ingest.records import Figure
from ingest.vietnamese.fold import syllables
from ingest.vietnamese.numbers import format_number
from rag.draft import Draft, Markers, answer_figure, confidence
from rag.reading.places import is_value_cell
from rag.reckoning.operands import Operand
from rag.write import LINE, quote, sentence, shorten

_NAME = 90
"""Characters an operand is named with in the first line; two operands and a result fit in it."""
DECIMALS = 2
"""Decimals of a computed share or ratio: as reports print them."""


def named(operand: Operand) -> str:
    """What an operand is, in the document's own words: its row and column, or its clause."""
    place = operand.reading.place
    text = place.statement.text
    if is_value_cell(place):
        label, header = text[slice(*place.label or (0, 0))], text[slice(*place.header or (0, 0))]
        return shorten(f"{label.strip(' ;,.')}, {header}", _NAME)
    return shorten(place.text.strip(" ;,.-–+"), _NAME)


def worked(
    said: str,
    formula: str,
    result: str,
    used: Sequence[Operand],
    extra: Sequence[str] = (),
    warnings: Sequence[str] = (),
    chart: dict[str, object] | None = None,
) -> Draft:
    """The draft: `said` with the marks of all operands, the formula, each operand's own clause; `extra` lines last."""
    markers = Markers()
    marks = [markers.mark(o.reading) for o in used]
    together = "".join(dict.fromkeys(marks))
    lines = [f"{shorten(said, LINE)} {together}", "", f"Cách tính: {formula} {together}"]
    clauses = [f"- {sentence(o.reading, (o.figure,))} {mark}" for o, mark in zip(used, marks, strict=True)]
    lines += [*dict.fromkeys(clauses), *extra]
    return Draft(
        "computed",
        tuple(lines),
        markers.citations,
        tuple(answer_figure(o.figure, mark, o.reading) for o, mark in zip(used, marks, strict=True)),
        min((confidence(o.reading, [o.reading]) for o in used), default=0.0),
        {
            "formula": formula,
            "operands": [
                {"text": o.figure.text, "value": o.figure.value, "citation": int(mark.strip("[]"))}
                for o, mark in zip(used, marks, strict=True)
            ],
            "result": result,
        },
        chart,
        tuple(warnings),
    )


def added(found: Sequence[Operand]) -> Draft:
    """The sum of operands of one kind."""
    total = round(sum(o.figure.value for o in found), 6)
    formula = f"{' + '.join(format_number(o.figure.value) for o in found)} = {format_number(total)}"
    result = with_unit(total, unit_of([o.figure for o in found]))
    return worked(f"{result} — tổng của: {'; '.join(named(o) for o in found)}", formula, result, found)


def in_proportion(pair: Sequence[Operand]) -> Draft | None:
    """How many times the greater of two operands is the lesser; None where one is nothing."""
    if not all(o.figure.value for o in pair):
        return None
    high, low = sorted(pair, key=lambda o: -o.figure.value)
    value = format_number(round(high.figure.value / low.figure.value, DECIMALS))
    formula = f"{format_number(high.figure.value)} / {format_number(low.figure.value)} = {value}"
    return worked(f"{named(high)} gấp {value} lần {named(low)}", formula, f"{value} lần", (high, low))


def each_told(found: Sequence[Operand]) -> Draft:
    """A line for each figure; the sentence, when it is short and holds them all."""
    markers = Markers()
    marks = [markers.mark(o.reading) for o in found]
    statement = found[0].reading.place.statement
    whole = quote(statement)
    if not statement.cells and len({o.figure.statement_id for o in found}) == 1 and len(whole) <= LINE:
        lines = [f"{whole} {marks[0]}"]
    else:
        room = LINE // len(found)
        lines = [f"{shorten(sentence(o.reading, (o.figure,)), room)} {m}" for o, m in zip(found, marks, strict=True)]
    figures = tuple(answer_figure(o.figure, m, o.reading) for o, m in zip(found, marks, strict=True))
    sure = min(confidence(o.reading, [o.reading]) for o in found)
    return Draft("answered", tuple(lines), markers.citations, figures, sure)


def unit_of(figures: Sequence[Figure]) -> str:
    """The unit of a sum or difference of figures: the longest one printed, none where they count unlike things; of
    shares, percentage points."""
    longest = max((f.unit for f in figures), key=len, default="")
    words = [" ".join(syllables(f.unit)) for f in figures]
    whole = " ".join(syllables(longest))
    return longest if all(whole.startswith(w) or w.startswith(whole) for w in words) else ""


def unit_left(whole: Operand, part: Operand) -> str:
    """The unit of what a part leaves of its whole: the whole's, else what of the part's the whole says too ("văn bản"
    of "văn bản nhận", for a "tổng văn bản")."""
    if whole.figure.unit:
        return whole.figure.unit
    said = f" {' '.join(syllables(named(whole)))} "
    unit = part.figure.unit.split()
    return next((" ".join(unit[:n]) for n in range(len(unit), 0, -1) if f" {' '.join(unit[:n]).lower()} " in said), "")


def with_unit(value: float, unit: str) -> str:
    """A value as printed with its unit: "58,17%", "310 TTHC".

    >>> with_unit(58.17, "%"), with_unit(310, "TTHC"), with_unit(2, "")
    ('58,17%', '310 TTHC', '2')
    """
    if unit == "%":
        return f"{format_number(value)}%"
    said = unit[:1].lower() + unit[1:] if unit[1:2].islower() else unit  # "ĐVT: Tỷ đồng"
    return f"{format_number(value)} {said}".rstrip()


class Movement(NamedTuple):
    """How two figures differ: `size` with its unit, the `formula` it comes from, `said` with its direction."""

    size: str
    formula: str
    said: str


def movement(before: Figure, after: Figure, over_time: bool = True) -> Movement:
    """From one figure to another of its kind: shares differ by percentage points, ranks by places (a rank that falls
    in number has risen)."""
    difference = round(after.value - before.value, 6)
    rank = after.kind == "xếp hạng"
    unit = "bậc" if rank else unit_of([before, after])
    size = with_unit(abs(difference), " điểm phần trăm" if unit == "%" else unit).replace("  ", " ")
    high, low = (after, before) if difference >= 0 else (before, after)
    formula = f"{format_number(high.value)} − {format_number(low.value)} = {format_number(abs(difference))}"
    if not difference:
        return Movement(size, formula, "không đổi" if over_time else "bằng nhau")
    up = (difference > 0) != rank
    way = ("tăng" if up else "giảm") if over_time else ("cao hơn" if up else "thấp hơn")
    return Movement(size, formula, f"{way} {size}")


def in_percent(moved: Movement, before: Figure, after: Figure) -> Movement:
    """The same movement as a percentage of where it began, where counts move: "tăng 55 sản phẩm (29,57%)"."""
    size = abs(round(after.value - before.value, 6))
    if not size or not before.value or before.kind == "xếp hạng" or "%" in (before.unit, after.unit):
        return moved
    share = format_number(round(100 * size / abs(before.value), DECIMALS))
    formula = f"{moved.formula}; {format_number(size)} / {format_number(before.value)} × 100 = {share}"
    return Movement(f"{moved.size}, {share}%", formula, f"{moved.said} ({share}%)")
