"""The catalogue gives back what was put, whole or not at all, and says in Vietnamese what is wrong with it."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from ingest import schema
from ingest.catalogue import Catalogue, CatalogueError, Feedback, StoredFile, StoredTurn
from ingest.catalogue_errors import CatalogueConflict
from ingest.records import Block, Document, Figure, Finding, Page, Parsed, Period, Row, Span, Statement, Table

QUARTER = Period("quarter", date(2026, 1, 1), date(2026, 3, 31), "2026-Q1", "Quý I/2026")
YEAR = Period("year", date(2025, 1, 1), date(2025, 12, 31), "2025")
SPAN = Span(1, 0, 34, ((56.7, 70.0, 538.5, 84.2), (56.7, 90.0, 300.0, 104.2)))


def a_document(key: str = "bc-1", percent: float = 93.5) -> Parsed:
    """A report of one page that states two figures, the second for the year before."""
    shown = f"{percent}".replace(".", ",") + "%"
    text = f"Tỷ lệ ký số tại xã, phường: {shown}."
    return Parsed(
        Document(
            key,
            f"vanban/{key}.pdf",
            "ab12",
            "pdf",
            1,
            title="Báo cáo Quý I",
            issued=date(2026, 3, 31),
            recipients=("Như trên", "Lưu: VT"),
            period=QUARTER,
        ),
        (Page(1, text, 595.0, 842.0),),
        (Block(0, "item", text, "a)", 3, ("I. KẾT QUẢ",), None, ("1",), (SPAN,)),),
        (Table(0, (("TT",), ("Đơn vị", "Tên")), (Row(0, ("1", "Xã A"), "data", ("Cấp xã",), (SPAN,), (None, SPAN)),)),),
        (
            Statement(f"{key}/0", key, 0, "item", text, "Kết quả:", ("I. KẾT QUẢ",), 1, (SPAN,), block=0),
            Statement(f"{key}/1", key, 1, "row", "TT: 1", table=0, row=0, cells=((0, 4, 5),)),
        ),
        (
            Figure(key, f"{key}/0", shown, percent, "%", 28, 33, "tỷ lệ ký số", "cấp xã", "cấp xã", QUARTER, of=100.0),
            Figure(key, f"{key}/1", "90%", 90.0, "%", 0, 3, "tỷ lệ ký số", "Sở Y tế", "sở ngành", YEAR, "kế hoạch"),
            Figure(key, f"{key}/1", "12 hồ sơ", 12, "hồ sơ", 0, 3, "hồ sơ_quá hạn"),
        ),
        (Finding("tổng", "Tổng không khớp.", key, (f"{key}/0",), ("93,5%",)),),
        (("TTHC", "thủ tục hành chính"),),
    )


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'new folder' / 'catalogue.db'}"


@pytest.fixture
def catalogue(url: str) -> Catalogue:
    return Catalogue.open(url)


def test_what_is_put_comes_back_equal_in_another_process_too(catalogue: Catalogue, url: str) -> None:
    parsed = a_document()
    catalogue.put(parsed)
    assert catalogue.parsed("bc-1") == parsed
    assert catalogue.documents() == (parsed.document,)
    assert catalogue.abbreviations() == (("TTHC", "thủ tục hành chính"),)
    assert Catalogue.open(url).parsed("bc-1") == parsed
    assert catalogue.parsed("bc-2") is None


def test_putting_again_replaces_the_document_as_a_whole(catalogue: Catalogue) -> None:
    catalogue.put(a_document())
    catalogue.put(a_document("bc-2"))
    shorter = replace(a_document(percent=94.0), tables=(), findings=(), abbreviations=(), blocks=())
    catalogue.put(shorter)
    assert catalogue.parsed("bc-1") == shorter
    assert catalogue.parsed("bc-2") == a_document("bc-2")


def test_removing_leaves_nothing_of_a_document_and_the_others_whole(catalogue: Catalogue) -> None:
    catalogue.put(a_document())
    catalogue.put(a_document("bc-2"))
    assert catalogue.remove("bc-1")
    assert not catalogue.remove("bc-1")
    assert catalogue.parsed("bc-1") is None
    assert [figure.document_id for figure in catalogue.figures()] == ["bc-2"] * 3
    assert [statement.id for statement in catalogue.statements()] == ["bc-2/0", "bc-2/1"]
    assert [file.path for file in catalogue.files()] == ["vanban/bc-2.pdf"]
    assert not catalogue.pages("bc-1") + catalogue.blocks("bc-1") + catalogue.tables("bc-1")


def test_generation_counts_changes_of_content_only(catalogue: Catalogue) -> None:
    assert catalogue.generation() == 0
    catalogue.put(a_document())
    assert catalogue.generation() == 1
    catalogue.write_files([StoredFile("vanban/hong.pdf", "hong", state="failed", reason="Tệp hỏng.")])
    catalogue.mark_live()
    assert not catalogue.remove("hong")
    assert catalogue.generation() == 1
    catalogue.remove("bc-1")
    assert catalogue.generation() == 2


def test_a_put_that_fails_changes_nothing(catalogue: Catalogue) -> None:
    catalogue.put(a_document())
    statement = a_document().statements[0]
    with pytest.raises(CatalogueConflict):
        catalogue.put(replace(a_document(percent=1.0), statements=(statement, statement)))
    assert catalogue.parsed("bc-1") == a_document()
    assert catalogue.generation() == 1


def test_statements_by_id_come_in_the_order_asked_and_unknown_ids_are_left_out(catalogue: Catalogue) -> None:
    catalogue.put(a_document())
    catalogue.put(a_document("bc-2"))
    ids = ["bc-2/1", "none", *(f"x{i}" for i in range(1200)), "bc-1/0"]
    assert [statement.id for statement in catalogue.statements(ids)] == ["bc-2/1", "bc-1/0"]
    assert catalogue.statements([]) == ()
    assert [statement.id for statement in catalogue.statements(document_ids=["bc-2"])] == ["bc-2/0", "bc-2/1"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"indicator": "TY LE ky"}, ["93,5%", "90%"]),
        ({"indicator": "ký tỷ"}, ["93,5%", "90%"]),
        ({"indicator": "hồ sơ_"}, ["12 hồ sơ"]),
        ({"indicator": "hồ sơ%"}, []),
        ({"scope": "sở y te"}, ["90%"]),
        ({"level": "cấp xã"}, ["93,5%"]),
        ({"unit": "%", "kind": "kế hoạch"}, ["90%"]),
        ({"period": "2026-Q1"}, ["93,5%"]),
        ({"start": date(2026, 1, 1)}, ["93,5%"]),
        ({"end": date(2025, 12, 31)}, ["90%"]),
        ({"statement_ids": ["bc-1/1"]}, ["90%", "12 hồ sơ"]),
        ({"document_ids": []}, []),
        ({"limit": 1, "offset": 1}, ["90%"]),
        ({"offset": 2}, ["12 hồ sơ"]),
    ],
)
def test_figures_are_filtered(catalogue: Catalogue, asked: dict[str, object], expected: list[str]) -> None:
    catalogue.put(a_document())
    assert [figure.text for figure in catalogue.figures(**asked)] == expected  # type: ignore[arg-type]


def test_findings_by_kind(catalogue: Catalogue) -> None:
    catalogue.put(a_document())
    assert catalogue.findings(kind="tổng") == a_document().findings
    assert catalogue.findings(kind="ngày") == ()


def test_a_file_keeps_the_time_it_was_received(catalogue: Catalogue) -> None:
    catalogue.write_files([StoredFile("vanban/bc-1.pdf", "bc-1", received_at="2026-01-01T00:00:00+00:00")])
    catalogue.put(a_document(), parser="p1")
    (file,) = catalogue.files()
    assert (file.state, file.parser, file.sha256) == ("stored", "p1", "ab12")
    assert file.received_at == "2026-01-01T00:00:00+00:00" < file.changed_at
    catalogue.mark_live()
    assert [file.state for file in catalogue.files()] == ["live"]


def test_a_moved_file_stays_the_same_document(catalogue: Catalogue) -> None:
    catalogue.put(a_document())
    catalogue.move("vanban/bc-1.pdf", "khac/bc-1.pdf")
    assert [file.path for file in catalogue.files()] == ["khac/bc-1.pdf"]
    assert catalogue.documents() == (replace(a_document().document, path="khac/bc-1.pdf"),)
    assert catalogue.statements() == a_document().statements


def test_conversations_and_feedback(catalogue: Catalogue) -> None:
    talks = catalogue.talks
    for number in range(3):
        talks.add_turn(StoredTurn("c1", f"a{number}", f"câu {number}", f"câu {number} đủ", {"answer": "93,5%"}))
    talks.add_turn(StoredTurn("c2", "b0", "khác", "khác", {}))
    assert [turn.asked for turn in talks.turns("c1")] == ["câu 0", "câu 1", "câu 2"]
    assert [turn.answer_id for turn in talks.turns("c1", last=2)] == ["a1", "a2"]
    answered = talks.answered("a1")
    assert answered is not None
    assert (answered.answer, answered.standalone) == ({"answer": "93,5%"}, "câu 1 đủ")
    assert talks.answered("a9") is None
    talks.add_feedback(Feedback("a1", -1, "sai kỳ", "96,81%"))
    talks.add_feedback(Feedback("b0", 1))
    assert [(said.answer_id, said.thumb, said.corrected) for said in talks.feedback()] == [
        ("a1", -1, "96,81%"),
        ("b0", 1, ""),
    ]
    talks.forget_conversation("c1")
    assert talks.turns("c1") == ()
    assert [said.answer_id for said in talks.feedback()] == ["b0"]


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read" * 20, b"\x00" * 5000])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "catalogue.db"
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=r"bị hỏng.*hoidap doctor.*sao lưu"):
        Catalogue.open(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_a_damaged_database_is_said_to_be_damaged(catalogue: Catalogue, tmp_path: Path) -> None:
    for number in range(20):
        catalogue.put(a_document(f"bc-{number}"))
    catalogue.close()
    path = tmp_path / "new folder" / "catalogue.db"
    pages = bytearray(path.read_bytes())
    pages[8192:] = b"\xff" * (len(pages) - 8192)
    path.write_bytes(pages)
    with pytest.raises(CatalogueError, match="bị hỏng"):
        Catalogue.open(f"sqlite:///{path}").documents()


def test_a_newer_schema_is_refused_untouched(catalogue: Catalogue, url: str) -> None:
    catalogue.put(a_document())
    catalogue.close()
    path = url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CatalogueError, match=r"mới hơn.*9999"):
        Catalogue.open(url)
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM statements").fetchone() == (2,)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE documents (id TEXT)")
    with pytest.raises(CatalogueError, match="chương trình khác"):
        Catalogue.open(f"sqlite:///{path}")


@pytest.mark.parametrize("url", ["hello", "sqlite:////proc/none/catalogue.db"])
def test_a_wrong_address_is_a_sentence(url: str) -> None:
    with pytest.raises(CatalogueError):
        Catalogue.open(url)


def test_the_migrations_make_exactly_the_tables_and_end_at_the_revision(catalogue: Catalogue, url: str) -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_heads() == [schema.REVISION]
    with create_engine(url).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_opening_a_catalogue_that_is_up_to_date_does_not_import_alembic(catalogue: Catalogue, url: str) -> None:
    code = (
        f"import sys; from ingest.catalogue import Catalogue; Catalogue.open({url!r}); print('alembic' in sys.modules)"
    )
    root = Path(__file__).parent.parent
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
