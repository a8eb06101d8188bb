"""Documents cited with a date that cannot be right: two dates for one number, a day that does not exist."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.audit.passages import finding
from ingest.records import Finding, Parsed, Statement
from ingest.vietnamese.dates import day_or_none
from ingest.vietnamese.fold import fold, folded_syllables
from ingest.vietnamese.tables import rows

DATES = "hai ngày cho một văn bản"
YEAR = "năm của số và ngày văn bản lệch nhau"
NO_SUCH_DAY = "ngày không có trong lịch"
LATER = "viện dẫn văn bản có ngày sau"
_DATE = (
    r"(?P<date>ngày\s+(?P<d>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<m>\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)"
    r"(?P<y>(?:19|20)\d\d))(?!\d)"
)
_CITED = re.compile(
    r"(?<![\w./-])(?P<number>\d{1,5}(?:\.\d{1,2})?)(?:/(?P<year>(?:19|20)\d\d))?[/-]"
    r"(?P<code>[A-ZĐƯ][\wĐđ&-]*(?:/[A-ZĐ0-9][\w&-]*)*)"
    rf"(?P<comma>\s*,)?\s*\(?(?:ban hành\s+|ký\s+)?{_DATE}"
    r"(?:\s*,?\s*của\s+(?P<issuer>[^\W\d_]+(?:\s+[^\W\d_]+){0,5}))?"
)
_KIND = re.compile(r"[A-ZĐ][^\W\d_]*(?:\s+[^\W\d_]+){0,2}\s+(?:số\s*:?\s*)?$")  # "Quyết định số"
_KIND_LETTERS = 30
_NATIONAL = re.compile(rf"(?:{'|'.join(code for code, _ in rows('national_codes.tsv'))})$")


@dataclass(frozen=True, slots=True)
class Cited:
    """A document cited with its date: `key` names it, `name` and `date` as printed."""

    key: tuple[str, str, str]
    name: str
    date: str
    day: tuple[int, int, int]
    issuer: str
    statement: Statement

    @property
    def national(self) -> bool:
        return bool(_NATIONAL.search(self.key[2]))


def cited(parsed: Parsed) -> Iterator[Cited]:
    """Every document that the statements of `parsed` cite with number and date, headings and titles included."""
    for statement in parsed.statements:
        if statement.kind == "metadata":
            continue
        for match in _CITED.finditer(statement.text):
            if match["comma"] and not match["issuer"]:
                continue  # "Thực hiện Thông tư số 5/2023/TT-BTC, ngày 01/7/2024 Sở đã …": the day of something else
            code = re.sub(r"[^A-Z0-9]", "", fold(match["code"]).upper())
            key = (match["number"].lstrip("0"), match["year"] or "", code)
            kind = _KIND.search(statement.text, max(0, match.start() - _KIND_LETTERS), match.start())
            name = statement.text[kind.start() if kind else match.start() : match.end("code")]
            day = (int(match["y"]), int(match["m"]), int(match["d"]))
            issuer = " ".join(folded_syllables(match["issuer"] or ""))
            yield Cited(key, name, match["date"], day, issuer, statement)


def misdated(parsed: Parsed, documents: Iterable[Cited]) -> Iterator[Finding]:
    """Findings on single citations: a day that does not exist, a year that is not the number's, a day still to come."""
    issued = parsed.document.issued
    own = (issued.year, issued.month, issued.day) if issued else (9999, 12, 31)
    for each in documents:
        year = each.key[1]
        if day_or_none(*each.day) is None:
            yield finding(
                NO_SUCH_DAY, f"{each.name}: “{each.date}” không có trong lịch.", each.statement, severity="trung bình"
            )
        elif year and int(year) != each.day[0]:
            yield finding(
                YEAR, f"{each.name} mang năm {year} nhưng ghi “{each.date}”.", each.statement, severity="trung bình"
            )
        elif each.day > own:
            message = f"{each.name} ghi “{each.date}”, sau ngày của chính văn bản này ({parsed.document.issued_text})."
            yield finding(LATER, message, each.statement, severity="trung bình")


def group_keys(each: Cited) -> Iterator[tuple[str, ...]]:
    """What names the document cited: one date belongs to each. None for a date that is wrong by itself."""
    year = each.key[1]
    if day_or_none(*each.day) is None or (year and int(year) != each.day[0]):
        return
    whose = "" if each.national else each.issuer
    yield (*each.key, year or str(each.day[0]), whose)
    if not year:  # numbers start anew each year, but not on the same day of it
        yield (*each.key, f"{each.day[2]}/{each.day[1]}", whose)


def dates(documents: Iterable[Cited]) -> Iterator[Finding]:
    """Findings on numbers cited with two dates in one document, one for each number, with a quote for each date."""
    groups: dict[tuple[str, ...], list[Cited]] = {}
    for each in documents:
        for key in group_keys(each):
            groups.setdefault(key, []).append(each)
    for group in groups.values():
        days: dict[tuple[int, int, int], list[Cited]] = {}
        for each in group:
            days.setdefault(each.day, []).append(each)
        if len(days) > 1 and (group[0].national or group[0].issuer):
            often = sorted(days.values(), key=len, reverse=True)
            printed = " và ".join(f"“{same[0].date}”" for same in often)
            name = max((each.name for each in group), key=len)  # "104/QĐ-TTg" rather than "104/QĐTTg"
            message = f"{name} được ghi nhiều ngày khác nhau: {printed}."
            yield finding(DATES, message, *(same[0].statement for same in often), severity="trung bình")
