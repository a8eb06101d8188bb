"""Answer → Telegram messages in HTML. Pure functions.

Telegram refuses a text of more than 4,096 characters and any tag left open, so a message is built of
pieces (a paragraph, a source), each with its own tags closed, and messages are cut only between pieces.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bots.replies import SOURCES, short, source_heading, source_place, untold
from bots.telegram_bot import replies
from rag.records import Answer, Citation

LIMIT = 4096
"""Telegram counts after reading the tags; here the escaped text with its tags is counted, which is never less."""
PIECE = 3000
"""A longer paragraph is cut, at a sentence or a space; with its own tags it then always fits in a message."""
QUOTE_ROOMS = (300, 160, 60)
"""Characters of each quote shown: the first of these with which all sources fit in one message."""
NAME_ROOM = 100
"""Characters shown of a document's name under an answer: three lines on a phone. Its button shows it whole."""
NAME_END = 35
"""How many of them are its end, where the period of a report stands."""
SECTION_ROOM, ROW_ROOM = 60, 40
BEFORE = 0.75
"""How much of a shortened quote stands before its figure: what the figure is of comes first in Vietnamese."""
BOLD_LINE = 200
"""A first line without a figure is bold as a whole up to this length: a name or a date is, a paragraph is not."""


def answer_messages(answer: Answer, quotes: bool = True, asked: str = "") -> list[str]:
    """The messages to send in order: figure bold in the first line, context, warnings; sources with the last part.

    `quotes` adds the words of each source; `asked` stands above the answer, for a question that nobody typed.
    """
    first, _, rest = answer.answer.partition("\n")
    head = _headline(first, [] if answer.abstained else [figure.text for figure in answer.figures], answer.abstained)
    body = [html.escape(part, quote=False) for text in _paragraphs(rest) for part in cut(text, PIECE)]
    above = [safe(replies.ASKED.format(question=asked))] if asked else []
    warnings = [f"⚠️ {safe(part)}" for warning in untold(answer) for part in cut(warning, PIECE)]
    notes = ["\n".join(warnings)] if length("\n".join(warnings)) <= PIECE else warnings
    return pack([*above, *head, *body, *filter(None, notes)], _sources(answer, quotes))


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
            return [f"{safe(start)}<b>{safe(figure)}</b>{safe(end)}", *map(safe, parts[1:])]
    if not abstained and len(parts) == 1 and length(line) <= BOLD_LINE:
        return [f"<b>{safe(line)}</b>"]
    return [safe(part) for part in parts]


def _sources(answer: Answer, quotes: bool) -> list[str]:
    """The numbered sources with as much of each quote as lets all of them stand in one message."""
    figures = {figure.citation: figure.text for figure in answer.figures}
    for room in QUOTE_ROOMS if quotes else (0,):
        sources = [_source(each, figures.get(each.marker, ""), room) for each in answer.citations]
        pieces = [f"<b>{SOURCES}</b>", *sources]
        if length("\n".join(pieces)) <= LIMIT:
            break
    return pieces if answer.citations else []


def _source(citation: Citation, figure: str, room: int) -> str:
    heading = middle_short(source_heading(citation), NAME_ROOM, NAME_END)
    section = "" if citation.row else short(citation.section.rpartition(" > ")[2], SECTION_ROOM)
    row = short(citation.row, ROW_ROOM) if citation.row else None
    place = source_place(replace(citation, section=section, row=row))
    quote = f"\n<blockquote>{safe(around(citation.quote, figure, room))}</blockquote>" if room else ""
    return f"[{citation.marker}] {safe(heading)} — <i>{safe(place)}</i>{quote}"


def around(text: str, needle: str, room: int) -> str:
    """The text, or as much of it as has at most `room` characters and the needle in it, where it stands there.

    >>> around("Tổng số hồ sơ: 100; tỷ lệ ký số tại xã: 93,5%; tỷ lệ khác: 9%.", "93,5%", 30)
    '…ký số tại xã: 93,5%; tỷ lệ…'
    """
    at = text.find(needle)
    if len(text) <= room or not needle or at + len(needle) <= room:
        return short(text, room)
    start = max(at + len(needle) - round(room * BEFORE), 0)
    start = text.find(" ", start, at) + 1 or start
    return f"…{short(text[start:], room)}"


def middle_short(text: str, room: int, end: int) -> str:
    """The text, or its start and its last `end` characters (whole words) where it has more than `room`.

    >>> middle_short("Báo cáo kết quả thực hiện Nghị quyết số 131 Quý 1 năm 2026", 40, 16)
    'Báo cáo kết quả thực … Quý 1 năm 2026'
    """
    if len(text) <= room:
        return text
    tail = text[-end:].partition(" ")[2] or text[-end:]
    return f"{text[: room - end - 2].rsplit(' ', 1)[0]} … {tail}"


def safe(text: str) -> str:
    """The text with what HTML would read as markup escaped."""
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
