"""What a follow-up names in the place of its like in the question before it: a period, a place or body, the subject."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from ingest.vietnamese.fold import syllables
from rag.question.anchored import in_its_year
from rag.question.standing import own_words
from rag.question.whereabouts import is_province, whereabouts
from rag.reading.siblings import alike
from rag.records import Question
from rag.words import Word, measures, words

# What an indicator begins with whatever it is of: it stays where its subject is exchanged.
_GENERIC = frozenset(("tổng", "số", "lượng", "tỷ", "tỉ", "lệ", "chỉ", "mức", "điểm", "kết", "quả", "các", "những"))
_MEASURES = frozenset(unit for unit in measures() if " " not in unit)
"""What a subject is measured in stays too: "mấy tấn xoài" → "chuối thì bao nhiêu" asks for tấn."""

_NUMBER = re.compile(r"\d+|[ivx]+|[a-eđ]")
"""How stages, groups and classes are numbered: "đợt 2", "nhóm II", "loại a"."""


def exchanged(core: str, own: Question, earlier: Question, modal: str = "") -> str:
    """The earlier question with its period, its place or body and its subject exchanged for those that `core`, read as
    `own`, names; "" where it has nothing to be exchanged. `modal` is said after a new period ("dự kiến")."""
    text = own_words(earlier.text)
    if not core:
        return ""
    subject = max((run.strip() for run in without_scopes(own.content).split("|")), key=len, default="")
    if subject:
        text = _with_new_subject(text, subject, earlier)
    if text and own.periods:
        period = in_its_year(own.periods[0], earlier.periods or earlier.told)
        text = _with_new_period(text, f"{period} {modal}".strip(), earlier)
    scopes = whereabouts(core)
    if text and scopes:
        text = with_new_scope(text, core[scopes[0].start : scopes[-1].end])
    return text


def renamed(text: str, old: str, new: str) -> str:
    """The text with one name in the place of another, that is with what the two do not share; "" where it does not say
    that, or most of it.

    >>> renamed("xã Đá Trắng còn mấy hộ nghèo?", "Xã Đá Trắng", "Xã Thung Mây")
    'xã Thung Mây còn mấy hộ nghèo?'
    >>> renamed("thu nội địa quý 1?", "Thuế bảo vệ môi trường", "Lệ phí trước bạ")
    ''
    """
    gone, come = words(old), words(new)
    before = sum(1 for _ in takewhile(_alike, zip(gone, come, strict=False)))
    rest = list(zip(reversed(gone[before:]), reversed(come[before:]), strict=False))
    after = sum(1 for _ in takewhile(_alike, rest))
    gone, come = gone[before : len(gone) - after], come[before : len(come) - after]
    said = [w.text for w in gone]
    runs = (said[a : a + size] for size in range(len(said), len(said) // 2, -1) for a in range(len(said) - size + 1))
    place = next((place for run in runs if (place := find(text, run))), None)
    return text[: place[0]] + new[come[0].start : come[-1].end] + text[place[1] :] if place and come else ""


def _alike(pair: tuple[Word, Word]) -> bool:
    return pair[0].text == pair[1].text


def without_scopes(text: str) -> str:
    """The text with "|" in the place of each place or body that it names."""
    for scope in sorted(whereabouts(text), key=lambda s: -s.start):
        text = f"{text[: scope.start]}|{text[scope.end :]}"
    return text


def find(text: str, run: Sequence[str]) -> tuple[int, int] | None:
    """Where the words of a run stand in the text, as characters [start, end)."""
    found = words(text)
    for i in range(len(found) - len(run) + 1):
        if run and [w.text for w in found[i : i + len(run)]] == list(run):
            return found[i].start, found[i + len(run) - 1].end
    return None


def _with_new_period(text: str, period: str, earlier: Question) -> str:
    old = next((p.text for p in earlier.periods if p.text in text), "")
    return text.replace(old, period, 1) if old else f"{text.rstrip(' ?')} {period}?"


def with_new_scope(text: str, scope: str) -> str:
    """The text with the place or body that `scope` begins with in the place of its like, else said at its end."""
    new = whereabouts(scope)[0]
    level = new.level
    there = [s for s in whereabouts(text) if is_province(s) == is_province(new)]
    named = [s for s in there if (s.level == level) == (len(there) > 1)] or list(there)
    if not named:
        return f"{text.rstrip(' ?')} ở {scope}?"
    return text[: named[-1].start] + scope + text[named[-1].end :]


def _with_new_subject(text: str, subject: str, earlier: Question) -> str:
    """The subject stands in the place of its alternative ("trễ hạn" → "đúng hạn"), of what begins as it does ("máy in"
    → "máy scan"), else of the longest run."""
    if sibling := alike(text, subject):
        return text[: sibling[0]] + subject + text[sibling[1] :]
    wanted = syllables(subject)
    if counted := _of_number(text, wanted):
        return text[: counted[0]] + subject + text[counted[1] :]
    best: tuple[int, int, int] = (0, 0, 0)
    for run in without_scopes(earlier.content).split("|"):
        said = [w.text for w in words(run)]
        start = next((i for i, w in enumerate(said) if w not in _GENERIC | _MEASURES), 0)
        for at in (0, start):
            if said[at : at + 1] == wanted[:1] and (like := find(text, said[at : at + len(wanted)])):
                return text[: like[0]] + subject + text[like[1] :]
        if wanted[:1] and wanted[0] in _GENERIC | _MEASURES:
            start = 0
        size = len(said) - start + (len(text) if start and said[start - 1] in _MEASURES else 0)
        if (place := find(text, said[start:])) and size > best[0]:
            best = (size, *place)
    return text[: best[1]] + subject + text[best[2] :] if best[0] else ""


def _of_number(text: str, wanted: Sequence[str]) -> tuple[int, int] | None:
    """Where the text says another number of what is numbered ("đợt 1" for "đợt 2")."""
    if len(wanted) != 2 or not _NUMBER.fullmatch(wanted[1]):
        return None
    found = words(text)
    for before, after in pairwise(found):
        if before.text == wanted[0] and _NUMBER.fullmatch(after.text):
            return before.start, after.end
    return None
