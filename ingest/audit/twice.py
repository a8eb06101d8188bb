"""One figure with two values: "tỷ lệ lưu kho đạt 95,4%" here and 94,5% there, for the same period and place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.audit.passages import finding
from ingest.records import Figure, Finding, Parsed, Statement
from ingest.vietnamese.fold import folded_syllables

TWICE = "hai giá trị cho một số liệu"
_NAMED = re.compile(r"(?:tổng|số|tỷ lệ|tỉ lệ|chỉ số|điểm|mức độ)(?:\s|$)", re.IGNORECASE)
_BOUNDARY = re.compile(r"[.;()]\s|[()]|\d")
_FEWEST_SYLLABLES = 5  # "tổng số hồ sơ" may be that of anything; with five the thing counted is named


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure whose own clause names it; `key` is its identity, `statement` where it is printed."""

    key: tuple[str, ...]
    name: str
    figure: Figure
    statement: Statement


def stated(parsed: Parsed) -> Iterator[Stated]:
    """The figures of a document whose clause starts with what is measured: "Tỷ lệ …: 93,5%", "tổng số … là 66"."""
    statements = {statement.id: statement for statement in parsed.statements}
    for figure in parsed.figures:
        statement = statements[figure.statement_id]
        if figure.kind != "kết quả" or figure.period is None or figure.comparator != "=" or figure.column is not None:
            continue  # the head of a column names no figure without its row
        before = statement.text[: figure.start]
        cut = max((match.end() for match in _BOUNDARY.finditer(before)), default=0)
        clause = before[cut:]
        named = _NAMED.search(clause)
        if named is None:
            continue
        words = folded_syllables(clause[named.start() :])
        if len(words) >= _FEWEST_SYLLABLES:
            key = (" ".join(words), figure.unit.lower(), figure.scope.lower(), figure.period.key)
            yield Stated(key, clause[named.start() :].strip(" :"), figure, statement)


def twice(figures: Iterable[Stated]) -> Iterator[Finding]:
    """Findings on identities with two values in one document, one finding each.

    A form filled in again and again ("Tỷ lệ cắt giảm chi phí: 10%" under each procedure) repeats its words with other
    values: what stands under parallel headings, or has more than two values, is no disagreement.
    """
    groups: dict[tuple[str, ...], list[Stated]] = {}
    for each in figures:
        groups.setdefault(each.key, []).append(each)
    for group in groups.values():
        first = group[0]
        if len({each.figure.value for each in group}) != 2:
            continue
        other = next(o for o in group if o.figure.value != first.figure.value)
        if not _parallel(first.statement, other.statement):
            message = f"“{first.name}” in là {first.figure.text} và {other.figure.text}."
            yield finding(TWICE, message, first.statement, other.statement)


def _parallel(a: Statement, b: Statement) -> bool:
    """True where two statements stand under different headings or leads of the same depth, or in rows of a table."""
    alike = len(a.path) == len(b.path) and (a.path, a.lead) != (b.path, b.lead)
    return alike or (a.table is not None and a.table == b.table)
