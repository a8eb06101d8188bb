"""The bot's service over HTTP: what it asks of the API, and what it makes of its answers and its silence."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from bots.replies import HTTP_ON_FILE
from bots.telegram_bot.remote import Remote
from bots.telegram_bot.service import Known, ServiceDown, Shelved, Taken
from rag.contract import to_json
from rag.errors import UserError
from tests.fake_assistant import SIGNED

ENTRY = {
    "id": "bao-cao-a",
    "title": "Chuyển đổi số Quý 1 năm 2026",
    "number": "",
    "kind": "báo cáo",
    "issuer": "UBND TỈNH",
    "issued": "2026-03-31",
    "period": "2026-Q1",
    "pages": 8,
    "access": "cong_khai",
    "telegram": True,
    "sha256": hashlib.sha256(b"a.pdf").hexdigest(),
}
OTHERS = hashlib.sha256(b"b.pdf").hexdigest(), hashlib.sha256(b"c.pdf").hexdigest()
INTERNAL = {
    **ENTRY, "id": "ke-hoach-b", "issued": None, "period": "2025", "access": "noi_bo", "sha256": OTHERS[0],
}  # fmt: skip
HIDDEN = {**ENTRY, "id": "khong-len-telegram", "telegram": False, "sha256": OTHERS[1]}
UNLABELLED = {**ENTRY, "id": "chua-dat", "access": None}
FIGURE = {
    "text": "93,5%",
    "value": 93.5,
    "unit": "%",
    "indicator": "tỷ lệ ký số",
    "scope": "cấp xã",
    "period": "2026-Q1",
    "kind": "kết quả",
    "document_id": "bao-cao-a",
    "page": None,
}


def png() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (100, 100), "white").save(kept, "PNG")
    return kept.getvalue()


class Api:
    """The API by hand; `asked` keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        self.jobs = ["queued", "reading", "done"]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/v1")
        self.asked.append((request.method, path, request.content))
        if request.headers.get("Authorization") != "Bearer hd_key":
            return httpx.Response(401, json={"detail": "Thiếu khoá."})
        if path == "/jobs/j-1":
            state = self.jobs.pop(0)
            findings = [{"message": "Tổng không khớp."}] if state == "done" else None
            job = {"state": state, "message": "", "document_id": "bao-cao-a", "findings": findings}
            return httpx.Response(200, json=job)
        answers: dict[tuple[str, str], httpx.Response] = {
            ("POST", "/ask"): httpx.Response(200, json=to_json(SIGNED)),
            ("GET", "/documents"): httpx.Response(200, json={"documents": [ENTRY, INTERNAL, HIDDEN, UNLABELLED]}),
            ("POST", "/documents"): httpx.Response(202, json={"job_id": "j-1", "status_url": ""}),
            ("GET", "/figures"): httpx.Response(200, json={"figures": [FIGURE], "total": 1}),
            ("GET", "/documents/bao-cao-a/pages/3"): httpx.Response(
                200, json={"image": "/x", "boxes": [[0.1, 0.4, 0.9, 0.6]]}
            ),
            ("GET", "/documents/bao-cao-a/pages/3/image"): httpx.Response(200, content=png()),
            ("GET", "/documents/bao-cao-b/pages/0"): httpx.Response(200, json={"image": None, "boxes": []}),
            ("POST", "/feedback"): httpx.Response(204),
            ("DELETE", "/conversations/c-1"): httpx.Response(204),
        }
        return answers.get((request.method, path), httpx.Response(404, json={"detail": "Không có."}))


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
def remote(api: Api) -> Remote:
    return Remote("http://hoidap.test/", "hd_key", httpx.MockTransport(api))


def test_a_question_with_its_documents(api: Api, remote: Remote) -> None:
    assert remote.ask("ký số?", "c-1", {"b", "a"}) == SIGNED
    method, path, body = api.asked[0]
    assert (method, path) == ("POST", "/ask")
    assert json.loads(body) == {"question": "ký số?", "conversation_id": "c-1", "document_ids": ["a", "b"]}


def test_what_may_be_shown_on_telegram(remote: Remote) -> None:
    assert remote.allowed("cong_khai") == {"bao-cao-a"}
    assert remote.allowed("han_che") == {"bao-cao-a", "ke-hoach-b"}


