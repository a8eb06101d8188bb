"""A question for one body of a kind ("sở nào chậm nhất", "tỉnh nào đứng đầu", "công ty nào cung cấp") is answered only
by a place that names one: a place that speaks of all of them, or of none, is no answer to it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ingest.vietnamese.letters import LOWER, UPPER
from ingest.vietnamese.levels import find_scopes
from rag.draft import Draft
from rag.records import ABSTAINS, Question
from rag.words import table

_WHICH = re.compile(
    r"\b(?P<kind>tỉnh|thành phố|sở|huyện|quận|thị xã|xã|phường|thị trấn|công ty|doanh nghiệp|tập đoàn|nhà thầu"
    r"|nhà cung cấp|hãng)(?:\s*(?:,|/|và|hay|hoặc)\s*(?:xã|phường|thị trấn|thành phố|ngành|ban|huyện))*\s+nào\b"
    r"(?!.*\bcũng\b)",
    re.IGNORECASE,
)
_FIRMS = frozenset(("công ty", "doanh nghiệp", "tập đoàn", "nhà thầu", "nhà cung cấp", "hãng"))
_PROVINCES = frozenset(("tỉnh", "thành phố"))
_FIRM = re.compile(
    rf"\b(?:công ty|tập đoàn|doanh nghiệp|hợp tác xã|liên danh|ngân hàng|nhà thầu|viễn thông)\s[^.;]{{0,60}}?[{UPPER}]"
    r"|\b(?:VNPT|Viettel|MobiFone|Vinaphone|FPT|CMC|MISA|EVN|VNPost|Agribank|Vietcombank|BIDV|VietinBank)\b",
    re.IGNORECASE,
)
"""A firm by its kind and name, or by the names that reports write without a kind."""
_UNIT = r"(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu|[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Qq]uận|TP\.?|TX\.?)"
_LOCAL = re.compile(rf"\b{_UNIT}\s*[:(]?\s*[{UPPER}]")
_PROPER = re.compile(
    rf"\b(?:Sở|Ban|Văn phòng|Công an|Thanh tra|Trung tâm|Chi cục|Cục|Bộ|{_UNIT})\s+(?:QLDA\s+|UBND\s+)?[{UPPER}]"
)
_NAME = re.compile(rf"\W*(?:\d+[.)]?\s+)?[{UPPER}][{LOWER}]*(?:[\s-]+(?:[{UPPER}][{LOWER}]*|\d+)){{0,4}}\W*")
"""A row called by nothing but a name, as the communes of a table are."""
_ORDER = re.compile(r"\bthứ\s+(\d+|nhất|nhì|ba|tư)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _provinces() -> frozenset[str]:
    return frozenset(row[0].lower() for row in table("provinces.tsv"))


def unnamed(question: Question, made: Draft, issuers: Iterable[str]) -> Draft | None:
    """The refusal of a question that asks which body of a kind, where the answer and its places name none; else None.

    `issuers` are the bodies that issued what is on file: their own province answers "tỉnh nào" only where its place in
    an order is the one asked for ("tỉnh nào đứng thứ 6").
    """
    asked = _WHICH.search(question.text)
    if asked is None or made.outcome in ABSTAINS or re.search(r"\bnào\b", question.text[: asked.start()]):
        return None
    kind = asked["kind"].lower()
    if _names(kind, question, made, issuers):
        return None
    line = f"Không tìm thấy thông tin này: các văn bản đã nạp không nêu tên {kind} nào cho nội dung được hỏi."
    return Draft("not_found", (line,))


def _names(kind: str, question: Question, made: Draft, issuers: Iterable[str]) -> bool:
    said = " ; ".join((*made.lines, *(c.quote for c in made.citations)))
    if kind in _FIRMS:
        return bool(_FIRM.search(said))
    if kind in _PROVINCES:
        named = {name for name in _provinces() if name in said.lower()}
        order = _ORDER.search(question.text)
        others = named - {name for name in named if any(name in issuer.lower() for issuer in issuers)}
        return bool(others or (named and order and re.search(rf"\b{order.group()}\b", said, re.IGNORECASE)))
    if any(_NAME.fullmatch(c.row) for c in made.citations if c.row):
        return True
    if kind != "sở":
        return bool(_LOCAL.search(said))
    return bool(_PROPER.search(said)) or any(s.name[:1].isupper() for s in find_scopes(said))
