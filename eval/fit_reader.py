"""Fits the weights of reading (rag/data/reader.json) and of confidence (rag/data/judge.json) on development questions.

    python -m eval.fit_reader FILE… [--texts FOLDER …] [--over DATA FILE… …]

Questions whose documents lie in corpus/ are asked over corpus/; the others over the text files of FOLDER that they
name, where it is given; those after --over over all that a data folder holds, as they are asked in use. Never give it
held-out questions. What it prints is the share of questions whose best place is right, in five-fold cross-validation
(twins of a question stay together), and what the threshold of confidence refuses.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from eval.fitting import Choice, Floats, first_right, fit_choice, fit_logistic, folds
from eval.load import load
from eval.records import Gold, Outcome
from eval.verdict import cited, holds, normalise, overlap, right
from ingest.catalogue import Catalogue
from ingest.loaders.sandbox import load_isolated
from ingest.parse import parse
from ingest.pipeline import ingest
from rag.assistant import Assistant
from rag.contract import to_json
from rag.read import WEIGHTS as READER
from rag.read import Reading, read
from rag.reading.feature_names import FEATURES
from rag.records import Answer, Question
from rag.refusing.judge import CIRCUMSTANCES, confidence, measured
from rag.refusing.judge import WEIGHTS as JUDGE
from rag.refusing.refuse import verdict
from rag.settings import Settings
from rag.telling.single import line
from rag.write import quote

PLACES = 150
"""Places of a question that teach: the right one stood among the first 150 wherever there was one."""
READER_RIDGE, JUDGE_RIDGE = 0.0005, 0.05
"""Chosen by cross-validation and on a bank left out; neighbouring values differ by less than one point."""
UNANSWERABLE_WEIGHT = 4
"""How often an unanswerable question counts: there are six times as many answerable ones."""
WRONGLY_REFUSED = 0.03
"""The share of right answers that the threshold of confidence may cost."""
LARGE = frozenset(("list", "explain", "compare", "compute", "conflict"))
"""Categories answered by several places: one that holds half of what is asked for is right."""
TODAY = date(2026, 4, 10)
"""Questions say "quý này" as of the newest report's month."""


@dataclass(frozen=True)
class Case:
    """A question as it was read: its places, which of them are right, and what confidence rests on.

    `judged` when the reply came from the best place and not from a computation, a set or a document's own data, so
    that confidence decided; `answered_right` when the reply, or where it is a refusal the best place, is right.
    """

    gold: Gold
    choice: Choice
    circumstances: dict[str, float]
    judged: bool
    answered_right: bool
    surely_refused: bool


