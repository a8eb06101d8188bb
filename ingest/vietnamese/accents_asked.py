"""How questions are put → the text that the accent model counts for them: python -m ingest.vietnamese.accents_asked

Official prose has hardly any questions, so the words that ask, tell and join are learned from tables: phrases of
questions, everyday questions with their alternatives written out, messages as they are typed, everyday words for
official ones, and the development parts of the question banks that are named.
Writes `data/asked.npz`, ids of the model's own words.
"""

import argparse
import functools
import itertools
import json
import math
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.vietnamese.accents_counts import Counts, count
from ingest.vietnamese.accents_names import NAME, names_of, with_names
from ingest.vietnamese.accents_tokens import Ids, WordIds, encode
from ingest.vietnamese.fold import fold
from ingest.vietnamese.tables import rows

MODEL, ASKED_PATH = (Path(__file__).parent / "data" / name for name in ("accents.npz", "asked.npz"))
MOST_OF_A_LINE = 60
"""Ways of putting a line of alternatives that are written out: 20 leave 0.3 points more words wrong, 200 as many."""
PRIOR = 8.0
"""As of a catalogue's text (accents_model.PRIOR); 1 to 4, and 30, leave more words of questions wrong."""
TIMES = 3
"""How often a whole message counts beside phrases, of which many are written out sixty times; 1 and 8 are worse."""
MISTYPED = ("nodiacritics", "typo")
"""Kinds of questions that are typed without their accents, or wrongly."""

_ALTERNATIVES = re.compile(r"[()]")


def written_out(line: str, most: int = MOST_OF_A_LINE) -> list[str]:
    """A line with alternatives → the phrases it stands for; where they are too many, each alternative still occurs.

    >>> written_out("(mình|tôi) cần")
    ['mình cần', 'tôi cần']
    """
    parts = [part.split("|") for part in _ALTERNATIVES.split(line)]
    if math.prod(map(len, parts)) <= most:
        return ["".join(phrase) for phrase in itertools.product(*parts)]
    chance = random.Random(line)  # the same phrases every time
    columns = [chance.sample([part[i % len(part)] for i in range(most)], most) for part in parts]
    return ["".join(phrase) for phrase in zip(*columns, strict=True)]


def asked_texts(banks: Iterable[Path] = ()) -> Iterator[str]:
    """The phrases of the tables, and the turns of these question banks."""
    for (phrase,) in rows("data/question_phrases.txt"):
        yield phrase
    for (line,) in rows("data/everyday_questions.txt"):
        yield from written_out(line)
    for (message,) in rows("data/typed_questions.txt"):
        yield from [message] * TIMES
    for spoken, *_ in rows("data/colloquial.tsv"):
        yield spoken
    for bank in banks:
        for line in bank.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            if question["category"] not in MISTYPED:
                yield from [turn for turn in question["turns"] if fold(turn) != turn.lower()] * TIMES


@functools.cache
def asked_row(path: Path = ASKED_PATH) -> Ids:
    """The ids of the shipped text. Raises FileNotFoundError where the package was built without it."""
    with np.load(path) as stored:
        return np.asarray(stored["row"], dtype=np.int64)


def asked_counts(unigram: NDArray[np.float32]) -> Counts:
    """Its n-grams, for a model with these log probabilities of words."""
    return count(asked_row(), unigram, PRIOR)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("banks", type=Path, nargs="*", help="question banks, development parts only")
    parser.add_argument("--out", type=Path, default=ASKED_PATH)
    options = parser.parse_args()
    with np.load(MODEL) as stored:
        words = [*stored["words"].tobytes().decode().split("\n"), NAME]
    texts = list(asked_texts(options.banks))
    names = names_of(texts, least=1)
    row = encode((with_names(text, names) for text in texts), WordIds({word: i for i, word in enumerate(words)}))
    np.savez_compressed(options.out, row=row.astype(np.uint16))
    print(len(row), options.out.stat().st_size)


if __name__ == "__main__":
    main()
