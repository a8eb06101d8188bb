"""Which part of the frame each line of a flow belongs to: letterhead, kind, title, recipients, signature or body.

Reads lines in order, once; a document may hold several frames (an attached regulation brings its own title, and
its own recipients and signature may follow). What fits no form is body.
"""

import re
from collections.abc import Sequence

from ingest import frame
from ingest.headings import ANNEX, read_mark
from ingest.lines import Item
from ingest.paragraphs import INDENT, hangs
from ingest.records import Grid, Line

# The letterhead is looked for this far; a document whose frame begins later has none (an excerpt, a web page).
_FRONT = 25
# A title runs over at most this many lines in print (trích yếu of long resolutions reach six).
_TITLE_LINES = 9
_BODY_OPENERS = re.compile(
    r"^(?:Căn cứ|Thực hiện|Xét|Theo|Trên cơ sở|Ngày \d|Để |Nhằm |Trong |Kính gửi|Điều \d|Sau khi|Tiếp theo|Tại )"
)
# "1.1 Phạm vi ........ 5": a line of a table of contents says nothing that its heading does not.
_LEADER = re.compile(r"(?:\.{6,}|…{3,}|(?:\. ){6,})\s*\d{1,4}\s*$")
_ATTACHED = re.compile(r"^\(?\s*(?:Kèm theo|Ban hành kèm|Kèm|Tiếp theo|Đính kèm)", re.IGNORECASE)

# What a title is followed by: the days that the figures of the report are counted over. It is no part of the title.
_COUNTED = re.compile(r"^\(\s*(?:Số liệu|Kỳ báo cáo|Thời (?:điểm|gian|kỳ)|Tính |Từ ngày|Mốc số liệu)", re.IGNORECASE)


def zones(items: Sequence[Item]) -> list[str]:
    """A name for each item: "letterhead" | "kind" | "title" | "recipients" | "signature" | "body"."""
    names = ["letterhead" if _LEADER.search(_text(item)) else "body" for item in items]
    at = _front(items, names)
    # What each sheet of a workbook and each page of some prints repeats of the letterhead.
    heads = {_text(i) for i, name in zip(items[:at], names, strict=False) if name == "letterhead" and _is_body(i)}
    while at < len(items):
        item = items[at]
        if isinstance(item, Line) and (_signed(item.text) or item.text in heads or _posted(items, at)):
            names[at] = "letterhead"
        closes = isinstance(item, Line) and (frame.RECIPIENTS.match(item.text) or (_signs(item) and _ended(items, at)))
        at = _closing(items, names, at) if closes else at + 1
    return names


def _posted(items: Sequence[Item], at: int) -> bool:
    return at < _FRONT and bool(frame.POSTED.match(_text(items[at])))


def _is_body(item: Item) -> bool:
    return bool(frame.BODY.match(_text(item))) and frame.shouting(_text(item))


def _signed(text: str) -> bool:
    return text.strip("() .…").lower() in {"đã ký", "ký tên"}


def _front(items: Sequence[Item], names: list[str]) -> int:
    """Letterhead and title; returns where the body begins."""
    at, seen = 0, False
    while at < min(len(items), _FRONT):
        item = items[at]
        if not isinstance(item, Line):
            break
        kind, _ = frame.kind_of(item.text)
        annex = at == 0 and ANNEX.match(item.text)
        if kind or annex:
            names[at] = "kind"
            return _title(items, names, at + 1)
        if frame.SUBJECT.match(item.text):
            return _title(items, names, at)
        if not _letterhead(item.text):
            break
        names[at] = "letterhead"
        seen = seen or not frame.RULE.match(item.text)
        at += 1
    later = _late_kind(items, at)
    if later is not None:
        for index in range(at, later):
            text = _text(items[index])
            names[index] = "letterhead" if _letterhead(text) or frame.POSTED.match(text) else "body"
        names[later] = "kind"
        return _title(items, names, later + 1)
    return at


def _late_kind(items: Sequence[Item], at: int) -> int | None:
    """A web page may put a note or a menu above the frame: the kind line is still found near the top."""
    for index in range(at, min(len(items), _FRONT)):
        text = _text(items[index])
        kind, rest = frame.kind_of(text)
        if kind and not rest and frame.shouting(text):
            return index
    return None


def _text(item: Item) -> str:
    return item.text if isinstance(item, Line) else ""


def _letterhead(text: str) -> bool:
    return bool(
        frame.RULE.match(text)
        or frame.MOTTO.search(text)
        or frame.NUMBER.match(text)
        or frame.PLACE_DATE.search(text)
        or frame.SECRECY.match(text)
        or (frame.shouting(text) and not read_mark(text) and len(text) < 160)
    )


