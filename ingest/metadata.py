"""The frame of a document → what it says about itself: số/ký hiệu, loại, trích yếu, cơ quan, ngày, người ký, nơi nhận.

Only what is printed is taken; a number or day left blank is recorded as blank, and said so in a statement.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest import frame
from ingest.headings import ANNEX
from ingest.records import Block, BlockKind, Document, Span
from ingest.reporting_period import reporting_period
from ingest.vietnamese.dates import day_or_none, find_dates

_GROUND = re.compile(r"^Căn cứ\s", re.IGNORECASE)
_ADOPTED = re.compile(r"(?:thông qua|ban hành|ký)\s+(?:vào\s+)?(?=ngày\s)", re.IGNORECASE)
_ORNAMENT = " -–—_*=|."
_PORTAL = re.compile(r"^(?:cổng|trang|chuyên trang)\s+(?:thông tin|tin)\b", re.IGNORECASE)  # publishes, does not issue
_EMPTY = "(để trống)"
_BODY: frozenset[BlockKind] = frozenset({"title", "heading", "paragraph", "item", "caption"})
_OPENING = 60  # blocks: grounds stand before the first section


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact of the frame: its name, the words to quote (as printed, or that it is blank) and where they stand."""

    label: str
    text: str
    spans: tuple[Span, ...]
    block: int | None


def describe(document: Document, blocks: Sequence[Block]) -> tuple[Document, tuple[Stated, ...]]:
    """`document` with every field its frame fills, and the statements to quote for them."""
    head = [block for block in blocks if block.kind == "letterhead"]
    titled = next(
        (block.ordinal for block in blocks if block.kind == "title"), -1
    )  # a portal has its own heading above
    frame_end = next((b.ordinal for b in blocks if b.kind in {"heading", "item"} and b.ordinal > titled), len(blocks))
    front = [block for block in head if block.ordinal < frame_end]
    document = replace(document, secrecy=_secrecy(head))
    stated: list[Stated] = []
    for read in (_number, _kind, _title, _issuer, _issued, _posted):
        document, said = read(document, blocks, front)
        stated.extend(said)
    opening = next((block.text for block in blocks if block.kind == "paragraph"), "")
    document = replace(document, grounds=_grounds(blocks), period=reporting_period(document, opening))
    document, said = _signature(document, blocks)
    stated.extend(said)
    document, said = _recipients(document, blocks)
    return document, (*stated, *said, *_unprinted(document, [*stated, *said]))


def _unprinted(document: Document, stated: Sequence[Stated]) -> list[Stated]:
    """What the form asks for and the print leaves out altogether; only for a document that names its kind."""
    if document.kind in {"", "phụ lục"}:
        return []
    names = {item.label for item in stated}
    asked = {
        "Số, ký hiệu": "Số, ký hiệu",
        "Ngày ban hành": "Nơi và ngày ban hành",
        "Người ký": "Người ký",
        "Nơi nhận": "Nơi nhận",
    }
    return [Stated(label, f"{label}: {_EMPTY}", (), None) for label, name in asked.items() if not {label, name} & names]


def _say(label: str, block: Block, text: str | None = None) -> Stated:
    return Stated(label, text or block.text, block.spans, block.ordinal)


Reading = tuple[Document, list[Stated]]


def _number(document: Document, blocks: Sequence[Block], front: Sequence[Block]) -> Reading:
    for block in front:
        found = frame.NUMBER.match(block.text)
        if not found:
            continue
        number = re.sub(r"\s+", "", found["number"]).strip("./-…_")
        printed = found.group().strip()
        if re.match(r"\d", number):
            return replace(document, number=number), [_say("Số, ký hiệu", block)]
        return document, [_say("Số, ký hiệu", block, f"Số: {_EMPTY} – bản in: “{printed}”")]
    return document, []


def _kind(document: Document, blocks: Sequence[Block], front: Sequence[Block]) -> Reading:
    for block in blocks:
        if block.kind == "title":
            kind, _ = frame.kind_of(block.text)
            if kind:
                return replace(document, kind=kind), []
            if frame.SUBJECT.match(block.text):
                return replace(document, kind="công văn"), []
    return document, []


def _title(document: Document, blocks: Sequence[Block], front: Sequence[Block]) -> Reading:
    titles = [block for block in blocks if block.kind == "title"]
    if not titles:  # a sheet that begins with "Biểu số 01: …"
        annexed = next((b for b in blocks if b.kind == "heading"), None)
        is_named = annexed is not None and annexed.level == 1 and ANNEX.fullmatch(annexed.mark) is not None
        return (replace(document, title=annexed.text) if annexed and is_named else document), []
    _, rest = frame.kind_of(titles[0].text)
    annex = ANNEX.match(titles[0].text)
    rest = annex["title"] if annex and annex["title"] else rest  # "PHỤ LỤC I: CHỈ TIÊU …"
    if rest:
        return replace(document, title=rest), []
    named = frame.kind_of(titles[0].text)[0] or (len(titles) > 1 and annex)
    below = titles[1:2] if named else titles[:1]
    title = re.sub(r"^V/v\s*:?\s*", "", below[0].text).strip() if below else ""
    return replace(document, title=title), []


