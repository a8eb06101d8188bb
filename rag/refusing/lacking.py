"""Which of the things a question speaks of a place does not: the reason that the place is no answer.

A question is cut into words of Vietnamese (compounds.py). A word is said when it stands around the place, in the
question's spelling, without accents, or in the formal words for a spoken phrase; words of asking and doing
(data/scaffold.tsv) need not be said, nor what only names a period, a level or a body, which slots.py judges.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.records import Document
from ingest.vietnamese.abbreviations import normal_form, normal_words
from ingest.vietnamese.colloquial import spoken
from ingest.vietnamese.compounds import Compound, compounds
from ingest.vietnamese.fold import fold
from ingest.vietnamese.levels import find_scopes
from rag.library import Library
from rag.reading.initials import is_short, spelt_in
from rag.reading.match import grams
from rag.reading.places import Place
from rag.reading.zones import around, zones_of
from rag.records import Citation, Question
from rag.words import phrases, table, words

UNACCENTED, APART, FAR = 0.7, 0.3, 0.85
"""What it is worth that a word stands without its accents; that its syllables stand, but not together; that it stands
in the rest of the sentence, in a heading or in the title instead of in what the place itself says or hangs on."""
COMMON = 5.5
"""Nats: words commoner than one in 250 tell nothing ("của" 4, "cá nhân" 6.7, "người dân" 8, "thất nghiệp" 10)."""

DOING = 0.3
"""What it weighs that an everyday word of doing ("gom", "dồn") is not said, of what another word would."""
_NAMING, _SHARE = 2.0, 0.2
"""Nats, and the share of what a question tells, from which a lacking word makes an indicator another one."""
_BEGINS = 2
"""Syllables of what is counted before the word that tells it: "hội viên | phụ nữ"."""
_FIGURE_OF = re.compile(
    r"\b(?:tỷ lệ|tỉ lệ|tốc độ(?: tăng)?|mức độ|điểm(?: trung bình)?(?: môn)?|số lượng|tổng số"
    r"|(?<!ký )(?<!trong )(?<!hồ )số(?= (?!hóa|hoá|liệu|hiệu|ký))|bao nhiêu|mấy) ",
    re.IGNORECASE,
)
FOREIGN = 0.6
"""The share of what a question tells from which an answer that lacks it is about something else."""

Zone = frozenset[str]


@dataclass(frozen=True, slots=True)
class Lack:
    """A word of the question that a place does not say; `weight` in nats above COMMON, times how little it is said."""

    text: str
    weight: float


@lru_cache(maxsize=256)  # the best places are judged, refused or set beside others by what they lack
def lacking(question: Question, place: Place, document: Document) -> tuple[Lack, ...]:
    """The telling words of a question that a place lacks, the most telling first."""
    own, near = zones_of(place)
    zones = [(zone, 1.0) for zone, _ in (*own, *near)] + [(zone, FAR) for zone, _ in around(place.statement, document)]
    zones.append((grams(f"{document.issuer} {document.place}"), FAR))
    return _lacking(question, zones)


def speaks_of(question: Question, citations: Iterable[Citation], library: Library) -> bool:
    """Whether what is cited speaks, taken together, of what the question is about."""
    return sum(lack.weight for lack in unspoken(question, citations, library)) < FOREIGN * telling(question)


def unspoken(question: Question, citations: Iterable[Citation], library: Library) -> tuple[Lack, ...]:
    """The telling words of a question that nothing of what is cited says."""
    zones: list[tuple[Zone, float]] = []
    for c in citations:
        document = library.documents[c.document_id]
        zones += [(grams(text), 1.0) for text in (c.quote, c.section, c.title, f"{document.issuer} {document.place}")]
    return _lacking(question, zones)


def unsaid(question: Question, zones: Iterable[Zone]) -> float:
    """The share of what a question tells that none of the zones says; 0 where it tells nothing."""
    whole = telling(question)
    return sum(lack.weight for lack in _lacking(question, [(zone, 1.0) for zone in zones])) / whole if whole else 0.0


def _lacking(question: Question, zones: Sequence[tuple[Zone, float]]) -> tuple[Lack, ...]:
    formal = _formal(question.text)
    found = []
    for word in _wanted(question):
        said = _said(word.syllables, zones)
        for phrase in formal.get(word.syllables[0], ()) if said < 1.0 else ():
            said = max(said, min(_said(w.syllables, zones) for w in phrase))
        weight = (word.surprise - COMMON) * (1.0 - said) * (DOING if _is_doing(word) else 1.0)
        if weight > 0:
            found.append(Lack(word.text, weight))
    return tuple(sorted(found, key=lambda lack: -lack.weight))


def unsaid_indicator(question: Question, lacks: Sequence[Lack]) -> str:
    """A word that names the very thing that a figure is asked of, and that the place lacks: another thing's figure is
    no answer ("tỷ lệ thất nghiệp", "bao nhiêu hội viên phụ nữ"). "" when there is none, or it tells little."""
    if question.intent != "figure":
        return ""
    missed = {lack.text for lack in lacks if lack.weight >= max(_NAMING, _SHARE * telling(question))}
    return next((w.text for w in _named_things(question.text) if w.text in missed), "") if missed else ""


@lru_cache(maxsize=64)
def _named_things(text: str) -> tuple[Compound, ...]:
    """The words of more than one syllable that begin right after the words of a question that a figure is named by, and
    the one that it begins with: "nợ đọng … là bao nhiêu"."""
    found: list[Compound] = []
    for match in _FIGURE_OF.finditer(text):
        run = next(iter(between_scaffold(normal_form(text[match.end() :].split(",")[0]))), [])
        at = 0
        for compound in compounds(run):
            if at <= _BEGINS and len(compound.syllables) > 1:
                found.append(compound)
            at += len(compound.syllables)
    begins = next(iter(between_scaffold(normal_form(text.split(",")[0]))), [])
    return (*found, *(c for c in compounds(begins)[:1] if len(c.syllables) > 1))


def _is_doing(word: Compound) -> bool:
    """Whether a word is an everyday one for what is done (data/doings.tsv)."""
    return all(syllable in _doings() for syllable in word.syllables)


@lru_cache(maxsize=1)
def _doings() -> frozenset[str]:
    return frozenset(row[0] for row in table("doings.tsv"))


def telling(question: Question) -> float:
    """Nats of all the telling words of a question; 0 where it names nothing."""
    return sum(word.surprise - COMMON for word in _wanted(question))


@lru_cache(maxsize=64)
def _wanted(question: Question) -> tuple[Compound, ...]:
    """The telling words of a question's own content: no scaffold, no number, no level or body."""
    found: list[Compound] = []
    for run in question.content.split("|"):
        for scope in sorted(find_scopes(run), key=lambda s: -s.start):
            run = f"{run[: scope.start]} | {run[scope.end :]}"
        for piece in between_scaffold(normal_form(run)):
            found += [c for c in compounds(piece) if c.surprise > COMMON]
    return tuple(dict.fromkeys(found))


