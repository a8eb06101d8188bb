"""Questions as they are typed → as they were meant: accents restored, slips of the hand repaired.

Every question passes through here, accented or not. Each word gets its possible readings, each at a cost
(-log of how likely one types this and means that); the language model then chooses the readings that go
together (Viterbi: first over pairs, then over triples of what is left). What somebody typed in full stays,
and so do numbers, document numbers, abbreviations in capitals and words of other languages.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.vietnamese import typing_slips
from ingest.vietnamese.accents_costs import WRONG_TONE, marks_cost, stripped_share, typing_cost
from ingest.vietnamese.accents_decode import Reading, decode
from ingest.vietnamese.accents_model import MODEL_PATH, LanguageModel, load_model
from ingest.vietnamese.accents_tokens import BOUNDARY, NUMBER, ROMAN, UNKNOWN, number_id
from ingest.vietnamese.capitals import barred, with_bars
from ingest.vietnamese.fold import fold
from ingest.vietnamese.syllables import canonical, is_syllable, split_tone

PIECE = re.compile(r"[^\W_]+(?:[.,/]\d+)*|[.;:!?()\n]")
KEPT_TOGETHER = re.compile(r"\S*(?:@|://|www\.|\d/|/\d)\S*|\S+/[^\W\d_]*[A-ZĐ]{2}\S*")
"""E-mail addresses, links, dates and document numbers ("131/NQ-CP", "01/2026/QĐ-UBND") are nobody's typing slip."""

