"""What is asked and what was found for it: the records that go from step to step of the way to an answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import UserError
from rag.records import Evidence, Question, Stage
from rag.view import View

if TYPE_CHECKING:
    from rag.chat.model import Talks

LONGEST = 2000
"""Characters of a question; the contract's limit."""

Tell = Callable[[Stage], None]


def nobody(_: Stage) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What goes into the chain: a message, what its asker sees, the question before it, and the chat model that may
    help to understand, if any."""

    text: str
    view: View
    earlier: Question | None = None
    chat: "Talks | None" = None
    tell: Tell = nobody


@dataclass(frozen=True, slots=True)
class Found:
    """Between the steps: the plan and what was found for it."""

    question: Question
    evidence: Sequence[Evidence]
    asked: Asked


def checked(question: str) -> str:
    """The question without outer blanks; UserError when nothing is left, when it is too long or not text."""
    text = question.strip()
    if not text.isprintable() and any("\ud800" <= c <= "\udfff" for c in text):
        raise UserError("Câu hỏi có ký tự không đọc được.", "Hãy gõ lại câu hỏi bằng tiếng Việt.")
    if not text:
        raise UserError("Câu hỏi đang để trống.", "Hãy gõ một câu hỏi, ví dụ: “tỷ lệ ký số xã phường quý 1?”")
    if len(text) > LONGEST:
        raise UserError(f"Câu hỏi dài {len(text)} ký tự, quá giới hạn {LONGEST}.", "Hãy rút gọn câu hỏi rồi gửi lại.")
    return text
