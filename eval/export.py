"""A Run in the forms that other tools read: TREC run and qrels, BEIR, RAGAS, DeepEval.

TREC and BEIR speak of retrieval over statements (a statement's id has no spaces); they need a target that shows what
it found and what there is to find, which a service behind `--url` does not.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from eval.load import BadQuestionFile
from eval.records import Found, Outcome, Run
from eval.report import wanted
from eval.retrieval import relevant

TAG = "hoidap"
"""The name of the run, the last column of a TREC run."""


def judged(run: Run) -> list[Outcome]:
    """The questions whose retrieval can be judged. Raises BadQuestionFile when there is none."""
    rows = [o for o in run.outcomes if o.gold.sources and not o.gold.abstain and o.evidence is not None]
    if not rows or not run.corpus:
        raise BadQuestionFile("Không xuất được kết quả tìm kiếm: dịch vụ ở --url không cho xem; hãy đo không có --url.")
    return rows


def qrels(run: Run) -> dict[str, list[str]]:
    """For each judged question the ids of the statements that are relevant to it."""
    by_document: dict[str, list[Found]] = {}
    for found in run.corpus:
        by_document.setdefault(found.document, []).append(found)
    return {
        o.gold.id: [
            found.id
            for document in dict.fromkeys(source.document for source in o.gold.sources)
            for found in by_document.get(document, ())
            if relevant(o.gold, document, found.text) is not None
        ]
        for o in judged(run)
    }


def asked(outcome: Outcome) -> str:
    """What was searched for: the question made to stand alone, else its last message."""
    return str(outcome.reply.get("standalone_question") or outcome.gold.turns[-1])


def trec(run: Run) -> dict[str, str]:
    """`run.txt` (q Q0 d rank score tag) and `qrels.txt` (q 0 d rel), as trec_eval and ranx read them."""
    lines = [
        f"{o.gold.id} Q0 {found.id} {rank} {found.score:.6f} {TAG}\n"
        for o in judged(run)
        for rank, found in enumerate(o.evidence or (), 1)
    ]
    right = (f"{question} 0 {statement} 1\n" for question, ids in qrels(run).items() for statement in ids)
    return {"run.txt": "".join(lines), "qrels.txt": "".join(right)}


def beir(run: Run) -> dict[str, str]:
    """`corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv` with its header, as beir's GenericDataLoader reads them."""
    corpus = ({"_id": f.id, "title": f.document, "text": f.text} for f in run.corpus)
    queries = ({"_id": o.gold.id, "text": asked(o)} for o in judged(run))
    rows = (f"{question}\t{statement}\t1\n" for question, ids in qrels(run).items() for statement in ids)
    return {
        "corpus.jsonl": _lines(corpus),
        "queries.jsonl": _lines(queries),
        "qrels/test.tsv": "query-id\tcorpus-id\tscore\n" + "".join(rows),
    }


def contexts(outcome: Outcome) -> list[str]:
    """The cited quotes: what the answer rests on. Without citations, the first statements found."""
    quotes = [str(citation.get("quote", "")) for citation in outcome.reply.get("citations", ())]
    return quotes or [found.text for found in (outcome.evidence or ())[:5]]


def ragas(run: Run) -> str:
    """A `SingleTurnSample` of RAGAS a line: user_input, retrieved_contexts, reference_contexts, response, reference."""
    return _lines(
        {
            "user_input": asked(o),
            "retrieved_contexts": contexts(o),
            "reference_contexts": [source.quote for source in o.gold.sources],
            "response": str(o.reply.get("answer", "")),
            "reference": wanted(o),
        }
        for o in run.outcomes
    )


def deepeval(run: Run) -> str:
    """An `LLMTestCase` of DeepEval a line: input, actual_output, expected_output, context, retrieval_context."""
    return _lines(
        {
            "name": o.gold.id,
            "input": asked(o),
            "actual_output": str(o.reply.get("answer", "")),
            "expected_output": wanted(o),
            "context": [source.quote for source in o.gold.sources],
            "retrieval_context": contexts(o),
        }
        for o in run.outcomes
    )


FOLDERS: dict[str, Callable[[Run], dict[str, str]]] = {"trec": trec, "beir": beir}
"""Exports of several files, by the option's name."""
FILES: dict[str, Callable[[Run], str]] = {"ragas": ragas, "deepeval": deepeval}
"""Exports of one file, by the option's name."""


def write_folder(folder: Path, files: dict[str, str]) -> None:
    """Writes the files of an export under the folder; OSError where that cannot be done."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _lines(rows: Iterable[Mapping[str, object]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
