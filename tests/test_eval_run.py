"""A run from question file to reports, with a fake in place of the assistant."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from langchain_core.documents import Document as Passage

from eval.ask import AskFailed, Target, corpus_hash, of_assistant, over_http
from eval.main import BAD_INPUT, BELOW, OK, main
from eval.plots import calibration_points, coverage_points
from eval.records import Gold, Outcome, Source
from eval.report import why
from eval.run import ask_one, measure
from ingest.records import Document, Statement
from rag.errors import UserError
from rag.records import Answer
from rag.settings import Settings

QUOTE = "Tỷ lệ ký số tại xã phường: 93,5%"
QUESTIONS: list[dict[str, Any]] = [
    {"id": "f1", "category": "figure", "turns": ["tỷ lệ ký số xã phường?"], "all_of": [["93,5"]],
     "none_of": ["96,81"], "sources": [{"document": "a", "quote": QUOTE}]},
    {"id": "w1", "category": "who", "turns": ["ai <ký>?"], "all_of": [["Sở Nội vụ"]], "note": "ghi chú",
     "sources": [{"document": "a", "quote": "Sở Nội vụ chủ trì"}]},
    {"id": "u1", "category": "unanswerable", "turns": ["trời mưa không?"], "abstain": True},
    {"id": "e1", "category": "date", "turns": ["ngày nào?"], "all_of": [["1/1"]],
     "sources": [{"document": "a", "quote": "ngày 1/1"}]},
    {"id": "n1", "category": "date", "turns": ["văn bản vắng?"], "all_of": [["2/2"]],
     "sources": [{"document": "absent", "quote": "ngày 2/2"}]},
]  # fmt: skip
REPLIES: dict[str, dict[str, Any]] = {
    "tỷ lệ ký số xã phường?": {
        "answer": "93,5% [1]\n\nthêm", "confidence": 0.9, "conversation_id": "c",
        "citations": [{"marker": 1, "document_id": "a", "quote": QUOTE, "page": 4}],
    },
    "ai <ký>?": {"answer": "Sở <b>Y tế</b>", "confidence": 0.3, "citations": []},
    "trời mưa không?": {"answer": "Ngoài phạm vi.", "abstained": True, "confidence": 0.0},
}  # fmt: skip


def fake(message: str, conversation: str | None) -> dict[str, Any]:
    if message not in REPLIES:
        raise AskFailed("không có trả lời")
    return REPLIES[message]


TARGET = Target(fake, frozenset({"a"}), {"target": "giả", "model": "không"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "q.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in QUESTIONS), encoding="utf-8")
    return path


def test_a_run_leaves_every_report(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = {name: tmp_path / "out" / f"run.{name}" for name in ("json", "jsonl", "junit", "html")}
    arguments = [word for name, path in out.items() for word in (f"--{name}", str(path))]
    assert main([str(file), *arguments, "--show", "1"], TARGET) == OK

    run = json.loads(out["json"].read_text(encoding="utf-8"))
    assert run["summary"]["accuracy"]["mean"] == 0.5  # f1 and u1 of four asked
    assert run["summary"]["cited"]["mean"] == pytest.approx(1 / 3)
    assert run["refusals"]["recall"] == 1
    assert run["not_run"] == ["n1"]
    assert run["by_category"]["figure"]["accuracy"]["mean"] == 1
    assert (run["about"]["model"], run["about"]["questions"]) == ("không", "q.jsonl")
    assert {"commit", "machine", "date", "version"} <= set(run["about"])
    assert [row["right"] for row in run["questions"]] == [True, False, True, False]

    lines = [json.loads(line) for line in out["jsonl"].read_text(encoding="utf-8").splitlines()]
    assert lines == run["questions"]

    suite = ElementTree.fromstring(out["junit"].read_text(encoding="utf-8"))
    assert {k: suite.get(k) for k in ("tests", "failures", "errors", "skipped")} == {
        "tests": "5", "failures": "1", "errors": "1", "skipped": "1",
    }  # fmt: skip

    page = out["html"].read_text(encoding="utf-8")
    assert page.count("<svg") == 5
    assert page.count("<details>") == 2
    assert "Sở &lt;b&gt;Y tế&lt;/b&gt;" in page
    assert "ghi chú" in page
    assert not re.search(r"https?://|<script|<link|<img", page)

    printed = capsys.readouterr().out
    assert "w1 · who · thiếu: Sở Nội vụ" in printed
    assert "Chưa chạy: 1" in printed


def test_fail_under_is_a_percentage_of_all_asked(file: Path) -> None:
    assert main([str(file), "--fail-under", "50"], TARGET) == OK
    assert main([str(file), "--fail-under", "50.1"], TARGET) == BELOW


def test_what_cannot_be_measured_says_so(tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.jsonl")], TARGET) == BAD_INPUT
    assert "Không đọc được tệp câu hỏi" in capsys.readouterr().err.replace("\n", " ")
    assert main(["--no-such-option"], TARGET) == BAD_INPUT
    file.write_text(json.dumps(QUESTIONS[-1]), encoding="utf-8")
    assert main([str(file)], TARGET) == BAD_INPUT
    assert "Không có câu hỏi nào chạy được" in capsys.readouterr().err.replace("\n", " ")


def test_a_conversation_is_played_and_its_last_turn_judged() -> None:
    heard: list[tuple[str, str | None]] = []

    def ask(message: str, conversation: str | None) -> dict[str, Any]:
        heard.append((message, conversation))
        return {"answer": "a", "conversation_id": f"c{len(heard)}"}

    found = ask_one(Gold("x", "followup", ("Tỷ lệ?", "còn sở ngành?")), Target(ask), strip_accents=True)
    assert heard == [("Ty le?", None), ("con so nganh?", "c1")]
    assert found.reply["conversation_id"] == "c2"


def test_questions_on_absent_documents_are_not_run_but_counted() -> None:
    either = Gold("a", "figure", ("ngày nào?",), sources=(Source("a", "x"),), documents=("a", "absent"))
    both = Gold("b", "compare", ("ngày nào?",), documents=("a", "absent"), need_all=True)
    run = measure([either, both], TARGET)
    assert [o.gold.id for o in run.outcomes] == ["a"]
    assert [gold.id for gold in run.not_run] == ["b"]
    assert len(measure([either, both], TARGET._replace(documents=None)).outcomes) == 2


def test_why_a_question_is_missed() -> None:
    gold = Gold("x", "figure", ("?",), all_of=(("93,5",),), none_of=("96,81",), sources=(Source("a", QUOTE),))
    cases: dict[str, dict[str, Any]] = {
        "thiếu: 93,5": {"answer": "không rõ"},
        "lẫn: 96,81": {"answer": "93,5 hay 96,81"},
        "từ chối nhầm": {"abstained": True},
        "không dẫn đúng chỗ": {"answer": "93,5"},
    }
    assert [why(Outcome(gold, reply)) for reply in cases.values()] == list(cases)
    assert why(Outcome(Gold("u", "unanswerable", ("?",), abstain=True), {"answer": "7"})) == "đáng lẽ phải từ chối"


def test_calibration_and_coverage_points() -> None:
    right, wrong = (Outcome(g, REPLIES[g.turns[0]]) for g in _golds("f1", "w1"))
    refused = Outcome(_golds("u1")[0], REPLIES["trời mưa không?"])
    assert calibration_points([right, wrong, refused]) == [(0.3, 0.0, 1), (0.9, 1.0, 1)]
    assert coverage_points([wrong, refused, right]) == [(1 / 3, 1.0), (2 / 3, 0.5)]


def _golds(*names: str) -> list[Gold]:
    from eval.load import parse

    return [parse(row) for name in names for row in QUESTIONS if row["id"] == name]


def test_a_service_is_asked_over_http() -> None:
    def service(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/v1/documents":
            return httpx.Response(200, json={"documents": [{"id": "a", "sha256": "1"}]})
        body = json.loads(request.content)
        if body["question"] == "hỏng":
            return httpx.Response(503, json={"title": "bận"})
        return httpx.Response(200, json={"answer": body["question"], "conversation_id": body.get("conversation_id")})

    client = httpx.Client(base_url="http://x", transport=httpx.MockTransport(service))
    target = over_http("http://x", client=client)
    assert target.documents == frozenset({"a"})
    assert target.about["corpus"] == corpus_hash([("a", "1")])
    assert target.ask("hỏi", "c7") == {"answer": "hỏi", "conversation_id": "c7"}
    with pytest.raises(AskFailed, match="503"):
        target.ask("hỏng", None)


class FakeAssistant:
    """Has what the evaluation uses of the assistant: ask, the catalogue's documents and statements, the retriever."""

    def __init__(self) -> None:
        self.catalogue = self.retriever = self

    def documents(self) -> tuple[Document, ...]:
        return (Document("a", "a.pdf", "1", "pdf", 1),)

    def statements(self) -> tuple[Statement, ...]:
        return (
            Statement("a/1", "a", 0, "item", QUOTE, path=("I",)),
            Statement("a/2", "a", 1, "item", "Ý khác", path=("I",)),
        )

    def invoke(self, question: str) -> list[Passage]:
        return [Passage(page_content=QUOTE, metadata={"document_id": "a", "id": "a/1", "score": 0.5})]

    def ask(self, question: str, conversation_id: str | None, writer: str | None = None) -> Answer:
        if question == "rỗng":
            raise UserError("Câu hỏi đang để trống.")
        if question == "hỏng":
            raise KeyError("cột")
        return Answer("1", conversation_id or "mới", question, question, "93,5% [1]", "answered", False, 0.9)


