"""A message as typed → with its accents: the language model's reading, held to what questions are made of."""

import re
from functools import lru_cache

from ingest.vietnamese.accents import Restorer
from ingest.vietnamese.fold import fold
from ingest.vietnamese.normalize import clean
from ingest.vietnamese.syllables import is_syllable
from rag.question.framing import unframed
from rag.question.orders import without_orders
from rag.question.short_periods import spelt_periods
from rag.words import measures

# "2026 so 2025", "so năm trước": what a comparison is measured from follows; documents would have a number ("số").
_AGAINST = re.compile(
    r"(?<!hồ )(?<!cơ )\bso(?=\s+(?:với|cùng|năm|quý|tháng|kế hoạch|dự toán|mục tiêu|chỉ tiêu|hồi|(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_ASKING = frozenset(("mấy", "nào", "gì", "ai", "đâu", "sao"))
"""Question words: typed with their accents they are meant so, though documents seldom hold them."""
_LENT = frozenset(("top",))
"""Words of other languages that questions are made of: "top 3" is no "lớp 3"."""


@lru_cache(maxsize=1)
def _signs() -> frozenset[str]:
    """Signs of units that are no syllables ("km", "kg"): nobody means "ký" by them."""
    return frozenset(sign for sign in measures() if sign.isalpha() and not is_syllable(sign))


def restored(message: str, restorer: Restorer) -> str:
    """The question of a message, cleaned and with its accents; question words typed with theirs stay."""
    text = spelt_periods(clean(message))
    against = {m.start() for m in _AGAINST.finditer(text)} if fold(message) != message.lower() else set()
    reading = restorer.restore(text)
    for start, end, typed, meant in sorted(reading.changes, reverse=True):
        if start not in against and typed.lower() not in _ASKING | _LENT | _signs():
            text = text[:start] + meant + text[end:]
    return unframed(without_orders(text))
