"""The chat-model writer: what the reader found, told by a model, sentence by sentence under the same checks.

The first line of a figure, a date, a computation stays the extractive writer's, for the reader settles figure, period
and scope; the model writes what stands beside it. An explanation it writes whole. Lists, a document's own data and
refusals it is not asked about: they must be complete, or say no. A sentence that fails its checks (claims.py) is
repaired once, told what failed; failing again, it gives way to the source's own words or is withheld.
"""

import itertools
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.sentences import sentences
from rag.chat import prompts
from rag.chat.claims import faults
from rag.chat.model import ChatFailed, Talks
from rag.chat.sources import Source, as_printed
from rag.chat.usage import NO_USAGE, Usage
from rag.draft import Draft
from rag.library import Library
from rag.question.instructions import instructs
from rag.reading.places import Place
from rag.records import Citation, Evidence, Question
from rag.write import LINE, citation, shorten

Say = Callable[[str], None]
"""Told each line of the answer as soon as it has passed its checks."""
SHOWN = 8
"""Pieces of evidence that the model sees: the answering one stood among the first eight for 97 % of the development
questions, and a small model loses the thread of more."""
_KEY = re.compile(r"\s*\[([^\[\]]{1,40})\]")
_KEYS_AFTER = re.compile(r"\s*([.!?…]+)\s*((?:\[[^\[\]]*\]\s*)+)\.?")
_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|<[^>]*>|\bhttps?://\S+|\bwww\.\S+|[*_`#>|]{1,3}")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\([^)]*\)")
_BULLET = re.compile(r"^\s*(?:[-–+•]|\d{1,2}[.)])\s+")
_SHORT = frozenset(("figure", "date", "who", "extreme", "compare", "compute", "count"))


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a draft: the draft to show, the sentences of the model that were held back, what it cost, and
    why the model was of no use ("" when it was)."""

    draft: Draft
    withheld: tuple[str, ...] = ()
    usage: Usage = NO_USAGE
    failure: str = ""


def written(
    question: Question,
    draft: Draft,
    evidence: Sequence[Evidence],
    library: Library,
    chat: Talks,
    say: Say = lambda _: None,
) -> Written:
    """The draft as the model tells it. Never raises for what the model does: then the draft stays as it is."""
    beside = question.intent in _SHORT or draft.figures or draft.computation
    if draft.outcome not in ("answered", "computed") or not (beside or question.intent in ("explain", "other")):
        return Written(draft)
    sources = _sources(draft, evidence)
    if not sources:
        return Written(draft)
    base = draft if beside else replace(draft, lines=(), citations=(), figures=())
    for line in base.lines:
        say(line)
    telling = Telling(sources, chat, base, say, bool(beside))
    system, most = (prompts.CONTEXT, prompts.BESIDE) if beside else (prompts.EXPLAIN, prompts.SENTENCES)
    failure = ""
    try:
        telling.listen(system, _prompt(question, draft, sources, library), most)
    except ChatFailed as error:
        failure = str(error)
    if failure or not telling.lines:
        return Written(draft, tuple(telling.withheld), chat.usage, failure)
    lines = [*base.lines, *([""] if len(base.lines) == 1 else []), *telling.lines]
    if not base.lines and len(lines) > 1:
        lines.insert(1, "")
    made = replace(draft, lines=tuple(lines), citations=telling.citations)
    return Written(made, tuple(telling.withheld), chat.usage)


def _sources(draft: Draft, evidence: Sequence[Evidence]) -> list[Source]:
    """What the model may cite: the draft's own citations, with their markers, then further evidence."""
    found: list[Source] = []
    by_quote = {(e.document.id, citation(0, _whole(e), e.document).quote): e for e in evidence}
    for cited in draft.citations:
        piece = by_quote.get((cited.document_id, cited.quote))
        if piece is not None:
            found.append(_source(cited, piece))
    known = {s.statement.id for s in found}
    marker = max((c.marker for c in draft.citations), default=0)
    for piece in evidence:
        if len(found) >= SHOWN:
            break
        if piece.statement.id not in known:
            marker += 1
            found.append(_source(citation(marker, _whole(piece), piece.document), piece))
    return found


def _whole(piece: Evidence) -> Place:
    return Place(piece.statement, 0, len(piece.statement.text))


def _source(cited: Citation, piece: Evidence) -> Source:
    return Source(secrets.token_hex(3), cited, piece.statement, piece.document, piece.figures)


def _prompt(question: Question, draft: Draft, sources: Sequence[Source], library: Library) -> str:
    parts = [f"CÂU HỎI: {prompts.fenced('cau', question.text)}", f"KẾT QUẢ: {_KEY.sub('', draft.lines[0])}"]
    if draft.computation:
        parts.append(f"PHÉP TÍNH: {draft.computation['formula']} (kết quả: {draft.computation['result']})")
    parts += [shown(s) for s in sources]
    doubts = [d for s in sources for d in library.disagreements(s.citation.document_id, s.citation.quote)]
    parts += [f"CHỖ KHÔNG KHỚP TRONG VĂN BẢN: {doubt}" for doubt in dict.fromkeys(doubts)]
    return "\n".join(parts)


