"""An assistant that a person can compute by hand, and answers to format."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from types import TracebackType

from rag.errors import UserError
from rag.records import Answer, AnswerFigure, Citation, Stage

QUOTE = "Tỷ lệ ký số tại sở, ngành: 99,1%; tại xã, phường: 93,5%."
SIGNED = Answer(
    id="a-1",
    conversation_id="c-1",
    question="ty le ky so xa phuong quy 1",
    standalone_question="tỷ lệ ký số xã phường quý 1",
    answer=(
        "93,5% — tỷ lệ ký số tại xã, phường, Quý 1 năm 2026 [1]\n\n"
        "Kỳ khác có trong văn bản:\n- Quý 1 năm 2024: 96,81% [2]"
    ),
    outcome="answered",
    abstained=False,
    confidence=0.9,
    citations=(
        Citation(1, "bao-cao-a", "Báo cáo chuyển đổi số", "", "II. Kết quả", 3, QUOTE, "/tai-lieu/bao-cao-a#3"),
        Citation(2, "bao-cao-b", "Báo cáo thủ tục", "12/BC-UBND", "", None, "Ký số đạt 96,81%.", "", "Xã", "Quý 1"),
    ),
    figures=(AnswerFigure("93,5%", 93.5, "%", "tỷ lệ ký số", "cấp xã", "2026-Q1", "kết quả", 1),),
    warnings=("Hai văn bản ghi khác nhau.",),
    suggestions=("Còn sở, ngành?",),
    timings_ms={"total": 12.0},
)
REFUSED = replace(
    SIGNED,
    answer="Không tìm thấy trong các văn bản đã nạp.",
    outcome="not_found",
    abstained=True,
    confidence=0.0,
    citations=(),
    figures=(),
    warnings=(),
    suggestions=(),
)
EMPTY = UserError("Câu hỏi trống.", "Hãy gõ câu hỏi.")


class FakeAssistant:
    """Answers every question with `answer`, refuses ""; `questions` keeps what was asked, with the conversation."""

    def __init__(self, answer: Answer = SIGNED, error: Exception | None = None) -> None:
        self.answer, self.error = answer, error
        self.before: tuple[str, ...] = ()
        self.writers: list[str | None] = []
        self.questions: list[tuple[str, str | None, tuple[str, ...]]] = []

    def ask(
        self,
        question: str,
        conversation_id: str | None = None,
        document_ids: Collection[str] | None = None,
        writer: str | None = None,
        say: Callable[[str], None] | None = None,
        *,
        owner: str = "local",
        before: Sequence[str] = (),
        tell: Callable[[Stage], None] = lambda _: None,
    ) -> Answer:
        tell("tim")
        self.before = tuple(before)
        self.writers.append(writer)
        self.questions.append((question, conversation_id, tuple(document_ids or ())))
        if self.error is not None:
            raise self.error
        if not question.strip():
            raise EMPTY
        return replace(self.answer, question=question, conversation_id=conversation_id or self.answer.conversation_id)

    def __enter__(self) -> "FakeAssistant":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass
