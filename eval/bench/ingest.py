"""What arrives of documents: words, table cells, scans, metadata, figures, speed and memory, each against a given text.

`data` holds corpus/ (documents typeset from corpus/text/, a scan of one) and data/ (real documents, gov_docs with an
index of their numbers, dates, kinds and issuers).
"""

import difflib
import functools
import html
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from eval.bench.reading_costs import memory, speed
from eval.figure_labels import SPLITS, labels, score
from ingest.loaders import LoadError, load, ocr
from ingest.loaders.sandbox import load_isolated
from ingest.parse import parse
from ingest.records import Grid, Line, Loaded, Note, Parsed
from ingest.vietnamese.digits import all_number_tokens
from ingest.vietnamese.fold import fold
from ingest.vietnamese.normalize import join_broken

Row = tuple[str, str, str]
"""What was measured, on what, the figure."""
TYPESET = Path(__file__).parents[2] / "tests" / "documents"
"""Documents of the genre made for the tests; those of texts/ are their words."""
TABLES = {"phu-luc": "nhiệm vụ của phụ lục", "ke-hoach-124": "ba bảng của kế hoạch"}
_load = functools.cache(load)


def bench(data: Path) -> Iterator[Row]:
    """Row by row, the quick ones first; what `data` does not hold is left out."""
    yield from _words(data / "corpus")
    yield from _tables(data / "corpus")
    yield from _figures(data)
    yield from _metadata(data / "data" / "gov_docs")
    yield from _all_files(data / "data")
    yield from _scan(data / "corpus")
    yield from speed(data)
    yield from memory(data / "data" / "gov_docs")


HEAD = "| thước đo | trên | kết quả |\n|---|---|---|"


def line(row: Row) -> str:
    """As a row of a table in Markdown."""
    return f"| {' | '.join(row)} |"


def _typeset(corpus: Path) -> list[tuple[Path, Path]]:
    """Each given text with the document typeset from it."""
    return [
        (text, document) for text in sorted((corpus / "text").glob("*.*")) for document in corpus.glob(f"{text.stem}.*")
    ]


def read_words(loaded: Loaded) -> list[str]:
    """Body and tables in order, footnotes apart; lines of print joined."""
    text = ""
    for item in loaded.flow:
        if isinstance(item, Line):
            text = f"{text}\n{item.text}" if item.whole else join_broken(text, item.text)
        elif isinstance(item, Grid):
            text += "\n" + "\n".join(one_line(cell.text) for cell in item.cells) + "\n"
    return text.split()


def one_line(text: str) -> str:
    """The lines of a cell joined as a reader joins them."""
    return functools.reduce(join_broken, text.split("\n"), "")


def given_words(path: Path) -> list[str]:
    """The given text without Markdown signs, marks and notes, by rules of its own."""
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).replace("\u00a0", " ").replace("\u00ad", "")
    text = re.sub(r"(?m)^\s*(?:<sup>\d+</sup>|\[\d+\]).*$", "", text)
    text = re.sub(r"<sup>\d+</sup>|\s*\[\d\]|</?(?:ul|li|br|i|b)\b[^>]*>", " ", text)
    text = re.sub(r"<(https?:[^>]*)>", r"\1", text)
    text = re.sub(r"(?m)^#+ |\*\*|(?<!\\)\*(?=\S)|(?<=\S)(?<!\\)\*|\\", "", text)
    return html.unescape(text).split()


