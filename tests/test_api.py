"""The HTTP API around a fake assistant: one success, then one test an error."""

import json
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bots.api.app import create_app
from bots.api.limits import BODY_LIMIT
from bots.api.schemas import AskReply
from ingest.records import Document, Page
from rag.errors import UserError
from tests.fake_assistant import REFUSED, FakeAssistant

JSON = {"content-type": "application/json"}
PROBLEM = "application/problem+json"


def client(assistant: FakeAssistant | None = None, **parts: Any) -> TestClient:
    return TestClient(create_app(assistant or FakeAssistant(), **parts), raise_server_exceptions=False)


def problem(response: Any, status: int) -> dict[str, Any]:
    """The body of an error, after the checks that hold for every error."""
    assert response.status_code == status
    assert response.headers["content-type"] == PROBLEM
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert {"type", "title", "detail", "instance"} <= set(body)
    return body


def test_a_question_is_answered_in_the_contract() -> None:
    assistant = FakeAssistant()
    asked = {"question": "ty le ky so?", "conversation_id": "c-7", "document_ids": ["bao-cao-a"]}
    response = client(assistant).post("/api/v1/ask", json=asked)
    assert response.status_code == 200
    body = response.json()
    AskReply.model_validate(body, strict=True)
    assert set(body) == {
        "id", "conversation_id", "question", "standalone_question", "answer", "outcome", "abstained", "confidence",
        "citations", "figures", "warnings", "suggestions", "timings_ms",
    }  # fmt: skip
    assert body["conversation_id"] == "c-7"
    assert body["answer"].startswith("93,5% — tỷ lệ ký số")
    assert body["citations"][0]["page"] == 3
    assert "row" not in body["citations"][0]
    assert body["citations"][1]["row"] == "Xã"
    assert body["figures"][0]["value"] == 93.5
    assert assistant.questions == [("ty le ky so?", "c-7", ("bao-cao-a",))]


def test_a_new_conversation_gets_an_id() -> None:
    assert client().post("/api/v1/ask", json={"question": "ký số?"}).json()["conversation_id"] == "c-1"


def test_a_refusal_is_an_answer() -> None:
    response = client(FakeAssistant(REFUSED)).post("/api/v1/ask", json={"question": "giá vàng?"})
    assert (response.status_code, response.json()["abstained"]) == (200, True)


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ({}, "question", "thiếu trường này"),
        ({"question": ""}, "question", "không được để trống"),
        ({"question": "a" * 2001}, "question", "dài quá 2000 ký tự"),
        ({"question": 5}, "question", "phải là chuỗi ký tự"),
        ({"question": "a", "writer": "poet"}, "writer", "chỉ nhận một trong: 'extractive' hoặc 'chat'"),
        ({"question": "a", "document_ids": "x"}, "document_ids", "phải là danh sách"),
        ({"question": "a", "qestion": "b"}, "qestion", "là trường không có trong giao ước"),
    ],
)
def test_a_wrong_field_is_named(asked: dict[str, Any], field: str, said: str) -> None:
    body = problem(client().post("/api/v1/ask", json=asked), 422)
    assert body["errors"] == [{"field": field, "detail": said}]
    assert body["title"] == "Dữ liệu gửi lên không hợp lệ"


def test_2000_characters_are_asked() -> None:
    assert client().post("/api/v1/ask", json={"question": "ă" * 2000}).status_code == 200


def test_blanks_alone_are_no_question() -> None:
    body = problem(client().post("/api/v1/ask", json={"question": " \n "}), 422)
    assert body["detail"] == "Câu hỏi trống. Hãy gõ câu hỏi."


def test_half_a_surrogate_is_refused() -> None:
    problem(client().post("/api/v1/ask", content='{"question": "\\ud800"}', headers=JSON), 422)


def test_the_chat_writer_without_a_model() -> None:
    assert "writer" in problem(client().post("/api/v1/ask", json={"question": "a", "writer": "chat"}), 422)["detail"]


