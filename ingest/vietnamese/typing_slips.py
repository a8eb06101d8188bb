"""What a hand meant that typed a word which is no word: keyboard marks left in, letters swapped, doubled, lost.

Pure functions from a typed word to what it may stand for; `accents` decides with the sentence around it.
"""

import functools
import re
from collections.abc import Container, Iterator

from ingest.vietnamese.fold import fold
from ingest.vietnamese.syllables import is_syllable, with_tone
from ingest.vietnamese.tables import rows

TELEX_TONES = {"s": 1, "f": 2, "r": 3, "x": 4, "j": 5}
TELEX_DOUBLES = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ", "aw": "ă", "ow": "ơ", "uw": "ư"}
VNI_LETTERS = {"6": ("aeo", "âêô"), "7": ("uo", "ươ"), "8": ("a", "ă"), "9": ("d", "đ")}
COUNTED_BY_NUMBER = re.compile(
    "quy|q|thang|nam|ngay|ky|lan|dot|tuan|khoa|luc|bieu|bang|muc|dieu|khoan|diem|chuong|phan|nhom|cap|to|so|"
    "phong|hinh|trang|cot|dong|buoc|doan"
)
"""Words that a number follows: "quy1" is "quý 1", not VNI for "quý"."""

SWAPPED, DOUBLED, LOST, EXTRA, CONFUSED = 5.0, 5.0, 6.0, 6.5, 7.5
"""-log of how often each slip happens, spread over the places and letters it may touch (Damerau 1964 has the
order; the size was chosen so that no held-out accented sentence changes because of them)."""

_ALPHABET = "abcdeghiklmnopqrstuvxy"
_VNI_LIKE = re.compile(r"[a-zđ]+(?:[1-9][a-z]*)+")
_NUMBERED = re.compile(r"([^\W\d_]+)(\d+(?:[.,/]\d+)*)")


def telex(word: str) -> str | None:
    """The syllable that Telex keys spell, or None: marks may stand after their letter or at the end.

    >>> telex("kys"), telex("soos"), telex("leej"), telex("dduowngf"), telex("dduwowcj"), telex("scan")
    ('ký', 'số', 'lệ', 'đường', 'được', None)
    """
    if fold(word) != word or not word.isalpha():
        return None
    tone, letters = 0, ""
    for place, letter in enumerate(word):
        if letter in TELEX_TONES and any(vowel in "aeiouyâêôăơư" for vowel in letters) and place > 0:
            tone = TELEX_TONES[letter]
        elif letter == "w" and letters:
            letters = _hook(letters)
        elif letter in "aeod" and letter in letters:
            head, _, tail = letters.rpartition(letter)
            letters = head + TELEX_DOUBLES[letter * 2] + tail
        else:
            letters += letter
    spelt = with_tone(letters, tone)
    return spelt if spelt != word and is_syllable(spelt) else None


def _hook(letters: str) -> str:
    """Telex w (VNI 7, 8): "uo" → "ươ", else the last of a, o, u takes its hook or breve."""
    if "uo" in letters or "ưo" in letters or "uơ" in letters:
        return letters.replace("uo", "ươ").replace("ưo", "ươ").replace("uơ", "ươ")
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in "aou":
            return letters[:place] + {"a": "ă", "o": "ơ", "u": "ư"}[letters[place]] + letters[place + 1 :]
    return letters + "w"


def vni(word: str) -> str | None:
    """The syllable that VNI keys spell, or None. "quy1" is both VNI and `numbered`: the other words tell.

    >>> vni("ty3"), vni("le65"), vni("d9ie65n"), vni("d9u7o7ng2"), vni("quy1"), vni("q1")
    ('tỷ', 'lệ', 'điện', 'đường', 'quý', None)
    """
    if not _VNI_LIKE.fullmatch(word):
        return None
    tone, letters = 0, ""
    for letter in word:
        if letter in "12345":
            tone = int(letter)
        elif letter == "7":
            letters = _hook(letters)
        elif letter in VNI_LETTERS:
            plain, marked = VNI_LETTERS[letter]
            place = max(letters.rfind(vowel) for vowel in plain)
            if place < 0:
                return None
            letters = letters[:place] + marked[plain.index(letters[place])] + letters[place + 1 :]
        else:
            letters += letter
    spelt = with_tone(letters, tone)
    return spelt if is_syllable(spelt) else None


def numbered(word: str) -> tuple[str, str] | None:
    """A counting word and its number typed without the space between them, or None.

    >>> numbered("quy1"), numbered("tháng3"), numbered("vp7")
    (('quy', '1'), ('tháng', '3'), None)
    """
    match = _NUMBERED.fullmatch(word)
    return (match[1], match[2]) if match and COUNTED_BY_NUMBER.fullmatch(fold(match[1])) else None


def near(word: str, known: Container[str]) -> Iterator[tuple[str, float]]:
    """Folded words of `known` that one slip of the hand turns into `word` (folded), each with its cost in nats.

    Swapped neighbours and a doubled or lost letter are commonest at a keyboard; any other letter costs more.

    >>> list(near("sacn", {"scan"})), list(near("nhiu", {"nhieu", "nhiu"})), list(near("sooo", {"soo"}))
    ([('scan', 5.0)], [('nhieu', 6.0)], [('soo', 5.0)])
    """
    costs: dict[str, float] = {}
    for place in range(len(word)):
        head, tail = word[:place], word[place + 1 :]
        doubled = word[place] in (head[-1:], tail[:1])
        costs[head + tail] = DOUBLED if doubled else EXTRA
        if tail and tail[0] != word[place]:
            costs[head + tail[0] + word[place] + tail[1:]] = SWAPPED
    for place in range(len(word) + 1):
        for letter in _ALPHABET:
            costs.setdefault(word[:place] + letter + word[place:], LOST)
            if place < len(word):
                costs.setdefault(word[:place] + letter + word[place + 1 :], CONFUSED)
    for other, cost in costs.items():
        if other != word and len(other) > 1 and other in known:
            yield other, cost


def split_words(word: str, known: Container[str]) -> Iterator[tuple[str, str]]:
    """Two folded syllables typed without the space between them.

    >>> list(split_words("hoso", {"ho", "so", "hos"}))
    [('ho', 'so')]
    """
    for place in range(2, len(word) - 1):
        if word[:place] in known and word[place:] in known:
            yield word[:place], word[place:]


@functools.cache
def shorthand() -> dict[str, tuple[str, ...]]:
    """What officials type for short in messages: "bn" → "bao nhiêu" (or "bệnh nhân"); the sentence decides."""
    return {typed: tuple(meant.split("; ")) for typed, meant, _ in rows("data/typing_shorthand.tsv")}
