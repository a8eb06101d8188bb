"""The tokenizer of the bundled embedding: syllables and the compounds that Vietnamese writes with spaces.

A word of Vietnamese is often two syllables with a space between them ("thủ tục"). The tokenizer is a Unigram model
over whole phrases: its pieces are syllables, frequent pairs of them, and short letter strings for anything unseen;
the most probable cut wins (Viterbi, inside `tokenizers`). Accents are taken off, so that "tỷ lệ ký số",
"ty le ky so" and "tỷ lệ ky so" are one text; the pairs restore most of the meaning that a bare syllable loses
("kế toán", "kê khai").
"""

import math
import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

SPACE = "▁"
UNKNOWN = "<unk>"
# Pieces that stand for no word; their vectors are zero, so that an empty or foreign text has no direction.
EMPTY = (UNKNOWN, SPACE)

LEAST_PAIR = 50  # a pair of syllables seen less often is in too few texts to be learned
LEAST_SYLLABLE = 15
LONGEST_SYLLABLE = 12  # letters; longer ones are glued words
LEAST_LETTER = 200
STRINGS = 1200  # strings of two and three letters, for names and foreign words

# Log-probabilities of the pieces for unseen words: low, so that they never win against a known syllable, and
# longer strings before single letters.
LETTER_SCORE = -25.0
STRING_SCORE = -22.0
DIGIT_SCORE = -12.0

_PHRASE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")


def normalizer() -> normalizers.Normalizer:
    """Lower case, no accents, đ and its look-alike ð as d, one space.

    >>> normalizer().normalize_str("Thủ tục  HÒA GIẢI, Điều 5")
    'thu tuc hoa giai, dieu 5'
    """
    return normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.Lowercase(),
            normalizers.NFD(),
            normalizers.StripAccents(),
            normalizers.Replace("đ", "d"),
            normalizers.Replace("ð", "d"),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
        ]
    )


Run = tuple[str, ...]


def count_runs(texts: Iterable[str], least: int = LEAST_PAIR) -> dict[Run, int]:
    """How often each syllable, and each pair of syllables seen `least` times, occurs.

    Texts are normalised; a pair never crosses punctuation or a number.

    >>> count_runs(["thu tuc", "thu tuc, thu"], least=2)
    {('thu',): 3, ('tuc',): 2, ('thu', 'tuc'): 2}
    """
    known: dict[str, int] = {}
    stream: list[int] = []
    for text in texts:
        for phrase in _PHRASE.findall(text):
            stream.extend(known.setdefault(syllable, len(known)) for syllable in phrase.split(" "))
            stream.append(-1)
    syllables = np.array(stream, dtype=np.int64)
    names = list(known)
    occurring = np.bincount(syllables[syllables >= 0], minlength=len(names))
    counts: dict[Run, int] = {(name,): int(n) for name, n in zip(names, occurring, strict=True)}
    left, right = syllables[:-1], syllables[1:]
    within = (left >= 0) & (right >= 0)
    pairs, occurring = np.unique(left[within] * len(names) + right[within], return_counts=True)
    for pair, n in zip(pairs[occurring >= least].tolist(), occurring[occurring >= least].tolist(), strict=True):
        counts[names[pair // len(names)], names[pair % len(names)]] = n
    return counts


def compounds(counts: dict[Run, int], number: int) -> list[Run]:
    """The `number` pairs that belong together most: count × pointwise mutual information.

    >>> compounds({("ho",): 9, ("so",): 9, ("va",): 90, ("ho", "so"): 8, ("so", "va"): 2}, 1)
    [('ho', 'so')]
    """
    total = sum(n for run, n in counts.items() if len(run) == 1)

    def binding(run: Run) -> float:
        return counts[run] * math.log(counts[run] * total / (counts[run[:1]] * counts[run[1:]]))

    pairs = [run for run in counts if len(run) > 1]
    return sorted(pairs, key=lambda run: (-binding(run), run))[:number]


def build_tokenizer(counts: dict[Run, int], number_of_compounds: int) -> Tokenizer:
    """The tokenizer whose pieces are the syllables and the best compounds of `counts`."""
    syllables = {run[0]: n for run, n in counts.items() if len(run) == 1}
    total = sum(syllables.values())
    pieces = {SPACE: DIGIT_SCORE} | {digit: DIGIT_SCORE for digit in "0123456789"}
    letters: Counter[str] = Counter()
    strings: Counter[str] = Counter()
    for syllable, n in syllables.items():
        for letter in syllable:
            letters[letter] += n
        if n < LEAST_SYLLABLE:
            for size in (2, 3):
                for start in range(len(syllable) - size + 1):
                    strings[syllable[start : start + size]] += n
        elif len(syllable) <= LONGEST_SYLLABLE:
            pieces[SPACE + syllable] = math.log(n / total)
    pieces |= {letter: LETTER_SCORE for letter, n in letters.items() if n >= LEAST_LETTER}
    pieces |= {string: STRING_SCORE for string, _ in strings.most_common(STRINGS)}
    for run in compounds(counts, number_of_compounds):
        pieces[SPACE + SPACE.join(run)] = math.log(counts[run] / total)
    vocabulary = [(UNKNOWN, -100.0), *sorted(pieces.items(), key=lambda piece: (-piece[1], piece[0]))]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\p{L}\p{N} ]+"), "removed"),
            pre_tokenizers.Split(Regex(r"\p{N}+"), "isolated"),
            pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always", split=False),
        ]
    )
    return tokenizer