I_OR_Y_ALONE = re.compile("[hklmst][iy]")
I_OR_Y = 1.5
"""tỉ/tỷ, kí/ký, lí/lý: both are spellings in use, so the commoner one is nearly free."""
VOWELS_ALONE = "oy"
"""Of single letters only "ở", "ô" and "ý" are words; the others are the marks of points and lists."""
BARS_LOST = 0.3
"""Share of lost marks from which Đ is taken to have lost its bar too: who types "đ" means "DA" beside it."""
VOWEL = re.compile("[aeiouy]")
"""A word without one is a unit or short form ("km", "tp"), not a syllable that lost its vowel."""
KEYED = 2
"""Words that Telex keys spell and that are none as they stand: two of them are no chance."""
KEYS_LEFT, SHORTENED, SPLIT = 1.5, 2.0, 6.0
FOREIGN, MISSPELT = 6.0, 11.0
"""A Latin word or a rare syllable, and any other unknown word, as themselves: log of how many such words there are."""
RARE = -13.0
"""log p below which a syllable is hardly a word of official prose, so a slip is looked for ("nhíu")."""
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

    @classmethod
    def load(cls, path: Path = MODEL_PATH) -> "Restorer":
        """The shipped model. Raises FileNotFoundError where it is missing."""
        return cls(load_model(path))

    def adapt(self, texts: Iterable[str]) -> "Restorer":
        """A restorer that prefers the words of these texts (all statements of a catalogue); replaces earlier ones."""
        own = list(texts)
        return Restorer(replace(self.model, own=None).adapted(own), barred(own))

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
        slots = []
        for i, piece in enumerate(pieces):
            shouted = capitals[i] and (any(capitals[max(0, i - 1) : i]) or any(capitals[i + 1 : i + 2]))
            whole = any(start <= piece.start() < end for start, end in kept)
            numbered = None if whole or numbers else typing_slips.numbered(piece.group())
            meant = keyed.get(words[i])
            if text[piece.end() : piece.end() + 1] == "%":
                slots.append(Slot(*piece.span(), [Reading((NUMBER,), 0.0)]))  # "8%" counts nothing, as "8 chỗ" does
            elif numbered:
                middle = piece.start() + len(numbered[0])
                slots.append(Slot(piece.start(), middle, self._readings(numbered[0], stripped, False, shouted), " "))
                slots.append(Slot(middle, piece.end(), [Reading((number_id(numbered[1]),), 0.0)]))
            elif meant and not whole:
                slots.append(Slot(*piece.span(), [Reading((self.model.id_of(meant),), 0.0, meant)]))
            elif len(piece.group()) == 1 and text[piece.end() : piece.end() + 1] in (")", "."):
                slots.append(Slot(*piece.span(), [Reading((UNKNOWN,), 0.0)]))
            else:
                slots.append(Slot(*piece.span(), self._readings(piece.group(), stripped, whole, shouted, bool(keyed))))
        return slots

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

    def _readings(self, piece: str, stripped: float, whole: bool, shouted: bool, keyed: bool = False) -> list[Reading]:
        model, word = self.model, piece.lower()
        if not word[0].isalnum():
            return [Reading((BOUNDARY,), 0.0)]
        if word[0].isdigit() or (word in ROMAN and (piece.isupper() or word != "i")):
            return [Reading((number_id(word),), 0.0)]
        if len(word) == 1 and word not in typing_slips.shorthand() and word not in VOWELS_ALONE:
            return [Reading((model.id_of(word),), 0.0)]
        capitals = piece.isupper() and len(piece) > 1 and not shouted
        if whole or capitals or (piece[1:] != word[1:] and not shouted):
            written = piece.replace("DD", "Đ") if keyed else piece
            written = with_bars(written, self.barred) if stripped >= BARS_LOST else written
            return [Reading((model.id_of(written.lower()),), 0.0, written if written != piece else None)]
        plain = fold(canonical(word))
        readings = self._forms(word, plain, stripped) if word.isalpha() else []
        readings += [Reading(self._ids(meant), SHORTENED, meant) for meant in typing_slips.shorthand().get(word, ())]
        likeliest = max((float(model.unigram[reading.ids[0]]) for reading in readings), default=-math.inf)
        if likeliest < RARE and piece[0] == word[0]:
            readings += self._slips(word, plain)
        if word in model.latin or plain not in model.forms:
            known = word in model.latin or is_syllable(word)
            readings.append(Reading((UNKNOWN,), FOREIGN if known else MISSPELT))
        return readings

    def _forms(self, word: str, plain: str, stripped: float) -> list[Reading]:
        """The accented forms of a folded syllable, and those that end in y for i; nothing where it has none."""
        model, typed = self.model, canonical(word)
        possible = model.id_of(typed) != UNKNOWN and (is_syllable(typed) or typed != plain)
        readings = []
        for form in model.forms.get(plain, ()):
            spelling = model.words[form]
            if spelling == typed:
                readings.append(Reading((form,), 0.0, None if fold(word) == plain else spelling))
                continue
            cost = typing_cost(typed, spelling, stripped)
            readings.append(Reading((form,), cost if possible else cost / 2, spelling))
        if I_OR_Y_ALONE.fullmatch(plain):
            for form in model.forms.get(plain[:-1] + ("y" if plain[-1] == "i" else "i"), ()):
                spelling = model.words[form]
                cost = I_OR_Y + typing_cost(typed[:-1], spelling[:-1], stripped)
                if typed != plain and split_tone(typed)[1] != split_tone(spelling)[1]:
                    cost += WRONG_TONE
                readings.append(Reading((form,), cost, spelling))
        return readings

    def _slips(self, word: str, plain: str) -> list[Reading]:
        model = self.model
        readings = []
        keyed = typing_slips.telex(word) or typing_slips.vni(word)
        if keyed and model.id_of(keyed) != UNKNOWN:
            readings.append(Reading((model.id_of(keyed),), KEYS_LEFT, keyed))
        if not word.isalpha() or not VOWEL.search(plain):
            return readings
        for other, cost in typing_slips.near(plain, model.forms):
            for form in model.forms[other]:
                spelling = model.words[form]
                extra = 0.0 if word == plain else marks_cost(word, spelling)
                readings.append(Reading((form,), cost + extra, spelling))
        if word not in model.latin:
            readings += [
                Reading((UNKNOWN,), cost + FOREIGN, other)
                for other, cost in typing_slips.near(plain, model.latin)
                if cost <= typing_slips.DOUBLED and word == plain
            ]
            for head, tail in typing_slips.split_words(plain, model.forms):
                readings += self._split(word, head, tail)
        return readings

    def _split(self, word: str, head: str, tail: str) -> list[Reading]:
        forms, words = self.model.forms, self.model.words
        typed = word[: len(head)], word[len(head) :]
        return [
            Reading((first, second), SPLIT + cost, f"{words[first]} {words[second]}")
            for first in forms[head]
            for second in forms[tail]
            if (cost := marks_cost(typed[0], words[first]) + marks_cost(typed[1], words[second])) < WRONG_TONE
        ]

    def _ids(self, meant: str) -> tuple[int, ...]:
        return tuple(self.model.id_of(word) for word in meant.split())


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
