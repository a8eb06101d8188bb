"""Text as it should have been typed: one Unicode form, one kind of space, one letter for each look-alike.

`clean` is safe on everything a loader reads; `canonical_tone` is for matching only (what is quoted keeps the
spelling of the print); `decode_legacy` is for files older than Unicode; `join_broken` mends printed lines.
"""

import re
import unicodedata
from collections.abc import Iterable

from ingest.vietnamese.tables import rows


def _decode(codes: str) -> str:
    return "".join(chr(int(code, 16)) for code in codes.split())


_LOOKALIKES = {_decode(source): _decode(target) for source, target, _ in rows("lookalikes.tsv")}
_CYRILLIC = {cyrillic: latin for cyrillic, latin in rows("cyrillic_twins.tsv")}
_FULLWIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


class _Table(dict[int, str]):
    """A translation table that decides a character when it is first met, from its Unicode category."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if character in "\n\t":
            result = character
        elif category == "Zs":
            result = " "
        elif category in ("Cc", "Cf"):  # controls; zero-width, bidi marks, soft hyphen, byte order mark
            result = ""
        else:
            result = character
        self[code] = result
        return result


_TABLE = _Table({ord(source): target for source, target in {**_LOOKALIKES, **_FULLWIDTH}.items()})
_TWINS = str.maketrans(_CYRILLIC)
_CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")


def clean(text: str) -> str:
    """NFC text with look-alike letters, odd spaces, invisible characters and ligatures mended.

    Newline and tab stay, curly quotes and long dashes stay. Never raises.

    >>> clean("Quyết ðịnh\\u00a0số 12\\u2011KH, ﬁle\\u200b")
    'Quyết định số 12-KH, file'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_TABLE)
    cyrillic = set(_CYRILLIC_LETTER.findall(text))
    if cyrillic and cyrillic <= _CYRILLIC.keys():
        text = text.translate(_TWINS)
    return unicodedata.normalize("NFC", text)


# --- tone placement -------------------------------------------------------------------------------

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_PLACES = {  # both placements are in use in print; the first vowel is the one kept ("hòa"), as most reports type it
    pair[0] + second: first + pair[1]
    for pair in ("oa", "oe", "uy", "OA", "OE", "UY", "Oa", "Oe", "Uy")
    for tone in _TONES
    for first, second in [(unicodedata.normalize("NFC", pair[0] + tone), unicodedata.normalize("NFC", pair[1] + tone))]
}
_CLOSED = {after: before for before, after in _PLACES.items()}
_AFTER_Q_OR_G = {  # "qu" and "gi" are consonants: the tone belongs to the vowel behind them
    unicodedata.normalize("NFC", glide + tone) + vowel: glide + unicodedata.normalize("NFC", vowel + tone)
    for glide, vowel in ("ua", "uy", "UA", "UY", "Ua", "Uy", "ia", "IA")
    for tone in _TONES
}


def _any(pairs: Iterable[str]) -> str:
    """A pattern for pairs of letters, by their first one: it begins with letters, which is what makes it fast."""
    seconds: dict[str, str] = {}
    for pair in pairs:
        seconds[pair[0]] = seconds.get(pair[0], "") + pair[1]
    return "(?:" + "|".join(f"{first}[{second}]" for first, second in seconds.items()) + ")"


_OPEN_SYLLABLE = re.compile(rf"{_any(_PLACES)}(?<![qQ]..)(?!\w)")
_CLOSED_SYLLABLE = re.compile(rf"{_any(_CLOSED)}(?<![qQ]..)(?=[ntcpmiyêNTCPMIYÊ])")
_CONSONANT_GLIDE = re.compile(rf"{_any(_AFTER_Q_OR_G)}(?:(?<=[qQ]..)|(?<=\b[gG]..))")


