"""Numbers as strings of digits: reading, writing and comparing them in Vietnamese form (comma is the decimal mark)."""

import re
from math import isclose

from ingest.vietnamese.dates import day_or_none
from ingest.vietnamese.fold import fold

NUMBER = r"\d{1,3}(?: \d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)*"
"""A number as printed. Groups of three may be apart by a space; only a run that is groups throughout counts."""

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([. ])\d{3})(?:\1\d{3})*(?:,\d+)?")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+|[1-9]\d{0,2}(?:,\d{3}){2,}")
_TOKEN = re.compile(
    r"""
      \d+(?:\.\d+)*(?:/\d{2,4})?/[^\W\d_]+(?:[-/&.]?[^\W_]+)*   # 131/NQ-CP, 66.7/2025/NQ-CP
    | (?<!\d)\d{1,2}-\d{1,2}-(?:19|20)\d\d(?!\d)                # 6-10-2022
    | [^\W\d_]*\d+(?:[.,/]\d+)*[^\W_]*                          # 2.104  93,5  63/63  06/10/2022  VP7  C06  5G
    """,
    re.VERBOSE,
)
_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)")


def is_misprint(token: str) -> bool:
    """True for digits no way of writing numbers allows: "2.27.235".

    >>> is_misprint("2.27.235"), is_misprint("2.640.737"), is_misprint("93.5")
    (True, False, False)
    """
    marks = re.findall(r"[.,]", token)
    return len(marks) > 1 and not _GROUPED.fullmatch(token) and not _ENGLISH.fullmatch(token)


def parse_number(text: str) -> float:
    """The value of one printed number; a sign and a unit are allowed around it. ValueError without digits.

    One point before exactly three digits groups thousands (2.104), unless a percent sign follows or it starts with 0
    (no share has four digits before the mark); a misprint gives its digits.

    >>> parse_number("2.104"), parse_number("95.4%"), parse_number("1.234,5 tỷ đồng"), parse_number("2.27.235")
    (2104.0, 95.4, 1234.5, 227235.0)
    """
    match = re.search(rf"(?P<sign>-)?(?P<digits>{NUMBER})(?P<percent>\s?%)?", text)
    if match is None:
        raise ValueError(f"no number in {text!r}")
    digits = match["digits"].replace(" ", "")
    sign = -1 if match["sign"] and not text[: match.start()].rstrip()[-1:].isdigit() else 1
    if re.fullmatch(r"\d+\.\d{3}", digits) and (match["percent"] or digits.startswith("0")):
        return sign * float(digits)
    if _GROUPED.fullmatch(match["digits"]):
        return sign * float(digits.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(digits):
        return sign * float(digits.replace(",", ""))
    if is_misprint(digits):
        return sign * float(re.sub(r"\D", "", digits))
    return sign * float(digits.replace(",", "."))


def format_number(value: float, decimals: int | None = None) -> str:
    """A number in Vietnamese form; `decimals` fixes the digits after the comma, else as few as it takes (at most 6).

    >>> format_number(227235), format_number(11.59), format_number(0.5, 2)
    ('227.235', '11,59', '0,50')
    """
    text = f"{value:,.{6 if decimals is None else decimals}f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def all_number_tokens(text: str) -> tuple[tuple[int, int, str], ...]:
    """Every token that holds a digit, dates, document numbers and codes included: (start, end, token).

    >>> [token for *_, token in all_number_tokens("Từ 01/9/2025, 131/NQ-CP: 93,5% (63/63 xã), VP7")]
    ['01/9/2025', '131/NQ-CP', '93,5', '63/63', 'VP7']
    """
    return tuple((match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text))


def same_number(a: str, b: str) -> bool:
    """True where two tokens of `all_number_tokens` say the same number, date or document number.

    >>> same_number("2104", "2.104"), same_number("93,5", "93.50"), same_number("6/10/2022", "06-10-2022")
    (True, True, True)
    >>> same_number("131/NQ-CP", "131/NĐ-CP"), same_number("2.27.235", "227.235")
    (False, False)
    """
    a, b = a.strip(" %"), b.strip(" %")
    if a == b:
        return True
    first, second = _DAY.fullmatch(a), _DAY.fullmatch(b)
    if first and second:
        days = [day_or_none(int(m[4]), int(m[3]), int(m[1])) for m in (first, second)]
        return days[0] is not None and days[0] == days[1]
    parts_a, parts_b = a.split("/"), b.split("/")
    return len(parts_a) == len(parts_b) and all(map(_same_part, parts_a, parts_b))


def _same_part(a: str, b: str) -> bool:
    plain = re.compile(NUMBER)
    if not (plain.fullmatch(a) and plain.fullmatch(b)):
        return a.lower() == b.lower() or (a.isascii() != b.isascii() and fold(a) == fold(b))
    if is_misprint(a) or is_misprint(b):
        return a == b
    return isclose(parse_number(a), parse_number(b), rel_tol=1e-12)