def shown(source: Source) -> str:
    """A source as the model sees it, without headings that speak to it."""
    cited, period = source.citation, source.document.period
    return prompts.fenced(
        "nguon",
        cited.quote,
        khoa=source.key,
        van_ban=cited.title,
        ky=period.text if period else "",
        muc=" > ".join(heading for heading in source.statement.path if not instructs(heading)),
    )


class Telling:
    """The lines of one reply as they come: each passes its checks, waits for repair, or is held back.

    `lines` are those that passed, with the markers of their sources, which are numbered on from those of `base`; once
    one line waits, all after it wait too, so that they are said in order.
    """

    def __init__(self, sources: Sequence[Source], chat: Talks, base: Draft, say: Say, beside: bool = False) -> None:
        self._sources = {s.key: s for s in sources}
        self._chat, self._base, self._say, self._beside = chat, base, say, beside
        self._markers = {_place_of(c): c for c in base.citations}
        self.lines: list[str] = []
        self.withheld: list[str] = []

    def listen(self, system: str, user: str, most: int) -> None:
        """Takes in a reply to a prompt, at most `most` lines; then has what failed repaired. ChatFailed: no reply."""
        waiting: list[_Line] = []
        told = (line for line in self._lines_of(self._chat.tell(system, user)) if prompts.REFUSAL not in line)
        for line in itertools.islice(told, most):
            checked = self._checked(line)
            if checked.faults or waiting:
                waiting.append(checked)
            else:
                self._pass(checked)
        for checked in self._repaired(waiting):
            self._pass(checked)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those of the base and those that the lines mark, by marker."""
        return tuple(self._markers.values())

    def _lines_of(self, pieces: Iterable[str]) -> Iterator[str]:
        """Whole sentences, cleaned of markup and of the model's thoughts, as the pieces complete them."""
        held = ""
        for piece in pieces:
            held += piece
            if "<think>" in held and "</think>" not in held:
                continue
            *complete, held = _THOUGHT.sub("", held).split("\n")
            yield from (part for line in complete for part in split(line))
        yield from split(_THOUGHT.sub("", held))

    def _checked(self, line: str) -> "_Line":
        keys = dict.fromkeys(_KEY.findall(line))
        used = [self._sources[k] for k in keys if k in self._sources]
        text = as_printed(" ".join(_KEY.sub("", line).split()), used)
        return _Line(text, used, faults(text, used, self._base.computation))

    def _pass(self, line: "_Line") -> None:
        if line.faults:
            self.withheld.append(line.text)
            return
        shown_line = f"{line.text} {''.join(dict.fromkeys(self._mark(s) for s in line.sources))}"
        if shown_line not in self.lines and shown_line not in self._base.lines:
            self.lines.append(shown_line)
            self._say(shown_line)

    def _mark(self, source: Source) -> str:
        place = _place_of(source.citation)
        if place not in self._markers:
            self._markers[place] = replace(source.citation, marker=len(self._markers) + 1)
        return f"[{self._markers[place].marker}]"

    def _repaired(self, waiting: Sequence["_Line"]) -> list["_Line"]:
        """The waiting lines, what failed of them written anew, in the source's own words, or still failed."""
        failed = [line for line in waiting if line.faults]
        if not failed:
            return list(waiting)
        asked = "\n".join(f"{i}. {line.text} — lỗi: {'; '.join(line.faults)}" for i, line in enumerate(failed, 1))
        sources = "\n".join(shown(s) for s in self._sources.values())
        try:
            replies = list(self._lines_of(self._chat.stream(prompts.REPAIR, f"{sources}\nCÁC CÂU SAI:\n{asked}")))
        except ChatFailed:
            replies = []
        anew = {id(line): self._checked(reply) for line, reply in zip(failed, replies, strict=False)}
        mended = [anew[id(line)] if id(line) in anew and not anew[id(line)].faults else line for line in waiting]
        return [self._own_words(line) if line.faults else line for line in mended]

    def _own_words(self, line: "_Line") -> "_Line":
        """A failed sentence of an explanation gives way to what its first source says; beside an answer to nothing."""
        if self._beside or not line.sources:
            return line
        self.withheld.append(line.text)
        return _Line(shorten(line.sources[0].citation.quote, 2 * LINE), line.sources[:1], ())


def _place_of(cited: Citation) -> tuple[str, str, str | None]:
    return cited.document_id, cited.quote, cited.column


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    sources: Sequence[Source]
    faults: tuple[str, ...]


def split(line: str) -> Iterator[str]:
    """The sentences of a line without markup, each with the keys that follow it.

    >>> list(split("**Đạt 93,5%.** [a1] Còn [chậm](http://x) ở xã [b2]."))
    ['Đạt 93,5% [a1].', 'Còn chậm ở xã [b2].']
    """
    text = _BULLET.sub("", _MARKUP.sub("", _LINK.sub(r"\1", line))).strip()
    text = _KEYS_AFTER.sub(_keys_first, text).strip()
    parts = (text[start:end] for start, end in sentences(text))
    yield from (part for part in parts if re.search(r"\w", _KEY.sub("", part)))


def _keys_first(match: re.Match[str]) -> str:
    return f" {match[2].strip()}{match[1]} "
