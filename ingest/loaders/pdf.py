"""PDF → Loaded: text, tables by their ruling lines, footnotes, with every line's place."""

from pathlib import Path
from typing import Any

from ingest.loaders.assemble import assemble
from ingest.loaders.errors import DEFAULT_LIMITS, Limits, LoadError, OnPage, quiet
from ingest.loaders.glyphs import Rule, Word, words
from ingest.loaders.layout import Print, lines
from ingest.loaders.pdf_page import DamagedError, Frame, PasswordError, glyphs, open_page, open_pdf, rules
from ingest.loaders.ruled import Lattice, lattices
from ingest.loaders.sheet import Sheet, Table
from ingest.records import Loaded

ENCRYPTED = "Tệp PDF có mật khẩu nên không đọc được; hãy gỡ mật khẩu (in lại thành PDF) rồi nạp lại."
DAMAGED = "Tệp PDF hỏng hoặc bị cắt cụt nên không mở được; hãy lấy lại bản gốc rồi nạp lại."
NO_PAGES = "Tệp PDF không có trang nào."
TOO_MANY_PAGES = "Tệp PDF có {count} trang, quá giới hạn {limit} trang; hãy tách thành nhiều tệp."
NO_TEXT = "Tệp PDF không có chữ nào đọc được (có thể là ảnh quét); hãy cài tesseract với tiếng Việt (vie) rồi nạp lại."
BAD_PAGE = "Không đọc được trang này (dữ liệu của trang bị hỏng)."
IMAGE_PAGE = "Trang này là ảnh, không có lớp chữ."


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
    if not any(sheet.items for sheet in sheets):
        raise LoadError(NO_TEXT)
    return assemble("pdf", sheets)


def _sheet(document: Any, number: int) -> Sheet:
    try:
        page = open_page(document, number)
    except DamagedError:
        return Sheet(number, 0.0, 0.0, (), method="none", problem=BAD_PAGE)
    try:
        frame = Frame(page)
        found = words(glyphs(page, frame))
        drawn = rules(page, frame)
    finally:
        page.close()
    if not found:
        return Sheet(number, frame.width, frame.height, (), method="none", problem=IMAGE_PAGE)
    items, free = compose(found, drawn)
    return Sheet(number, frame.width, frame.height, items, free)


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