def test_a_body_that_is_not_json() -> None:
    response = client().post("/api/v1/ask", content="{", headers=JSON)
    assert problem(response, 422)["detail"] == "Thân yêu cầu không phải JSON hợp lệ."


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_that_is_too_large(declared: bool) -> None:
    def chunks() -> Any:
        yield b'{"question": "' + b"a" * BODY_LIMIT
        yield b'"}'

    content = b"".join(chunks()) if declared else chunks()
    assert str(BODY_LIMIT) in problem(client().post("/api/v1/ask", content=content), 413)["detail"]


def test_an_unknown_address() -> None:
    assert "/api/v2/ask" in problem(client().get("/api/v2/ask"), 404)["detail"]


def test_a_wrong_method() -> None:
    response = client().get("/api/v1/ask")
    assert problem(response, 405)["detail"] == "Địa chỉ /api/v1/ask không nhận GET."
    assert response.headers["allow"] == "POST"


def test_an_environment_that_fails_is_503() -> None:
    failing = FakeAssistant(error=UserError("Chỉ mục bị hỏng.", "Chạy `hoidap reindex`.", status=3))
    body = problem(client(failing).post("/api/v1/ask", json={"question": "a"}), 503)
    assert body["detail"] == "Chỉ mục bị hỏng. Chạy `hoidap reindex`."


def test_a_bug_shows_an_id_and_no_detail(caplog: pytest.LogCaptureFixture) -> None:
    broken = client(FakeAssistant(error=ZeroDivisionError("secret")))
    body = problem(broken.post("/api/v1/ask", json={"question": "a"}), 500)
    assert "secret" not in json.dumps(body)
    reference = body["detail"].rsplit(" ", 1)[1].rstrip(".")
    assert any(reference in record.getMessage() for record in caplog.records)


def test_documents_on_file() -> None:
    document = Document("bao-cao-a", "a.pdf", "0" * 64, "pdf", 9, title="Báo cáo A", issued=date(2026, 3, 11))
    body = client(documents=lambda: [document]).get("/api/v1/documents").json()
    [listed] = body["documents"]
    assert (listed["id"], listed["issued"], listed["number"]) == ("bao-cao-a", "2026-03-11", "")


def test_alive_and_ready() -> None:
    assert client().get("/healthz").json() == {"status": "ok"}
    assert client(checks=lambda: {"catalogue": "ok"}).get("/readyz").status_code == 200
    response = client(checks=lambda: {"catalogue": "ok", "index": "2 văn bản chưa vào chỉ mục."}).get("/readyz")
    assert (response.status_code, response.json()["ready"]) == (503, False)


def test_the_root_reads_in_vietnamese_and_loads_nothing_from_outside() -> None:
    page = client().get("/")
    assert "Hỏi đáp báo cáo" in page.text
    assert "http" not in page.text
    problem(client().get("/docs"), 404)


def test_openapi_documents_every_status_of_ask() -> None:
    described = client().get("/openapi.json").json()
    responses = described["paths"]["/api/v1/ask"]["post"]["responses"]
    assert set(responses) == {"200", "413", "422", "500", "503"}
    assert PROBLEM in responses["422"]["content"]
    reply = client().post("/api/v1/ask", json={"question": "a"}).json()
    assert set(described["components"]["schemas"]["AskReply"]["required"]) <= set(reply)


def test_a_citation_leads_to_its_page() -> None:
    shelf = {"bao-cao-a": (Page(3, "Tỷ lệ ký số tại xã, phường: 93,5%."),)}
    http = client(pages=lambda document_id: shelf.get(document_id, ()))
    reply = http.get("/api/v1/documents/bao-cao-a/pages/3")
    assert reply.status_code == 200
    assert reply.json()["text"] == "Tỷ lệ ký số tại xã, phường: 93,5%."
    for missing in ("/api/v1/documents/bao-cao-a/pages/4", "/api/v1/documents/khong-co/pages/3"):
        refused = http.get(missing)
        assert refused.status_code == 404
        assert refused.headers["content-type"] == "application/problem+json"
