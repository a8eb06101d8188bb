"""A flattened table of figures whose rows bear marks of any kind ("A", "I", "1", "1.1", "-") or none.

Its header begins with "TT" or "Stt" and may end in a row that numbers the columns ("A, B, 1, 2, 3 = 2/1"). A record is
its mark, a name, perhaps a unit, then a figure for each column. Where cells were blank the export left nothing, so a
record with fewer figures keeps them beside its name, in no column.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.loaders.flattened_heads import NOTE, header
from ingest.loaders.flattened_measured import is_figure
from ingest.loaders.flattened_numbered import HEAD, ORDINAL_HEADS
from ingest.loaders.flow import Filled

HEADS = 24
MARK = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.?|[A-ZĐ]\.?|[a-zđ]\)?|\(?\d{1,2}\)|[-–+*]")
COLUMN = re.compile(r"\(?(?P<number>\d{1,2}|[A-E])\)?(?:\s*=.*)?")
# A name is at most this long; a record has at most this many lines before its figures.
NAME, TEXTS = 200, 2
# Records with a figure in every column that make a table, and their least share among records with figures.
RECORDS, SURE = 4, 0.5


@dataclass(frozen=True, slots=True)
class _Record:
    mark: str
    texts: tuple[str, ...]
    figures: tuple[str, ...]
    end: int
    note: str = ""


def marked_table(texts: Sequence[str], at: int) -> tuple[list[Filled], list[list[str]], int] | None:
    """Header, rows and the line after the table whose first head is at `at`; None if none begins here."""
    if texts[at].casefold().rstrip(".") not in ORDINAL_HEADS:
        return None
    found = _body_start(texts, at)
    if found is None:
        return None
    heads, start = found
    noted = any(NOTE.search(head) for head in heads)
    first = _records(texts, start, 0, noted)
    counts = Counter(len(record.figures) for record in first if record.figures)
    often = max(counts.values(), default=0)
    columns = max((n for n, seen in counts.items() if seen == often), default=0)
    records = _records(texts, start, columns, noted)
    whole = [record for record in records if len(record.figures) == columns]
    if len(whole) < RECORDS or len(whole) < SURE * sum(bool(record.figures) for record in records):
        return None
    named = Counter(len(record.texts) for record in whole).most_common(1)[0][0]
    width = 1 + named + columns + noted
    cells = header(heads, width, 1 + named) or header(heads[:-1], width, 1 + named)  # a total without figures is last
    if cells is None or (columns == 1 and named == 1):
        return None
    return cells, [_row(record, named, columns, noted) for record in records], records[-1].end


def _body_start(texts: Sequence[str], at: int) -> tuple[list[str], int] | None:
    """The heads and the line of the first record, the numbers of the columns left out."""
    for index in range(at + 2, min(len(texts) - 2, at + HEADS)):
        numbered = _numbered(texts, index)
        if numbered:
            return list(texts[at:index]), index + numbered
        if _numbered(texts, index + 1):
            continue
        if is_figure(texts[index + 1]) and is_figure(texts[index + 2]) and not is_figure(texts[index]):
            first = index - 1 if MARK.fullmatch(texts[index - 1]) else index
            return list(texts[at:first]), first
        if MARK.fullmatch(texts[index]) and not is_figure(texts[index + 1]):
            return list(texts[at:index]), index
        if len(texts[index]) > HEAD:
            return None
    return None


def _numbered(texts: Sequence[str], at: int) -> int:
    """How many lines from `at` number the columns: letters, then numbers that rise; 0 when they do not."""
    last, count = 0, 0
    for text in texts[at : at + HEADS]:
        match = COLUMN.fullmatch(text)
        if match is None or (match["number"].isalpha() and last):
            break
        if match["number"].isdigit():
            if int(match["number"]) <= last:
                break
            last = int(match["number"])
        count += 1
    return count if last >= 3 and count >= 3 else 0


def _records(texts: Sequence[str], start: int, columns: int, noted: bool) -> list[_Record]:
    """The records from `start` on, as far as they go; `columns` is 0 as long as it is not known."""
    found: list[_Record] = []
    at = start
    while at < len(texts):
        record = _record(texts, at, columns, noted)
        if record is None or (not record.figures and not _goes_on(texts, record, columns, noted)):
            break
        found.append(record)
        at = record.end
    while found and not found[-1].figures:
        found.pop()
    return found


def _record(texts: Sequence[str], at: int, columns: int, noted: bool) -> _Record | None:
    mark = ""
    if MARK.fullmatch(texts[at]) and at + 1 < len(texts) and not is_figure(texts[at + 1]):
        mark, at = texts[at], at + 1
    name_end = at
    while name_end < len(texts) and not is_figure(texts[name_end]) and not _opens(texts, name_end):
        name_end += 1
    names = tuple(texts[at:name_end])
    if mark and TEXTS < len(names) <= 2 * TEXTS and len(names[0]) <= NAME:
        return _Record(mark, names[:1], (), at + 1)  # a group's name, then a record that bears no mark
    if not names or len(names) > TEXTS or any(len(name) > NAME for name in names):
        return None
    end = name_end
    while end < len(texts) and is_figure(texts[end]) and (not columns or end - name_end < columns):
        last = end - name_end == columns - 1
        if _opens(texts, end) and not (last and texts[end].isdigit() and texts[end] != _next(mark)):
            break
        end += 1
    note = ""
    if noted and end - name_end == columns and end + 1 < len(texts) and texts[end + 1] == _next(mark):
        note, end = texts[end], end + 1
    return _Record(mark, names, tuple(texts[name_end : end - bool(note)]), end, note)


def _opens(texts: Sequence[str], at: int) -> bool:
    """Whether a line is the mark of a record: a name follows it, which is no mark itself."""
    after = texts[at + 1 : at + 3]
    if MARK.fullmatch(texts[at]) is None or not after or is_figure(after[0]):
        return False
    return not (len(after) == 2 and MARK.fullmatch(after[0]) and not is_figure(after[1]))


def _next(mark: str) -> str:
    """The number of the record after one."""
    return str(int(mark) + 1) if mark.isdigit() else "1"


def _goes_on(texts: Sequence[str], record: _Record, columns: int, noted: bool) -> bool:
    """Whether what has no figures names a group: a record with some comes soon."""
    at = record.end
    for _ in range(3):
        after = _record(texts, at, columns, noted) if at < len(texts) else None
        if after is None:
            return False
        if after.figures:
            return True
        at = after.end
    return False


def _row(record: _Record, named: int, columns: int, noted: bool) -> list[str]:
    """A record's cells; the figures of one that lacks some, beside its name."""
    texts = list(record.texts[:named]) + [""] * (named - len(record.texts))
    if len(record.figures) == columns:
        return [record.mark, *texts, *record.figures, *([record.note] if noted else [])]
    if record.figures:
        texts[0] = f"{texts[0]}: {'; '.join(record.figures)}"
    return [record.mark, *texts, *[""] * (columns + noted)]
