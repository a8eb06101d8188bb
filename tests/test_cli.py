"""The command line, with a fake assistant where the answer does not matter and a real catalogue where it is read."""

import csv
import io
import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from bots import replies
from bots.cli import app
from bots.commands.serve import open_socket, url_of
from bots.telegram_bot import replies as telegram_replies
from ingest.catalogue import Catalogue, StoredFile
from ingest.loaders import load
from ingest.owner import OwnedElsewhere
from ingest.parse import parse
from ingest.records import Document, Figure, Finding, Page, Parsed, Period, Statement
from rag.errors import UserError
from rag.settings import Settings
from tests.fake_assistant import REFUSED, FakeAssistant

QUARTER = Period("quarter", date(2026, 1, 1), date(2026, 3, 31), "2026-Q1")
STATEMENT = Statement("s1", "bao-cao-a", 0, "sentence", "Tỷ lệ ký số tại xã đạt 93,5%.", path=("II. Kết quả",), page=2)
REPORT = Parsed(
    Document("bao-cao-a", "/x/bao-cao-a.pdf", "0" * 64, "pdf", 2, "Báo cáo chuyển đổi số", period=QUARTER),
    (Page(1, "Trang một"), Page(2, "Tỷ lệ ký số tại xã đạt 93,5%.")),
    statements=(STATEMENT,),
    figures=(Figure("bao-cao-a", "s1", "93,5%", 93.5, "%", 23, 28, "tỷ lệ ký số", "cấp xã", "cấp xã", QUARTER),),
    findings=(Finding("tổng", "Tổng không khớp.", "bao-cao-a", ("s1",), ("Tỷ lệ ký số …",), "cao"),),
)


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    for name in ("HOIDAP_DATA_DIR", "HOIDAP_TELEGRAM_TOKEN", "HOIDAP_HOST", "HOIDAP_PORT", "HOIDAP_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def hoidap(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(app, arguments, env=environment, prog_name="hoidap")


def answer_with(monkeypatch: pytest.MonkeyPatch, assistant: FakeAssistant, opens: Exception | None = None) -> None:
    """`hoidap` opens this assistant, with one document on file; or fails to open it."""

    @contextmanager
    def opened(settings: Any) -> Iterator[Any]:
        if opens is not None:
            raise opens
        assistant.library = SimpleNamespace(documents={"bao-cao-a": REPORT.document})  # type: ignore[attr-defined]
        yield assistant

    module = SimpleNamespace(Assistant=SimpleNamespace(open=opened))
    monkeypatch.setitem(sys.modules, "rag.assistant", module)  # type: ignore[arg-type]


@pytest.fixture
def _on_file(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'data' / 'catalogue.db'}")
    catalogue.put(REPORT)
    catalogue.write_files([StoredFile("/x/hong.pdf", "hong", state="failed", reason="Tệp có mật khẩu.")])
    catalogue.close()


@pytest.fixture
def _read_on_file(tmp_path: Path) -> None:
    """A document with headings, items and a table, read from its text."""
    text = "I. KẾT QUẢ\n1. Công tác ký số\n- Tỷ lệ ký số: 93,5%.\n"
    rows = "| Đơn vị | Hồ sơ |\n|---|---|\n| Xã An | 12 |\n"
    (tmp_path / "bc.md").write_text(f"{text}\n{rows}", encoding="utf-8")
    (tmp_path / "data").mkdir()
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'data' / 'catalogue.db'}")
    catalogue.put(parse(load(tmp_path / "bc.md"), tmp_path / "bc.md"))
    catalogue.close()


# --- asking ---------------------------------------------------------------------------------------


def test_an_answer_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, FakeAssistant())
    result = hoidap("ask", "ty le ky so xa phuong quy 1")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "93,5% — tỷ lệ ký số tại xã, phường, Quý 1 năm 2026 [1]\n\n"
        "Kỳ khác có trong văn bản:\n- Quý 1 năm 2024: 96,81% [2]\n\n"
        "Nguồn:\n"
        "[1] Báo cáo chuyển đổi số (chưa ghi số)\n"
        "    mục II. Kết quả, trang 3\n"
        "    “Tỷ lệ ký số tại sở, ngành: 99,1%; tại xã, phường: 93,5%.”\n"
        "[2] Báo cáo thủ tục (số 12/BC-UBND)\n"
        "    tệp không chia trang, dòng “Xã”, cột “Quý 1”\n"
        "    “Ký số đạt 96,81%.”\n\n"
        "Lưu ý:\n- Hai văn bản ghi khác nhau.\n\n"
        "Có thể hỏi tiếp:\n- Còn sở, ngành?\n"
    )


