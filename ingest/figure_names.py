"""The name of a figure with what stands above its sentence, where the sentence alone does not say of what it is."""

import re
from collections.abc import Sequence

from ingest.clauses import NOUN
from ingest.figure_kinds import sets_task
from ingest.gapped import names_quantity
from ingest.identity import Ground
from ingest.named import Named
from ingest.phrases import is_thin, tidy
from ingest.records import Figure, Statement
from ingest.vietnamese.numbers import Number

_RATE = re.compile(r"tỷ lệ|tỉ lệ|chỉ số|mức độ", re.IGNORECASE)
_AS_FOLLOWS = re.compile(r"[\s,]*(?:cụ thể\s*)?(?:như sau)?[\s:]*$", re.IGNORECASE)
_FOR_WHOM = re.compile(r"(?:đối với|trường hợp|tại|ở)\s")
_PART = 6  # syllables: a longer name says itself of what it is a part
_BRIEF = 5  # syllables: for whom, but not what
_AIM_ALONE = re.compile(
    r"(?:mục tiêu|chỉ tiêu|kế hoạch|yêu cầu|phấn đấu|kết quả|cụ thể)(?: (?:chung|cụ thể))?", re.IGNORECASE
)
_LABEL = re.compile(r"^\W*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]+)[.)]\s*)?(?:Về\s+)?(?P<topic>[^:;,.\d]{3,60}):")
_AIMS_AT = re.compile(r"(?<!\w)(?:để|bảo đảm|đảm bảo|phấn đấu|quyết tâm)(?!\w)(?P<rest>[^;]*)$", re.IGNORECASE)
"""In front of an aim without a subject: "2. Về tăng trưởng: … để quý IV tăng trên 11%, bảo đảm cả năm đạt 10%"."""


_TIME = re.compile(r"quý\s+[IVX\d]+|(?:năm|tháng)\s+\d+|\d{1,2}/\d{1,2}(?:/\d{4})?", re.IGNORECASE)


def with_ground(
    item: Named, number: Number, statement: Statement, text: str, ground: Ground, wholes: Sequence[Figure]
) -> str:
    """The indicator with the lead that says of what the share is: "Tỷ lệ người dân … như sau: a) Đã nộp: 11%"."""
    if item.scope and item.indicator == item.scope.name:
        return _of_place(item, number, statement, wholes)
    if wholes and item.scope and item.indicator.lower() == item.scope.name.lower():
        return _of_place(item, number, statement, wholes)
    if aim := _aim(item, number, statement, text, ground):
        return aim
    lead, name = tidy(statement.lead), item.indicator
    if item.scope and name.lower().startswith(item.scope.name.lower()):  # "UBND tỉnh đã ban hành …": the scope did it
        rest = tidy(name[len(item.scope.name) :], keep_start=True)
        name = rest if len(rest.split()) > 1 else name
    if len(name.split()) <= _BRIEF and _FOR_WHOM.match(name) and (of := lead or tidy(" ".join(statement.path[-1:]))):
        return f"{name} ({_AS_FOLLOWS.sub('', of)})"  # "Chi thuê diễn viên: - Đối với cá nhân: 300.000 đồng"
    share = number.unit == "%" and item.parent is None and name and not _RATE.search(name)
    if statement.kind == "item" and share and _RATE.search(lead) and lead != name:
        return f"{name} ({_AS_FOLLOWS.sub('', lead)})"
    return name.removeprefix("(").removesuffix(")") if name.startswith("(") else name


def part_of(name: str, item: Named, number: Number, wholes: Sequence[Figure]) -> str:
    """A short name with that of the whole it is a part of."""
    short = len(name.split()) <= _PART and "(" not in name and not names_quantity(name)
    if not wholes or item.parent is not None or item.inherited or not short:
        return name
    return f"{name} ({_core(_whole(number, wholes))})"


def _whole(number: Number, wholes: Sequence[Figure]) -> Figure:
    """The figure that a number is a part of: one in the same unit where there is one."""
    return next((whole for whole in wholes if whole.unit == number.unit), wholes[0])


def _core(figure: Figure) -> str:
    return figure.indicator.partition(" (")[0]


def _of_place(item: Named, number: Number, statement: Statement, wholes: Sequence[Figure]) -> str:
    """ "tỉnh X đạt 70,96/100 điểm": of what stands above it."""
    if wholes:
        return f"{_core(_whole(number, wholes))} ({item.indicator})"
    of_what = "xếp hạng" if number.kind == "rank" else number.unit
    above = tidy(statement.path[-1], keep_start=True) if statement.path else ""
    return f"{of_what} {item.indicator} ({above})" if above else f"{of_what} {item.indicator}".strip()


def _aim(item: Named, number: Number, statement: Statement, text: str, ground: Ground) -> str:
    """What an aim is for that names nothing itself: the label of its item, its heading, the document; "" if it does."""
    at = _AIMS_AT.search(text[item.clause[0] : number.start]) if number.unit == "%" else None
    label = _LABEL.match(text)
    topic = tidy(label["topic"], keep_start=True) if label else ""
    bare = not NOUN.match(text[number.end :]) and not names_quantity(item.indicator)
    if at and topic and bare and is_thin(_TIME.sub(" ", at["rest"])):
        return topic
    if not _AIM_ALONE.fullmatch(item.indicator):
        return ""
    headings = [tidy(heading, keep_start=True) for heading in reversed(statement.path) if not sets_task(heading)]
    known = [words for words in (topic, *headings, ground.document.title) if words and not _AIM_ALONE.fullmatch(words)]
    return f"{item.indicator} ({known[0]})" if known else ""
