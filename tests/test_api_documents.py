"""Documents over HTTP on the real assistant: listed, shown, cited, handed in, removed."""

import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient

from bots.api.figure_schemas import SourcedFigure
from bots.api.limits import BodyLimit
from bots.api.uploads import UPLOADS
from bots.commands.browse import FIGURE_COLUMNS
from bots.rows import figure_row, sourced
from ingest.jobs import Job
from rag.assistant import Assistant
from tests.api_room import ELSEWHERE, SECRET, caller, problem, real, service
from tests.room import on_file

NEW = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI

Số: 88/BC-UBND

Lào Cai, ngày 20 tháng 6 năm 2026

BÁO CÁO
Kết quả chuyển đổi số Quý II năm 2026

I. KẾT QUẢ THỰC HIỆN

Tỷ lệ ký số tại xã, phường đạt 90,2%.
"""
CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Assistant, Path]]:
    folder = tmp_path_factory.mktemp("documents")
    with on_file(folder) as assistant:
        yield assistant, folder / "data"


@pytest.fixture(scope="module")
def http(shelf: tuple[Assistant, Path]) -> Iterator[TestClient]:
    """The machine's own person, with the ingest worker running."""
    with real(*shelf) as made:
        yield caller(made, SECRET)


def finished(http: TestClient, taken: Any) -> dict[str, Any]:
    """The job once it is over; a wait for what must come, not a guess of how long it takes."""
    assert taken.status_code == 202, taken.text
    until = time.monotonic() + 60
    while time.monotonic() < until:
        job: dict[str, Any] = http.get(taken.json()["status_url"]).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.02)
    raise AssertionError(job)


def test_documents_on_file(http: TestClient) -> None:
    listed = {each["id"]: each for each in http.get("/api/v1/documents").json()["documents"]}
    report = listed["bao-cao-quy-1-2026"]
    assert (report["number"], report["issued"], report["period"]) == ("45/BC-UBND", "2026-03-20", "2026-Q1")
    assert (report["access"], report["telegram"], report["state"]) == (None, False, "live")


def test_a_document_whole(http: TestClient) -> None:
    plan = http.get("/api/v1/documents/ke-hoach-kinh-te-so").json()
    assert [each["text"] for each in plan["outline"]] == ["I. MỤC TIÊU", "II. PHÂN CÔNG"]
    [table] = plan["tables"]
    assert table["header"] == [["STT"], ["Nhiệm vụ"], ["Cơ quan chủ trì"], ["Thời hạn"]]
    assert table["rows"][1] == ["2", "Thống kê doanh nghiệp số", "Sở Tài chính", "Tháng 9/2026"]
    report = http.get("/api/v1/documents/bao-cao-quy-1-2026").json()
    assert any("12.480" in finding["message"] for finding in report["findings"])
    assert http.get("/api/v1/findings").json()["findings"][0]["document_id"] in ("bao-cao-2024", "bao-cao-quy-1-2026")


def test_a_citation_leads_to_its_page_and_its_place(http: TestClient) -> None:
    [cited] = http.post("/api/v1/ask", json={"question": "tỷ lệ ký số xã phường quý 1?"}).json()["citations"]
    page = http.get(cited["url"], params={"quote": cited["quote"]}).json()
    start, end = page["span"]
    assert page["text"][start:end] == "Tỷ lệ ký số tại sở, ngành đạt 97,4%; tỷ lệ ký số tại xã, phường đạt 88,6%."
    assert (page["number"], page["image"], page["boxes"]) == (0, None, [])
    assert http.get(cited["url"], params={"quote": "không có câu này đâu"}).json()["span"] is None
    problem(http.get("/api/v1/documents/bao-cao-2024/pages/7"), 404)
    problem(http.get("/api/v1/documents/bao-cao-2024/pages/0/image"), 404)


