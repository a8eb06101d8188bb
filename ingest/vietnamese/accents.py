"""Questions as they are typed → as they were meant: accents restored, slips of the hand repaired.

Every question passes through here, accented or not. Each word gets its possible readings, each at a cost
(-log of how likely one types this and means that); the language model then chooses the readings that go
together (Viterbi: first over pairs, then over triples of what is left). What somebody typed in full stays,
and so do numbers, document numbers, abbreviations in capitals and words of other languages.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.vietnamese import typing_slips
from ingest.vietnamese.accents_costs import stripped_share
from ingest.vietnamese.accents_decode import Reading, decode
from ingest.vietnamese.accents_model import MODEL_PATH, LanguageModel, load_model
from ingest.vietnamese.accents_names import NAME, by_letters, found_at, names_of
from ingest.vietnamese.accents_readings import Readings
from ingest.vietnamese.accents_tokens import BOUNDARY, NUMBER, UNKNOWN, number_id
from ingest.vietnamese.capitals import barred
from ingest.vietnamese.fold import fold

PIECE = re.compile(r"[^\W_]+(?:[.,/]\d+)*|[.;:!?()\n]|(?<!\d)(?<!\d )%")
KEPT_TOGETHER = re.compile(r"\S*(?:@|://|www\.|\d/|/\d)\S*|\S+/[^\W\d_]*[A-ZĐ]{2}\S*")
"""E-mail addresses, links, dates and document numbers ("131/NQ-CP", "01/2026/QĐ-UBND") are nobody's typing slip."""

