"""Readings → Vietnamese lines with [n] and their citations: the extractive writer. It quotes; it composes no figure."""

import re
from collections.abc import Sequence
from urllib.parse import quote as escaped

from ingest.records import Document, Figure, Statement
from ingest.vietnamese.fold import fold
from rag.read import Reading
from rag.reading.places import BLANK, Place, is_value_cell
from rag.reading.slots import MOSTLY, NEAR, agrees, own_periods
from rag.records import Citation

LINE = 380
"""Characters of a first line: what a person reads at a glance, and below the 400 that the scorer allows."""
# What joins an indicator to its figure in print, dropped when the figure is said first: "đạt tỷ lệ", "là", ":".
_NUMBER = re.compile(r"\d+")
_BARE = re.compile(r"[-–+]?\d[\d.,]*")
_ROMAN = re.compile(r"\b[ivx]+\b")
_JOINT = re.compile(r"(?:[:,–-]|\b(?:đạt tỷ lệ|đạt được|đạt|là|chiếm|với|bằng|được|ở mức))\s*$", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"\n|[.!?](?=\s+[^\s\da-zà-ỹ]|\s*$)")
_MARK = re.compile(r"^\s*(?:[-–+*•]|\(?[0-9a-zđ]{1,3}\)|\d+(?:\.\d+)*\.)\s+")


def page_url(document_id: str, page: int) -> str:
    """Where a page can be read over HTTP; page 0 where the format has none.

    >>> page_url("báo cáo", 3)
    '/api/v1/documents/b%C3%A1o%20c%C3%A1o/pages/3'
    """
    return f"/api/v1/documents/{escaped(document_id, safe='')}/pages/{page}"


def citation(marker: int, place: Place, document: Document) -> Citation:
    """Where a place stands; the quote is the whole sentence, item with its lead-in, or row with its headers."""
    statement = place.statement
    text = statement.text
    return Citation(
        marker=marker,
        document_id=document.id,
        title=title(document),
        number=document.number,
        section=" > ".join(statement.path),
        page=statement.page or None,
        quote=quote(statement),
        url=page_url(document.id, statement.page),
        row=text[slice(*place.label)] if place.label else None,
        column=text[slice(*place.header)] if place.header else None,
    )


def quote(statement: Statement) -> str:
    """The statement as printed, an item after the sentence that introduces it."""
    if statement.lead and statement.kind in ("item", "sentence") and len(statement.lead) <= LINE:
        return f"{statement.lead} {statement.text}"
    return statement.text


def title(document: Document) -> str:
    """How a document is named to a person: its kind and trích yếu, else its file's name."""
    return " ".join(part for part in (document.kind.capitalize(), document.title) if part) or document.id


def sentence(reading: Reading, figures: Sequence[Figure] = (), beside: Sequence[Place] = ()) -> str:
    """The place as a line that begins with the answer: "93,5% — Tỷ lệ ký số tại xã phường (Quý 1 năm 2026)".

    `beside` are further cells of the same row to tell of.
    """
    place = reading.place
    if is_value_cell(place):
        return _with_period(shorten(_cell(place, beside, figures)), reading)
    body = _body(place)
    shown = [f.text for f in figures if f.text]
    if len(shown) == 1:
        body = _figure_first(shown[0], body)
    elif shown:
        body = f"{'; '.join(shown)} — {body}"
    return _with_period(shorten(body), reading)


def _body(place: Place) -> str:
    """A clause after the heads it hangs on, without its list mark."""
    text = place.statement.text
    heads = [text[a:b] for a, b in place.heads]
    own = _MARK.sub("", place.text).strip()
    if not heads:
        return own
    head = _MARK.sub("", ", ".join(heads)).strip()
    return f"{own} (trong: {head})"


def widened(place: Place) -> str:
    """The whole sentence around a place, for questions that ask for more; nothing when it is too long for a line."""
    text = place.statement.text
    start = max((m.end() for m in _SENTENCE_ENDS.finditer(text, 0, place.start)), default=0)
    after = _SENTENCE_ENDS.search(text, place.end)
    around = " ".join(text[start : after.start() if after else len(text)].split())
    return _MARK.sub("", around) if len(around) <= LINE else ""


def _cell(place: Place, beside: Sequence[Place], figures: Sequence[Figure]) -> str:
    text = place.statement.text
    own = with_unit(place, figures)
    header, label = text[slice(*place.header or (0, 0))], text[slice(*place.label or (0, 0))]
    if place.text == BLANK:
        return f"Văn bản để trống, không ghi “{header}”: {shorten(label, LINE // 2)}"
    more = "".join(f"; {text[slice(*p.header)]}: {' '.join(p.text.split())}" for p in beside if p.header)
    if more:
        return f"{header}: {own}{more} — {shorten(label, LINE // 2)}"
    return f"{own} — {header}: {shorten(label, LINE // 2)}"


def with_unit(place: Place, figures: Sequence[Figure]) -> str:
    """A cell as printed; a bare number with the unit that its column, its row or its table prints ("11" is "11%"), one
    of a column of ranks as a rank ("thứ 11")."""
    said = " ".join(place.text.split())
    figure = next((f for f in figures if f.text == said), None)
    if figure is not None and figure.kind == "xếp hạng" and said.isdigit():
        return f"thứ {said}"
    unit = figure.unit if figure else ""
    if not unit or not _BARE.fullmatch(said):
        return said
    return f"{said}%" if unit == "%" else f"{said} {unit[0].lower() if unit[1:2].islower() else unit[0]}{unit[1:]}"


def _figure_first(figure: str, body: str) -> str:
    """The figure, then what it is; when the figure ends the clause it is not said twice."""
    head, found, tail = body.partition(figure)
    if found and not re.search(r"\w", tail.split(" (trong:")[0]):
        label = head
        while _JOINT.search(label.rstrip()):
            label = _JOINT.sub("", label.rstrip())
        rest = tail.strip(" .;,")
        return f"{figure} — {label.strip()}{' ' + rest if rest else ''}" if label.strip() else f"{figure} — {body}"
    return f"{figure} — {body}"


def _with_period(line: str, reading: Reading) -> str:
    """The line with its period in brackets, unless its words say it.

    Figures of an odd stretch ("từ ngày 13/12/2025 đến ngày 11/03/2026") that the document counts as its own period
    are told with both.
    """
    own = own_periods(reading.place, reading.document)[:1]
    whole = reading.document.period
    told = [p.text for p in own if p.text]
    shown = _NUMBER.findall(
        " ".join((quote(reading.place.statement), *reading.place.statement.path, title(reading.document)))
    )
    if own and whole and own[0].kind in ("range", "as_of", "day") and agrees(whole, own[0]) in (MOSTLY, NEAR):
        told.insert(0, whole.text)
    held = [text for text in told if set(_NUMBER.findall(text)) <= set(shown)]  # else another line of the page says it
    said = ", ".join(calm(text) for text in held if fold(text) not in fold(line))
    return f"{line} ({said})" if said else line


def calm(text: str) -> str:
    """Words printed in capitals as they are printed within a sentence: "QUÝ I NĂM 2026" is "quý I năm 2026"."""
    return _ROMAN.sub(lambda m: m[0].upper(), text.lower()) if text.isupper() else text


def shorten(text: str, limit: int = LINE) -> str:
    """At most `limit` characters, cut at a word, with "…"."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
