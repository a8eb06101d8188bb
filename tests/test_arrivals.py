"""A file that is on file already becomes no second document, is told to nobody who may not know, and widens nothing.

The loader takes a text file as one page, the parser its first line as the title.
"""

from pathlib import Path

import pytest

from bots import replies
from bots.commands import load as command
from bots.telegram_bot.local import Local
from ingest import pipeline
from ingest.access import Access
from ingest.catalogue import Catalogue
from ingest.loaders.errors import LoadError
from ingest.pipeline import Failure, ingest
from ingest.records import Document, Loaded, Page, Parsed
from tests.room import on_file


def load(path: Path) -> Loaded:
    text = path.read_text(encoding="utf-8")
    if text.startswith("hỏng"):
        raise LoadError("Tệp bị hỏng.")
    return Loaded("txt", (Page(1, text),), ())


def parse(loaded: Loaded, path: Path, document_id: str, sha256: str) -> Parsed:
    return Parsed(Document(document_id, str(path), sha256, "txt", 1, title=loaded.pages[0].text), loaded.pages)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")


def folder(place: Path, **texts: str) -> Path:
    """A folder with these files: name → text."""
    place.mkdir(exist_ok=True)
    for name, text in texts.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    return place


def on(catalogue: Catalogue) -> dict[str, str]:
    """Each document and the file it was read from."""
    return {each.id: "/".join(Path(each.path).parts[-2:]) for each in catalogue.documents()}


def test_a_copy_in_another_folder_is_no_second_document(catalogue: Catalogue, tmp_path: Path) -> None:
    first, second = folder(tmp_path / "a", bc="Báo cáo", kh="Kế hoạch"), folder(tmp_path / "b", bc="Báo cáo", sao="Mới")
    ingest([first], catalogue, load, parse)
    generation = catalogue.generation()
    report = ingest([second], catalogue, load, parse)
    assert report.added == (str(second / "sao.txt"),)
    assert [(each.path, each.document_id, each.known_path) for each in report.twins] == [
        (str(second / "bc.txt"), "bc", str(first / "bc.txt"))
    ]
    assert on(catalogue) == {"bc": "a/bc.txt", "kh": "a/kh.txt", "sao": "b/sao.txt"}
    assert catalogue.generation() == generation + 1
    assert len(ingest([second], catalogue, load, parse).twins) == 1


def test_two_copies_that_come_together_are_one_document(catalogue: Catalogue, tmp_path: Path) -> None:
    place = folder(tmp_path / "a", bc="Báo cáo", khac="Báo cáo", hong="hỏng", hong2="hỏng")
    report = ingest([place], catalogue, load, parse)
    assert on(catalogue) == {"bc": "a/bc.txt"}
    assert [(each.path, each.document_id) for each in report.twins] == [(str(place / "khac.txt"), "bc")]
    assert report.failed == tuple(Failure(str(place / f"{name}.txt"), "Tệp bị hỏng.") for name in ("hong", "hong2"))


def test_a_file_that_moved_or_was_renamed_keeps_its_document_and_label(catalogue: Catalogue, tmp_path: Path) -> None:
    first = folder(tmp_path / "a", bc="Báo cáo", kh="Kế hoạch", cv="Công văn")
    ingest([first], catalogue, load, parse)
    catalogue.label(["bc", "cv"], Access("noi_bo"))
    (first / "bc.txt").rename(first / "bc-da-ky.txt")
    (first / "kh.txt").rename(folder(tmp_path / "b") / "kh.txt")
    (first / "cv.txt").unlink()
    (first / "moi.txt").write_text("Mới", encoding="utf-8")
    report = ingest([first, tmp_path / "b"], catalogue, load, parse)
    assert on(catalogue) == {"bc": "a/bc-da-ky.txt", "kh": "b/kh.txt", "moi": "a/moi.txt"}
    assert (report.removed, report.twins) == ((str(first / "cv.txt"),), ())
    assert report.unchanged == (str(first / "bc-da-ky.txt"), str(tmp_path / "b" / "kh.txt"))
    assert catalogue.labels.all() == {"bc": Access("noi_bo")}


def test_what_goes_while_its_copy_stands_goes(catalogue: Catalogue, tmp_path: Path) -> None:
    """Both were on file, each under its own label; a copy of the one that went does not bring it back."""
    first = folder(tmp_path / "a", bc="Báo cáo")
    ingest([first], catalogue, load, parse)
    ingest([folder(tmp_path / "b", bc="Báo cáo") / "bc.txt"], catalogue, load, parse, seen=())
    (tmp_path / "b" / "bc.txt").rename(tmp_path / "b" / "sao.txt")
    (tmp_path / "b" / "sao.txt").write_text("Khác", encoding="utf-8")
    report = ingest([tmp_path / "b"], catalogue, load, parse)
    assert report.removed == (str(tmp_path / "b" / "bc.txt"),)
    assert on(catalogue) == {"bc": "a/bc.txt", "sao": "b/sao.txt"}


def test_a_changed_original_leaves_its_old_content_to_the_copy(catalogue: Catalogue, tmp_path: Path) -> None:
    first, second = folder(tmp_path / "a", bc="Báo cáo"), folder(tmp_path / "b", bc="Báo cáo")
    ingest([first], catalogue, load, parse)
    (first / "bc.txt").write_text("Báo cáo sửa", encoding="utf-8")
    assert ingest([first, second], catalogue, load, parse).twins == ()
    assert {each.id: each.title for each in catalogue.documents()} == {"bc": "Báo cáo sửa", "bc-2": "Báo cáo"}