@contextmanager
def over(files: Sequence[Path]) -> Iterator[Assistant]:
    """An assistant on these files alone, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), today=TODAY)
        catalogue = Catalogue.open(settings.catalogue_url)
        ingest(files, catalogue, load_isolated, parse)
        catalogue.close()
        with Assistant.open(settings) as assistant:
            yield assistant


def cases(golds: Sequence[Gold], assistant: Assistant) -> list[Case]:
    """The questions, read."""
    found = []
    for gold in golds:
        conversation = ""
        for turn in gold.turns[:-1]:
            conversation = assistant.ask(turn, conversation or None).conversation_id
        question, asked = assistant.plan(assistant.asked(gold.turns[-1], conversation))
        found_for = assistant.find((question, asked))
        question = found_for.question
        readings = read(question, found_for.evidence, assistant.library)[:PLACES]
        if not readings:
            continue
        rarity = assistant.library.rarity
        reply = to_json(_asked(gold, assistant))
        outcome = Outcome(gold=gold, reply=reply)
        choice = Choice(
            np.array([r.features for r in readings]),
            np.array([_answers(gold, question, r) for r in readings]),
            gold.twin or gold.id,
        )
        judged = reply["abstained"] or reply["confidence"] == round(confidence(question, readings, rarity), 3)
        answers = bool(choice.right[0]) if reply["abstained"] else right(outcome) and bool(cited(outcome))
        found.append(
            Case(
                gold,
                choice,
                measured(question, readings, rarity),
                judged,
                not gold.abstain and answers,
                verdict(question, readings, rarity) is not None,
            )
        )
    return found


def _asked(gold: Gold, assistant: Assistant) -> Answer:
    conversation: str | None = None
    for turn in gold.turns:
        answer = assistant.ask(turn, conversation)
        conversation = answer.conversation_id
    return answer


def _answers(gold: Gold, question: Question, reading: Reading) -> bool:
    """Whether a place alone would be a right and cited answer, by the rules of verdict.py."""
    full = quote(reading.place.statement)
    if not any(s.document == reading.document.id and overlap(s.quote, full) >= 0.6 for s in gold.sources):
        return False
    if gold.category in LARGE:
        said = normalise(full)
        return 2 * sum(any(holds(said, f) for f in forms) for forms in gold.all_of) >= max(2, len(gold.all_of))
    said = normalise(line(question, reading))[:400]
    complete = all(any(holds(said, f) for f in forms) for forms in gold.all_of)
    return complete and not any(holds(said, f) for f in gold.none_of)


def fit_reading(found: Sequence[Case]) -> dict[str, float]:
    """The weights of features.py, and the cross-validated share of first places that are right, printed."""
    prior = np.array([json.loads(READER.read_text(encoding="utf-8"))["weights"].get(n, 0.0) for n in FEATURES])
    choices = [case.choice for case in found]
    shares = []
    for fold in folds([c.group for c in choices]):
        weights = fit_choice([c for i, c in enumerate(choices) if i not in fold], prior, READER_RIDGE)
        shares.append(first_right([c for i, c in enumerate(choices) if i in fold], weights))
    print(f"đúng ngay chỗ đầu, kiểm chéo: {np.mean(shares):.3f}")
    weights = fit_choice(choices, prior, READER_RIDGE)
    return {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=True)}


def fit_judging(found: Sequence[Case]) -> dict[str, object]:
    """Constant, threshold and weights of judge.py: right answers against questions that have none."""
    names = (*FEATURES, *CIRCUMSTANCES)
    taught = [case for case in found if case.judged and (case.answered_right or case.gold.abstain)]
    x: Floats = np.array([[case.circumstances[n] for n in names] for case in taught])
    answered = np.array([case.answered_right for case in taught])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    scaled = (x - mean) / spread
    weighted = np.concatenate([np.arange(len(taught)), *[np.flatnonzero(~answered)] * (UNANSWERABLE_WEIGHT - 1)])
    fitted = fit_logistic(scaled[weighted], answered[weighted], JUDGE_RIDGE)
    plain = fitted[:-1] / spread
    constant = float(fitted[-1] - plain @ mean)
    sure = 1 / (1 + np.exp(-(x @ plain + constant)))
    threshold = float(np.sort(sure[answered])[int(WRONGLY_REFUSED * answered.sum())])
    refused = (sure < threshold) | np.array([case.surely_refused for case in taught])
    none, some = ~answered, answered
    print(f"từ chối đúng {refused[none].sum()}/{none.sum()}, từ chối nhầm {refused[some].sum()}/{some.sum()}")
    weights = {n: round(float(w), 4) for n, w in zip(names, plain, strict=True)}
    return {"constant": round(constant, 4), "threshold": round(threshold, 3), "weights": weights}


def main() -> None:
    """Reads the questions twice: with the weights as they are for reading, with the new ones for confidence."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--texts", nargs="*", type=Path, default=[])
    parser.add_argument("--over", nargs="+", type=Path, action="append", default=[], metavar=("DATA", "FILE"))
    options = parser.parse_args()
    golds = load(options.files)
    corpus = {p.stem: p for p in Path("corpus").iterdir() if p.suffix in (".pdf", ".docx")}
    texts = {p.stem: p for folder in options.texts for p in folder.glob("*.txt")}
    at_home = [g for g in golds if set(g.documents) <= corpus.keys()]
    outside = [g for g in golds if g.documents and set(g.documents) <= texts.keys()]
    print(f"{len(at_home)} câu trên corpus/, {len(outside)} câu trên {len(texts)} văn bản ngoài")
    named = sorted({texts[d] for g in outside for d in g.documents})
    for fit, path in ((fit_reading, READER), (fit_judging, JUDGE)):
        found: list[Case] = []
        for files, asked in ((list(corpus.values()), at_home), (named, outside)):
            if asked:
                with over(files) as assistant:
                    found += cases(asked, assistant)
        for folder, *banks in options.over:
            with Assistant.open(Settings(data_dir=folder, today=TODAY)) as assistant:
                on_file = assistant.library.documents.keys()
                found += cases([g for g in load(banks) if set(g.documents) <= on_file], assistant)
        fitted = fit(found)
        table = {"weights": fitted} if fit is fit_reading else fitted
        path.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
