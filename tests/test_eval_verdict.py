"""The verdicts equal those of the shared scorer, whatever the answer."""

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType

import pytest

from eval.load import load
from eval.records import Gold, Outcome, Source
from eval.verdict import cited, near_misses, overlap, right

SHARED = Path(__file__).parents[2] / "shared" / "eval"

GOLD = Gold(
    "x",
    "figure",
    ("tỷ lệ ký số?",),
    all_of=(("93,5", "93.5"),),
    none_of=("96,81",),
    sources=(Source("bao-cao-a", "Tỷ lệ ký số tại xã phường: 93,5%"),),
)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("93,5% [1]", True),
        ("**93.5%** [1]", True),
        ("193,5%", False),
        ("93,51%", False),
        ("93,5%; kỳ trước 96,81%", False),
        ("93,5%\n\nKỳ trước 96,81%", True),
        ("Kỳ này:\n\n93,5%", False),
        ("x" * 400 + " 93,5%", False),
    ],
)
def test_a_short_answer_stands_in_the_first_paragraph(answer: str, expected: bool) -> None:
    assert right(Outcome(GOLD, {"answer": answer, "abstained": False})) is expected


def test_a_refusal_is_right_only_where_nothing_can_be_answered() -> None:
    refused = {"answer": "Không có 93,5", "abstained": True}
    assert not right(Outcome(GOLD, refused))
    assert right(Outcome(Gold("u", "unanswerable", ("?",), abstain=True), refused))
    assert not right(Outcome(Gold("u", "unanswerable", ("?",), abstain=True), {"answer": "7", "abstained": False}))


def test_no_reply_is_wrong_and_uncited() -> None:
    outcome = Outcome(GOLD, error="timeout")
    assert right(outcome) is False
    assert cited(outcome) is False
    assert right(Outcome(Gold("u", "unanswerable", ("?",), abstain=True), error="timeout")) is False


def test_a_citation_must_come_from_the_gold_document_and_hold_its_words() -> None:
    def reply(document: str, quote: str) -> Outcome:
        return Outcome(GOLD, {"answer": "93,5", "citations": [{"document_id": document, "quote": quote}]})

    assert cited(reply("bao-cao-a", "- Tỷ lệ ký số tại xã phường: 93,5%.")) is True
    assert cited(reply("bao-cao-b", "- Tỷ lệ ký số tại xã phường: 93,5%.")) is False
    assert cited(reply("bao-cao-a", "Tỷ lệ hài lòng: 93,5%")) is False
    assert overlap("a b c d", "a b c") == 0.75
    assert near_misses(GOLD, "đạt 96,81%") == ["96,81"]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    """The shared scorer as a module."""
    path = SHARED / "score.py"
    if not path.exists():
        pytest.skip("../shared/eval/score.py is not here")
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def made_reply(row: dict[str, object], pieces: list[str], dice: random.Random) -> dict[str, object]:
    """An answer put together by chance from gold forms, near misses, other questions' forms and long filler."""
    requirements: list[list[str]] = row["all_of"]  # type: ignore[assignment]
    parts = [dice.choice(forms) for forms in requirements if dice.random() < 0.85]
    parts += [str(dice.choice(row["none_of"]))] if row["none_of"] and dice.random() < 0.2 else []  # type: ignore[arg-type]
    parts += [dice.choice(pieces) for _ in range(dice.randrange(3))]
    parts += ["lời dẫn " * dice.choice((2, 60, 400))] if dice.random() < 0.3 else []
    dice.shuffle(parts)
    answer = dice.choice((" ", ", ", "\n", "\n\n", "%; **")).join(parts)
    citations = []
    for source in row["sources"]:  # type: ignore[attr-defined]
        quote = source["quote"].split()
        citations.append(
            {
                "document_id": dice.choice((source["document"], source["document"], "khac")),
                "title": dice.choice(("Báo cáo", None)),
                "quote": " ".join(quote[dice.randrange(len(quote)) // 2 :]),
            }
        )
    return {"answer": answer, "abstained": dice.random() < 0.15, "citations": citations[: dice.randrange(3)]}


class MadeService:
    """Stands for the service that the scorer asks: gives each question's made reply, or fails."""

    def __init__(self, rows: list[dict[str, object]], replies: dict[str, dict[str, object]], down: set[str]) -> None:
        self.questions = iter([(str(row["id"]), len(row["turns"])) for row in rows])  # type: ignore[arg-type]
        self.replies, self.down = replies, down
        self.turns: list[str] = []

    def ask(
        self, base: str, question: str, conversation: str | None, key: str | None = None
    ) -> tuple[dict[str, object], float]:
        """As the scorer's own function: (reply, milliseconds)."""
        if not self.turns:
            name, count = next(self.questions)
            self.turns = [name] * count
        name = self.turns.pop()
        if name in self.down:
            self.turns = []
            raise OSError("down")
        return self.replies[name], 1.0


def test_verdicts_equal_the_shared_scorer(scorer: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = [SHARED / "dev.jsonl", *sorted((Path(__file__).parents[1] / "eval" / "questions").glob("dev.jsonl"))]
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    pieces = [form for row in rows for forms in row["all_of"] for form in forms]
    both: list[tuple[bool, bool]] = []
    for seed in range(5):
        dice = random.Random(seed)
        replies = {row["id"]: made_reply(row, pieces, dice) for row in rows}
        down = {row["id"] for row in rows if dice.random() < 0.05}
        out = tmp_path / f"{seed}.json"
        monkeypatch.setattr(scorer, "ask", MadeService(rows, replies, down).ask)
        monkeypatch.setattr("sys.argv", ["score.py", "http://x", *map(str, files), "--out", str(out)])
        scorer.main()
        theirs = {row["id"]: row for row in json.loads(out.read_text(encoding="utf-8"))}
        for gold in load(files):
            failed = gold.id in down
            ours = Outcome(gold, {} if failed else replies[gold.id], "down" if failed else "")
            assert right(ours) == theirs[gold.id]["right"], (gold.id, ours.reply)
            assert cited(ours) == theirs[gold.id]["cited"], (gold.id, ours.reply)
            both.append((right(ours), bool(cited(ours))))
    assert {(True, True), (True, False), (False, True), (False, False)} <= set(both), "the made answers test too little"
