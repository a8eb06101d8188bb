"""The words of the five typeset documents against the text they were set from; and other people's documents."""

import difflib
import functools
import shutil
from pathlib import Path

import pytest

from eval.bench.ingest import given_words, one_line, read_words
from ingest import loaders
from ingest.loaders import LoadError
from ingest.records import Grid, Loaded, Note

load = functools.cache(loaders.load)
SHARED = Path(__file__).parents[2] / "shared"
STEMS = ("bao-cao-cai-cach-tthc-quy-1-2024", "bao-cao-nq131-quy-1-2026", "ke-hoach-124-nang-cao-chi-so-cchc-2025",
         "ke-hoach-cchc-2026", "phu-luc-nq131-quy-1-2026")  # fmt: skip
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent: its documents are not compared")


@pytest.mark.parametrize("stem", STEMS)
def test_words_in_order(stem: str) -> None:
    (source,) = (SHARED / "corpus" / "text").glob(f"{stem}.*")
    (typeset,) = (SHARED / "corpus").glob(f"{stem}.*")
    given, read = given_words(source), read_words(load(typeset))
    same = difflib.SequenceMatcher(None, given, read, autojunk=False).get_matching_blocks()
    lost = len(given) - sum(block.size for block in same)
    # Footnotes the rules above do not know (plain digits, second paragraphs) stand in the given text: their words, the
    # number before each, and the word each mark is glued to.
    notes = [item for item in load(typeset).flow if isinstance(item, Note)]
    apart = sum(len(line.text.split()) for note in notes for line in note.lines) + 2 * len(notes)
    assert lost <= apart + 0.002 * len(given)


@pytest.mark.parametrize("stem", STEMS)
def test_words_in_order_as_both_loaders_read_them(stem: str) -> None:
    (source,) = (SHARED / "corpus" / "text").glob(f"{stem}.*")
    (typeset,) = (SHARED / "corpus").glob(f"{stem}.*")
    given, read = read_words(load(source)), read_words(load(typeset))
    same = difflib.SequenceMatcher(None, given, read, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in same) >= 0.998 * len(given)


def cells(loaded: Loaded) -> list[dict[tuple[int, int], tuple[str, int, int]]]:
    return [
        {(c.row, c.column): (" ".join(c.text.split()), c.row_span, c.column_span) for c in item.cells}
        for item in loaded.flow
        if isinstance(item, Grid)
    ]


def test_three_flattened_tables_of_plan_124_equal_those_of_the_docx() -> None:
    flat = load(SHARED / "corpus" / "text" / f"{STEMS[2]}.txt")
    assert cells(flat) == cells(load(SHARED / "corpus" / f"{STEMS[2]}.docx"))


def test_appendix_cells_equal_those_of_its_text() -> None:
    def rows(loaded: Loaded) -> list[list[str]]:
        found = []
        for item in loaded.flow:
            if isinstance(item, Grid):
                for row in range(item.rows):
                    texts = [cell.text for cell in item.cells if cell.row == row]
                    found.append([" ".join(one_line(text).split()) for text in texts if text])
        return found

    typeset, given = SHARED / "corpus" / f"{STEMS[4]}.pdf", SHARED / "corpus" / "text" / f"{STEMS[4]}.md"
    assert rows(load(typeset)) == rows(load(given))


def test_government_documents_all_load() -> None:
    for path in sorted((SHARED / "data" / "gov_docs").glob("*.txt")):
        assert load(path).flow


@pytest.mark.parametrize(
    "name", ["digital_congbao_Luat26-2023-QH15_30p.pdf", "digital_signed_CV286-C07_1p.pdf",
             "docx_form_bao-cao-dau-thau_TT79-2025.docx"]
)  # fmt: skip
def test_other_documents_load(name: str) -> None:
    assert load(SHARED / "data" / "documents" / name).flow


def test_legacy_word_named_docx_is_told_by_its_content() -> None:
    path = SHARED / "data" / "documents" / "mislabelled_ole_LuatPCCC2001.docx"
    if shutil.which("soffice"):
        assert load(path).format == "doc"
    else:
        with pytest.raises(LoadError, match="LibreOffice"):
            load(path)
