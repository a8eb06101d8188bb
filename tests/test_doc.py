"""Legacy Word: what LibreOffice makes of a .doc is read as the DOCX it came from."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from ingest.loaders import LoadError, load
from ingest.loaders.doc import load_doc
from ingest.parse import parse
from ingest.records import Parsed

DOCX = Path(__file__).parents[1] / "corpus" / "ke-hoach-124-nang-cao-chi-so-cchc-2025.docx"


def _program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `soffice` of the test's own, the only program on the path but for the shell's."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


def _said(parsed: Parsed) -> tuple[object, ...]:
    figures = [(f.text, f.indicator, f.scope, f.period and f.period.key, f.kind, f.comparator) for f in parsed.figures]
    tables = [(table.header, table.caption, [row.cells for row in table.rows]) for table in parsed.tables]
    return [(s.kind, s.text, s.lead, s.path) for s in parsed.statements], figures, tables


def test_what_the_converter_makes_is_read_as_a_docx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The converter is called with the file, a folder and a profile of its own; its DOCX is read, called a doc."""
    _program(tmp_path, f'while [ "$1" != --outdir ]; do shift; done\ncp "{DOCX}" "$2/in.docx"', monkeypatch)
    old = tmp_path / "ke-hoach.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    loaded = load_doc(old)
    assert (loaded.format, loaded.flow) == ("doc", load(DOCX).flow)


@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_a_converter_that_fails_or_makes_nothing_is_said(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, script, monkeypatch)
    old = tmp_path / "hong.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(LoadError, match="không chuyển được"):
        load_doc(old)


def test_without_a_converter_the_reason_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LoadError, match="mà máy chưa cài"):
        load_doc(tmp_path / "cu.doc")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_real_doc_says_what_its_docx_says(tmp_path: Path) -> None:
    """Written as .doc and read back: the same statements, figures and tables, in the same places."""
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(DOCX)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    old = tmp_path / f"{DOCX.stem}.doc"
    assert _said(parse(load(old), old)) == _said(parse(load(DOCX), DOCX))
