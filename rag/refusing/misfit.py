"""What of a question's slots a place does not meet although its words fit: a near twin, and so no answer.

Each test is certain of what it says and silent where it cannot know: a number that the place does not print, a level of
government that it does not name, a target given where a result is asked for, a person whose name it does not print.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from ingest.vietnamese.abbreviations import normal_form, normal_words
from ingest.vietnamese.fold import fold, syllables
from ingest.vietnamese.letters import LOWER, UPPER
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.numbers import find_numbers
from ingest.vietnamese.tables import rows
from rag.read import Reading
from rag.reading.match import grams
from rag.reading.places import Place
from rag.reading.slots import levels_in
from rag.records import Question

Misfit = Literal["number", "level", "result", "target", "person", "index", "another", "figure"]

AIM = re.compile(
    r"\b(?:chỉ tiêu|mục tiêu|phấn đấu|dự kiến|đặt ra|đề ra|đặt mục tiêu|giao chỉ tiêu|kế hoạch (?:đặt|giao|đề ra))\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:đã (?!được giao|giao|ban hành|đặt|đề ra)|đến nay|thực tế|thực hiện được|đạt được|hoàn thành được)"
    r"|^kết quả\b|\bkết quả (?:thực hiện|đạt)",
    re.IGNORECASE,
)
_AIMED = frozenset(("chỉ tiêu", "kế hoạch"))
_ROLE = (
    r"(?:chủ tịch|phó chủ tịch|bí thư|phó bí thư|giám đốc|phó giám đốc|trưởng (?:phòng|ban)"
    r"|chánh (?:văn phòng|thanh tra)|cục trưởng|vụ trưởng|bộ trưởng|thứ trưởng|thủ tướng|tổng bí thư|hiệu trưởng"
    r"|viện trưởng|lãnh đạo)"
)
_ASKS_PERSON = re.compile(
    rf"\b{_ROLE}\b.*\b(?:là ai|tên (?:là )?gì|là (?:ông|bà) nào)|\bai (?:là|làm) (?:\w+ )?{_ROLE}\b"
    r"|\bhọ tên\b|\bngười .{0,40}\btên (?:là )?gì",
    re.IGNORECASE,
)
_WORD = rf"[{UPPER}][{LOWER}]+"
_BESIDE = 60
"""Characters between an office and who holds it: the name of the body stands between."""
_NAMED = re.compile(
    r"\b(?:cấp|mức độ|mức|nhiệm vụ|điều|khoản|điểm|loại|nhóm|hạng|phiên bản|bước|lần|kỳ|quyển|chương|số)"
    r" (?:thứ |số )?(?P<number>\d{1,3})(?![\d.,/%])",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\d+(?:/\d{4})?/[^\W\d]")
_LETTERS = re.compile(r"\b[A-Za-zĐđ]{3,6}(?:\s+index)?\b", re.IGNORECASE)
_IN_ROMANS = ("lần", "kỳ", "chương")
_ROMANS = 40
"""What is counted in Roman numerals in print, and up to where."""
_OPENING = 4
"""Syllables of an index's name that tell it: "chỉ số năng lực", "chỉ số cải cách"."""
_EVERYWHERE = frozenset(("tỉnh", "cả nước", "trung ương"))
"""Levels that a report of a province need not name: it is about the province; who acts may be central."""


def misfit(question: Question, reading: Reading) -> Misfit | None:
    """The first slot that the place does not meet, or None."""
    place = reading.place
    if asks_person(question) and not _names_holder(question, place.statement.text):
        return "person"
    if question.intent == "check":
        return None
    if unsaid_number(question, reading):
        return "number"
    if unsaid_index(question, reading):
        return "index"
    if sum(ask.kind == "number" for ask in question.asks) != 1:
        return None
    if question.intent == "figure" and not _prints_number(reading):
        return "figure"
    if _of_another_index(question, place):
        return "another"
    if not _names_level(question, reading):
        return "level"
    kinds = {figure.kind for figure in reading.figures}
    if kinds and kinds <= _AIMED and _RESULT.search(question.text) and not AIM.search(question.text):
        return "target"
    if kinds == {"kết quả"} and AIM.search(question.text) and not AIM.search(place.statement.text):
        return "result"
    return None


def unsaid_index(question: Question, reading: Reading) -> str:
    """An index that the question names by its letters ("PCI") and nothing around the place names, in letters or in
    words: another index's figure is no answer. "" when there is none."""
    named = _indices(question.asked)
    if not named:
        return ""
    statement, document = reading.place.statement, reading.document
    around = grams(" . ".join((statement.text, statement.lead, *statement.path, document.title)))
    return next((letters for letters, opening in named if not around.issuperset(opening)), "")


def _of_another_index(question: Question, place: Place) -> bool:
    """Whether a figure is told of another index than the one that the question names: of several in a sentence, the one
    named last before the figure."""
    asked = indices_in(question.text)
    if len(set(asked)) != 1 or question.intent != "figure":
        return False
    text = place.statement.text
    own = indices_in(text[slice(*place.label)] if place.label else place.text)
    told = own or (() if place.label else indices_in(text[: place.end])[-1:])
    return bool(told) and asked[0] not in told