def test_the_original_is_saved_not_run(http: TestClient) -> None:
    response = http.get("/api/v1/documents/bao-cao-2024/file")
    assert "310/BC-UBND" in response.content.decode()
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_an_upload_is_read_answered_from_and_removed(http: TestClient, shelf: tuple[Assistant, Path]) -> None:
    form = {"access": "noi_bo", "telegram": "true"}
    taken = http.post("/api/v1/documents", files={"file": ("báo cáo quý 2.txt", NEW.encode())}, data=form)
    assert taken.headers["location"] == taken.json()["status_url"]
    job = finished(http, taken)
    assert (job["state"], job["progress"], job["document_id"]) == ("done", 1.0, "báo cáo quý 2")
    [listed] = [each for each in http.get("/api/v1/documents").json()["documents"] if each["id"] == job["document_id"]]
    assert (listed["access"], listed["telegram"], listed["number"]) == ("noi_bo", True, "88/BC-UBND")
    asked = {"question": "tỷ lệ ký số xã phường quý 2 năm 2026?"}
    assert "90,2%" in http.post("/api/v1/ask", json=asked).json()["answer"]
    assert http.delete(f"/api/v1/documents/{job['document_id']}").status_code == 204
    assert "90,2%" not in http.post("/api/v1/ask", json=asked).json()["answer"]
    assert list((shelf[1] / UPLOADS).iterdir()) == []
    problem(http.delete(f"/api/v1/documents/{job['document_id']}"), 404)


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.txt", "..\\..\\x.txt", "/etc/x.txt", "x\u202etxt.exe.txt", "a\r\nb.txt", ".txt"]
)
def test_a_name_leads_nowhere_else(http: TestClient, shelf: tuple[Assistant, Path], name: str) -> None:
    before = {path for path in shelf[1].parent.parent.rglob("*.txt")}
    job = finished(http, http.post("/api/v1/documents", files={"file": (name, NEW.encode())}))
    assert job["state"] == "done"
    [path] = {path for path in shelf[1].parent.parent.rglob("*.txt")} - before
    assert path.parent.parent == shelf[1] / UPLOADS
    assert path.name.isprintable()
    http.delete(f"/api/v1/documents/{job['document_id']}")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ\x90\x00"),
        ("report.pdf", b"MZ\x90\x00 not a PDF"),
        ("report.docx", b"%PDF-1.7"),
        ("report.txt", b"\x00\x01\x02"),
        ("report", b"text"),
        ("empty.txt", b""),
    ],
)
def test_a_file_of_another_kind_is_refused(http: TestClient, name: str, content: bytes) -> None:
    body = problem(http.post("/api/v1/documents", files={"file": (name, content)}), 415)
    assert ".pdf" in body["detail"]


def test_a_file_that_cannot_be_read_fails_with_its_reason(http: TestClient, shelf: tuple[Assistant, Path]) -> None:
    job = finished(http, http.post("/api/v1/documents", files={"file": ("hong.pdf", b"%PDF-1.7 cut off")}))
    assert (job["state"], job["document_id"], bool(job["message"])) == ("failed", None, True)
    stamped = finished(http, http.post("/api/v1/documents", files={"file": ("m.txt", ("MẬT\n\n" + NEW).encode())}))
    assert (stamped["state"], stamped["message"][:22]) == ("failed", "Văn bản đóng dấu MẬT: ")
    assert list((shelf[1] / UPLOADS).iterdir()) == []


@pytest.mark.parametrize("declared", [True, False])
def test_a_file_that_is_too_large_is_refused(tmp_path: Path, shelf: tuple[Assistant, Path], declared: bool) -> None:
    http = caller(service(shelf[0].catalogue, upload_mb=1, data_dir=tmp_path))
    boundary = "x"
    head = f'--{boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'.encode()
    tail = f"\r\n--{boundary}--\r\n".encode()

    def chunks() -> Iterator[bytes]:
        yield head
        for _ in range(50):
            yield b"a" * 2**20
        yield tail

    headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
    content = b"".join(chunks()) if declared else chunks()
    response = http.post("/api/v1/documents", content=content, headers=headers)
    assert problem(response, 413)["detail"] == "Nội dung gửi lên không được quá 1 MB."
    assert list(tmp_path.iterdir()) == []


def test_a_form_that_is_broken_is_a_sentence(http: TestClient) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert http.post("/api/v1/documents", content=b"--x\r\nbroken", headers=headers).status_code in (400, 422)
    problem(http.post("/api/v1/documents", data={"access": "noi_bo"}), 422)


