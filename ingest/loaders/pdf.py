"""PDF → Loaded: text, tables by their ruling lines, footnotes, with every line's place."""

from pathlib import Path
from typing import Any

from ingest.loaders import ocr
from ingest.loaders.assemble import assemble
from ingest.loaders.errors import DEFAULT_LIMITS, Limits, LoadError, OnPage, quiet
from ingest.loaders.glyphs import Rule, Word, words
from ingest.loaders.layout import Print, lines
from ingest.loaders.pdf_page import (
    DamagedError,
    Frame,
    PasswordError,
    frame_of,
    glyphs,
    image_share,
    open_page,
    open_pdf,
    picture,
    rules,
)
from ingest.loaders.ruled import Lattice, lattices
from ingest.loaders.sheet import Sheet, Table
from ingest.records import Loaded

ENCRYPTED = "Tệp PDF có mật khẩu nên không đọc được; hãy gỡ mật khẩu (in lại thành PDF) rồi nạp lại."
DAMAGED = "Tệp PDF hỏng hoặc bị cắt cụt nên không mở được; hãy lấy lại bản gốc rồi nạp lại."
NO_PAGES = "Tệp PDF không có trang nào."
TOO_MANY_PAGES = "Tệp PDF có {count} trang, quá giới hạn {limit} trang; hãy tách thành nhiều tệp."
NO_TEXT = "Tệp PDF không có chữ nào đọc được."
SCAN = "Tệp PDF là ảnh quét, không có lớp chữ, và máy {reason}; hãy cài rồi nạp lại."
BAD_PAGE = "Không đọc được trang này (dữ liệu của trang bị hỏng)."
BLANK_PAGE = "Trang này không có chữ."
IMAGE_PAGE = "Trang này là ảnh quét, không có lớp chữ; {reason}."
UNSURE = "Trang quét mờ hoặc lệch, chữ nhận dạng không chắc chắn ({trust:.0f}/100); hãy đối chiếu với bản gốc."
# An image over this share of the page with fewer words than this beside it is a scan: what text there is, is the
# block that a digital signature prints ("Người ký: …, Thời gian ký: …").
SCAN_SHARE, FEW_WORDS = 0.5, 80
# A text layer with more of these than this share (no letter known for the glyph) cannot be used.
UNKNOWN_SHARE = 0.1
# Tesseract's mean trust below which a person should look.
LOW_TRUST = 70.0


def load_pdf(path: Path, limits: Limits = DEFAULT_LIMITS, on_page: OnPage = quiet) -> Loaded:
    """Read a PDF. Raises LoadError when it is encrypted, damaged, too long or holds no text at all."""
    try:
        document = open_pdf(path)
    except PasswordError as error:
        raise LoadError(ENCRYPTED) from error
    except DamagedError as error:
        raise LoadError(DAMAGED) from error
    try:
        count = len(document)
        if count == 0:
            raise LoadError(NO_PAGES)
        if count > limits.pages:
            raise LoadError(TOO_MANY_PAGES.format(count=count, limit=limits.pages))
        sheets = []
        for number in range(1, count + 1):
            sheets.append(_sheet(document, number))
            on_page(number, count)
    finally:
        document.close()
    if not any(sheet.method != "none" for sheet in sheets):
        scan = any(sheet.problem.startswith(IMAGE_PAGE[:20]) for sheet in sheets)
        raise LoadError(SCAN.format(reason=ocr.MISSING) if scan else NO_TEXT)
    return assemble("pdf", sheets)


def _sheet(document: Any, number: int) -> Sheet:
    try:
        page = open_page(document, number)
    except DamagedError:
        return Sheet(number, 0.0, 0.0, (), method="none", problem=BAD_PAGE)
    try:
        frame, found = _read(page)
        if _is_scan(found, image_share(page, frame)):
            return _scanned(page, frame, number, found)
        drawn = rules(page, frame)
    finally:
        page.close()
    if not found:
        return Sheet(number, frame.width, frame.height, (), method="none", problem=BLANK_PAGE)
    items, free = compose(found, drawn)
    return Sheet(number, frame.width, frame.height, items, free)


