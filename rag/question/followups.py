"""The words by which a follow-up is known and that name nothing in it (data/followups.tsv)."""

import re
from collections.abc import Sequence

from ingest.vietnamese.levels import find_scopes
from rag.question.exchange import without_scopes
from rag.words import table


def _said(where: str) -> str:
    """The words of a place in the message, as alternatives, the longest first."""
    phrases = (row[0] for row in table("followups.tsv") if row[1] == where)
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


BEGINS = re.compile(rf"^\s*(?:(?:{_said('begins')})\b[\s,:]*)+", re.IGNORECASE)
PART = re.compile(rf"^\s*(?:{_said('part')})\s+(?=\w)", re.IGNORECASE)
ENDS = re.compile(rf"(?:\s*\b(?:{_said('ends')}))*\s*[?!.]*\s*$", re.IGNORECASE)
MODAL = re.compile(rf"(?:{_said('modal')})", re.IGNORECASE)
VERB = re.compile(rf"\b(?:{_said('verb')})\b", re.IGNORECASE)
_BACK = re.compile(rf"\b(?:{_said('back')})\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(rf"(?:{_said('attribute')})", re.IGNORECASE)
_DETAIL = re.compile(rf"(?:{_said('detail')})", re.IGNORECASE)
_POINTS_AT = re.compile(
    r"\b(?:cái|việc|số|nội dung|nhiệm vụ|hệ thống|chỉ số|tỷ lệ|kế hoạch|văn bản|dự án|chỉ tiêu|báo cáo|quyết định"
    r"|công trình|chương trình|đơn vị|xã|sở|vụ|khoản|nguồn|mục) (?:đó|này|ấy|kia)\b",
    re.IGNORECASE,
)
LIMITS = re.compile(r"^\s*(?:và |thế |còn )?(?:riêng|trong (?:số )?đó)\b", re.IGNORECASE)
"""What asks for a part of what was asked for, rather than for another of it."""
REMAINS = re.compile(r"^\s*(?:(?:thế|vậy|rồi)\s+)?còn(?:\s+lại)?\s+(?:được\s+)?(?:bao nhiêu|mấy)\b", re.IGNORECASE)
"""A "còn" that asks for the rest rather than for another of the same."""
_KINDS = frozenset(("Sở", "Bộ"))
"""What a body is called by that people then name by its field alone: "còn Tư pháp?" after "Sở Tài chính"."""
_SIDE = re.compile(r"\b(?:bên|phía|khối|ngành|của|ở|với)\s+(?=\w)", re.IGNORECASE)
PRONOUN = re.compile(r"\bnó\b", re.IGNORECASE)


def opened(message: str) -> str:
    """A message without how a follow-up begins ("thế còn")."""
    return BEGINS.sub("", message)


def core_of(message: str) -> str:
    """A message without how a follow-up begins and ends."""
    return ENDS.sub("", PART.sub("", opened(message))).strip(" ,?")


def with_kind(message: str, units: Sequence[str]) -> str:
    """A follow-up that names another body without its kind, with the kind of the body spoken of before it.

    >>> with_kind("còn bên Tư pháp?", ["Sở Tài chính"]), with_kind("còn bên Y tế?", []), with_kind("còn quý 2?", [])
    ('còn Sở Tư pháp?', 'còn Sở Y tế?', 'còn quý 2?')
    """
    core = core_of(message)
    said = _SIDE.search(message)
    kinds = [unit.split()[0].capitalize() for unit in units] or (["Sở"] if said and core else [])
    if not core or find_scopes(core):
        return message
    for kind in _KINDS.intersection(kinds):
        named = f"{kind} {core}"
        if any(s.start == 0 and s.end == len(named) and s.name != s.level for s in find_scopes(named)):
            return _SIDE.sub("", message).replace(core, named, 1)
    return message


def is_attribute(content: str) -> bool:
    """Whether a message's content is only what may be asked of any thing ("kinh phí", "giải pháp")."""
    return bool(_ATTRIBUTE.fullmatch(without_scopes(content).strip(" |")))


def asks_more(message: str) -> bool:
    """Whether a message asks for more of the last answer ("chi tiết hơn")."""
    return bool(_DETAIL.fullmatch(core_of(message)))


def points_back(message: str) -> bool:
    """Whether a message points to what was spoken of ("nó", "kế hoạch này")."""
    return bool(_BACK.search(message) or _POINTS_AT.search(message))
