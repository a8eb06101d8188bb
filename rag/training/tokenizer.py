"""The tokenizer of the bundled embedding: syllables and the compounds that Vietnamese writes with spaces.

A word of Vietnamese is often two to four syllables with spaces between them ("thủ tục hành chính"). The tokenizer
is a Unigram model over whole phrases: the pieces are syllables, frequent compounds of syllables, both also without
accents, and short letter strings for anything unseen; the most probable cut wins (Viterbi inside `tokenizers`).
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

SPACE = "▁"
UNKNOWN = "<unk>"

# Two spellings of the tone mark are in use ("hòa", "hoà"); the model reads both as the second one.
TONE_PLACEMENT = {
    old: new
    for olds, news in (("òa óa ỏa õa ọa", "oà oá oả oã oạ"), ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"),
                       ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"))
    for old, new in zip(olds.split(), news.split(), strict=True)
}
# Letters that fonts and keyboards put in place of the Vietnamese đ.
LOOK_ALIKES = {"ð": "đ", "ɖ": "đ"}

_PHRASE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")


def normalizer() -> normalizers.Normalizer:
    """NFC, lower case, one tone placement, one đ, one space.

    >>> normalizer().normalize_str("Thủ tục  HÒA GIẢI, Ủy ban")
    'thủ tục hoà giải, uỷ ban'
    """
    steps: list[normalizers.Normalizer] = [normalizers.NFC(), normalizers.Lowercase()]
    steps += [normalizers.Replace(old, new) for old, new in (LOOK_ALIKES | TONE_PLACEMENT).items()]
    return normalizers.Sequence([*steps, normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()])


def fold(text: str) -> str:
    """The text without accents, as it is typed in a hurry.

    >>> fold("Tỷ lệ ký số: Đạt")
    'Ty le ky so: Dat'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def phrases(text: str) -> list[list[str]]:
    """The runs of words between punctuation and numbers, each as its syllables, of a normalised text.

    >>> phrases("hồ sơ, thủ tục năm 2026")
    [['hồ', 'sơ'], ['thủ', 'tục', 'năm']]
    """
    return [run.split(" ") for run in _PHRASE.findall(text)]


def count_syllables(texts: Iterable[str]) -> Counter[tuple[str, ...]]:
    """How often each syllable and each run of two to four syllables occurs in normalised texts."""
    counts: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        for run in phrases(text):
            for size in range(1, 5):
                counts.update(zip(*(run[start:] for start in range(size)), strict=False))
    return counts


def pick_compounds(counts: Counter[tuple[str, ...]], number: int, least: int) -> list[tuple[str, ...]]:
    """The `number` runs whose parts belong together most: count × pointwise mutual information, count ≥ `least`.

    The information of a longer run is that of its weakest cut, so "của thủ tục hành chính" loses to
    "thủ tục hành chính".
    """
    total = sum(n for run, n in counts.items() if len(run) == 1)

    def binding(run: tuple[str, ...]) -> float:
        n = counts[run]
        cuts = (math.log(n * total / (counts[run[:i]] * counts[run[i:]])) for i in range(1, len(run)))
        return n * min(cuts)

    scored = [(binding(run), run) for run, n in counts.items() if len(run) > 1 and n >= least]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return [run for _, run in scored[:number]]
