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
_DATE = (
    r"(?P<date>ngày\s+(?P<d>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<m>\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)"
    r"(?P<y>(?:19|20)\d\d))(?!\d)"
)
_CITED = re.compile(
    r"(?P<kind>(?:[^\W\d_]+\s+){1,3})?(?:số\s*:?\s*)?(?<![\w./-])"
    r"(?P<number>\d{1,5}(?:\.\d{1,2})?)(?:/(?P<year>(?:19|20)\d\d))?[/-]"
    r"(?P<code>[A-ZĐƯ][\wĐđ&-]*(?:/[A-ZĐ0-9][\w&-]*)*)"
    rf"\s*,?\s*\(?(?:ban hành\s+|ký\s+)?{_DATE}(?:\s*,?\s*của\s+(?P<issuer>[^\W\d_]+(?:\s+[^\W\d_]+){{0,5}}))?"
)
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
            code = re.sub(r"[^A-Z0-9]", "", fold(match["code"]).upper())
            key = (match["number"].lstrip("0"), match["year"] or "", code)
            name = re.split(r"\s*,?\s*\(?(?:ban hành\s+|ký\s+)?ngày", _from_kind(match.group()))[0]
            day = (int(match["y"]), int(match["m"]), int(match["d"]))
            issuer = " ".join(folded_syllables(match["issuer"] or ""))
            yield Cited(key, name, match["date"], day, issuer, statement)


def _from_kind(text: str) -> str:
    """From the word that names the kind of document on: "Thực hiện Quyết định số 5/…" → "Quyết định số 5/…"."""
    start = re.search(r"[A-ZĐ][^\W\d_]*(?:\s+[^\W\d_A-ZĐ]+)?\s+(?:số\s*:?\s*)?\d", text)
    return text[start.start() :] if start else text


def dates(documents: Iterable[Cited]) -> Iterator[Finding]:
    """Findings on the dates of what is cited; of one number one finding, with a quote for each date."""
    groups: dict[tuple[str, ...], list[Cited]] = {}
    for each in documents:
        if day_or_none(*each.day) is None:
            yield finding(NO_SUCH_DAY, f"{each.name}: “{each.date}” không có trong lịch.", each.statement)
            continue
        year = each.key[1]
        if year and int(year) != each.day[0]:
            message = f"{each.name} mang năm {year} nhưng ghi “{each.date}”."
            yield finding(YEAR, message, each.statement)
            continue
        whose = "" if each.national else each.issuer
        groups.setdefault((*each.key, year or str(each.day[0]), whose), []).append(each)
    for group in groups.values():
        by_day: dict[tuple[int, int, int], list[Cited]] = {}
        for each in group:
            by_day.setdefault(each.day, []).append(each)
        if len(by_day) > 1 and (group[0].national or group[0].issuer):
            often = sorted(by_day.values(), key=len, reverse=True)
            printed = " và ".join(f"“{same[0].date}”" for same in often)
            message = f"{often[0][0].name} được ghi nhiều ngày khác nhau: {printed}."
            yield finding(DATES, message, *(same[0].statement for same in often))