def test_documents_and_figures(remote: Remote) -> None:
    title, office = "Chuyển đổi số Quý 1 năm 2026", "UBND TỈNH"
    assert remote.documents(["bao-cao-a", "ke-hoach-b"]) == [
        Shelved("bao-cao-a", title, "", "báo cáo", office, "31/03/2026", 2026, 8),
        Shelved("ke-hoach-b", title, "", "báo cáo", office, "", 2025, 8),
    ]
    known = Known("93,5%", 93.5, "%", "tỷ lệ ký số", "cấp xã", "2026-Q1", "quý I năm 2026", "kết quả", "bao-cao-a", 0)
    assert remote.figures(["bao-cao-a"]) == [known]
    assert remote.figures(["bao-cao-b"]) == []


def test_a_page_with_its_quote_marked(remote: Remote) -> None:
    drawn = remote.picture("bao-cao-a", 3, "Tỷ lệ ký số")
    assert drawn is not None
    page = Image.open(io.BytesIO(drawn)).convert("RGB")
    assert [page.getpixel(at) for at in ((50, 50), (50, 90))] == [(255, 235, 110), (255, 255, 255)]
    assert remote.picture("bao-cao-b", 0, "") is None


def test_feedback_and_forgetting(api: Api, remote: Remote) -> None:
    remote.rate("a-1", -1, "sai kỳ")
    remote.forget("c-1")
    assert json.loads(api.asked[0][2]) == {"answer_id": "a-1", "thumb": -1, "reason": "sai kỳ"}
    assert api.asked[1][:2] == ("DELETE", "/conversations/c-1")


def test_a_file_and_its_job(api: Api, remote: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.telegram_bot.remote.BETWEEN_LOOKS", 0.0)
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    stages: list[str] = []
    taken = remote.take_in(tmp_path / "a.pdf", "noi_bo", True, stages.append, "noi_bo")
    assert taken == Taken(remote.documents(["bao-cao-a"])[0], ("Tổng không khớp.",))
    assert stages == ["queued", "reading"]
    assert b"noi_bo" in api.asked[1][2]


def test_a_file_that_the_sender_may_see_is_not_sent_again(api: Api, remote: Remote, tmp_path: Path) -> None:
    """Of the internal one a sender who sees what is public alone learns nothing: their file is taken like any other."""
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    known = remote.take_in(tmp_path / "a.pdf", "cong_khai", True, lambda _: None, "cong_khai")
    assert known == Taken(None, reason=HTTP_ON_FILE.format(title=ENTRY["title"], id="bao-cao-a"))
    assert [each[:2] for each in api.asked] == [("GET", "/documents")]
    api.jobs = ["done", "done"]
    for name in ("b.pdf", "c.pdf"):
        assert remote.take_in(tmp_path / name, "cong_khai", True, lambda _: None, "cong_khai").document is not None
    sent = [body for method, path, body in api.asked if (method, path) == ("POST", "/documents")]
    assert [b'name="twice"\r\n\r\ntrue' in body for body in sent] == [True, True]


def test_nobody_answers_or_too_much_to_do(remote: Remote) -> None:
    def refused(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    for answer in (refused, lambda request: httpx.Response(503), lambda request: httpx.Response(429)):
        with pytest.raises(ServiceDown):
            Remote("http://hoidap.test", "hd_key", httpx.MockTransport(answer)).ask("ký số?")


def test_a_service_that_was_started_anew_is_found_again(api: Api) -> None:
    def only_at_the_new_port(request: httpx.Request) -> httpx.Response:
        if request.url.port != 8001:
            raise httpx.ConnectError("refused")
        return api(request)

    transport = httpx.MockTransport(only_at_the_new_port)
    moved = Remote("http://hoidap.test:8000", "hd_old", transport, lambda: ("http://hoidap.test:8001", "hd_key"))
    assert moved.ask("ký số?") == SIGNED
    gone = Remote("http://hoidap.test:8000", "hd_old", transport, lambda: None)
    with pytest.raises(ServiceDown):
        gone.ask("ký số?")


def test_what_the_api_refuses_is_said_in_its_words(api: Api) -> None:
    with pytest.raises(UserError, match="Thiếu khoá"):
        Remote("http://hoidap.test", "hd_wrong", httpx.MockTransport(api)).ask("ký số?")
    broken = httpx.MockTransport(lambda request: httpx.Response(500, text="<html>"))
    with pytest.raises(UserError, match="báo lỗi 500"):
        Remote("http://hoidap.test", "", broken).ask("ký số?")
