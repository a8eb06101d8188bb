"""The HTTP API around a fake assistant: one success, then one test an error."""

import json
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bots.api.limits import BODY_LIMIT
from bots.api.schemas import AskReply
from ingest.catalogue import Catalogue
from rag.errors import UserError
from tests.api_room import PROBLEM, caller, problem, service
from tests.fake_assistant import REFUSED, SIGNED, FakeAssistant

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """An empty catalogue, without keys."""
    return Catalogue.open(f"sqlite:///{tmp_path_factory.mktemp('api') / 'catalogue.db'}")


@pytest.fixture
def client(catalogue: Catalogue) -> Any:
    """Makes a client at the machine, of a service around an assistant."""

    def made(assistant: FakeAssistant | None = None, **parts: Any) -> TestClient:
        return caller(service(catalogue, assistant, **parts))

    return made


def test_a_question_is_answered_in_the_contract(client: Any) -> None:
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


def test_a_new_conversation_gets_an_id(client: Any) -> None:
    assert client().post("/api/v1/ask", json={"question": "ký số?"}).json()["conversation_id"] == "c-1"


def test_a_refusal_is_an_answer(client: Any) -> None:
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
def test_a_wrong_field_is_named(asked: dict[str, Any], field: str, said: str, client: Any) -> None:
    body = problem(client().post("/api/v1/ask", json=asked), 422)
    assert body["errors"] == [{"field": field, "detail": said}]
    assert body["title"] == "Dữ liệu gửi lên không hợp lệ"


def test_2000_characters_are_asked(client: Any) -> None:
    assert client().post("/api/v1/ask", json={"question": "ă" * 2000}).status_code == 200


def test_blanks_alone_are_no_question(client: Any) -> None:
    body = problem(client().post("/api/v1/ask", json={"question": " \n "}), 422)
    assert body["detail"] == "question không được để trống."


def test_half_a_surrogate_is_refused(client: Any) -> None:
    problem(client().post("/api/v1/ask", content='{"question": "\\ud800"}', headers=JSON), 422)


def test_the_chat_writer_without_a_model(client: Any) -> None:
    assert "writer" in problem(client().post("/api/v1/ask", json={"question": "a", "writer": "chat"}), 409)["detail"]


def test_a_body_that_is_not_json(client: Any) -> None:
    response = client().post("/api/v1/ask", content="{", headers=JSON)
    assert problem(response, 422)["detail"] == "Thân yêu cầu không phải JSON hợp lệ."


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_that_is_too_large(declared: bool, client: Any) -> None:
    def chunks() -> Any:
        yield b'{"question": "' + b"a" * BODY_LIMIT
        yield b'"}'

    content = b"".join(chunks()) if declared else chunks()
    assert "1 MB" in problem(client().post("/api/v1/ask", content=content), 413)["detail"]


def test_an_unknown_address(client: Any) -> None:
    assert "/api/v2/ask" in problem(client().get("/api/v2/ask"), 404)["detail"]


def test_a_wrong_method(client: Any) -> None:
    response = client().get("/api/v1/ask")
    assert problem(response, 405)["detail"] == "Địa chỉ /api/v1/ask không nhận GET."
    assert response.headers["allow"] == "POST"


def test_an_environment_that_fails_is_503(client: Any) -> None:
    failing = FakeAssistant(error=UserError("Chỉ mục bị hỏng.", "Chạy `hoidap reindex`.", status=3))
    body = problem(client(failing).post("/api/v1/ask", json={"question": "a"}), 503)
    assert body["detail"] == "Chỉ mục bị hỏng. Chạy `hoidap reindex`."


def test_a_bug_shows_an_id_and_no_detail(caplog: pytest.LogCaptureFixture, client: Any) -> None:
    broken = client(FakeAssistant(error=ZeroDivisionError("secret")))
    body = problem(broken.post("/api/v1/ask", json={"question": "a"}), 500)
    assert "secret" not in json.dumps(body)
    reference = body["detail"].rsplit(" ", 1)[1].rstrip(".")
    assert any(reference in record.getMessage() for record in caplog.records)


def test_alive_and_ready(client: Any) -> None:
    assert client().get("/healthz").json() == {"status": "ok"}
    assert client(checks=lambda: {"catalogue": "ok"}).get("/readyz").status_code == 200
    response = client(checks=lambda: {"catalogue": "ok", "index": "Chỉ mục bị hỏng."}).get("/readyz")
    assert (response.status_code, response.json()["ready"]) == (503, False)