def _read(page: Any) -> tuple[Frame, list[Word]]:
    """The words of a page, turned so that most of them are level; others (a narrow column's head) as whole lines."""
    frame = frame_of(page)
    drawn = glyphs(page, frame)
    main = max(drawn, key=lambda turn: len(drawn[turn]))
    if main:
        frame = frame.turned(main)
        drawn = glyphs(page, frame)
    found = words(drawn[0])
    for turn in (90, 270):
        for line in lines(words(drawn[turn])):
            left, top, right, bottom = line.box
            if turn == 90:
                across, down = (top, bottom), (frame.height - right + frame.height - left) / 2
            else:
                across, down = (frame.width - bottom, frame.width - top), (left + right) / 2
            base = down + 0.3 * line.size
            found.append(Word(line.text, across[0], across[1], base, line.size, line.bold, line.italic, 1))
    return frame, found


def _is_scan(found: list[Word], image: float) -> bool:
    """Is the print of the page in its image, not in its text?"""
    letters = "".join(word.text for word in found)
    private = range(0xE000, 0xF900)
    unknown = sum(not letter.isprintable() or ord(letter) in private or letter == "\ufffd" for letter in letters)
    garbled = bool(letters) and unknown > UNKNOWN_SHARE * len(letters)
    return garbled or (image >= SCAN_SHARE and len(found) < FEW_WORDS)


def _scanned(page: Any, frame: Frame, number: int, found: list[Word]) -> Sheet:
    """A page read by tesseract; without it, what text the page has, and the reason that there is no more."""
    if not ocr.available():
        items, free = compose(found, [])
        problem = IMAGE_PAGE.format(reason=ocr.MISSING)
        return Sheet(number, frame.width, frame.height, items, free, "none", problem)
    image, dpi = picture(page, ocr.DPI)
    reading = ocr.read_image(image, dpi)
    problem = UNSURE.format(trust=reading.trust) if reading.trust < LOW_TRUST else ""
    items, free = compose(list(reading.words), [])
    return Sheet(number, frame.width, frame.height, items, free, "ocr", problem)


def compose(found: list[Word], drawn: list[Rule]) -> tuple[tuple[Print | Table, ...], tuple[Rule, ...]]:
    """Words and rules of a page → its lines and tables in reading order, and the rules that belong to no table."""
    grids = [lattice for lattice in lattices(drawn) if any(_inside(word, lattice) for word in found)]
    items: list[Print | Table] = []
    rest = list(found)
    for lattice in grids:
        items.extend(lines([word for word in rest if word.middle < lattice.box[1]]))
        inside = [word for word in rest if _inside(word, lattice)]
        items.append(Table(lattice, _texts(lattice, inside)))
        rest = [word for word in rest if word.middle >= lattice.box[1] and not _inside(word, lattice)]
    items.extend(lines(rest))
    free = tuple(rule for rule in drawn if not any(_within(rule, lattice) for lattice in grids))
    return tuple(items), free


def _inside(word: Word, lattice: Lattice) -> bool:
    x0, top, x1, bottom = lattice.box
    return x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= word.middle <= bottom


def _within(rule: Rule, lattice: Lattice) -> bool:
    x0, top, x1, bottom = lattice.box
    return x0 - 1 <= rule.x0 and rule.x1 <= x1 + 1 and top - 1 <= rule.top and rule.bottom <= bottom + 1


def _texts(lattice: Lattice, inside: list[Word]) -> tuple[tuple[Print, ...], ...]:
    held: list[list[Word]] = [[] for _ in lattice.fields]
    for word in inside:
        across = (word.x0 + word.x1) / 2
        for index, box in enumerate(lattice.fields):
            if box.box[0] <= across <= box.box[2] and box.box[1] <= word.middle <= box.box[3]:
                held[index].append(word)
                break
    return tuple(tuple(lines(found)) for found in held)
