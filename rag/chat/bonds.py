"""What belongs together in a sentence and may not be parted or paired anew in a telling: a cause and its effect, a
quantity word and what it counts, a name and what is said of it, a body and what it does, an order and that it is one.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.vietnamese.fold import syllables
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.normalize import canonical_tone
from rag.chat.figure_words import told_words
from rag.chat.sources import Source
from rag.words import table

_CLAUSE = re.compile(r";\s|(?<=[^\d\s][.!?])\s")
_FRONTED = re.compile(r"^\W*(?:(?<!lý )(?<!tự )do|vì|bởi|nhờ)\s+(.+?)(?:,|\s+nên)\s+(.+)$", re.IGNORECASE | re.DOTALL)
_MAKES = re.compile(r"^(.+?)\s(?:khiến|dẫn đến|làm cho)\s(.+)$", re.IGNORECASE | re.DOTALL)
_REASON = re.compile(r"^\W*nguyên nhân\s+(.+?)\s+là\s+(?:do\s+)?(.+)$", re.IGNORECASE | re.DOTALL)
_BECAUSE = re.compile(r"^(.+?)\s(?:là\s+)?(?:(?<!lý )(?<!tự )do|vì|bởi|nhờ)\s(.+)$", re.IGNORECASE | re.DOTALL)
_BRINGS = re.compile(r"\b(?:làm|gây|khiến|do|vì)\b", re.IGNORECASE)
_TOPIC = 4
"""Syllables up to which a cause is but the name of what is spoken of: "ca tử vong do sốt xuất huyết"."""
_DONE = re.compile(r"\bđã(?:\s+được)?\s+([^\W\d]+\s+[^\W\d]+)", re.IGNORECASE)
_AIM = re.compile(
    r"\b(?:phấn đấu|mục tiêu|dự kiến|(?-i:[Gg]iao(?=\s+[A-ZĐỦ]))|"
    r"yêu cầu|đề nghị|chủ trì|sẽ|cần|phải|chậm nhất|trước ngày|thời hạn)\b",
    re.IGNORECASE,
)
_AIMED_BY = re.compile(r"\b(?:mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|phương hướng|thời gian tới)\b", re.IGNORECASE)
_PLANS = frozenset(("kế hoạch", "chương trình", "đề án", "chỉ thị"))
_NAME = re.compile(r"[^\W\d_a-zà-ỹ]\w*(?:\s+[^\W\d_a-zà-ỹ]\w*)+")
_LABEL = re.compile(r"\b(?:phương án|giai đoạn|nhóm|mức|vùng|khu vực|phụ lục|dự án)\s+\d{1,2}\b", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?!(?:ít|nhiều|thống|thứ|đồng|hợp)\s+nhất)[^\W\d]+\s+nhất\b|\b(?:dẫn đầu|đứng đầu|kỷ lục|đầu tiên)\b",
    re.IGNORECASE,
)
"""A superlative: nobody but the source may call a thing the highest."""
_LOOSE = frozenset(("các", "những", "đã", "được", "có", "là", "phải", "sẽ"))
_AFTER = 4
"""Words behind a quantity word that say of what it is said."""


def parted(sentence: str, sources: "Sequence[Source]") -> bool:
    """Whether a sentence parts or pairs anew what its sources say together."""
    texts = [s.citation.quote for s in sources]
    clauses = [c for text in texts for c in _CLAUSE.split(text)]
    return (
        _other_cause(sentence, clauses)
        or _other_quantity(sentence, clauses)
        or _other_name(sentence, clauses)
        or _other_doer(sentence, texts)
        or _done(sentence, sources)
    )


# --- causes ----------------------------------------------------------------------------------------


def _causes(clause: str) -> Iterator[tuple[str, str]]:
    """(effect, cause) as a clause gives them; who does a thing ("do Sở Y tế chủ trì") is no cause."""
    for pattern, cause_first in ((_FRONTED, True), (_MAKES, True), (_REASON, False), (_BECAUSE, False)):
        match = pattern.match(clause)
        if match:
            effect, cause = (match[2], match[1]) if cause_first else (match[1], match[2])
            if not re.match(r"\s*(?:đồng chí|ông|bà)\b", cause) and all(s.start for s in find_scopes(cause)[:1]):
                yield effect, cause
            return


def _other_cause(sentence: str, clauses: Sequence[str]) -> bool:
    told = [pair for clause in _CLAUSE.split(sentence) for pair in _causes(clause)]
    printed = [(pair, clause) for clause in clauses for pair in _causes(clause)]
    if told and not printed:
        brings = any(_BRINGS.search(clause) for clause in clauses)
        return not brings and any(len(syllables(cause)) > _TOPIC for _, cause in told)
    return any(all(_turned(pair, other, c, clauses) for other, c in printed) for pair in told)


def _turned(told: tuple[str, str], printed: tuple[str, str], clause: str, clauses: Sequence[str]) -> bool:
    """Whether a cause is told as the effect, or of what another clause says."""
    effect, cause = map(told_words, told)
    there, why = map(told_words, printed)
    elsewhere = frozenset().union(*(_marked(c) for c in clauses if c != clause)) - _marked(clause)
    return (
        len(cause & (there - why)) > len(cause & why)
        or len(effect & (why - there)) > len(effect & there)
        or bool(_marked(told[0]) & elsewhere)
    )


def _marked(text: str) -> frozenset[str]:
    """The numbers and names of a text."""
    return frozenset(re.findall(r"\d[\d.,/]*", text)) | frozenset(n.lower() for n in _NAME.findall(text))


# --- quantities ------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _quantities() -> tuple[re.Pattern[str], frozenset[str]]:
    rows = table("quantities.tsv")
    longest_first = sorted((row[0] for row in rows), key=len, reverse=True)
    return (
        re.compile(rf"\b(?:{'|'.join(longest_first)})\b", re.IGNORECASE),
        frozenset(row[0] for row in rows if row[1] == "all"),
    )


def _other_quantity(sentence: str, clauses: Sequence[str]) -> bool:
    pattern, every = _quantities()
    whole = " ; ".join(clauses)
    if any(m.lower() not in whole.lower() for m in _MOST.findall(sentence)):
        return True
    for match in pattern.finditer(sentence):
        word = match.group().lower()
        if word in every:
            if not any(w.lower() in every for w in pattern.findall(whole)) and "100%" not in whole:
                return True
            continue
        behind = _behind(sentence[match.end() :])
        held = [c for c in clauses if word in (w.lower() for w in pattern.findall(c))]
        if not any(all(w in syllables(c) for w in behind) for c in held):
            return True
    return any(_left_out(match, clause, sentence, whole) for clause in clauses for match in pattern.finditer(clause))


def _behind(text: str) -> list[str]:
    return [w for w in syllables(text) if w not in _LOOSE and not w[0].isdigit()][:_AFTER]


def _left_out(match: re.Match[str], clause: str, sentence: str, whole: str) -> bool:
    """Whether what is printed of some is told without saying so."""
    behind = syllables(clause[match.end() :])
    noun = " ".join(behind[1:3] if behind[:1] in (("các",), ["các"]) else behind[:2])
    if not noun or " " not in noun:
        return False
    pattern, _ = _quantities()
    said, printed = (" ".join(syllables(text)) for text in (sentence, whole))
    plain = _count(noun, printed) > sum(1 for m in pattern.finditer(printed) if noun in _next(printed, m.end()))
    return not plain and noun in said and not any(noun in _next(said, m.end()) for m in pattern.finditer(said))


def _count(noun: str, text: str) -> int:
    return len(re.findall(rf"\b{re.escape(noun)}\b", text))


def _next(text: str, at: int) -> str:
    return " ".join(text[at:].split()[:4])


# --- names and bodies ------------------------------------------------------------------------------


def _other_name(sentence: str, clauses: Sequence[str]) -> bool:
    """Whether what is said of one name, body or numbered thing is told of another, which stands in another clause."""
    for find in (_names, _bodies, _labels):
        own = find(sentence)
        if len(own) != 1:
            continue
        (name,) = own
        here = [c for c in clauses if name in find(c)]
        others = [c for c in clauses if name not in find(c) and find(c)]
        if here and any(_nearer(sentence, other, here, name) for other in others):
            return True
    return False


def _nearer(sentence: str, other: str, here: Sequence[str], name: str) -> bool:
    """Whether a sentence says more of what another clause alone says than of what the clauses of its name alone say."""
    said, theirs = frozenset(syllables(sentence)), frozenset(syllables(other))
    own = frozenset().union(*(frozenset(syllables(c)) for c in here))
    named = frozenset(syllables(name)) | frozenset(w for n in (_names(other) | _bodies(other)) for w in syllables(n))
    only_theirs, only_own = theirs - own - named, own - theirs - named
    shares = [len(said & part) / len(part) if part else 0.0 for part in (only_theirs, only_own)]
    return shares[0] > shares[1]


def _names(text: str) -> frozenset[str]:
    return frozenset(canonical_tone(n).lower() for n in _NAME.findall(text[:1].lower() + text[1:]))


def _bodies(text: str) -> frozenset[str]:
    return frozenset(canonical_tone(s.name).lower() for s in find_scopes(text) if s.name != s.level)


def _labels(text: str) -> frozenset[str]:
    return frozenset(label.lower() for label in _LABEL.findall(text))


def _other_doer(sentence: str, texts: Sequence[str]) -> bool:
    """Whether a body is told to do what stands behind another body and not behind it."""
    done: dict[str, set[str]] = {}
    for text in texts:
        for name, act in _acts(text):
            done.setdefault(act, set()).add(name)
    return any(act in done and name not in done[act] for name, act in _acts(sentence))


def _acts(text: str) -> Iterator[tuple[str, str]]:
    """Each body of a text with the two words right behind it; what bodies joined by "và" do, both do."""
    joined: list[str] = []
    for scope in find_scopes(text):
        behind = text[scope.end :]
        joined.append(canonical_tone(scope.name).lower())
        if re.match(r"\s*(?:,|và\b)", behind):
            continue
        words = [w for w in syllables(re.split(r"[,;]", behind)[0]) if w not in _LOOSE][:2]
        if len(words) == 2 and not words[0][0].isdigit():
            yield from ((name, " ".join(words)) for name in joined)
        joined = []


# --- orders ----------------------------------------------------------------------------------------


def _done(sentence: str, sources: "Sequence[Source]") -> bool:
    """Whether something is told as done that is printed as an order or an aim."""
    return any(all(_ordered(m[1], s) for s in sources) for m in _DONE.finditer(sentence))


def _ordered(act: str, source: Source) -> bool:
    text = source.citation.quote
    acted = re.compile(rf"\b{re.escape(act)}\b", re.IGNORECASE)
    if not acted.search(text) or re.search(rf"\bđã(?:\s+được)?\s+{acted.pattern}", text, re.IGNORECASE):
        return False
    clause = next((c for c in _CLAUSE.split(text) if acted.search(c)), text)
    opening = text.split(",")[0] if _AIMED_BY.search(text.split(",")[0]) else ""
    headings = " ".join((source.statement.lead, *source.statement.path))
    return source.document.kind in _PLANS or bool(_AIM.search(clause) or opening or _AIMED_BY.search(headings))
