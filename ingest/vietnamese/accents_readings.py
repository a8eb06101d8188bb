"""A word as typed → what may be meant by it, each reading at its cost: -log of how likely one types this for that."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ingest.vietnamese import typing_slips
from ingest.vietnamese.accents_costs import WRONG_TONE, marks_cost, typing_cost
from ingest.vietnamese.accents_decode import Reading
from ingest.vietnamese.accents_model import LanguageModel
from ingest.vietnamese.accents_tokens import BOUNDARY, OF_A_YEAR, ROMAN, UNKNOWN, number_id
from ingest.vietnamese.capitals import with_bars
from ingest.vietnamese.fold import fold, syllables
from ingest.vietnamese.syllables import canonical, is_syllable, split_tone
from ingest.vietnamese.tables import rows

I_OR_Y_ALONE = re.compile("[hklmst][iy]")
I_OR_Y = 1.5
"""tỉ/tỷ, kí/ký, lí/lý: both are spellings in use, so the commoner one is nearly free."""
VOWELS_ALONE = "ioy"
"""Of single letters only "ở", "ô", "ý" and "ì" are words; the others are the marks of points and lists."""
BARS_LOST = 0.3
"""Share of lost marks from which Đ is taken to have lost its bar too: who types "đ" means "DA" beside it."""
VOWEL = re.compile("[aeiouy]")
"""A word without one is a unit or short form ("km", "tp"), not a syllable that lost its vowel."""
KEYS_LEFT, SHORTENED, SPLIT = 1.5, 2.0, 6.0
FOREIGN, MISSPELT = 6.0, 11.0
EVERYDAY = 1.0
"""An everyday word typed with its marks is what was meant, though official prose has no such word."""
"""A Latin word or a rare syllable, and any other unknown word, as themselves: log of how many such words there are."""
RARE = -13.0
"""log p below which a syllable is hardly a word of official prose, so a slip is looked for ("nhíu")."""


@lru_cache(maxsize=1)
def _short_forms() -> frozenset[str]:
    """Short forms of offices that are no syllables, in small letters: "pci" is no slip for "cpi"."""
    shorts = (short.lower() for short, *_ in rows("data/abbreviations.tsv"))
    return frozenset(short for short in shorts if short.isalpha() and not is_syllable(fold(short)))


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    """Syllables with marks that people say and official prose does not ("bét", "ì ạch"): they are no slips."""
    said = (syllable for phrase, *_ in rows("data/colloquial.tsv") for syllable in syllables(phrase.lower()))
    return frozenset(s for s in said if s.isalpha() and fold(s) != s and is_syllable(canonical(s)))


@dataclass(frozen=True, slots=True)
class Readings:
    """What words may mean under a language model; `barred` as `Restorer` has it."""

    model: LanguageModel
    barred: Mapping[str, str]

    def of(self, piece: str, stripped: float, whole: bool, shouted: bool, keyed: bool = False) -> list[Reading]:
        """Readings of a piece of a message, of which a mark was left out as likely as `stripped`.

        `whole`: part of a link, date or document number; `shouted`: in capitals as the words around it are; `keyed`:
        the message was typed in Telex keys.
        """
        model, word = self.model, piece.lower()
        if not word[0].isalnum():
            return [Reading((BOUNDARY,), 0.0)]
        if word[0].isdigit() or OF_A_YEAR.fullmatch(word) or (word in ROMAN and (piece.isupper() or word != "i")):
            return [Reading((number_id(word),), 0.0)]
        if len(word) == 1 and word not in typing_slips.shorthand() and word not in VOWELS_ALONE:
            return [Reading((model.id_of(word),), 0.0)]
        capitals = piece.isupper() and len(piece) > 1 and not shouted
        if whole or capitals or (piece[1:] != word[1:] and not shouted):
            written = piece.replace("DD", "Đ") if keyed else piece
            written = with_bars(written, self.barred) if stripped >= BARS_LOST else written
            return [Reading((model.id_of(written.lower()),), 0.0, written if written != piece else None)]
        plain = fold(canonical(word))
        if fold(word) != word and model.id_of(canonical(word)) == UNKNOWN and word in _everyday():
            return [Reading((UNKNOWN,), EVERYDAY), *self._forms(word, plain, stripped)]
        readings = self._forms(word, plain, stripped) if word.isalpha() else []
        readings += [Reading(self.ids(meant), SHORTENED, meant) for meant in typing_slips.shorthand().get(word, ())]
        likeliest = max((float(model.unigram[reading.ids[0]]) for reading in readings), default=-math.inf)
        slipped = likeliest < RARE or self._marked_wrongly(word, plain)
        if slipped and piece[0] == word[0] and word not in _short_forms():
            readings += self._slips(word, plain)
        if word in model.latin or plain not in model.forms:
            short = self.barred.get(word.upper(), "").lower() if piece == word and stripped >= BARS_LOST else ""
            readings += [Reading((model.id_of(short),), SHORTENED, short)] if short else []
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

    def _marked_wrongly(self, word: str, plain: str) -> bool:
        """Whether a word was typed with its marks and is none: "thí đểm" lost a letter, or has a wrong mark."""
        typed = canonical(word)
        meant = self.model.id_of(typed)
        return typed != plain and is_syllable(typed) and (meant == UNKNOWN or float(self.model.unigram[meant]) < RARE)

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

    def ids(self, meant: str) -> tuple[int, ...]:
        return tuple(self.model.id_of(word) for word in meant.split())
