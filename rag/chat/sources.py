"""What a sentence of a model cites, and the sentence put as its sources print what it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Document, Figure, Statement
from ingest.vietnamese.abbreviations import find
from ingest.vietnamese.normalize import canonical_tone
from rag.records import Citation

_OF = re.compile(r"\b(\d+) (?:(?:trong|trên)(?: tổng)? số|trên) (\d+)\b")


@dataclass(frozen=True, slots=True)
class Source:
    """What a key of the prompt stands for: the place as a citation (its marker is the source's own number), and the
    statement with its figures and document."""

    key: str
    citation: Citation
    statement: Statement
    document: Document
    figures: tuple[Figure, ...]


def as_printed(sentence: str, sources: Sequence[Source]) -> str:
    """The sentence with a part and its whole as its sources print them, "9 trong số 32 xã" of "9/32 xã", and with short
    and long forms as they print them, "UBND" of "Ủy ban nhân dân"."""

    def slashed(match: re.Match[str]) -> str:
        both = f"{match[1]}/{match[2]}"
        return both if any(re.search(rf"(?<![\d/]){both}(?![\d/])", s.citation.quote) for s in sources) else match[0]

    around = " . ".join(f"{s.citation.quote} . {s.citation.section} . {s.citation.title}" for s in sources)
    return _in_forms_of(_OF.sub(slashed, sentence), around)


def _in_forms_of(sentence: str, printed: str) -> str:
    low = canonical_tone(printed).lower()
    for form in reversed(find(sentence)):
        typed, long = sentence[form.start : form.end], canonical_tone(form.long).lower()
        if typed.lower() not in low and long in low:
            at = low.index(long)
            sentence = f"{sentence[: form.start]}{printed[at : at + len(long)]}{sentence[form.end :]}"
    for form in find(printed):
        long = canonical_tone(form.long).lower()
        if long in canonical_tone(sentence).lower() and long not in low:
            at = canonical_tone(sentence).lower().index(long)
            sentence = f"{sentence[:at]}{printed[form.start : form.end]}{sentence[at + len(long) :]}"
    return sentence
