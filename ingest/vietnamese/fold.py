"""Text without accents, for matching what is typed without them; offsets stay those of the original."""

import re
import unicodedata

from ingest.vietnamese.normalize import canonical_tone


class _Fold(dict[int, str]):
    """Lower case without accents, one code point for one, decided when a character is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        result = unicodedata.normalize("NFD", character.lower())[0].replace("đ", "d")
        self[code] = result
        return result


_FOLD = _Fold()
_TOKEN = re.compile(
    r"""
      \d+(?:/\d{2,4})?/[^\W\d_]+(?:[-/&]?[^\W_]+)*   # 131/NQ-CP, 02/2017/TT-VPCP, 66/KH-UBND
    | \d+(?:[.,/-]\d+)*[^\W\d_]*                     # 2.104  93,5  06/10/2022  63/63  2021-2030  5G
    | [^\W\d_][^\W_]*(?:&[^\W_]+)*                   # words, VP7, KH&CN
    """,
    re.VERBOSE,
)


def fold(text: str) -> str:
    """Lower case, accents off, đ → d. NFC input gives output of the same length, so offsets map.

    >>> fold("Tỷ lệ ký số: ĐẠT 93,5%")
    'ty le ky so: dat 93,5%'
    """
    return text.translate(_FOLD)


def syllables(text: str) -> list[str]:
    """Lower-case tokens in one tone placement; numbers, dates and document numbers stay whole.

    >>> syllables("Số hoá 93,5% theo Nghị quyết 131/NQ-CP, 2.104 DVC")
    ['số', 'hóa', '93,5', 'theo', 'nghị', 'quyết', '131/nq-cp', '2.104', 'dvc']
    """
    return _TOKEN.findall(canonical_tone(text).lower())


def folded_syllables(text: str) -> list[str]:
    """`syllables` without accents.

    >>> folded_syllables("Sở Khoa học và Công nghệ (KH&CN)")
    ['so', 'khoa', 'hoc', 'va', 'cong', 'nghe', 'kh&cn']
    """
    return [fold(token) for token in syllables(text)]