def test_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, FakeAssistant())
    lines = hoidap("ask", "ký số?", COLUMNS="40").stdout.splitlines()
    assert max(map(len, lines)) <= 40
    assert "    “Tỷ lệ ký số tại sở, ngành: 99,1%;" in lines
    assert "    tại xã, phường: 93,5%.”" in lines


def test_an_answer_for_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, FakeAssistant())
    body = json.loads(hoidap("ask", "--json", "ký số?").stdout)
    assert (body["outcome"], body["figures"][0]["text"], body["citations"][0]["page"]) == ("answered", "93,5%", 3)


def test_words_without_quotation_marks_are_one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant()
    answer_with(monkeypatch, assistant)
    hoidap("ask", "ty", "le", "ky", "so", "--document", "bao-cao-a")
    assert assistant.questions == [("ty le ky so", None, ("bao-cao-a",))]


def test_an_honest_refusal_is_a_success(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, FakeAssistant(REFUSED))
    result = hoidap("ask", "giá vàng?")
    assert (result.exit_code, result.stdout) == (0, "Không tìm thấy trong các văn bản đã nạp.\n")


# --- bad input: one sentence, a status, no traceback ------------------------------------------------


def says(result: Result, sentence: str, code: int) -> None:
    assert (result.stderr, result.stdout, result.exit_code) == (sentence + "\n", "", code)


@pytest.mark.parametrize("arguments", [("ask",), ("ask", ""), ("ask", " ")])
def test_an_empty_question(monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    answer_with(monkeypatch, FakeAssistant())
    says(hoidap(*arguments), "Câu hỏi trống. Hãy gõ câu hỏi.", 2)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UserError("Chỉ mục bị hỏng.", "Chạy `hoidap reindex`.", status=3), 3),
        (OwnedElsewhere(Path("data"), 42, "hoidap serve"), 3),
    ],
)
def test_what_cannot_be_opened(monkeypatch: pytest.MonkeyPatch, error: Exception, code: int) -> None:
    answer_with(monkeypatch, FakeAssistant(), opens=error)
    says(hoidap("ask", "ký số?"), str(error), code)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("hoi",), "Câu lệnh chưa đúng. Gõ `hoidap --help` để xem cách dùng."),
        (("ask", "--jsn"), "Không có tuỳ chọn --jsn. Gõ `hoidap ask --help` để xem cách dùng."),
        (("ingest",), "Thiếu tham số ĐƯỜNG_DẪN. Gõ `hoidap ingest --help` để xem cách dùng."),
        (("show", "a", "--page", "x"), "Giá trị của N không hợp lệ. Gõ `hoidap show --help` để xem cách dùng."),
    ],
)
def test_a_wrong_command(arguments: tuple[str, ...], sentence: str) -> None:
    says(hoidap(*arguments), sentence, 2)


def test_a_wrong_setting() -> None:
    says(
        hoidap("documents", HOIDAP_PORT="nhiều"),
        "Biến môi trường không hợp lệ: HOIDAP_PORT. Sửa giá trị hoặc bỏ biến đi rồi chạy lại.",
        3,
    )


def test_a_catalogue_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "catalogue.db").write_bytes(b"not a database" * 100)
    result = hoidap("documents")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("Cơ sở dữ liệu danh mục bị hỏng")
    assert len(result.stderr.splitlines()) == 1


def test_no_telegram_token(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, FakeAssistant())
    says(hoidap("telegram"), f"{telegram_replies.NO_TOKEN} {telegram_replies.NO_TOKEN_HINT}", 2)


def test_serving_to_others_without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, FakeAssistant())
    result = hoidap("serve", HOIDAP_HOST="0.0.0.0")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "Chưa đặt khóa truy cập nên chỉ được phục vụ trên chính máy này, không phải 0.0.0.0."
    )


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(UserError) as caught:
        open_socket(Settings(host="127.0.0.1", port=other.getsockname()[1]))
    assert (caught.value.status, "đang có chương trình khác dùng" in str(caught.value)) == (3, True)


def test_the_address_that_is_told() -> None:
    with open_socket(Settings(host="localhost", port=0)) as listening:
        assert url_of(listening) == f"http://127.0.0.1:{listening.getsockname()[1]}"


# --- reading the catalogue --------------------------------------------------------------------------


@pytest.mark.usefixtures("_on_file")
def test_documents() -> None:
    result = hoidap("documents")
    assert result.stdout == "bao-cao-a\n    Báo cáo chuyển đổi số\n    chưa ghi số; kỳ 2026-Q1; 2 trang; pdf\n"
    assert result.stderr == "Không nạp được /x/hong.pdf: Tệp có mật khẩu.\n"
    [row] = json.loads(hoidap("documents", "--json").stdout)
    assert (row["id"], row["period"], row["issued"]) == ("bao-cao-a", "2026-Q1", None)