@pytest.mark.parametrize("path", ["/", "/widget.js", "/healthz", "/readyz", "/api/v1/documents", "/api/v1/figures"])
def test_head_says_what_get_would_without_the_body(client: Any, path: str) -> None:
    http = client()
    whole, head = http.get(path), http.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
    problem(http.delete(path), 405)


def test_the_root_reads_in_vietnamese_and_loads_nothing_from_outside(client: Any) -> None:
    page = client().get("/")
    assert "Hỏi đáp báo cáo" in page.text
    assert "http" not in page.text
    problem(client().get("/docs"), 404)


def test_openapi_documents_every_status_of_ask(client: Any) -> None:
    described = client().get("/openapi.json").json()
    responses = described["paths"]["/api/v1/ask"]["post"]["responses"]
    assert set(responses) == {"200", "400", "401", "403", "408", "409", "413", "422", "429", "500", "503"}
    assert PROBLEM in responses["422"]["content"]
    reply = client().post("/api/v1/ask", json={"question": "a"}).json()
    assert set(described["components"]["schemas"]["AskReply"]["required"]) <= set(reply)


def test_openapi_has_an_example_of_every_body(client: Any) -> None:
    described = client().get("/openapi.json").json()

    def exemplified(content: dict[str, Any]) -> bool:
        schema = content.get("schema", {})
        schema = described["components"]["schemas"].get(schema.get("$ref", "").rsplit("/", 1)[-1], schema)
        fields = [each for each in schema.get("properties", {}).values() if "examples" in each]
        return any("example" in each or "examples" in each for each in (content, schema)) or bool(fields)

    lacking = [
        (method, path, kind)
        for path, methods in described["paths"].items()
        for method, route in methods.items()
        for body in (route.get("requestBody", {}), *route["responses"].values())
        for kind, content in body.get("content", {}).items()
        if any(each in kind for each in ("json", "multipart", "event")) and not exemplified(content)
    ]
    assert lacking == []


def parts(stream: str) -> list[tuple[str, Any]]:
    """A stream of events as (name, data)."""
    events = [block.split("\n") for block in stream.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in events]


def test_a_stream_tells_the_stages_then_the_words_then_the_whole(client: Any) -> None:
    response = client().post("/api/v1/ask/stream", json={"question": "ký số?"})
    assert response.headers["content-type"].startswith("text/event-stream")
    found = parts(response.text)
    assert found[0] == ("started", {"question": "ký số?", "conversation_id": None})
    assert found[1] == ("progress", {"stage": "tim", "text": "Đang tìm trong văn bản"})
    assert "".join(data["text"] for name, data in found if name == "answer") == SIGNED.answer
    name, whole = found[-1]
    assert (name, whole["answer"]) == ("done", SIGNED.answer)
    AskReply.model_validate(whole, strict=True)


def test_a_fault_while_streaming_is_the_last_event(client: Any) -> None:
    broken = client(FakeAssistant(error=UserError("Chỉ mục bị hỏng.", "Chạy `hoidap reindex`.", status=3)))
    found = parts(broken.post("/api/v1/ask/stream", json={"question": "a"}).text)
    assert [name for name, _ in found] == ["started", "progress", "error"]
    assert (found[-1][1]["status"], found[-1][1]["detail"]) == (503, "Chỉ mục bị hỏng. Chạy `hoidap reindex`.")
    bug = client(FakeAssistant(error=ZeroDivisionError("secret")))
    assert "secret" not in bug.post("/api/v1/ask/stream", json={"question": "a"}).text


def test_a_wrong_question_is_refused_before_the_stream_begins(client: Any) -> None:
    problem(client().post("/api/v1/ask/stream", json={"question": ""}), 422)


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)> ký số?"


def test_script_in_a_question_comes_back_as_text_and_nothing_runs_it(client: Any) -> None:
    response = client().post("/api/v1/ask", json={"question": SCRIPT})
    assert response.json()["question"] == SCRIPT
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_what_happened_is_counted(client: Any) -> None:
    http = client(FakeAssistant(REFUSED))
    http.post("/api/v1/ask", json={"question": "giá vàng?"})
    http.get("/api/v1/documents/khong-co")
    text = http.get("/metrics").text
    assert 'hoidap_answers_total{outcome="not_found"} 1.0' in text
    assert "hoidap_refusals_total 1.0" in text
    assert 'hoidap_http_requests_total{method="POST",route="/api/v1/ask",status="200"} 1.0' in text
    assert 'route="/api/v1/documents/{document_id}",status="404"' in text
    assert "khong-co" not in text
    assert "hoidap_ingest_queue 0.0" in text
    assert "hoidap_index_statements 0.0" in text
    assert 'hoidap_http_request_duration_seconds_bucket{le="+Inf",route="/api/v1/ask"} 1.0' in text