def test_a_body_that_never_comes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that declares a body and sends nothing."""
    import asyncio

    monkeypatch.setattr("bots.api.limits.PATIENCE", 0.01)
    sent: list[dict[str, Any]] = []

    async def hangs() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    async def reads(scope: Any, receive: Any, send: Any) -> None:
        await receive()

    scope = {"type": "http", "method": "POST", "path": "/api/v1/ask", "headers": [(b"content-length", b"10")]}
    with pytest.raises(Exception, match="408"):
        asyncio.run(BodyLimit(reads, 1)(scope, hangs, send))


def test_an_uploader_sees_and_removes_their_own(shelf: tuple[Assistant, Path]) -> None:
    catalogue = shelf[0].catalogue
    mine, other = (catalogue.keys.add("uploader", "noi_bo")[1] for _ in range(2))
    try:
        with real(*shelf) as made:
            http, stranger = caller(made, mine, ELSEWHERE), caller(made, other, ELSEWHERE)
            upload = {"file": ("cua-toi.txt", NEW.encode())}
            problem(http.post("/api/v1/documents", files=upload, data={"access": "han_che"}), 403)
            taken = http.post("/api/v1/documents", files=upload, data={"access": "noi_bo"})
            assert finished(http, taken)["state"] == "done"
            problem(stranger.get(taken.json()["status_url"]), 404)
            problem(stranger.delete("/api/v1/documents/cua-toi"), 403)
            assert http.delete("/api/v1/documents/cua-toi").status_code == 204
    finally:
        for key in (mine, other):
            catalogue.keys.revoke(key.split("_")[1])


def test_a_job_that_a_crash_left_behind_is_done_by_the_next_start(tmp_path: Path) -> None:
    with on_file(tmp_path) as assistant:
        folder = tmp_path / "data"
        path = folder / UPLOADS / "j1" / "con-lai.txt"
        path.parent.mkdir(parents=True)
        path.write_text(NEW, encoding="utf-8")
        assistant.catalogue.jobs.add(Job("j1", "local", path.name, str(path), "cong_khai"))
        assistant.catalogue.jobs.move_on("j1", "reading")
        with real(assistant, folder) as made:
            until = time.monotonic() + 60
            while made.worker.waiting() and time.monotonic() < until:
                time.sleep(0.02)
            assert assistant.catalogue.document("con-lai") is not None
            assert assistant.catalogue.labels.allowed("cong_khai") == {"con-lai"}


def test_the_same_file_again_is_told_which_document_it_is(http: TestClient, shelf: tuple[Assistant, Path]) -> None:
    first = finished(http, http.post("/api/v1/documents", files={"file": ("quy-3.txt", f"{NEW}\nQuý III.")}))
    before, folders = shelf[0].catalogue.documents(), set((shelf[1] / UPLOADS).iterdir())
    again = http.post("/api/v1/documents", files={"file": ("ten khac.txt", f"{NEW}\nQuý III.")})
    said = problem(again, 409)
    assert said["document_id"] == first["document_id"] == "quy-3"
    assert "đã được nạp" in said["detail"]
    assert "“Kết quả chuyển đổi số Quý II năm 2026” (mã quy-3)" in said["detail"]
    assert shelf[0].catalogue.documents() == before
    assert (set((shelf[1] / UPLOADS).iterdir()), shelf[0].catalogue.jobs.unfinished()) == (folders, ())
    assert http.delete("/api/v1/documents/quy-3").status_code == 204
    back = finished(http, http.post("/api/v1/documents", files={"file": ("quy-3.txt", f"{NEW}\nQuý III.")}))
    assert (back["state"], http.delete(f"/api/v1/documents/{back['document_id']}").status_code) == ("done", 204)


def test_a_file_that_waits_to_be_read_is_not_queued_twice(tmp_path: Path) -> None:
    with on_file(tmp_path) as assistant:
        idle = caller(service(assistant.catalogue, assistant, data_dir=tmp_path / "data"))
        taken = idle.post("/api/v1/documents", files={"file": ("moi.txt", NEW)}).json()
        said = problem(idle.post("/api/v1/documents", files={"file": ("moi-2.txt", NEW)}), 409)
        assert said["status_url"] == taken["status_url"]
        assert "moi.txt" in said["detail"]
        assert [job.name for job in assistant.catalogue.jobs.unfinished()] == ["moi.txt"]


def test_an_uploader_does_not_learn_that_a_denied_document_is_the_same(tmp_path: Path) -> None:
    with on_file(tmp_path) as assistant:
        _, text = assistant.catalogue.keys.add("uploader", "cong_khai")
        with real(assistant, tmp_path / "data") as made:
            admin, uploader = caller(made, SECRET), caller(made, text, ELSEWHERE)
            sent = {"files": {"file": ("moi.txt", NEW)}, "data": {"access": "han_che"}}
            assert finished(admin, admin.post("/api/v1/documents", **sent))["document_id"] == "moi"
            own = {"files": {"file": ("moi.txt", NEW)}}
            assert finished(uploader, uploader.post("/api/v1/documents", **own))["document_id"] == "moi-2"
            assert problem(uploader.post("/api/v1/documents", **own), 409)["document_id"] == "moi-2"
            assert assistant.catalogue.labels.all()["moi"].label == "han_che"


def test_a_file_sent_for_somebody_else_is_taken_twice(http: TestClient) -> None:
    """The bot's key sees more than whoever sends a file through it: they get a document of their own."""
    sent = {"file": ("thay.txt", f"{NEW}\nGửi thay.")}
    first = finished(http, http.post("/api/v1/documents", files=sent))
    problem(http.post("/api/v1/documents", files=sent), 409)
    second = finished(http, http.post("/api/v1/documents", files=sent, data={"twice": "true"}))
    assert (first["document_id"], second["document_id"]) == ("thay", "thay-2")
    for each in (first, second):
        http.delete(f"/api/v1/documents/{each['document_id']}")


