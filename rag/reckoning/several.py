"""Several figures asked for in one question ("tổng bao nhiêu, trong đó cấp xã mấy?"): each found for its own part of
the question, all told and cited."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.vietnamese.fold import syllables
from ingest.vietnamese.levels import find_scopes
from rag.draft import Draft
from rag.library import Library
from rag.question.standing import own_words
from rag.read import Reading
from rag.reading.kinds import is_count, is_rank, is_share, is_value
from rag.reading.segments import own_text
from rag.reading.slots import DEFAULT_LEVEL, levels_in
from rag.reckoning.operands import Operand, content, operands, part
from rag.reckoning.pairing import chosen, fair, together
from rag.reckoning.working import each_told
from rag.records import Ask, Evidence, Question

_CUE = re.compile(
    r"\b(?:bao nhiêu|bao lăm|mấy)(?!\s+(?:lần|tới|đến))\b(?:\s*(?P<share>%|phần trăm))?"
    r"|\b(?P<rate>tỷ lệ|tỉ lệ)\b(?=[^,;]*(?:thế nào|ra sao)?\s*$)",
    re.IGNORECASE,
)
"""Where a part asks for its figure."""
_RANK = re.compile(r"\b(?:thứ hạng|xếp hạng|hạng|thứ (?:mấy|bao nhiêu))\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;]\s*(?:và\s+|còn\s+|rồi\s+)?|\s+(?:và|còn|rồi)\s+", re.IGNORECASE)
_EACH = re.compile(r"\b(?:mỗi|từng|lần lượt)\b", re.IGNORECASE)
"""One cue that asks for as many figures as things are named: "cấp 1 và cấp 2 mỗi loại mấy"; no cut tells them apart,
the sentence that tells them all answers it."""
_OPENING = re.compile(r"^(?P<shared>[^,:]*[,:])\s+(?=\S)")
_NOUN = 2
"""Words after a cue that may name what is counted: "bao nhiêu *nghìn USD*"."""
_CLOSE = 3
"""How much more than two operands of arithmetic the figures of one question stand together."""
_AGREED = 2
"""One of the figures stands in one of so many of the whole question's best places, else they are of something else."""
_MOST = 4
"""A question asks for up to four figures by name; more are a list."""


def several(
    question: Question, evidence: Sequence[Evidence], readings: Sequence[Reading], library: Library
) -> Draft | None:
    """All figures that a question asks for in as many parts; None when it has one part or a part is not on file."""
    if _EACH.search(question.text):
        return None
    parts = _parts(own_words(question.text))
    if not 2 <= len(parts) <= _MOST:
        return None
    sides = [_side(question, text, parts, evidence, library) for text in parts]
    if not all(sides):
        return None
    if any(_bare(question, text) for text in parts[1:]):
        found = chosen(sides, _in_one_place, _near)
    else:
        found = chosen([fair(side) for side in sides], _in_one_document, _near)
    best = {r.place.statement.id for r in readings[:_AGREED]}
    return each_told(found) if found and any(o.figure.statement_id in best for o in found) else None


def _near(*group: Operand) -> float:
    """How likely the figures of one question belong together: a row or sentence goes well before another one."""
    return together(*group) ** _CLOSE


def _bare(question: Question, text: str) -> bool:
    """Whether a part names nothing but a level or body ("trong đó cấp xã mấy"): it is a part of the first's figure."""
    own = content(text, question.periods)
    for scope in sorted(find_scopes(own), key=lambda s: -s.start):
        own = own[: scope.start] + own[scope.end :]
    return not syllables(own)


def _in_one_place(group: Sequence[Operand]) -> bool:
    return len({o.figure.statement_id for o in group}) == 1 or len({_column(o) for o in group}) == 1


def _column(operand: Operand) -> object:
    """The column of its table that a figure stands in; where it stands in none, the figure itself."""
    place = operand.reading.place
    if place.statement.table is None or place.column is None:
        return operand.key
    return place.statement.document_id, place.statement.table, place.column


def _in_one_document(group: Sequence[Operand]) -> bool:
    return len({o.figure.document_id for o in group}) == 1


def _parts(text: str) -> list[str]:
    """The question cut between its cues, at the last mark or joining word before the words of the next one.

    >>> _parts("tổng số bao nhiêu, trong đó cấp xã mấy?")
    ['tổng số bao nhiêu', 'trong đó cấp xã mấy?']
    """
    cues = [] if _EACH.search(text) else list(_CUE.finditer(text))
    cuts = [0]
    for a, b in pairwise(cues):
        marks = list(_BETWEEN.finditer(text, a.end(), b.start()))
        if not marks:
            return []
        cuts += [marks[0].start(), marks[0].end()]
    cuts.append(len(text))
    return [text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True)]


def _side(
    question: Question, text: str, parts: Sequence[str], evidence: Sequence[Evidence], library: Library
) -> list[Operand]:
    """The figures for a part; what opens the question, and the first part for a short one, is about every part."""
    cue = _CUE.search(text)
    share = bool(cue and (cue["share"] or cue["rate"]))
    opening = _OPENING.match(parts[0])
    if text is parts[0]:
        context = ""
    else:
        context = parts[0] if len(text.split()) < len(parts[0].split()) else opening["shared"] if opening else ""
    asked = part(question, text, context)
    if not content(text, question.periods) and not asked.levels:
        asked = part(question, f"{parts[0]} {text}")
    counted = cue.end() + 1 if cue else -1  # "bao nhiêu xã" counts communes, it does not ask at their level
    levels = tuple(dict.fromkeys(s.level for s in find_scopes(text) if s.level and s.start != counted))
    noun = " ".join(text[cue.end() :].split()[:_NOUN]) if cue else ""
    asked = replace(asked, asks=(Ask("number", "%" if share else "", noun.strip(" ?.!").lower()),), levels=levels)
    fits = is_rank if _RANK.search(text) else is_share if share else is_count
    found = operands(asked, evidence, library, fits, named=True)
    if not found and fits is is_count:
        found = operands(asked, evidence, library, is_value, named=True)
    found = [o for o in found if o.figure.unit and asked.asks[0].noun.startswith(o.figure.unit.lower())] or found
    return [o for o in found if not asked.levels or _says_level(o, asked.levels)]


def _says_level(operand: Operand, levels: Sequence[str]) -> bool:
    """Whether a figure's own words, row or column name a level, or all of the province is asked for."""
    return DEFAULT_LEVEL in levels or bool(levels_in(own_text(operand.reading.place)) & set(levels))