KEYED = 2
"""Words that Telex keys spell and that are none as they stand: two of them are no chance."""
COMMA = 0.5
"""What it costs to read a comma as the end of a clause."""
Change = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Restored:
    """`text` as meant, `original` as typed; `changes` are (start, end, typed, meant), offsets in `original`."""

    text: str
    original: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of the question and its readings."""

    start: int
    end: int
    readings: list[Reading]
    after: str = ""
    """What is missing behind it: the space in "quy1"."""


@dataclass(frozen=True, slots=True)
class Restorer:
    """Restores accents with a language model; frozen, so one serves all threads.

    >>> restorer = Restorer.load()
    >>> restorer.restore("ty le ky so xa phuong quy 1").text
    'tỷ lệ ký số xã phường quý 1'
    """

    model: LanguageModel
    barred: Mapping[str, str] = field(default_factory=lambda: barred(()))
    """Short forms typed without the bar of Đ → with it."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of the catalogue without their accents → as printed."""

    @classmethod
    def load(cls, path: Path = MODEL_PATH) -> "Restorer":
        """The shipped model. Raises FileNotFoundError where it is missing."""
        return cls(load_model(path))

    def adapt(self, texts: Iterable[str]) -> "Restorer":
        """A restorer that prefers the words of these texts (all statements of a catalogue); replaces earlier ones."""
        own = list(texts)
        names = names_of(own)
        return Restorer(replace(self.model, own=None).adapted(own, names), barred(own), by_letters(names))

    def restore(self, text: str) -> Restored:
        """Text (NFC) → as meant, with what was changed and where."""
        slots = self._slots(text)
        if not slots:
            return Restored(text, text)
        chosen = decode(self.model, [slot.readings for slot in slots])
        changes = []
        for slot, reading in zip(slots, chosen, strict=True):
            typed = text[slot.start : slot.end]
            meant = (typed if reading.spelling is None else _in_case_of(typed, reading.spelling)) + slot.after
            if meant != typed:
                changes.append((slot.start, slot.end, typed, meant))
        return Restored(_applied(text, changes), text, tuple(changes))

    def _slots(self, text: str) -> list[Slot]:
        kept = [match.span() for match in KEPT_TOGETHER.finditer(text)]
        pieces = list(PIECE.finditer(text))
        words = [piece.group().lower() for piece in pieces]
        keyed = self._keyed(words)
        stripped = self._stripped_share([keyed.get(word, word) for word in words])
        numbers = any(typing_slips.vni(word) and not typing_slips.numbered(word) for word in words)
        capitals = [piece.group().isupper() and fold(piece.group()) in self.model.forms for piece in pieces]
        names = found_at([fold(piece.group()) if _capitalised(piece.group()) else "" for piece in pieces], self.names)
        readings = Readings(self.model, self.barred)
        slots: list[Slot] = []
        for i, piece in enumerate(pieces):
            if slots and piece.start() < slots[-1].end:
                continue
            if i in names:
                end = piece.start() + len(names[i])
                if _may_be(text[piece.start() : end], names[i]):
                    slots.append(Slot(piece.start(), end, [Reading((self.model.id_of(NAME),), 0.0, names[i])]))
                    continue
            shouted = capitals[i] and (any(capitals[max(0, i - 1) : i]) or any(capitals[i + 1 : i + 2]))
            whole = any(start <= piece.start() < end for start, end in kept)
            numbered = None if whole or numbers else typing_slips.numbered(piece.group())
            meant = keyed.get(words[i])
            if words[i] == "%":
                slots.append(Slot(*piece.span(), [Reading(readings.ids("phần trăm"), 0.0)]))
            elif text[piece.end() : piece.end() + 1] == "%":
                slots.append(Slot(*piece.span(), [Reading((NUMBER,), 0.0)]))  # "8%" counts nothing, as "8 chỗ" does
            elif numbered:
                middle = piece.start() + len(numbered[0])
                slots.append(Slot(piece.start(), middle, readings.of(numbered[0], stripped, False, shouted), " "))
                slots.append(Slot(middle, piece.end(), [Reading((number_id(numbered[1]),), 0.0)]))
            elif meant and not whole:
                slots.append(Slot(*piece.span(), [Reading((self.model.id_of(meant),), 0.0, meant)]))
            elif len(piece.group()) == 1 and text[piece.end() : piece.end() + 1] in (")", "."):
                slots.append(Slot(*piece.span(), [Reading((UNKNOWN,), 0.0)]))
            else:
                slots.append(Slot(*piece.span(), readings.of(piece.group(), stripped, whole, shouted, bool(keyed))))
        return [self._paused(slot) if text[slot.end : slot.end + 1] == "," else slot for slot in slots]

    @staticmethod
    def _paused(slot: Slot) -> Slot:
        """A comma may end what belongs together ("… nhất tỉnh, tỷ lệ …") or may not ("xã, phường")."""
        ends = [replace(reading, ids=(*reading.ids, BOUNDARY), cost=reading.cost + COMMA) for reading in slot.readings]
        return replace(slot, readings=slot.readings + ends)

    def _keyed(self, words: list[str]) -> dict[str, str]:
        """Words → what their Telex keys spell, where at least half of the words that are none were typed so.

        A word that is one without its marks ("so") says nothing; a single such word may be a slip or foreign.
        """
        model = self.model
        strange = {word for word in words if word.isalpha() and len(word) > 1 and word not in model.forms}
        strange -= model.latin
        strange = {word for word in strange if fold(word) == word}
        meant = {
            word: spelt for word in strange if (spelt := typing_slips.telex(word)) and model.id_of(spelt) != UNKNOWN
        }
        return meant if len(meant) >= KEYED and 2 * len(meant) >= len(strange) else {}

    def _stripped_share(self, words: list[str]) -> float:
        """How likely a mark was left out, judged by how many of the syllables carry one."""
        plain = sum(word in self.model.forms for word in words if fold(word) == word)
        accented = sum(fold(word) != word for word in words)
        if not accented:
            return 1.0
        return stripped_share(accented, plain)


def _may_be(typed: str, name: str) -> bool:
    """Whether a name is meant: each of its words typed as it is printed, or without marks."""
    typed, name = typed.lower(), name.lower()
    return len(typed) == len(name) and all(a in (b, fold(b)) for a, b in zip(typed.split(), name.split(), strict=True))


def _capitalised(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()


def _in_case_of(typed: str, meant: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return meant.upper()
    return meant[0].upper() + meant[1:] if typed[0].isupper() else meant


def _applied(text: str, changes: Iterable[Change]) -> str:
    parts, last = [], 0
    for start, end, _, meant in changes:
        parts += [text[last:start], meant]
        last = end
    return "".join([*parts, text[last:]])
