"""Sentences shown to a person: all in use, and all in Vietnamese."""

import re
import unicodedata
from pathlib import Path

from bots import replies

BOTS = Path(replies.__file__).parent
NAMES = [name for name in vars(replies) if name.isupper() and not isinstance(getattr(replies, name), int)]


def test_no_sentence_is_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOTS.rglob("*.py"))
    assert [name for name in NAMES if len(re.findall(rf"\b{name}\b", code)) < 2] == []


def test_sentences_are_nfc_and_carry_accents() -> None:
    """A sentence of three words or more without one Vietnamese letter is most likely English."""
    for name in NAMES:
        text = getattr(replies, name)
        if isinstance(text, str):
            words = re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", text))
            assert unicodedata.is_normalized("NFC", text), name
            assert len(words) < 3 or re.search(r"[ăâđêôơưà-ỹ]", text.lower()), name
