"""Sentences shown to a person: all in use, and all in Vietnamese."""

import re
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

from bots import replies
from bots.telegram_bot import replies as telegram_replies

BOTS = Path(replies.__file__).parent
TABLES = [replies, telegram_replies]


def names(table: ModuleType) -> list[str]:
    return [name for name in vars(table) if name.isupper() and not isinstance(getattr(table, name), int)]


@pytest.mark.parametrize("table", TABLES)
def test_no_sentence_is_left_over(table: ModuleType) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOTS.rglob("*.py"))
    assert [name for name in names(table) if len(re.findall(rf"\b{name}\b", code)) < 2] == []


@pytest.mark.parametrize("table", TABLES)
def test_sentences_are_nfc_and_carry_accents(table: ModuleType) -> None:
    """A sentence of three words or more without one Vietnamese letter is most likely English."""
    for name in names(table):
        text = getattr(table, name)
        if isinstance(text, str):
            words = re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", text))
            assert unicodedata.is_normalized("NFC", text), name
            assert len(words) < 3 or re.search(r"[ăâđêôơưà-ỹ]", text.lower()), name
