"""Pages made for a measure are read as what was written on them, and are never the same twice."""

from itertools import islice
from pathlib import Path

import pytest

from eval.bench.printed import ACROSS, LINES, pages, pdf
from eval.bench.reading_costs import children, megabytes
from ingest.loaders import load


def test_a_page_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = ["Tỷ lệ ký số tại xã, phường đạt 93,5%;\nhồ sơ “quá hạn”: 12/2.104.", "Trang hai – Ủy ban nhân dân"]
    (tmp_path / "a.pdf").write_bytes(pdf(written))
    assert [page.text for page in load(tmp_path / "a.pdf").pages] == written


def test_pages_are_full_and_differ(tmp_path: Path) -> None:
    line = "Số 12 đạt 345,6 tỷ đồng."
    (tmp_path / "a.txt").write_text(f"{line}\n" * 100, encoding="utf-8")
    made = list(islice(pages([tmp_path / "a.txt"]), 6))
    assert len(set(made)) == 6
    assert all(len(page.split("\n")) == LINES for page in made)
    assert max(len(row) for page in made for row in page.split("\n")) <= ACROSS
    assert list(islice(pages([tmp_path / "a.txt"]), 6)) == made


def test_more_letters_than_a_font_has(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="different letters"):
        pdf(["".join(map(chr, range(0x4E00, 0x4F00)))])


def test_memory_of_a_process() -> None:
    assert 0 < megabytes("self", "VmRSS") <= megabytes("self", "VmHWM")
    assert all(child.isdigit() for child in children())
