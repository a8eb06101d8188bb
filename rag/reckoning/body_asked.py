"""The body that a question asks the tasks of, as it is named, as people name it, or by its level of government."""

import re
from dataclasses import dataclass

from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.colloquial import spoken
from ingest.vietnamese.levels import find_scopes

_SUBJECT = re.compile(
    r"^(?:.*?\b(?:việc|nhiệm vụ)\s+(?:của|giao)\s+)?(?P<who>.+?)\s+(?:thì\s+)?"
    r"(?:phải|cần|được|có|chịu|làm|lo|trong|theo|ở|tại|là)\b",
    re.IGNORECASE,
)
"""Who a question is about: what stands before its verb, or after "việc của"."""
_BODY = re.compile(
    r"\b(?:phòng|ban|sở|trung tâm|đài|báo|đoàn|hội|liên đoàn|mặt trận|văn phòng|chi cục|cục|kho bạc|ngân hàng|bưu điện"
    r"|tòa án|viện|công an|bộ đội|bảo hiểm|thuế|hải quan|trường|tổ|ủy ban|công ty)\b",
    re.IGNORECASE,
)
"""Words by which a subject is a body."""
_LEVEL_AT = 12
"""Characters within which a clause for all bodies of a level names it: "UBND các xã, phường ban hành …"."""
_LONGEST, _WORDS = 100, 14
"""Characters of a heading that names a body, and the words of it that are looked at."""
_JOINS = frozenset(("và", "các", "tỉnh", "những", "của", "cho"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A body by its name in words, by other names that a heading for it says, or by the level it is of."""

    name: tuple[str, ...]
    alike: tuple[tuple[str, ...], ...]
    level: str

    @property
    def said(self) -> tuple[str, ...]:
        """All words that the body is called by."""
        return (*self.name, *(word for words in self.alike for word in words), self.level)

    def begins(self, text: str) -> bool:
        """Whether a clause without its mark begins with the body's name."""
        if self.name and normal_words(text)[: len(self.name)] == self.name:
            return True
        return bool(self.level) and any(
            s.level == self.level and s.name == s.level for s in find_scopes(text) if s.start < _LEVEL_AT
        )

    def heads(self, text: str) -> bool:
        """Whether a heading without its mark names the body."""
        if self.begins(text):
            return True
        words = f" {' '.join(_core(text)[:_WORDS])} "
        return len(text) < _LONGEST and any(f" {' '.join(own)} " in words for own in self.alike)


def body_asked(text: str) -> Asked | None:
    """The one body that a question is about; None where it names none, or several.

    >>> body_asked("báo đài tỉnh phải làm gì theo kế hoạch").heads("Đề nghị Báo và Phát thanh - Truyền hình tỉnh")
    True
    >>> body_asked("Sở Y tế phải làm gì").begins("Sở Y tế chủ trì"), body_asked("tỷ lệ đạt bao nhiêu")
    (True, None)
    """
    scopes = find_scopes(text)
    named = [s.name for s in scopes if s.name != s.level]
    if named:
        return Asked(normal_words(named[0]), (), "") if len(named) == 1 else None
    subject = _SUBJECT.match(text)
    who = subject["who"] if subject else ""
    if subject and _BODY.search(who):
        own = [_core(who), *(_core(formal) for _, ways in spoken(who) for formal in ways)]
        return Asked((), tuple(words for words in own if len(words) > 1), "")
    levels = {s.level for s in scopes if s.end <= len(who) + (subject.start("who") if subject else 0)}
    return Asked((), (), levels.pop()) if len(levels) == 1 else None


def _core(text: str) -> tuple[str, ...]:
    """The words of a name without those that only join them: "Báo và Phát thanh - Truyền hình"."""
    return tuple(word for word in normal_words(text) if word not in _JOINS)
