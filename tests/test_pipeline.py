"""Ingest brings the catalogue to the state of the files, whatever happens on the way.

The fake loader takes a text file as one page; the fake parser makes a statement of each line.
"""

import os
import random
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.catalogue import Catalogue
from ingest.loaders.errors import LoadError
from ingest.pipeline import Failure, Progress, ingest
from ingest.records import Document, Loaded, Page, Parsed, Statement


def load(path: Path) -> Loaded:
    text = path.read_text(encoding="utf-8")
    if text.startswith("hỏng"):
        raise LoadError("Tệp bị hỏng; hãy lưu lại từ chương trình gốc.")
    return Loaded("txt", (Page(1, text),), ())


def parse(loaded: Loaded, path: Path, document_id: str, sha256: str) -> Parsed:
    text = loaded.pages[0].text
    if "lỗi" in text:
        raise KeyError("cột 7")
    lines = enumerate(text.splitlines())
    twice = "trùng" in text
    return Parsed(
        Document(document_id, str(path), sha256, "txt", 1, title=text.splitlines()[0]),
        loaded.pages,
        statements=tuple(
            Statement(f"{document_id}/{0 if twice else i}", document_id, i, "sentence", line) for i, line in lines
        ),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports, a letter one level deeper."""
    place = tmp_path / "vanban"
    (place / "sau").mkdir(parents=True)
    (place / "bc-1.txt").write_text("Báo cáo 1\nTỷ lệ 93,5%.", encoding="utf-8")
    (place / "bc-2.txt").write_text("Báo cáo 2\nTỷ lệ 95%.", encoding="utf-8")
    (place / "sau" / "cv.txt").write_text("Công văn", encoding="utf-8")
    return place


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")


def titles(catalogue: Catalogue) -> dict[str, str]:
    return {document.id: document.title for document in catalogue.documents()}


def test_a_folder_is_walked_and_a_second_run_does_nothing(folder: Path, catalogue: Catalogue) -> None:
    report = ingest([folder], catalogue, load, parse)
    assert report.added == tuple(str(folder / name) for name in ("bc-1.txt", "bc-2.txt", "sau/cv.txt"))
    assert titles(catalogue) == {"bc-1": "Báo cáo 1", "bc-2": "Báo cáo 2", "cv": "Công văn"}
    generation = catalogue.generation()
    again = ingest([folder], catalogue, load, parse)
    assert (again.added, again.unchanged) == ((), report.added)
    assert catalogue.generation() == generation


def test_a_changed_file_is_replaced_and_a_missing_one_removed(folder: Path, catalogue: Catalogue) -> None:
    ingest([folder], catalogue, load, parse)
    (folder / "bc-1.txt").write_text("Báo cáo 1 sửa", encoding="utf-8")
    (folder / "bc-2.txt").unlink()
    report = ingest([folder], catalogue, load, parse)
    assert report.changed == (str(folder / "bc-1.txt"),)
    assert report.removed == (str(folder / "bc-2.txt"),)
    assert titles(catalogue) == {"bc-1": "Báo cáo 1 sửa", "cv": "Công văn"}
    assert [statement.id for statement in catalogue.statements()] == ["bc-1/0", "cv/0"]


def test_a_file_beside_the_ingested_folder_is_not_touched(folder: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    other = tmp_path / "khac.txt"
    other.write_text("Khác", encoding="utf-8")
    ingest([other, folder], catalogue, load, parse)
    other.unlink()
    assert ingest([folder], catalogue, load, parse).removed == ()
    assert "khac" in titles(catalogue)


def test_one_bad_file_fails_alone_and_is_tried_again(folder: Path, catalogue: Catalogue) -> None:
    (folder / "bc-2.txt").write_text("hỏng", encoding="utf-8")
    report = ingest([folder], catalogue, load, parse)
    failure = Failure(str(folder / "bc-2.txt"), "Tệp bị hỏng; hãy lưu lại từ chương trình gốc.")
    assert report.failed == (failure,)
    assert set(titles(catalogue)) == {"bc-1", "cv"}
    assert [file.reason for file in catalogue.files() if file.state == "failed"] == [failure.reason]
    assert ingest([folder], catalogue, load, parse).failed == (failure,)
    (folder / "bc-2.txt").write_text("Báo cáo 2", encoding="utf-8")
    assert ingest([folder], catalogue, load, parse).added == (str(folder / "bc-2.txt"),)


@pytest.mark.parametrize(("text", "reason"), [("lỗi", "KeyError: 'cột 7'"), ("trùng\nhai", "mâu thuẫn")])
def test_a_fault_of_the_parser_fails_the_file_alone(
    folder: Path, catalogue: Catalogue, text: str, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "bc-2.txt").write_text(text, encoding="utf-8")
    (failure,) = ingest([folder], catalogue, load, parse).failed
    assert reason in failure.reason
    assert set(titles(catalogue)) == {"bc-1", "cv"}
    assert "Traceback" in caplog.text


def test_when_the_new_version_is_bad_the_old_one_stays(folder: Path, catalogue: Catalogue) -> None:
    ingest([folder], catalogue, load, parse)
    (folder / "bc-1.txt").write_text("hỏng", encoding="utf-8")
    assert len(ingest([folder], catalogue, load, parse).failed) == 1
    assert titles(catalogue)["bc-1"] == "Báo cáo 1"
    (folder / "bc-1.txt").write_text("Báo cáo 1\nTỷ lệ 93,5%.", encoding="utf-8")
    assert ingest([folder], catalogue, load, parse).changed == (str(folder / "bc-1.txt"),)


def test_a_path_that_does_not_exist_is_a_failure_and_removes_nothing(folder: Path, catalogue: Catalogue) -> None:
    ingest([folder], catalogue, load, parse)
    folder.rename(folder.parent / "elsewhere")
    report = ingest([folder], catalogue, load, parse)
    assert [failure.path for failure in report.failed] == [str(folder)]
    assert len(titles(catalogue)) == 3


def test_a_moved_folder_keeps_its_documents(folder: Path, catalogue: Catalogue) -> None:
    ingest([folder], catalogue, load, parse)
    moved = folder.rename(folder.parent / "elsewhere")
    (moved / "bc-1.txt").write_text("Báo cáo 1 sửa", encoding="utf-8")
    report = ingest([moved], catalogue, load, parse)
    assert (report.changed, len(report.unchanged)) == ((str(moved / "bc-1.txt"),), 2)
    assert titles(catalogue) == {"bc-1": "Báo cáo 1 sửa", "bc-2": "Báo cáo 2", "cv": "Công văn"}
    assert {file.path for file in catalogue.files()} == {str(path) for path in moved.rglob("*.txt")}


def test_files_of_one_stem_get_ids_of_their_own_that_stay(folder: Path, catalogue: Catalogue) -> None:
    (folder / "sau" / "bc-1.txt").write_text("Báo cáo 1 khác", encoding="utf-8")
    (folder / "bc-1.md").write_text("hỏng", encoding="utf-8")
    ingest([folder], catalogue, load, parse)
    ids = {file.path.removeprefix(f"{folder}/"): file.document_id for file in catalogue.files()}
    assert ids["bc-1.md"] == "bc-1"
    assert ids["bc-1.txt"] == "bc-1-2"
    assert ids["sau/bc-1.txt"] == "bc-1-3"
    (folder / "bc-1.md").unlink()
    ingest([folder], catalogue, load, parse)
    assert titles(catalogue)["bc-1-3"] == "Báo cáo 1 khác"
    assert "bc-1" not in titles(catalogue)


def test_what_is_no_document_is_ignored_in_a_folder_but_tried_when_named(folder: Path, catalogue: Catalogue) -> None:
    for name in ("README.md", "~$bc-1.docx", ".an.txt", "bang.jsonl"):
        (folder / name).write_text("x", encoding="utf-8")
    report = ingest([folder], catalogue, load, parse)
    assert len(report.added) == 3
    assert [Path(path).name for path in report.ignored] == [".an.txt", "README.md", "bang.jsonl", "~$bc-1.docx"]
    assert ingest([folder / "bang.jsonl"], catalogue, load, parse).added == (str(folder / "bang.jsonl"),)
    assert ingest([folder], catalogue, load, parse).removed == ()
    assert "bang" in titles(catalogue)


def test_a_name_that_is_not_utf8_is_a_failure(folder: Path, catalogue: Catalogue) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/b\xe1o.txt")).write_text("x", encoding="utf-8")
    report = ingest([folder], catalogue, load, parse)
    assert [failure.reason for failure in report.failed] == ["Tên tệp không phải UTF-8."]
    assert len(report.added) == 3


def test_documents_are_read_again_when_the_parser_changes(
    folder: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], catalogue, load, parse)
    monkeypatch.setattr(pipeline, "parser_version", lambda: "newer")
    assert len(ingest([folder], catalogue, load, parse).changed) == 3


def test_progress_is_told_file_by_file(folder: Path, catalogue: Catalogue) -> None:
    (folder / "bc-2.txt").write_text("hỏng", encoding="utf-8")
    told: list[Progress] = []
    ingest([folder], catalogue, load, parse, told.append)
    assert [(step.path.name, step.stage, step.number, step.total) for step in told if step.number < 3] == [
        ("bc-1.txt", "loading", 1, 3),
        ("bc-1.txt", "parsing", 1, 3),
        ("bc-1.txt", "storing", 1, 3),
        ("bc-1.txt", "done", 1, 3),
        ("bc-2.txt", "loading", 2, 3),
        ("bc-2.txt", "failed", 2, 3),
    ]


def content(catalogue: Catalogue) -> object:
    """All that the catalogue says, but for times."""
    files = [replace(file, received_at="", changed_at="") for file in catalogue.files()]
    return files, [catalogue.parsed(document.id) for document in catalogue.documents()]


@pytest.mark.parametrize("seed", range(12))
def test_killed_half_way_and_run_again_equals_an_undisturbed_run(folder: Path, tmp_path: Path, seed: int) -> None:
    """A child is killed with SIGKILL at a stage of a file drawn by the seed, between an old state and a new one."""
    url, undisturbed_url = (f"sqlite:///{tmp_path / name}.db" for name in ("killed", "undisturbed"))
    for address in (url, undisturbed_url):
        catalogue = Catalogue.open(address)
        ingest([folder], catalogue, load, parse)
        catalogue.close()
    (folder / "bc-1.txt").write_text("Báo cáo 1 sửa\nTỷ lệ 94%.", encoding="utf-8")
    (folder / "bc-2.txt").unlink()
    (folder / "bc-3.txt").write_text("hỏng", encoding="utf-8")
    (folder / "sau" / "bc-1.txt").write_text("Báo cáo 1 khác", encoding="utf-8")
    steps = random.Random(seed).randrange(1, 11)

    child = os.fork()
    if child == 0:
        told: list[Progress] = []

        def kill_at(step: Progress) -> None:
            told.append(step)
            if len(told) == steps:
                os.kill(os.getpid(), signal.SIGKILL)

        ingest([folder], Catalogue.open(url), load, parse, kill_at)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child was to be killed before its end"

    killed, undisturbed = Catalogue.open(url), Catalogue.open(undisturbed_url)
    ingest([folder], undisturbed, load, parse)
    ingest([folder], killed, load, parse)
    assert content(killed) == content(undisturbed)
    assert titles(killed) == {"bc-1": "Báo cáo 1 sửa", "bc-1-2": "Báo cáo 1 khác", "cv": "Công văn"}