def canonical_tone(text: str) -> str:
    """One placement of the tone mark for words that are written both ways; length is unchanged.

    >>> canonical_tone("số hoá, uỷ ban, thuý, hòan thành, qúy, quý")
    'số hóa, ủy ban, thúy, hoàn thành, quý, quý'
    """
    text = _CONSONANT_GLIDE.sub(lambda m: _AFTER_Q_OR_G[m.group()], text)
    text = _OPEN_SYLLABLE.sub(lambda m: _PLACES[m.group()], text)
    return _CLOSED_SYLLABLE.sub(lambda m: _CLOSED[m.group()], text)


# --- encodings older than Unicode -----------------------------------------------------------------

_LEGACY: dict[str, dict[str, str]] = {}
for _encoding, _codes, _letter in rows("legacy.tsv"):
    _LEGACY.setdefault(_encoding, {})[_decode(_codes)] = _letter
_LEGACY_PATTERN = {
    name: re.compile("|".join(re.escape(code) for code in sorted(codes, key=len, reverse=True)))
    for name, codes in _LEGACY.items()
}
_UNICODE_ONLY = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")  # no Latin-1 reading of an old encoding holds these
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
_RHYME = "(?:uye|uya|uoi|uou|ieu|yeu|oai|oay|oeo|uay|ie|ye|ia|ua|uo|oa|oe|uy|ue|ai|ao|au|ay|eo|eu|iu|oi|ui|uu|[aeiouy])"
_SYLLABLE = re.compile(f"{_ONSET}{_RHYME}(?:ch|ng|nh|[cmnpt])?")
_MIN_SYLLABLES = 0.85  # share of accented words that read as syllables: Vietnamese is near 1, mojibake below 0.5


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if c not in "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


def _readable(text: str) -> float:
    words = [word for word in re.findall(r"[^\s.,;:()\"'/-]+", text) if not word.isascii()]
    good = sum(bool(_SYLLABLE.fullmatch(_plain(word))) for word in words)
    return good / len(words) if words else 1.0


def decode_legacy(text: str) -> str:
    """Text typed in TCVN3 or VNI fonts, as Unicode; anything else comes back unchanged.

    Must see the text before `clean`, which removes the soft hyphen that stands for ư in TCVN3.

    >>> decode_legacy("Céng hoµ x· héi chñ nghÜa ViÖt Nam")
    'Cộng hoà xã hội chủ nghĩa Việt Nam'
    >>> decode_legacy("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    if text.isascii() or _UNICODE_ONLY.search(text) or _readable(text) >= _MIN_SYLLABLES:
        return text
    best = max((_decoded(text, name) for name in _LEGACY), key=_readable)
    return best if _readable(best) >= _MIN_SYLLABLES else text


def _decoded(text: str, name: str) -> str:
    codes = _LEGACY[name]
    return _LEGACY_PATTERN[name].sub(lambda match: codes[match.group()], text)


# --- lines ----------------------------------------------------------------------------------------

_GLUE_AFTER = re.compile(r"(?:[^\s]-|/|\d\.\d{3}\.)$")  # "TT-", "2021-", "15/7/", "2.640."
_GLUE_BEFORE = re.compile(r"/\S|-(?=[A-ZĐ]{2})")  # "/QĐ-UBND", "-VPCP"
_DECIMAL_BREAK = re.compile(r"\d,$")


def join_broken(a: str, b: str) -> str:
    """Two printed lines as one text. Vietnamese does not hyphenate words, so a hyphen at the end is real.

    >>> join_broken("Thông tư số 02/2017/TT-", "VPCP ngày 31/10/2017")
    'Thông tư số 02/2017/TT-VPCP ngày 31/10/2017'
    >>> join_broken("giai đoạn 2021 -", "2030")
    'giai đoạn 2021 - 2030'
    """
    a, b = a.rstrip(), b.lstrip()
    if not a or not b:
        return a or b
    grouped = a[-1] == "." and not re.match(r"\d{3}(?!\d)", b)
    decimal = _DECIMAL_BREAK.search(a) and re.match(r"\d+\s?%", b)
    glued = (_GLUE_AFTER.search(a) and not grouped) or (_GLUE_BEFORE.match(b) and a[-1].isalnum()) or decimal
    return a + b if glued else f"{a} {b}"