def between_scaffold(text: str) -> Iterable[Sequence[str]]:
    """The runs of syllables that neither punctuation nor a word of asking and doing, nor a number, parts."""
    for part in text.split("|"):
        said = words(part)
        found = [*phrases("scaffold.tsv").find(said), *phrases("operands.tsv").find(said)]
        gone = {i for start, end, _ in found for i in range(start, end)}
        run: list[str] = []
        for i, word in enumerate(said):
            if i in gone or word.text[0].isdigit():
                yield run
                run = []
            else:
                run.append(word.text)
        yield run


def _said(word: Sequence[str], zones: Iterable[tuple[Zone, float]]) -> float:
    return max((worth * _held(word, zone) for zone, worth in zones), default=0.0)


def _held(word: Sequence[str], zone: Zone) -> float:
    if " ".join(word) in zone:
        return 1.0
    plain = [fold(s) for s in word]
    if " ".join(plain) in zone or (len(word) == 2 and f"{word[1]} {word[0]}" in zone):  # "bảo đảm" is "đảm bảo"
        return UNACCENTED if " ".join(plain) in zone else 1.0
    if len(word) == 1 and is_short(word[0]):
        return UNACCENTED * spelt_in(word[0], zone)
    return APART if len(word) == 2 and all(s in zone for s in word) else 0.0


@lru_cache(maxsize=64)
def _formal(text: str) -> dict[str, tuple[tuple[Compound, ...], ...]]:
    """Syllable of a spoken phrase → the formal wordings of the phrase, in words."""
    return {
        syllable: tuple(compounds(normal_words(phrase)) for phrase in meant)
        for said, meant in spoken(text)
        for syllable in said
        if meant
    }