def test_a_copy_lets_a_document_be_read_by_the_new_program(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read from the copy at hand, under its old name and label; the copy's own label is not taken over."""
    ingest([folder(tmp_path / "a", bc="Báo cáo")], catalogue, load, parse, access=Access("han_che"))
    second = folder(tmp_path / "b", sao="Báo cáo", sao2="Báo cáo")
    monkeypatch.setattr(pipeline, "parser_version", lambda: "newer")
    report = ingest([second], catalogue, load, parse, access=Access("cong_khai"))
    assert len(report.changed) == len(report.twins) == 1
    assert (on(catalogue), catalogue.labels.all()) == ({"bc": "a/bc.txt"}, {"bc": Access("han_che")})
    assert ingest([second], catalogue, load, parse, access=Access("han_che")).changed == ()


@pytest.mark.parametrize("access", [None, Access("cong_khai", True)])
def test_a_copy_does_not_widen_the_label(catalogue: Catalogue, tmp_path: Path, access: Access | None) -> None:
    """Neither by the label it is handed in with nor by the access.tsv beside it."""
    ingest([folder(tmp_path / "a", bc="Báo cáo")], catalogue, load, parse, access=Access("han_che"))
    second = folder(tmp_path / "b", bc="Báo cáo", kh="Kế hoạch")
    (second / "access.tsv").write_text("bc.txt\tcông khai\nkh.txt\tcông khai\n", encoding="utf-8")
    ingest([second], catalogue, load, parse, access=access)
    assert catalogue.labels.all() == {"bc": Access("han_che"), "kh": access or Access("cong_khai")}


def test_who_may_not_see_a_document_learns_nothing_and_takes_no_place(catalogue: Catalogue, tmp_path: Path) -> None:
    """Theirs is taken like any other, also where the original is gone and its name or place could be taken over."""
    first = folder(tmp_path / "a", bc="Báo cáo", mo="Mở")
    ingest([first], catalogue, load, parse, access=Access("han_che"))
    (first / "bc.txt").unlink()
    sent = folder(tmp_path / "b", bc="Báo cáo", mo="Mở") / "bc.txt"
    report = ingest([sent], catalogue, load, parse, access=Access("cong_khai"), seen={"mo"})
    assert (report.added, report.twins) == ((str(sent),), ())
    assert on(catalogue) == {"bc": "a/bc.txt", "bc-2": "b/bc.txt", "mo": "a/mo.txt"}
    assert catalogue.labels.allowed("cong_khai") == {"bc-2"}
    other = ingest([tmp_path / "b" / "mo.txt"], catalogue, load, parse, access=Access("cong_khai"), seen={"mo"})
    assert [each.document_id for each in other.twins] == ["mo"]
    assert catalogue.labels.allowed("cong_khai") == {"bc-2"}


def test_the_command_says_which_document_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with on_file(tmp_path) as assistant:
        source = tmp_path / "corpus" / "bao-cao-2024.txt"
        copy = folder(tmp_path / "b") / "sao.txt"
        copy.write_bytes(source.read_bytes())
        capsys.readouterr()
        report = command.take_in(assistant, [copy])
        said = replies.FILE_ON_FILE.format(path=copy, id="bao-cao-2024", known=source)
        assert capsys.readouterr().err.splitlines() == [said]
        assert "nội dung này đã có, là văn bản “bao-cao-2024”, nạp từ " in said
        assert (len(report.twins), report.failed, len(assistant.library.documents)) == (1, (), 3)


def test_a_sender_on_telegram_is_told_of_what_they_may_see_alone(tmp_path: Path) -> None:
    """The report may go there and the plan may not: of the plan a second document is made, with its own label."""
    with on_file(tmp_path) as assistant:
        catalogue, service = assistant.catalogue, Local(assistant)
        catalogue.label(["bao-cao-2024"], Access("noi_bo", True))
        catalogue.label(["ke-hoach-kinh-te-so"], Access("han_che"))
        sent = folder(tmp_path / "7")
        for name in ("bao-cao-2024.txt", "ke-hoach-kinh-te-so.md"):
            (sent / name).write_bytes((tmp_path / "corpus" / name).read_bytes())
        known = service.take_in(sent / "bao-cao-2024.txt", "cong_khai", True, lambda _: None, "noi_bo")
        assert known.document is None
        assert "(mã bao-cao-2024); không nạp lại." in known.reason
        assert not (sent / "bao-cao-2024.txt").exists()
        other = service.take_in(sent / "ke-hoach-kinh-te-so.md", "cong_khai", True, lambda _: None, "noi_bo")
        assert other.document is not None
        assert other.document.id == "ke-hoach-kinh-te-so-2"
        labels = catalogue.labels.all()
        assert labels["bao-cao-2024"] == Access("noi_bo", True)
        assert labels["ke-hoach-kinh-te-so"] == Access("han_che")
        again = service.take_in(sent / "ke-hoach-kinh-te-so.md", "noi_bo", True, lambda _: None, "noi_bo")
        assert again.document is not None
        assert again.document.id == "ke-hoach-kinh-te-so-2"
