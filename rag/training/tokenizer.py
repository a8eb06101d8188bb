"""The tokenizer of the bundled embedding: syllables and the compounds that Vietnamese writes with spaces.

A word of Vietnamese is often two to four syllables with spaces between them ("thủ tục hành chính"). The tokenizer
is a Unigram model over whole phrases: its pieces are syllables, frequent runs of syllables, and short letter strings
for anything unseen; the most probable cut wins (Viterbi, inside `tokenizers`). Accents are taken off, so that
"tỷ lệ ký số", "ty le ky so" and "tỷ lệ ky so" are one text; the runs restore most of the meaning that a bare
syllable loses ("kế toán", "kê khai").
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

LONGEST_RUN = 4
LEAST_RUN = 50  # a run seen less often has too few pairs to learn from
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


def count_runs(texts: Iterable[str], least: int = LEAST_RUN) -> dict[Run, int]:
    """How often each syllable, and each run of up to LONGEST_RUN syllables seen `least` times, occurs.

    Texts are normalised; a run never crosses punctuation or a number.

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
    runs: list[Run] = [(syllable,) for syllable in known]
    occurring = np.bincount(syllables[syllables >= 0], minlength=len(known))
    counts = {run: int(n) for run, n in zip(runs, occurring, strict=True)}
    # A run is frequent only where the run without its last syllable is: each round grows the frequent ones by one.
    current = syllables
    for size in range(2, LONGEST_RUN + 1):
        left, right = current[:-1], syllables[size - 1 :]
        joined = np.where((left >= 0) & (right >= 0), left * len(known) + right, -1)
        keys, inverse, occurring = np.unique(joined, return_inverse=True, return_counts=True)
        kept = np.flatnonzero((keys >= 0) & (occurring >= least))
        names = list(known)
        runs = [(*runs[key // len(known)], names[key % len(known)]) for key in keys[kept]]
        counts |= {run: int(n) for run, n in zip(runs, occurring[kept], strict=True)}
        numbers = np.full(len(keys), -1, dtype=np.int64)
        numbers[kept] = np.arange(len(kept))
        current = numbers[inverse]
    return counts


def compounds(counts: dict[Run, int], number: int) -> list[Run]:
    """The `number` runs whose parts belong together most: count × pointwise mutual information at the weakest cut.

    >>> compounds({("ho",): 9, ("so",): 9, ("va",): 90, ("ho", "so"): 8, ("so", "va"): 2}, 1)
    [('ho', 'so')]
    """
    total = sum(n for run, n in counts.items() if len(run) == 1)

    def binding(run: Run) -> float:
        n = counts[run]
        return n * min(math.log(n * total / (counts[run[:i]] * counts[run[i:]])) for i in range(1, len(run)))

    scored = sorted((-binding(run), run) for run in counts if len(run) > 1)
    return [run for _, run in scored[:number]]


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