def _issuer(document: Document, blocks: Sequence[Block], front: Sequence[Block]) -> Reading:
    """The lines in capitals that stand together over number and date: the body, or the one above it and the body."""
    lines: list[Block] = []
    for block in front:
        text = block.text.strip(_ORNAMENT)
        known = frame.MOTTO.search(text) or frame.NUMBER.match(text) or frame.PLACE_DATE.search(text)
        if known or frame.RULE.match(text) or frame.SECRECY.match(text) or not frame.shouting(text):
            if lines and not frame.RULE.match(block.text):
                break
        elif lines and block.text == lines[0].text:  # the letterhead of the next sheet
            break
        elif len(text.split()) > 1 and not _PORTAL.match(text):
            lines.append(block)
    issuer = " ".join(block.text.strip(_ORNAMENT) for block in lines)
    if not issuer:
        return document, []
    spans = tuple(span for block in lines for span in block.spans)
    return replace(document, issuer=issuer), [Stated("Cơ quan ban hành", issuer, spans, lines[0].ordinal)]


def _issued(document: Document, blocks: Sequence[Block], front: Sequence[Block]) -> Reading:
    for block in front:
        found = frame.PLACE_DATE.search(block.text)
        if not found:
            continue
        day, month, year = (re.sub(r"\D", "", found[name]) for name in ("day", "month", "year"))
        text = found.group().strip(" |")
        whole = day_or_none(int(year), int(month), int(day)) if day and month and len(year) == 4 else None
        document = replace(document, issued=whole, issued_text=text, place=found["place"].strip(" ,"))
        if whole:
            return document, [_say("Nơi và ngày ban hành", block, text)]
        return document, [_say("Nơi và ngày ban hành", block, f"Ngày ban hành: {_EMPTY} – bản in: “{text}”")]
    return _adopted(document, blocks)


def _posted(document: Document, blocks: Sequence[Block], front: Sequence[Block]) -> Reading:
    """When a portal put the document on its page: to be quoted, but no date of the document."""
    found = ((block, frame.POSTED.match(block.text)) for block in front)
    return document, [_say("Ngày đăng", block, match.group().strip()) for block, match in found if match]


def _adopted(document: Document, blocks: Sequence[Block]) -> Reading:
    """Laws and resolutions carry no date line: the day is in the sentence that says they were passed."""
    for block in reversed(blocks):
        if block.kind in {"paragraph", "item"} and re.match(r"^\W*(?:Luật|Nghị quyết|Pháp lệnh)\s", block.text):
            found = _ADOPTED.search(block.text)
            day = next((d for d in find_dates(block.text[found.end() :]) if d.start == 0), None) if found else None
            if day and day.date:
                return replace(document, issued=day.date, issued_text=day.text), [_say("Ngày ban hành", block)]
    return document, []


def _secrecy(head: Sequence[Block]) -> str:
    found = next((frame.SECRECY.match(block.text) for block in head if frame.SECRECY.match(block.text)), None)
    return found.group(1).capitalize() if found else ""


def _grounds(blocks: Sequence[Block]) -> tuple[str, ...]:
    grounds = []
    for block in blocks[:_OPENING]:
        if block.kind == "heading":
            break
        if block.kind == "paragraph" and _GROUND.match(block.text):
            grounds.append(block.text.strip().rstrip(";,."))
    return tuple(grounds)


def _signature(document: Document, blocks: Sequence[Block]) -> Reading:
    """Role lines and name of the first signature block."""
    lines = _first_run(blocks, "signature")
    roles: list[str] = []
    name = ""
    for block in lines:
        role, signer = frame.split_signature(block.text)
        if frame.person(block.text):
            role, signer = "", frame.person(block.text)
        if role and not name:
            roles.append(role)
        name = name or signer
    if not lines:
        return document, []
    spans = tuple(span for block in lines for span in block.spans)
    document = replace(document, signer=name, signer_role=" ".join(roles))
    quoted = " ".join([*roles, name]).strip()
    if not name:
        quoted = f"{quoted} – người ký: {_EMPTY}"
    return document, [Stated("Người ký", quoted, spans, lines[0].ordinal)]


def _recipients(document: Document, blocks: Sequence[Block]) -> Reading:
    lines = _first_run(blocks, "recipients")
    if not lines:
        return document, []
    texts = [block.text for block in lines if block.mark or block.lead is not None]
    if not texts:  # all on one line
        texts = frame.RECIPIENTS.sub("", " ".join(block.text for block in lines)).split(";")
    names = tuple(name for text in texts if (name := text.strip(_ORNAMENT[:2] + "|").rstrip(";.,")))
    printed = " ".join(f"{block.mark} {block.text}".strip() for block in lines)
    spans = tuple(span for block in lines for span in block.spans)
    said = [Stated("Nơi nhận", printed, spans, lines[0].ordinal)]
    said.extend(_say("Nơi nhận", block, f"{block.mark} {block.text}") for block in lines if block.mark)
    return replace(document, recipients=names), said


def _first_run(blocks: Sequence[Block], kind: BlockKind) -> list[Block]:
    """The blocks of a kind in the first frame: an attached document's recipients and signature are not this one's."""
    run: list[Block] = []
    body = False
    for block in blocks:
        if block.kind == kind:
            if run and body and block.ordinal - run[-1].ordinal > 4:
                break
            run.append(block)
            body = False
        body = body or block.kind in _BODY
    return run
