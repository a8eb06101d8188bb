"""A run in other tools' forms: each line as those tools document it, checked by hand."""

import json
from pathlib import Path

import pytest

from eval import export
from eval.load import BadQuestionFile
from eval.main import BAD_INPUT, OK, main
from eval.records import Found, Gold, Outcome, Run, Source
from tests.test_eval_run import QUESTIONS, QUOTE, TARGET

HIT, OTHER = Found("a", f"- {QUOTE}.", "a/7", 0.75), Found("a", "Đào tạo cán bộ", "a/8", 0.5)
GOLD = Gold("f1", "figure", ("ký số?",), all_of=(("93,5",),), sources=(Source("a", QUOTE),), documents=("a",))
REPLY = {
    "answer": "93,5% [1]",
    "standalone_question": "Tỷ lệ ký số?",
    "citations": [{"marker": 1, "document_id": "a", "quote": QUOTE}],
}
REFUSED = Outcome(Gold("u1", "unanswerable", ("mưa?",), abstain=True), {"abstained": True, "answer": "Không có."})
RUN = Run((Outcome(GOLD, REPLY, evidence=(OTHER, HIT)), REFUSED), corpus=(HIT, OTHER, Found("b", QUOTE, "b/1")))


def test_trec_run_and_qrels() -> None:
    assert export.trec(RUN) == {
        "run.txt": "f1 Q0 a/8 1 0.500000 hoidap\nf1 Q0 a/7 2 0.750000 hoidap\n",
        "qrels.txt": "f1 0 a/7 1\n",
    }


def test_beir_has_the_header_that_its_loader_skips() -> None:
    files = export.beir(RUN)
    assert files["qrels/test.tsv"] == "query-id\tcorpus-id\tscore\nf1\ta/7\t1\n"
    assert json.loads(files["queries.jsonl"]) == {"_id": "f1", "text": "Tỷ lệ ký số?"}
    assert [json.loads(line)["_id"] for line in files["corpus.jsonl"].splitlines()] == ["a/7", "a/8", "b/1"]


def test_samples_of_ragas_and_deepeval() -> None:
    sample, refused = (json.loads(line) for line in export.ragas(RUN).splitlines())
    assert sample == {
        "user_input": "Tỷ lệ ký số?",
        "retrieved_contexts": [QUOTE],
        "reference_contexts": [QUOTE],
        "response": "93,5% [1]",
        "reference": "93,5",
    }
    assert refused["reference"] == "[từ chối]"
    case = json.loads(export.deepeval(RUN).splitlines()[0])
    assert (case["input"], case["actual_output"], case["expected_output"]) == ("Tỷ lệ ký số?", "93,5% [1]", "93,5")
    assert case["retrieval_context"] == [QUOTE]


def test_a_target_that_hides_its_search_cannot_be_exported() -> None:
    with pytest.raises(BadQuestionFile, match="--url"):
        export.trec(Run((Outcome(GOLD, REPLY),)))


def test_the_command_writes_every_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(json.dumps(QUESTIONS[0], ensure_ascii=False), encoding="utf-8")
    searched = TARGET._replace(retrieve=lambda question: (HIT,), corpus=lambda: (HIT, OTHER))
    out = {name: tmp_path / "out" / name for name in ("trec", "beir", "ragas", "deepeval")}
    assert main([str(questions), *(w for name, path in out.items() for w in (f"--{name}", str(path)))], searched) == OK
    written = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert written == {
        "trec/run.txt", "trec/qrels.txt", "beir/corpus.jsonl", "beir/queries.jsonl", "beir/qrels/test.tsv", "ragas",
        "deepeval",
    }  # fmt: skip
    assert main([str(questions), "--trec", str(tmp_path / "none")], TARGET) == BAD_INPUT
    assert "--url" in capsys.readouterr().err