def test_what_a_chat_model_cost_and_what_was_withheld_of_it_is_counted(client: Any) -> None:
    usage = {"calls": 2, "input_tokens": 80, "output_tokens": 18, "seconds": 1.5, "estimated": 5}
    told = replace(SIGNED, usage=usage, withheld=("Tỷ lệ ký số đạt 99,5%.",), chat_failure="quá chậm")
    assistant = FakeAssistant(told)
    http = client(assistant, chat_model="fake:writer")
    reply = http.post("/api/v1/ask", json={"question": "tỷ lệ?", "writer": "chat"}).json()
    assert assistant.writers == ["chat"]
    assert "usage" not in reply
    text = http.get("/metrics").text
    assert "hoidap_chat_calls_total 2.0" in text
    assert 'hoidap_chat_tokens_total{direction="in"} 80.0' in text
    assert 'hoidap_chat_tokens_total{direction="out"} 18.0' in text
    assert "hoidap_chat_tokens_estimated_total 5.0" in text
    assert "hoidap_chat_duration_seconds_sum 1.5" in text
    assert 'hoidap_chat_failures_total{reason="quá chậm"} 1.0' in text
    assert "hoidap_chat_withheld_sentences_total 1.0" in text


# --- the form of OpenAI ---------------------------------------------------------------------------


def chat(*said: str, **more: Any) -> dict[str, Any]:
    roles = ("user", "assistant")
    messages = [{"role": roles[i % 2], "content": text} for i, text in enumerate(said)]
    return {"model": "gpt-4", "messages": messages, **more}


def test_a_chat_completion_has_its_sources_in_the_text(client: Any) -> None:
    assistant = FakeAssistant()
    body = chat("tỷ lệ ký số?", "93,5%", "còn sở ngành?", temperature=0.1, tools=[], unknown={"a": 1})
    reply = client(assistant).post("/v1/chat/completions", json=body).json()
    content = reply["choices"][0]["message"]["content"]
    assert content.startswith(SIGNED.answer)
    assert "Nguồn:\n[1] Báo cáo chuyển đổi số (chưa ghi số), mục II. Kết quả, trang 3: “Tỷ lệ ký số" in content
    assert reply["hoidap"]["citations"][0]["marker"] == 1
    assert assistant.questions[0][0] == "còn sở ngành?"
    assert assistant.before == ("tỷ lệ ký số?",)


def test_a_chat_completion_is_streamed_in_chunks(client: Any) -> None:
    body = chat("tỷ lệ ký số?", stream=True, stream_options={"include_usage": True})
    lines = client().post("/v1/chat/completions", json=body).text.strip().split("\n\n")
    assert lines[-1] == "data: [DONE]"
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines[:-1]]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    text = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks[:-1])
    assert text.startswith(SIGNED.answer)
    assert "Nguồn:" in text
    assert (chunks[-2]["choices"][0]["finish_reason"], chunks[-1]["choices"]) == ("stop", [])


def test_parts_of_a_message_are_read(client: Any) -> None:
    assistant = FakeAssistant()
    content = [{"type": "text", "text": "ký số?"}, {"type": "image_url", "image_url": {"url": "x"}}]
    body = {"messages": [{"role": "user", "content": content}]}
    assert client(assistant).post("/v1/chat/completions", json=body).status_code == 200
    assert assistant.questions[0][0] == "ký số?"


@pytest.mark.parametrize(
    "body", [chat(" "), chat("a" * 2001), {"messages": []}, {"messages": [{"role": "system", "content": "a"}]}]
)
def test_errors_come_in_openais_envelope(client: Any, body: dict[str, Any]) -> None:
    response = client().post("/v1/chat/completions", json=body)
    assert response.status_code in (400, 422)
    assert set(response.json()["error"]) == {"message", "type", "param", "code"}


def test_the_model_is_listed(client: Any) -> None:
    assert [each["id"] for each in client().get("/v1/models").json()["data"]] == ["hoidap"]