def test_the_assistant_of_this_process_is_asked_in_the_contract() -> None:
    target = of_assistant(FakeAssistant(), Settings())  # type: ignore[arg-type]
    assert target.documents == frozenset({"a"})
    assert target.about["model"] == "bundled"
    assert target.about["corpus"] == corpus_hash([("a", "1")])
    assert "token" not in target.about["settings"]
    assert target.ask("hỏi", None)["conversation_id"] == "mới"
    assert target.retrieve is not None
    assert target.retrieve("hỏi") == (("a", QUOTE, "a/1", 0.5, (QUOTE, "Ý khác")),)
    assert target.corpus is not None
    assert [found.id for found in target.corpus()] == ["a/1", "a/2"]
    with pytest.raises(AskFailed, match="đang để trống"):
        target.ask("rỗng", None)
    with pytest.raises(AskFailed, match="KeyError: 'cột'"):
        target.ask("hỏng", None)


def test_a_crash_is_a_wrong_answer_and_the_run_goes_on() -> None:
    golds = [Gold("1", "date", ("hỏng",), all_of=(("1",),), sources=(Source("a", QUOTE),)), *_golds("f1")]
    run = measure(golds, of_assistant(FakeAssistant(), Settings()))  # type: ignore[arg-type]
    assert [bool(o.error) for o in run.outcomes] == [True, False]
    assert [[f.id for f in o.evidence or ()] for o in run.outcomes] == [[], ["a/1"]]
