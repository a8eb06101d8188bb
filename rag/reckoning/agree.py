"""Does the print agree with itself? Sums with their totals, a document's dates in all places, signers, stated changes.

Both values are given with both places, and whether they agree; nothing is corrected.
"""

import re
from collections.abc import Sequence

from ingest.vietnamese.numbers import format_number
from rag.draft import Draft
from rag.library import Library
from rag.reading.kinds import is_change, is_rank, is_share
from rag.reading.segments import segments
from rag.reckoning.adding_up import total_and_parts
from rag.reckoning.changes import ROUNDING, stated
from rag.reckoning.documents_agree import JOIN, same_dates, same_signers
from rag.reckoning.operands import Operand, beside, operands, part
from rag.reckoning.working import named, with_unit, worked
from rag.records import Evidence, Question
from rag.write import LINE, shorten

_ASKS = re.compile(
    r"\b(?:khớp|thống nhất|giống nhau|trùng nhau|bằng nhau|mâu thuẫn|đúng với|có đúng|có đủ|sai lệch|lệch nhau"
    r"|(?:có\s+)?ra\s+(?:đúng|đủ)|có\s+(?:bằng|ra)|đúng\s+(?:bằng|con số)|chuẩn không)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:đủ|bằng|tròn)\s+100\s*(?:%|phần trăm)?", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”]([^\"“”]{2,60})[\"“”]")


def agreement(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """Whether what the question names agrees, with both places; None when it asks for no such thing."""
    if not _ASKS.search(question.text):
        return same_dates(question, library, in_doubt=True)
    return (
        same_dates(question, library)
        or same_signers(question, library)
        or _hundred(question, evidence, library)
        or total_and_parts(question, _ASKS.split(question.text)[0], evidence, library)
        or _change(question, evidence, library)
    )


# --- shares that make a whole -----------------------------------------------------------------------


def _hundred(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """Shares that the question names, added up to a hundred."""
    match = _WHOLE.search(question.text)
    if match is None:
        return None
    text = question.text[: match.start()]
    quoted = _QUOTED.findall(text)
    rest = _QUOTED.sub(" ", text)
    names = quoted if len(quoted) > 1 else [t for t in JOIN.split(text) if t.strip()]
    sides = [operands(part(question, f"{n} {rest}" if quoted else n), evidence, library, is_share) for n in names]
    used: list[Operand] = []
    for side in sides:
        for operand in side:
            if operand.key not in {o.key for o in used} and (not used or _in_line(used[0], operand)):
                used.append(operand)
                break
    if len(used) < 2 or len(used) < len(names):
        return None
    total = round(sum(o.figure.value for o in used), 6)
    formula = f"{' + '.join(format_number(o.figure.value) for o in used)} = {format_number(total)}"
    fits = abs(total - 100) <= ROUNDING
    said = f"{'Đủ 100%' if fits else 'Không đủ 100%'}: {'; '.join(f'{named(o)} {o.figure.text}' for o in used)}"
    return worked(said, formula, f"{with_unit(total, '%')} so với 100%", used)


def _in_line(a: Operand, b: Operand) -> bool:
    """Whether two cells stand in one column of one table; for prose, in one document."""
    first, second = a.reading.place, b.reading.place
    return first.column == second.column and first.statement.document_id == second.statement.document_id


# --- a stated change and the two values -------------------------------------------------------------


def _change(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    change = stated(question, evidence, library)
    if change is None:
        return None
    values = _before_and_after(change, library)
    if values is None:
        return None
    a, b = values
    difference = round(abs(b.figure.value - a.figure.value), 6)
    unit = change.figure.unit
    high, low = max(a.figure.value, b.figure.value), min(a.figure.value, b.figure.value)
    formula = f"{format_number(high)} − {format_number(low)} = {format_number(difference)}"
    printed = shorten(" ".join(change.reading.place.text.split()), LINE // 3)
    result = with_unit(difference, " điểm phần trăm" if unit == "%" else unit).replace("  ", " ")
    fits = abs(abs(change.figure.value) - difference) <= ROUNDING
    said = (
        f"{'Khớp' if fits else 'Không khớp'}: văn bản ghi “{printed}”; "
        f"hai giá trị in là {a.figure.text} và {b.figure.text}, chênh {result}"
    )
    warnings = () if fits else (f"Mức thay đổi in ({change.figure.text}) khác mức tính từ hai giá trị ({result}).",)
    return worked(said, formula, result, (a, b, change), warnings=warnings)


def _before_and_after(change: Operand, library: Library) -> tuple[Operand, Operand] | None:
    """The two values of the change's own row, of its kind: ranks for "bậc", else values of its unit."""
    place = change.reading.place
    if place.label is None:
        return None
    rank = change.figure.unit == "bậc"
    cells = [
        beside(change, s)
        for p in library.places(place.statement)
        if p.label == place.label and p.header
        for s in segments(p)
        if s.figures[0].level == change.figure.level
    ]
    values = [
        o
        for o in cells
        if not is_change(o.figure)
        and o.figure.period
        and is_rank(o.figure) == rank
        and (rank or o.figure.unit == change.figure.unit)
    ]
    values.sort(key=lambda o: o.figure.period.end if o.figure.period else None)  # type: ignore[arg-type,return-value]
    return (values[0], values[-1]) if len(values) == 2 else None
