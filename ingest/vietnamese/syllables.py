"""The Vietnamese syllable: its letters, its tone, where the tone mark stands, whether it can exist at all.

A syllable is an onset, a rhyme and one of six tones. The inventory below is the closed one of standard
spelling (Quy định về chính tả, Quyết định 1989/QĐ-BGDĐT; names from minority languages such as "Đắk" lie
outside it, and are left to counts). Tone marks stand where administrative print puts them: "hòa", "ủy", "thúy".
"""

import functools
import re
import unicodedata

TONE_MARKS = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
"""ngang, sắc, huyền, hỏi, ngã, nặng: the order in which keyboards number them (VNI 1–5)."""

ONSETS = "ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|q|r|s|t|v|x"
OPEN_RHYMES = (
    "a|e|ê|i|o|ô|ơ|u|ư|y|ia|ua|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|yêu|oi|ôi|ơi|oa|oai|oay|oao|oe|oeo|ui|uôi|ơu|"
    "uây|uê|uơ|uy|uya|uyu|ưi|ươi|ưu|ươu|uau|uao"
)
NASAL_RHYMES = (
    "am|ăm|âm|em|êm|im|om|ôm|ơm|um|iêm|yêm|uôm|ươm|oam|oăm|an|ăn|ân|en|ên|in|on|ôn|ơn|un|iên|yên|uôn|ươn|oan|oăn|"
    "oen|uân|uyên|uên|uyn|ang|ăng|âng|eng|ong|ông|ung|ưng|iêng|yêng|uông|ương|oang|oăng|uâng|oong|anh|ênh|inh|"
    "oanh|uênh|uynh|ynh"
)
STOP_RHYMES = (
    "ac|ăc|âc|ec|oc|ôc|uc|ưc|iêc|uôc|ươc|oac|oăc|ooc|ach|êch|ich|oach|uêch|uych|at|ăt|ât|et|êt|it|ot|ôt|ơt|ut|ưt|"
    "iêt|yêt|uôt|ươt|oat|oăt|oet|uât|uyêt|uyt|yt|ap|ăp|âp|ep|êp|ip|op|ôp|ơp|up|iêp|ươp|oap|uyp"
)

_SHAPE = re.compile(rf"(?:{ONSETS})?(?:(?P<free>{OPEN_RHYMES}|{NASAL_RHYMES})|(?P<stop>{STOP_RHYMES}))")
_VOWELS = "aăâeêioôơuưy"
_PARTS = re.compile(rf"(gi(?=[{_VOWELS}])|qu(?=[{_VOWELS}])|[^{_VOWELS}]*)([{_VOWELS}]+)(.*)", re.DOTALL)


def _table() -> dict[str, tuple[str, int]]:
    toned = {}
    for vowel in _VOWELS:
        for tone, mark in enumerate(TONE_MARKS):
            toned[unicodedata.normalize("NFC", vowel + mark)] = (vowel, tone)
    return toned


_LETTER_TONE = _table()
_TONED = {pair: letter for letter, pair in _LETTER_TONE.items()}


def split_tone(word: str) -> tuple[str, int]:
    """A lower-case word → its letters without tone, and the tone (0 ngang … 5 nặng; the last one written wins).

    >>> split_tone("trực")
    ('trưc', 5)
    """
    tone = 0
    letters = []
    for letter in word:
        plain, mark = _LETTER_TONE.get(letter, (letter, 0))
        letters.append(plain)
        tone = mark or tone
    return "".join(letters), tone


def with_tone(letters: str, tone: int) -> str:
    """Letters without tone + tone → the word, its mark where administrative print puts it.

    >>> with_tone("hoa", 2), with_tone("uy", 3), with_tone("quy", 1), with_tone("giêng", 1), with_tone("toan", 2)
    ('hòa', 'ủy', 'quý', 'giếng', 'toàn')
    """
    parts = _PARTS.match(letters)
    if not tone or not parts:
        return letters
    onset, vowels, coda = parts.groups()
    marked = [i for i, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        place = marked[-1]
    elif len(vowels) == 1:
        place = 0
    else:
        place = 1 if coda or len(vowels) > 2 else 0
    return onset + vowels[:place] + _TONED[vowels[place], tone] + vowels[place + 1 :] + coda


@functools.lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Whether a lower-case word is spelt like a Vietnamese syllable; "trưc" is not: c, ch, p, t end sắc or nặng.

    Letters without any mark are judged as they stand ("truc" is not one, "trinh" is).

    >>> [is_syllable(word) for word in ("nghiệm", "trưc", "trinh", "scan", "quý", "đắk")]
    [True, False, True, False, True, False]
    """
    letters, tone = split_tone(word)
    shape = _SHAPE.fullmatch(letters)
    return shape is not None and (shape["stop"] is None or tone in (1, 5))


@functools.lru_cache(maxsize=1 << 14)
def canonical(word: str) -> str:
    """A lower-case NFC word with its tone mark in its usual place, and "quý" for "quí" as all official texts have it.

    >>> canonical("uỷ"), canonical("hoà"), canonical("qúy"), canonical("quí"), canonical("online")
    ('ủy', 'hòa', 'quý', 'quý', 'online')
    """
    letters, tone = split_tone(word)
    if letters == "qui":
        return with_tone("quy", tone)
    return with_tone(letters, tone) if tone and _SHAPE.fullmatch(letters) else word