def _same(given: list[str], read: list[str]) -> int:
    """How many items of both stand in the same order."""
    matcher = difflib.SequenceMatcher(None, given, read, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def _words(corpus: Path) -> Iterator[Row]:
    for text, document in _typeset(corpus):
        given, read = given_words(text), read_words(_load(document))
        notes = [item for item in _load(document).flow if isinstance(item, Note)]
        apart = sum(len(line.text.split()) for note in notes for line in note.lines) + 2 * len(notes)
        same = _same(given, read)
        lost = max(0, len(given) - same - apart)
        yield "từ còn đủ, đúng thứ tự", document.name, f"{100 * (1 - lost / len(given)):.2f} % ({len(given)} từ)"


def _cells(loaded: Loaded) -> list[str]:
    return [
        " ".join(one_line(cell.text).split())
        for item in loaded.flow
        if isinstance(item, Grid)
        for cell in item.cells
        if cell.text
    ]


def _tables(corpus: Path) -> Iterator[Row]:
    for text, document in _typeset(corpus):
        name = next((what for stem, what in TABLES.items() if text.name.startswith(stem)), "")
        if name:
            flat, read = _cells(_load(text)), _cells(_load(document))
            same = _same(flat, read)
            yield "ô bảng giống nhau ở bản dàn trang và bản chữ phẳng", name, f"{same}/{max(len(flat), len(read))}"


def _figures(data: Path) -> Iterator[Row]:
    for split in SPLITS:
        documents: dict[str, Parsed] = {}
        for label in labels(split):
            for folder in (data / "corpus", data / "data" / "gov_docs", *_provinces()):
                for path in folder.glob(f"{label.document}.*"):
                    if label.document not in documents:
                        documents[label.document] = parse(_load(path), path)
        found = score(labels(split), documents)
        if found.labelled:
            value = f"độ chuẩn {100 * found.precision:.1f} %, độ phủ {100 * found.recall:.1f} % ({found.labelled} số)"
            yield "số liệu đúng cả danh tính", f"tập {split}", value


def _provinces() -> list[Path]:
    """The folders of invented documents, each of one province."""
    return sorted(folder for folder in TYPESET.iterdir() if folder.is_dir() and folder.name != "texts")


def _metadata(folder: Path) -> Iterator[Row]:
    index = folder / "index.jsonl"
    if not index.exists():
        return
    right: dict[str, int] = {}
    held: dict[str, int] = {}
    for entry in map(json.loads, index.read_text(encoding="utf-8").splitlines()):
        path = folder / f"{entry['id']}.txt"
        head = "\n".join(path.read_text(encoding="utf-8").split("\n")[:12])
        document = parse(_load(path), path).document
        year, month, day = (entry["date"] or "--").split("-")[:3]
        dated = re.search(rf", ngày {day} tháng {month} năm {year}\W*$", head, re.MULTILINE) if entry["date"] else None
        wanted = {
            "loại": (document.kind, entry["type"] if f"\n{entry['type']}" in head or "V/v" in head else None),
            "số": (document.number, entry["number"] if entry["number"] and entry["number"] in head else None),
            "ngày": (str(document.issued), entry["date"] if dated else None),
            "cơ quan": (document.issuer, entry["issuer"]),
        }
        for name, (got, value) in wanted.items():
            if value:
                held[name] = held.get(name, 0) + 1
                right[name] = right.get(name, 0) + (_bare(got) == _bare(value))
    for name in held:
        share = 100 * right[name] / held[name]
        yield "siêu dữ liệu đúng", f"{name}, gov_docs", f"{right[name]}/{held[name]} ({share:.1f} %)"


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def _all_files(data: Path) -> Iterator[Row]:
    for folder in ("documents", "gov_docs"):
        read, refused = 0, []
        for path in sorted((data / folder).glob("*")):
            if path.suffix == ".jsonl" or "groundtruth" in path.name:
                continue
            try:
                parse(load_isolated(path), path)
                read += 1
            except LoadError as error:
                refused.append(f"{path.name}: {error}")
        if read or refused:
            yield "tệp đọc được hoặc từ chối có lý do", folder, "; ".join([f"{read} đọc được", *refused])


def _scan(corpus: Path) -> Iterator[Row]:
    for scan in sorted((corpus / "scan").glob("*.pdf")) if ocr.available() else ():
        (typeset,) = corpus.glob(f"{scan.stem.partition('-trang')[0]}.pdf")
        read = " ".join(line for page in _load(scan).pages for line in page.text.split("\n"))
        count = len(_load(scan).pages)
        given = " ".join(line for page in _load(typeset).pages[:count] for line in page.text.split("\n"))
        yield "ký tự sai khi nhận dạng", scan.name, f"{100 * char_errors(given, read) / len(given):.2f} %"
        said = [token for *_, token in all_number_tokens(given)]
        seen = [token for *_, token in all_number_tokens(read)]
        same = _same(said, seen)
        yield "số sai khi nhận dạng", scan.name, f"{len(said) - same}/{len(said)}"


def char_errors(given: str, read: str) -> int:
    """Characters to put in, take out or change; an upper bound, counted where words differ.

    >>> char_errors("tỷ lệ đạt 93,5%", "tỷ lệ đat 93,5%")
    1
    """
    a, b = given.split(), read.split()
    total = 0
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            total += _distance(" ".join(a[i1:i2]), " ".join(b[j1:j2]))
    return total


def _distance(a: str, b: str) -> int:
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y)))
        last = row
    return last[-1]