def test_an_upload_takes_no_document_over_whose_original_is_gone(tmp_path: Path) -> None:
    with on_file(tmp_path) as assistant:
        _, text = assistant.catalogue.keys.add("uploader", "cong_khai")
        (tmp_path / "corpus" / "bao-cao-2024.txt").unlink()
        with real(assistant, tmp_path / "data") as made:
            uploader = caller(made, text, ELSEWHERE)
            sent = {"files": {"file": ("bao-cao-2024.txt", NEW)}, "data": {"access": "cong_khai"}}
            assert finished(uploader, uploader.post("/api/v1/documents", **sent))["document_id"] == "bao-cao-2024-2"
            assert assistant.catalogue.labels.allowed("cong_khai") == {"bao-cao-2024-2"}


# --- figures ----------------------------------------------------------------------------------------


def test_figures_are_filtered_and_counted(http: TestClient) -> None:
    found = http.get("/api/v1/figures", params={"indicator": "ty le ky so", "scope": "cấp xã"}).json()
    [figure] = found["figures"]
    assert (figure["text"], figure["value"], figure["period"], found["total"]) == ("88,6%", 88.6, "2026-Q1", 1)
    assert "88,6%" in figure["quote"]
    every = http.get("/api/v1/figures", params={"limit": 1}).json()
    assert (len(every["figures"]), every["total"] > 5) == (1, True)
    second = http.get("/api/v1/figures", params={"limit": 1, "offset": 1}).json()["figures"]
    assert second != every["figures"]


def test_figures_as_a_sheet(http: TestClient) -> None:
    csv = http.get("/api/v1/figures", params={"indicator": "ký số", "format": "csv"})
    assert csv.content.startswith(b"\xef\xbb\xbf")
    assert csv.text.splitlines()[0].removeprefix("\ufeff").split(",")[:4] == [
        "Chỉ tiêu", "Số liệu", "Giá trị", "Đơn vị tính",
    ]  # fmt: skip
    xlsx = http.get("/api/v1/figures", params={"indicator": "ký số", "format": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(xlsx.content)).active.values)  # type: ignore[union-attr]
    assert rows[0][:2] == ("Chỉ tiêu", "Số liệu")
    assert {row[2] for row in rows[1:]} == {97.4, 88.6}


