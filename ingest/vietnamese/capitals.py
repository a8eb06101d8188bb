"""Short forms in capitals typed without the bar of their Đ: "QD" → "QĐ", "HDND" → "HĐND", "104/QD-TTg" → "104/QĐ-TTg".

No letter but Đ is changed, for short forms carry no other marks. What the table of abbreviations and the documents on
file print decides; a form that both have with D ("DVC") stays as typed.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ingest.vietnamese.tables import rows

CAPITALS = re.compile(r"(?<![^\W\d_])[A-ZĐ]{2,}(?![^\W\d_])")
_BARRED = str.maketrans("Đ", "D")


@functools.cache
def _in_table() -> Counter[str]:
    """Short forms of the table of abbreviations, each counted once a meaning."""
    return Counter(word for short, *_ in rows("data/abbreviations.tsv") for word in CAPITALS.findall(short))


def barred(texts: Iterable[str]) -> dict[str, str]:
    """Short forms without bars → as the table and these texts print them, where Đ is commoner there than D.

    >>> barred(["Nghị định 45/2020/NĐ-CP", "ĐVHC"])["ND"], barred(["Nghị định 45/2020/NĐ-CP", "ĐVHC"])["DVHC"]
    ('NĐ', 'ĐVHC')
    """
    seen = _in_table().copy()
    for text in texts:
        seen.update(CAPITALS.findall(text))
    forms: dict[str, str] = {}
    for word, times in seen.items():
        plain = word.translate(_BARRED)
        if plain != word and times > seen[forms.get(plain, plain)]:
            forms[plain] = word
    return forms


def with_bars(piece: str, forms: Mapping[str, str]) -> str:
    """A word or document number with the bars of its short forms.

    >>> with_bars("104/QD-TTg", {"QD": "QĐ"}), with_bars("Điều", {"QD": "QĐ"})
    ('104/QĐ-TTg', 'Điều')
    """
    return CAPITALS.sub(lambda match: forms.get(match.group(), match.group()), piece)
