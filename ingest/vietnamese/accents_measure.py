"""Measures `accents` on texts held out from training: python -m ingest.vietnamese.accents_measure --data ../shared/data

Prints, for administrative texts and Wikipedia: syllables right when all marks are taken away, when half of the
syllables lose theirs, and syllables wrongly changed when nothing is missing. `--adapt` lays over the model the
first half of each administrative text and measures on the second, as a catalogue does for its own questions.
"""

import argparse
import random
import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.vietnamese.accents import Restorer
from ingest.vietnamese.accents_training import government_texts, wiki_lines
from ingest.vietnamese.fold import fold
from ingest.vietnamese.syllables import canonical

WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"[^.;:\n]+")
SHORTEST, LONGEST = 4, 40
SAMPLE = 3000


def sentences(texts: Iterable[str]) -> list[str]:
    """Clauses of 4 to 40 words, without those in capitals; a sample drawn with a fixed seed."""
    found = [clause.strip() for text in texts for clause in SENTENCE.findall(text)]
    fit = [clause for clause in found if SHORTEST <= len(clause.split()) <= LONGEST and clause.upper() != clause]
    return random.Random(1).sample(fit, min(SAMPLE, len(fit)))


def stripped(text: str, share: float, chance: random.Random) -> str:
    """The text as typed: each word loses its marks with this chance, capitals are kept."""

    def strip(match: re.Match[str]) -> str:
        word = match.group()
        if chance.random() >= share:
            return word
        pairs = zip(word, fold(word), strict=True)
        return "".join(plain.upper() if letter.isupper() else plain for letter, plain in pairs)

    return WORD.sub(strip, text)


def syllables_right(restorer: Restorer, texts: Sequence[str], typed: Sequence[str]) -> tuple[float, float, list[str]]:
    """Share of words restored as printed, milliseconds a text, and the words that were not, in context."""
    right = total = 0
    wrong = []
    start = time.perf_counter()
    outputs = [restorer.restore(text).text for text in typed]
    spent = time.perf_counter() - start
    for text, output in zip(texts, outputs, strict=True):
        expected, found = WORD.findall(text), WORD.findall(output)
        for i, word in enumerate(expected):
            total += 1
            same = i < len(found) and canonical(found[i].lower()) == canonical(word.lower())
            right += same
            if not same:
                wrong.append(f"{' '.join(expected[max(0, i - 2) : i + 3])}: {word} → {' '.join(found[i : i + 1])}")
    return right / total, spent / len(texts) * 1000, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--adapt", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="print so many misses of each kind")
    options = parser.parse_args()
    plain = Restorer.load()
    government = government_texts(options.data, held_out=True)
    sets = {"government": (plain, government), "wiki": (plain, list(wiki_lines(options.data, held_out=True)))}
    if options.adapt:
        halves = [text[len(text) // 2 :] for text in government]
        adapted = plain.adapt(text[: len(text) // 2] for text in government)
        sets = {"general": (plain, halves), "adapted": (adapted, halves)}
    for name, (restorer, texts) in sets.items():
        chance = random.Random(2)
        clauses = sentences(texts)
        for share, kind in ((1.0, "unaccented"), (0.5, "half-accented"), (0.0, "accented")):
            inputs = [stripped(clause, share, chance) for clause in clauses]
            right, spent, wrong = syllables_right(restorer, clauses, inputs)
            print(f"{name:<11} {kind:<14} {right:.4%} right, {spent:.2f} ms a clause ({len(clauses)} clauses)")
            for line in random.Random(3).sample(wrong, min(options.show, len(wrong))):
                print("   ", line)


if __name__ == "__main__":
    main()