def _title(items: Sequence[Item], names: list[str], at: int) -> int:
    """The lines of the trích yếu from `at` on; rules, notes in brackets and the authority under it are letterhead."""
    first: Line | None = None
    last: Line | None = None
    for index in range(at, min(len(items), at + _TITLE_LINES + 3)):
        item = items[index]
        if not isinstance(item, Line):
            return index
        text = item.text.strip()
        if (
            frame.RULE.match(text)
            or frame.NUMBER.match(text)
            or frame.PLACE_DATE.search(text)
            or frame.MOTTO.search(text)
        ):
            names[index] = "letterhead"
            continue
        if _ATTACHED.match(text):
            continue
        if _COUNTED.match(text) and first is not None:
            return index
        if first is None or last is None:
            if _BODY_OPENERS.match(text) or read_mark(text):
                return index
            names[index] = "title"
            first = last = item
        elif _continues_title(text, item, first, last):
            names[index] = "title"
            last = item
        elif frame.shouting(text) and not read_mark(text) and not frame.shouting(first.text):
            names[index] = "letterhead"  # "ỦY BAN NHÂN DÂN TỈNH …" over the grounds
        else:
            return index
    return min(len(items), at + _TITLE_LINES + 3)


def _continues_title(text: str, item: Line, first: Line, last: Line) -> bool:
    if read_mark(text) or _BODY_OPENERS.match(text):
        return item.centred and first.centred and not item.whole and item.bold == first.bold
    if (
        hangs(last.text, text)
        or text[:1].islower()
        or text[:1] in '-–(“",'
        or last.text.rstrip().endswith((",", "-", "–"))
    ):
        return not _ATTACHED.match(text)
    if item.whole or (frame.shouting(text) and not frame.shouting(first.text)):
        return False  # "ỦY BAN NHÂN DÂN TỈNH …": the body that decides
    if item.span.boxes and first.span.boxes:
        return _set_like_title(item, first, last)
    return frame.shouting(text) == frame.shouting(first.text) and len(last.text) > 45


def _set_like_title(item: Line, first: Line, last: Line) -> bool:
    """Whether a placed line goes on with the title: centred in its face, or flush after a line as wide as it."""
    if item.bold != first.bold or abs((item.size or 0.0) - (first.size or 0.0)) > 0.2 * (first.size or 1.0):
        return False
    flush = (item.indent or 0.0) < INDENT
    return item.centred or (flush and _wide(last) >= 0.9 * _wide(item))


def _wide(line: Line) -> float:
    return line.span.boxes[-1][2] - line.span.boxes[0][0]


def _signs(line: Line) -> bool:
    return bool(frame.ROLE.match(line.text.strip())) and frame.shouting(frame.split_signature(line.text)[0])


def _ended(items: Sequence[Item], at: int) -> bool:
    """Whether the text before a role line has come to its end ("./.", a table, or nothing but the frame before)."""
    for item in reversed(items[max(0, at - 4) : at]):
        if isinstance(item, Grid):
            return True
        if isinstance(item, Line) and not frame.RULE.match(item.text):
            return item.text.rstrip().endswith((".", "/.", ".)", "./", ";"))
    return False


def _closing(items: Sequence[Item], names: list[str], at: int) -> int:
    """Recipients and signature from `at` on; ends before an annex, a new title, a heading or running text."""
    named = False
    open_list = False
    for index in range(at, len(items)):
        item = items[index]
        if not isinstance(item, Line):
            return index
        text = item.text.strip()
        mark = read_mark(text)
        if frame.RECIPIENTS.match(text):
            names[index], open_list = "recipients", True
        elif frame.drafter(text):
            names[index] = "letterhead"
        elif _signs(item) or (frame.shouting(text) and not mark and not named and not _new_part(item)):
            names[index] = "signature"
        elif frame.person(text) and not (mark and mark.bullet):
            names[index], named = "signature", True
        elif (mark and mark.bullet) and open_list:
            names[index] = "recipients"
        elif frame.split_signature(text)[1] and frame.ROLE.search(text):
            names[index], named = "signature", True
        elif frame.RULE.match(text) or _signed(text):
            names[index] = "letterhead"
        elif _new_part(item) or mark or len(text) > 90 or named:
            return index
        else:
            names[index] = "recipients" if open_list else "letterhead"
    return len(items)


def _new_part(line: Line) -> bool:
    text = line.text.strip()
    return bool(ANNEX.match(text) or frame.kind_of(text)[0] or _ATTACHED.match(text) or frame.MOTTO.search(text))