def test_one_indicator_over_periods(http: TestClient) -> None:
    series = http.get("/api/v1/series", params={"indicator": "chỉ số cải cách hành chính"}).json()
    points = [(each["period"], each["value"]) for each in series["points"]]
    assert points == [("2023", 86.1), ("2024", 88.25)]
    assert series["unit"] == "%"
    assert "86,10%" in series["points"][0]["citation"]["quote"]
    assert http.get("/api/v1/series", params={"indicator": "không có đâu"}).json()["points"] == []
    problem(http.get("/api/v1/series"), 422)


PLAN = """UBND TỈNH LÀO CAI

KẾ HOẠCH
Chuyển đổi số năm 2026

I. MỤC TIÊU

Tỷ lệ hồ sơ trực tuyến đạt trên 80%.
"""
DONE = """UBND TỈNH LÀO CAI

BÁO CÁO
Chuyển đổi số năm 2026

I. KẾT QUẢ

Tỷ lệ hồ sơ trực tuyến đạt 76,5%.
"""


def test_a_plan_and_a_result_are_told_apart_in_a_series(tmp_path: Path) -> None:
    with on_file(tmp_path, {"ke-hoach.txt": PLAN, "ket-qua.txt": DONE}) as assistant:
        http = caller(service(assistant.catalogue, assistant))
        whole = http.get("/api/v1/series", params={"indicator": "tỷ lệ hồ sơ trực tuyến"}).json()
        points = {each["kind"]: each for each in whole["points"]}
        assert {
            kind: (each["comparator"], each["value"], each["citation"]["document_id"]) for kind, each in points.items()
        } == {
            "chỉ tiêu": (">", 80.0, "ke-hoach"),
            "kết quả": ("=", 76.5, "ket-qua"),
        }
        assert (set(whole["kinds"]), whole["units"]) == ({"chỉ tiêu", "kết quả"}, ["%"])
        told = {"indicator": "tỷ lệ hồ sơ trực tuyến", "kind": "kết quả"}
        only = http.get("/api/v1/series", params=told).json()
        assert [each["value"] for each in only["points"]] == [76.5]
        assert set(only["kinds"]) == {"chỉ tiêu", "kết quả"}


def test_a_figure_is_the_same_row_on_the_command_line_and_over_http(
    http: TestClient, shelf: tuple[Assistant, Path]
) -> None:
    [row] = http.get("/api/v1/figures", params={"indicator": "ty le ky so", "scope": "cấp xã"}).json()["figures"]
    catalogue = shelf[0].catalogue
    assert row == figure_row(*sourced(catalogue.figures(indicator="ty le ky so", scope="cấp xã"), catalogue)[0])
    assert set(row) == set(SourcedFigure.model_fields) >= set(FIGURE_COLUMNS)


def test_indicators_for_who_types(http: TestClient) -> None:
    found = http.get("/api/v1/indicators", params={"q": "ky so"}).json()["indicators"]
    assert found[0]["indicator"].lower().startswith("tỷ lệ ký số")


def test_a_page_of_a_pdf_is_drawn_and_the_quote_boxed(tmp_path: Path) -> None:
    with on_file(tmp_path, {}) as assistant:
        from tests.room import take_in

        take_in(assistant, CORPUS / "bao-cao-nq131-quy-1-2026.pdf")
        http = caller(service(assistant.catalogue, assistant))
        address = "/api/v1/documents/bao-cao-nq131-quy-1-2026/pages/4"
        quote = "- Tỷ lệ ký số tại sở ngành: 92,2%; Tỷ lệ ký số tại xã phường: 93,5%."
        page = http.get(address, params={"quote": quote}).json()
        assert page["text"][slice(*page["span"])] == quote
        [(x0, top, x1, bottom)] = page["boxes"]
        assert 0 < x0 < x1 < 1
        assert 0 < top < bottom < 1
        picture = http.get(page["image"], params={"width": 300})
        assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")
        assert int.from_bytes(picture.content[16:20]) == 300
        problem(http.get(f"{address}/image", params={"width": 9}), 422)
        assert http.get("/api/v1/documents/bao-cao-nq131-quy-1-2026/file").headers["content-type"] == "application/pdf"
