"""The buttons under messages, and what they carry: a letter, the number of an exchange in SQL, and what else it needs.

Telegram allows 64 bytes a button; the largest here ("p:2147483647:15") are a quarter of that.
"""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bots.replies import short
from bots.telegram_bot import replies
from rag.records import Answer, Citation

Row = list[InlineKeyboardButton]
SOURCES_IN_A_ROW = 2
MOST_SOURCES = 20
"""Buttons for sources; an answer with more of them (a long list) shows the rest in its text."""
SUGGESTION_ROOM = 60
"""Characters shown of a suggestion: what a button takes on a phone."""


def answer_keyboard(number: int, answer: Answer, suggestions: bool = True) -> InlineKeyboardMarkup:
    """Under an answer: its sources, thumbs, chart, and what may be asked next."""
    sources = [button(_source(c), "s", number, c.marker) for c in answer.citations[:MOST_SOURCES]]
    thumbs = [button(replies.THUMB_UP, "t", number, 1), button(replies.THUMB_DOWN, "t", number, 0)]
    chart = [button(replies.CHART_BUTTON, "c", number)] if answer.chart else []
    offered = answer.suggestions if suggestions else ()
    more = [[button(short(text, SUGGESTION_ROOM), "q", number, at)] for at, text in enumerate(offered)]
    return InlineKeyboardMarkup([*in_rows(sources, SOURCES_IN_A_ROW), [*chart, *thumbs], *more])


def _source(citation: Citation) -> str:
    page = replies.SOURCE_PAGE.format(page=citation.page) if citation.page else ""
    return replies.SOURCE_BUTTON.format(marker=citation.marker) + page


def reasons_keyboard(number: int) -> InlineKeyboardMarkup:
    """Why an answer is wrong."""
    reasons = [button(reason, "w", number, at) for at, reason in enumerate(replies.REASONS)]
    return InlineKeyboardMarkup([*in_rows(reasons, 3), [button(replies.OTHER_REASON, "o", number)]])


def one_button(text: str, *parts: object) -> InlineKeyboardMarkup:
    """A message with a single thing to do."""
    return InlineKeyboardMarkup([[button(text, *parts)]])


def button(text: str, *parts: object) -> InlineKeyboardButton:
    """A button that carries its parts, as `parts_of` reads them."""
    return InlineKeyboardButton(text, callback_data=":".join(map(str, parts)))


def parts_of(data: str | None) -> list[int]:
    """The numbers that a button carries after its letter.

    >>> parts_of("s:12:3")
    [12, 3]
    """
    return [int(part) for part in (data or "").split(":")[1:]]


def in_rows(buttons: Sequence[InlineKeyboardButton], most: int) -> list[Row]:
    """The buttons in rows of at most `most`."""
    return [list(buttons[start : start + most]) for start in range(0, len(buttons), most)]
