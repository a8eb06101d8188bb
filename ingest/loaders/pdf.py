"""PDF → Loaded: text, tables by their ruling lines, footnotes, with every line's place."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.loaders import ocr, unseen
from ingest.loaders.assemble import assemble
from ingest.loaders.errors import DEFAULT_LIMITS, Limits, LoadError, OnPage, quiet
from ingest.loaders.glyphs import Glyph, Rule, Word, words
from ingest.loaders.layout import Print, lines
from ingest.loaders.pdf_drawn import image_share, rules
from ingest.loaders.pdf_file import Facts, FileError, PdfFile
from ingest.loaders.pdf_frame import Frame, frame_of
from ingest.loaders.pdf_page import DamagedError, PasswordError, glyphs, open_page, open_pdf, picture
from ingest.loaders.readings import agree, laid_out, makes_no_sense, shortened
from ingest.loaders.ruled import Lattice, lattices
from ingest.loaders.sheet import Sheet, Table
from ingest.loaders.substitutes import in_place
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
REBUILT = "Cấu trúc tệp PDF bị hỏng, đã dựng lại khi đọc; hãy đối chiếu với bản gốc."
OTHER_COUNT = (
    "Hai cách đọc thấy số trang khác nhau ({seen} và {counted}); có thể thiếu trang, hãy đối chiếu với bản gốc."
)
ATTACHED = "Trong tệp có {count} tệp đính kèm chưa được đọc ({names}); nếu cần, hãy tách ra rồi nạp riêng."
LABELS = "Số trang tệp tự ghi ({labels}) khác số thứ tự; trích dẫn ghi theo số thứ tự trang trong tệp."
SECOND = (
    "Chữ trang này lấy bằng cách đọc thứ hai vì cách thứ nhất không ra chữ; bảng và vị trí có thể sai, hãy đối chiếu."
)
LAYER_ONLY = "Trang này là ảnh quét; chữ lấy từ lớp chữ ẩn có sẵn trong tệp, chưa đối chiếu được với ảnh ({reason})."
LAYER_DIFFERS = "Lớp chữ ẩn của trang quét khác với chữ nhìn thấy trên ảnh; đã dùng chữ nhìn thấy, hãy đối chiếu."
UNSURE = "Trang quét mờ hoặc lệch, chữ nhận dạng không chắc chắn ({trust:.0f}/100); hãy đối chiếu với bản gốc."
# An image over this share of the page with fewer words than this beside it is a scan: what text there is, is the
# block that a digital signature prints ("Người ký: …, Thời gian ký: …").
SCAN_SHARE, FEW_WORDS = 0.5, 80
# Tesseract's mean trust below which a person should look.
LOW_TRUST = 70.0


def load_pdf(path: Path, limits: Limits = DEFAULT_LIMITS, on_page: OnPage = quiet) -> Loaded:
    """Read a PDF. Raises LoadError when it is encrypted, damaged, too long or holds no text at all."""
    try:
        file = PdfFile(path)
    except FileError:  # PDFium may still read it, and says why where it does not
        file = None
    document = _open(path, file)
    try:
        count = len(document)
        if count == 0:
            raise LoadError(NO_PAGES)
        if count > limits.pages:
            raise LoadError(TOO_MANY_PAGES.format(count=count, limit=limits.pages))
        sheets, notes = [], []
        for number in range(1, count + 1):
            sheet, note = _sheet(document, number, file)
            sheets.append(sheet)
            notes.append(note)
            on_page(number, count)
    finally:
        document.close()
        if file:
            file.close()
    if not any(sheet.method != "none" for sheet in sheets):
        scan = any(sheet.problem.startswith(IMAGE_PAGE[:20]) for sheet in sheets)
        raise LoadError(SCAN.format(reason=ocr.MISSING) if scan else NO_TEXT)
    problems = [*(_problems(file.facts, count) if file else []), *filter(None, notes)]
    return replace(assemble("pdf", sheets, problems), properties=file.facts.properties if file else ())


def _open(path: Path, file: PdfFile | None) -> Any:
    """The document in PDFium; where it gives the file up and pypdf does not, as pypdf writes it down anew."""
    try:
        return open_pdf(path)
    except PasswordError as error:
        raise LoadError(ENCRYPTED) from error
    except DamagedError as error:
        if file is None or not file.facts.pages:
            raise LoadError(DAMAGED) from error
    try:
        return open_pdf(file.rewritten())
    except (FileError, PasswordError, DamagedError) as error:
        raise LoadError(DAMAGED) from error


def _problems(facts: Facts, count: int) -> list[str]:
    """What a person should know of the file as a whole."""
    found = [REBUILT] if facts.rebuilt else []
    if facts.pages != count:
        found.append(OTHER_COUNT.format(seen=count, counted=facts.pages))
    if facts.labels:
        found.append(LABELS.format(labels=shortened(facts.labels)))
    if facts.attachments:
        found.append(ATTACHED.format(count=len(facts.attachments), names=shortened(facts.attachments)))
    return found


def _sheet(document: Any, number: int, file: PdfFile | None) -> tuple[Sheet, str]:
    """A page, and what to tell of the text hidden on it."""
    try:
        page = open_page(document, number)
    except DamagedError:
        return Sheet(number, 0.0, 0.0, (), method="none", problem=BAD_PAGE), ""
    try:
        frame, found, hidden = _read(page)
        share = image_share(page, frame)
        garbled = makes_no_sense("".join(word.text for word in found))
        if (garbled or not found) and not hidden and file and share < SCAN_SHARE:
            text = file.text(number)
            if text.strip() and not makes_no_sense(text):
                items, free = compose(laid_out(text, frame.width, frame.height), [])
                return Sheet(number, frame.width, frame.height, items, free, problem=SECOND), ""
            garbled = garbled or bool(text.strip())
        if garbled or _is_scan(found, hidden, share):
            return _scanned(page, frame, number, found, hidden)
        drawn = rules(page, frame)
    finally:
        page.close()
    note = unseen.note(number, _reasons(hidden))
    if not found:
        return Sheet(number, frame.width, frame.height, (), method="none", problem=BLANK_PAGE), note
    items, free = compose(found, drawn)
    return Sheet(number, frame.width, frame.height, items, free, turn=frame.turn), note


Hidden = tuple[tuple[unseen.Hiding, Glyph], ...]


def _read(page: Any) -> tuple[Frame, list[Word], Hidden]:
    """The words of a page, turned so that most of them are level; others (a narrow column's head) as whole lines.

    Last the letters that nobody can see.
    """
    frame = frame_of(page)
    drawn = glyphs(page, frame)
    main = max(drawn.seen, key=lambda turn: len(drawn.seen[turn]))
    if main:
        frame = frame.turned(main)
        drawn = glyphs(page, frame)
    found = words(in_place(drawn.seen[0]))
    for turn in (90, 270):
        for line in lines(words(drawn.seen[turn])):
            left, top, right, bottom = line.box
            if turn == 90:
                across, down = (top, bottom), (frame.height - right + frame.height - left) / 2
            else:
                across, down = (frame.width - bottom, frame.width - top), (left + right) / 2
            base = down + 0.3 * line.size
            found.append(Word(line.text, across[0], across[1], base, line.size, line.bold, line.italic, 1))
    return frame, found, drawn.hidden


def _is_scan(found: list[Word], hidden: Hidden, image: float) -> bool:
    """Is the print of the page in its image, not in its text?"""
    layer = _reasons(hidden).count("invisible")
    return (image >= SCAN_SHARE and len(found) < FEW_WORDS) or layer > sum(len(word.text) for word in found)


def _reasons(hidden: Hidden) -> list[unseen.Hiding]:
    return [why for why, glyph in hidden if not glyph.text.isspace()]


def _scanned(page: Any, frame: Frame, number: int, found: list[Word], hidden: Hidden) -> tuple[Sheet, str]:
    """A page read by tesseract; without it, what text the page has, and the reason that there is no more."""
    layer = words(glyph for why, glyph in hidden if why == "invisible")
    note = unseen.note(number, [why for why in _reasons(hidden) if why != "invisible"])
    if not ocr.available():
        items, free = compose([*found, *layer], [])
        if layer:
            return Sheet(
                number, frame.width, frame.height, items, free, "ocr", LAYER_ONLY.format(reason=ocr.MISSING)
            ), note
        problem = IMAGE_PAGE.format(reason=ocr.MISSING)
        return Sheet(number, frame.width, frame.height, items, free, "none", problem), note
    image, dpi = picture(page, ocr.DPI)
    reading = ocr.read_image(image, dpi)
    if layer and not reading.words:
        blank = Sheet(number, frame.width, frame.height, (), method="none", problem=BLANK_PAGE)
        return blank, unseen.note(number, _reasons(hidden))
    problem = UNSURE.format(trust=reading.trust) if reading.trust < LOW_TRUST else ""
    if layer and not agree([word.text for word in layer], [word.text for word in reading.words]):
        problem = LAYER_DIFFERS
    items, free = compose(list(reading.words), [])
    return Sheet(number, frame.width, frame.height, items, free, "ocr", problem), note


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