@lru_cache(maxsize=4096)
def indices_in(text: str) -> tuple[str, ...]:
    """The indices that a text names in letters or in words, by the words that their names open with, in order.

    >>> indices_in("SIPAS đạt 84,16%; Chỉ số chuyển đổi số đạt 0,7281 điểm")
    ('hài lòng', 'chuyển đổi')
    """
    said = " ".join(normal_words(normal_form(text)))
    return tuple(m["opening"] for m in _known_indices().finditer(said))


@lru_cache(maxsize=1)
def _known_indices() -> re.Pattern[str]:
    openings = {
        " ".join(normal_words(row[1])[2:4]) for row in rows("data/abbreviations.tsv") if row[1].startswith("chỉ số ")
    }
    return re.compile(rf"\bchỉ số (?P<opening>{'|'.join(sorted(openings))})\b")


@lru_cache(maxsize=64)
def _indices(asked: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The indices that a text names by their letters, each with the neighbouring syllables that its name opens with."""
    written = ((letters, normal_words(letters.upper())) for letters in _LETTERS.findall(asked))
    return tuple(
        (letters, tuple(f"{a} {b}" for a, b in pairwise(full[:_OPENING])))
        for letters, full in written
        if full[:2] == ("chỉ", "số")
    )


def _prints_number(reading: Reading) -> bool:
    """Whether the statement prints a number at all; a cell has its column for it, a heading what stands below."""
    statement = reading.place.statement
    return bool(reading.figures or statement.kind not in ("sentence", "item") or find_numbers(statement.text))


def asks_person(question: Question) -> bool:
    """Whether a person's name is asked for by the office that the person holds."""
    return bool(_ASKS_PERSON.search(question.text)) and "chức vụ" not in question.text.lower()


def _names_holder(question: Question, text: str) -> bool:
    """Whether a text names a person right beside the office that is asked about: "Giám đốc Sở Y tế Lê Văn A"."""
    offices = {m.group().lower() for m in re.finditer(_ROLE, question.text, re.IGNORECASE)}
    low = text.lower()
    for name in persons_in(text):
        at = low.index(name.lower())
        before, after = low[max(0, at - _BESIDE) : at], low[at + len(name) : at + len(name) + _BESIDE]
        for office in offices:
            beside = re.search(rf"(?<!phó )(?<!tổng ){re.escape(office)}[^;.]*$", before)
            if beside or re.match(rf"\s*[,(–-]\s*{re.escape(office)}", after):
                return True
    return False


@lru_cache(maxsize=1)
def _person() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name, _ in rows("surnames.tsv"))
    return re.compile(rf"\b(?:{names})(?: {_WORD}){{1,3}}\b")


def persons_in(text: str) -> tuple[str, ...]:
    """The names of persons in a text: a family name and one to three names after it, no place or body.

    >>> persons_in("Phó Chủ tịch Nguyễn Anh Chức, tỉnh Thái Bình"), persons_in("Sở Khoa học và Công nghệ")
    (('Nguyễn Anh Chức',), ())
    """
    scopes = find_scopes(text)
    found = (m for m in _person().finditer(text) if not any(s.start < m.end() and m.start() < s.end for s in scopes))
    return tuple(m.group() for m in found)


def unsaid_number(question: Question, reading: Reading) -> str:
    """What a question tells by its number ("cấp 3", "nhiệm vụ số 30", "422/QĐ-TTg") and the place does not; or ""."""
    named = tuple(_NAMED.finditer(question.content))
    documents = [said for said in syllables(question.content) if _DOCUMENT.match(said)]
    if not named and not documents:
        return ""
    statement, document = reading.place.statement, reading.document
    around = [statement.text, statement.lead, *statement.path, document.number, document.title, document.kind]
    texts = [fold(normal_form(text)) for text in around]
    there = {_bare(part) for text in texts for s in syllables(text) for part in _forms(s)}
    for found in named:
        roman = _roman(int(found["number"])) if found.group().lower().startswith(_IN_ROMANS) else ""
        if not {_bare(found["number"]), roman} & there:
            return found.group().strip()
    for said in documents:
        if not any(_bare(part) in there for part in _forms(fold(said)) if "/" in part):
            return said
    return ""


def _roman(number: int) -> str:
    """A small number as congresses, terms and quarters are counted in print: 14 is "xiv"; "" for none so written."""
    if not 0 < number < _ROMANS:
        return ""
    return ("", "x", "xx", "xxx")[number // 10] + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[
        number % 10
    ]


def _forms(number: str) -> tuple[str, ...]:
    """A number and what it is also called: "10,37/12" by both parts, "117/2013/nđ-cp" by its first ones."""
    parts = number.split("/")
    return (*("/".join(parts[:n]) for n in range(1, len(parts) + 1)), *parts)


def _bare(number: str) -> str:
    """Without leading zeros: "08" is 8, "012/ct-ubnd" is 12/ct-ubnd."""
    return re.sub(r"^0+(?=\d)", "", number)


def _names_level(question: Question, reading: Reading) -> bool:
    """Whether the place names a level that is asked for, in its words or in what it hangs on; bodies are slots.py's."""
    asked = set(question.levels) - _EVERYWHERE
    if not asked or question.units:
        return True
    if any(figure.level in asked for figure in reading.figures):
        return True
    return any(levels_in(text) & asked for text in _near(reading.place))


def _near(place: Place) -> Sequence[str]:
    statement = place.statement
    spans = [s for s in (place.header, place.label, *place.heads) if s]
    return [place.text, *(statement.text[a:b] for a, b in spans), statement.lead, *statement.path]
