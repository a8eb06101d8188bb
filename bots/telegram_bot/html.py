"""Answer → Telegram messages in HTML. Pure functions.

Telegram refuses a text of more than 4,096 characters and any tag left open, so a message is built of
pieces (a paragraph, a source), each with its own tags closed, and messages are cut only between pieces.
"""

import html
import re
from collections.abc import Iterable, Sequence

from bots import replies
from rag.records import Answer, Citation

LIMIT = 4096
"""Telegram counts after reading the tags; here the escaped text with its tags is counted, which is never less."""
PIECE = 3000
"""A longer paragraph is cut, at a sentence or a space; with its own tags it then always fits in a message."""
QUOTE_ROOMS = (400, 160, 60)
"""Characters of each quote shown: the first of these with which all sources fit in one message."""
NAME_ROOM = 300
"""Characters shown of a document's name, and of its section and row."""
BOLD_LINE = 200
"""A first line without a figure is bold as a whole up to this length: a name or a date is, a paragraph is not."""


def answer_messages(answer: Answer) -> list[str]:
    """The messages to send in order: figure bold in the first line, context, warnings; sources with the last part."""
    first, _, rest = answer.answer.partition("\n")
    head = _headline(first, [] if answer.abstained else [figure.text for figure in answer.figures], answer.abstained)
    body = [html.escape(part, quote=False) for text in _paragraphs(rest) for part in cut(text, PIECE)]
    notes = [f"⚠️ {html.escape(part, quote=False)}" for warning in answer.warnings for part in cut(warning, PIECE)]
    return pack([*head, *body, *notes], _sources(answer.citations))


def plain(message: str) -> str:
    """The same message without its tags, for when Telegram refuses them.

    >>> plain("<b>93,5%</b> &lt; 95%")
    '93,5% < 95%'
    """
    return html.unescape(re.sub(r"<[^<>]*>", "", message))


def length(text: str) -> int:
    """UTF-16 code units, the larger of the two ways Telegram counts characters ("😀" is 2)."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, room: int) -> list[str]:
    """`text` in parts whose escaped form has at most `room` units, cut at a sentence end, else a space, else anywhere.

    >>> cut("Một hai. Ba bốn năm", 14)
    ['Một hai.', 'Ba bốn năm']
    """
    parts = []
    text = text.strip()
    while length(html.escape(text, quote=False)) > room:
        end = _longest_start(text, room)
        window = text[: end + 1]
        at = max(window.rfind(mark) for mark in (". ", "; ", "\n")) + 1 or window.rfind(" ") or end
        at = at if at > 0 else end
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*parts, text] if text else parts


def pack(pieces: Sequence[str], tail: Sequence[str]) -> list[str]:
    """Pieces in messages of at most LIMIT; the last is the end of the answer with the whole tail, if they fit."""
    last = "\n".join(tail)
    if not last or length(last) > LIMIT:
        return _fill([*pieces, *tail])
    before = list(pieces)
    while before and length(before[-1]) + 2 + length(last) <= LIMIT:
        last = f"{before.pop()}\n\n{last}"
    return [*_fill(before), last]


def _fill(pieces: Iterable[str]) -> list[str]:
    messages: list[str] = []
    for piece in pieces:
        if messages and length(messages[-1]) + 2 + length(piece) <= LIMIT:
            messages[-1] = f"{messages[-1]}\n\n{piece}"
        else:
            messages.append(piece)
    return messages


def _headline(line: str, figures: list[str], abstained: bool) -> list[str]:
    """The first line with its first figure bold; without a figure, bold as a whole if it is short and an answer."""
    parts = cut(line, PIECE)
    for figure in figures:
        if parts and figure and figure in parts[0]:
            start, _, end = parts[0].partition(figure)
            return [f"{_safe(start)}<b>{_safe(figure)}</b>{_safe(end)}", *map(_safe, parts[1:])]
    if not abstained and len(parts) == 1 and length(line) <= BOLD_LINE:
        return [f"<b>{_safe(line)}</b>"]
    return [_safe(part) for part in parts]


def _sources(citations: Sequence[Citation]) -> list[str]:
    """The numbered sources with as much of each quote as lets all of them stand in one message."""
    for room in QUOTE_ROOMS:
        pieces = [f"<b>{replies.SOURCES}</b>", *(_source(citation, room) for citation in citations)]
        if length("\n".join(pieces)) <= LIMIT:
            break
    return pieces if citations else []


def _source(citation: Citation, room: int) -> str:
    heading = replies.short(replies.source_heading(citation), NAME_ROOM)
    place = replies.short(replies.source_place(citation), NAME_ROOM)
    return (
        f"[{citation.marker}] {_safe(heading)} — <i>{_safe(place)}</i>\n"
        f"<blockquote>{_safe(replies.short(citation.quote, room))}</blockquote>"
    )


def _safe(text: str) -> str:
    return html.escape(text, quote=False)


def _longest_start(text: str, room: int) -> int:
    """How many characters of `text` fit in `room` units once escaped (at least one)."""
    used = 0
    for at, character in enumerate(text):
        used += length(html.escape(character, quote=False))
        if used > room:
            return max(at, 1)
    return len(text)


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"\n\s*\n", text) if part.strip()]