def test_nothing_on_file() -> None:
    assert hoidap("documents").stdout == replies.NO_DOCUMENTS + "\n"
    assert hoidap("figures").stdout == replies.NO_FIGURES + "\n"
    assert hoidap("findings").stdout == replies.NO_FINDINGS + "\n"
    assert json.loads(hoidap("figures", "--json").stdout) == []


@pytest.mark.usefixtures("_on_file")
def test_show() -> None:
    assert "── trang 1 ──\nTrang một\n\n── trang 2 ──\n" in hoidap("show", "bao-cao-a", "--text").stdout
    assert "Trang một" not in hoidap("show", "bao-cao-a", "--page", "2", "--text").stdout
    says(hoidap("show", "b"), "Không có văn bản “b”. Chạy `hoidap documents` để xem danh sách.", 2)
    says(hoidap("show", "bao-cao-a", "--page", "9"), "Văn bản “bao-cao-a” không có trang 9. Văn bản có 2 trang.", 2)


@pytest.mark.usefixtures("_read_on_file")
def test_show_draws_the_structure_as_a_tree_and_tables_as_tables() -> None:
    shown = hoidap("show", "bc").stdout
    assert "I. KẾT QUẢ\n  1. Công tác ký số\n    - Tỷ lệ ký số: 93,5%." in shown
    assert [cell.strip() for cell in next(line for line in shown.splitlines() if "Xã An" in line).split("│")[1:-1]] == [
        "Xã An",
        "12",
    ]
    says(hoidap("show", "bc", "--page", "1"), "Văn bản “bc” thuộc định dạng không chia trang; hãy xem cả văn bản.", 2)
    [table] = json.loads(hoidap("show", "bc", "--json").stdout)["tables"]
    assert (table["header"], table["rows"][0]["cells"]) == ([["Đơn vị"], ["Hồ sơ"]], ["Xã An", "12"])


@pytest.mark.usefixtures("_on_file")
def test_figures() -> None:
    assert hoidap("figures").stdout == (
        "93,5% — tỷ lệ ký số; cấp xã; 2026-Q1; kết quả\n    bao-cao-a, trang 2: “Tỷ lệ ký số tại xã đạt 93,5%.”\n"
    )
    [row] = csv.DictReader(io.StringIO(hoidap("figures", "--csv", "--indicator", "ky so").stdout))
    assert (row["value"], row["period"], row["section"], row["page"]) == ("93.5", "2026-Q1", "II. Kết quả", "2")
    [row] = json.loads(hoidap("figures", "--json", "--period", "2026-Q1", "--scope", "xã").stdout)
    assert row["quote"] == "Tỷ lệ ký số tại xã đạt 93,5%."
    assert json.loads(hoidap("figures", "--json", "--kind", "kế hoạch").stdout) == []
    assert hoidap("figures", "--xlsx", "so-lieu.xlsx").stderr == "Đã ghi 1 dòng vào so-lieu.xlsx.\n"
    header, [first, *_] = load_workbook("so-lieu.xlsx").active.iter_rows(values_only=True)  # type: ignore[union-attr]
    assert (header[0], first) == ("text", "93,5%")
    nowhere = "Không ghi được tệp nowhere/a.xlsx (No such file or directory)."
    says(hoidap("figures", "--xlsx", "nowhere/a.xlsx"), nowhere, 3)
    assert hoidap("figures", "--period", "2025").stdout == replies.NO_FIGURES + "\n"


@pytest.mark.usefixtures("_on_file")
def test_findings() -> None:
    assert hoidap("findings").stdout == "bao-cao-a [cao]: Tổng không khớp.\n    “Tỷ lệ ký số …”\n"
    assert hoidap("findings", "--severity", "thấp").stdout == replies.NO_FINDINGS + "\n"
    [row] = csv.DictReader(io.StringIO(hoidap("findings", "--csv").stdout))
    assert (row["severity"], row["quotes"], "statement_ids" in row) == ("cao", "Tỷ lệ ký số …", False)
    assert json.loads(hoidap("findings", "--json").stdout)[0]["kind"] == "tổng"


# --- help and start ---------------------------------------------------------------------------------


def test_help_reads_in_vietnamese() -> None:
    for arguments in ((), ("--help",), ("ask", "--help"), ("figures", "--help")):
        text = hoidap(*arguments).output
        assert "Cách dùng: hoidap" in text
        assert not any(word in text for word in ("Usage", "Options", "Show this", "Arguments", "[required]"))


def test_no_heavy_library_is_imported_at_start() -> None:
    import subprocess

    heavy = "{'torch', 'chromadb', 'sqlalchemy', 'pydantic', 'rich', 'fastapi', 'telegram', 'langchain_core', 'numpy'}"
    code = f"import sys, bots.cli; print(sorted({heavy} & set(sys.modules)))"
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
