"""A follow-up ("còn sở ngành?", "thế năm 2023?", "ai chủ trì?") → a question that stands alone."""

import re
from dataclasses import dataclass

from ingest.vietnamese.fold import syllables
from ingest.vietnamese.levels import find_scopes
from rag.records import Question

# How a follow-up begins, and the words that point back ("nó", "trong đó", "cái đó").
_BEGINS = re.compile(r"^\s*(?:thế còn|vậy còn|còn|thế|vậy|rồi|trong đó|trong số đó|và|nhưng)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:nó|trong đó|trong số (?:đó|này)"
    r"|(?:cái|việc|số|nội dung|nhiệm vụ|hệ thống|chỉ số|tỷ lệ|kế hoạch|văn bản) (?:đó|này|ấy))\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:thì sao|thế nào|ra sao|là bao nhiêu|thì)?\s*[?!.]*\s*$", re.IGNORECASE)
# An indicator of its own makes a new subject: "thế tỷ lệ số hóa hồ sơ thì sao?".
_INDICATOR = re.compile(r"\b(?:tỷ lệ|chỉ số|tổng số|số lượng|kinh phí|điểm số|thứ hạng)\s+\w+", re.IGNORECASE)
# A question with at most this many syllables of its own content cannot name its subject by itself.
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Standalone:
    """`text` to be understood in place of the message; `inherits` the content of the earlier question, or nothing."""

    text: str
    inherits: str = ""
    follows: bool = False


def stand_alone(message: str, own: Question, earlier: Question | None) -> Standalone:
    """The message as a question of its own. `own` is its plan read alone, `earlier` the plan before it."""
    if earlier is None or not follows_up(message, own):
        return Standalone(message)
    core = _ENDS.sub("", _BEGINS.sub("", message)).strip(" ,?")
    bare = _left_over(own) == 0 and not own.asks
    if bare:
        replaced = _replace(core, own, earlier)
        if replaced:
            return Standalone(replaced, follows=True)
    period = "" if own.periods else " ".join(p.text for p in earlier.periods)
    if _INDICATOR.search(core):
        return Standalone(f"{message.rstrip(' ?')} {period}".strip() + "?", follows=True)
    return Standalone(f"{message.rstrip(' ?')} {period}".strip() + "?", inherits=_subject(earlier), follows=True)


def follows_up(message: str, own: Question) -> bool:
    """Whether a message needs the one before it: it says so, points back, or names no subject of its own."""
    if _BEGINS.search(message) or _POINTS_BACK.search(message):
        return not (own.documents and _left_over(own) > _SHORT)
    return _left_over(own) <= _SHORT and not own.documents


def _left_over(own: Question) -> int:
    """Syllables of content that are not the name of a place or body."""
    scopes = " ".join(own.content[s.start : s.end] for s in find_scopes(own.content))
    return len(syllables(own.content)) - len(syllables(scopes))


def _replace(core: str, own: Question, earlier: Question) -> str:
    """The earlier question with its period, or its place or body, exchanged for the one that is now named."""
    text = earlier.text
    if own.periods:
        return (
            text.replace(earlier.periods[0].text, own.periods[0].text, 1)
            if earlier.periods
            else f"{text.rstrip(' ?')} {core}?"
        )
    scopes = find_scopes(core)
    if not scopes:
        return ""
    named = [s for s in find_scopes(text) if (s.level == scopes[0].level) == (len(find_scopes(text)) > 1)] or list(
        find_scopes(text)
    )
    if not named:
        return f"{text.rstrip(' ?')} {core}?"
    return text[: named[-1].start] + core + text[named[-1].end :]


def _subject(earlier: Question) -> str:
    return " | ".join(part for part in (earlier.content, earlier.inherited) if part)
