"""What an answer gains from a chat model, where one is configured: imported only there, for LangChain's models are slow
to import."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from rag.chat.model import Talks
from rag.chat.rewrite import parts, standalone, together
from rag.chat.summary import summarised
from rag.chat.writer import Say, Written, written
from rag.draft import Draft
from rag.library import Library
from rag.question.conversation import Standalone
from rag.records import Answer, Evidence, Question


def follow_up(message: str, earlier: Question, chat: Talks) -> Standalone | None:
    """A follow-up made to stand alone by the model, None when it fails or brings in anything."""
    text = standalone(message, earlier.text, chat)
    return Standalone(text, follows=True) if text else None


def told(
    question: Question,
    made: Draft,
    evidence: Sequence[Evidence],
    library: Library,
    chat: Talks,
    alone: Callable[[str], Draft],
    say: Say | None,
) -> Written:
    """What the model makes of a draft: a summary told section by section, each part of the question answered by
    `alone`, or the draft in its words."""
    tell = say or (lambda _: None)
    summary = summarised(question, made, library, chat, tell)
    if summary is not None:
        return summary
    texts = parts(question, chat)
    if texts:
        return Written(together(texts, [alone(text) for text in texts]), (), chat.usage)
    return written(question, made, evidence, library, chat, tell)


def with_notes(answer: Answer, made: Written) -> Answer:
    """The answer with what the model cost, and with a note where it was of no use or had to be held back."""
    notes = [f"Câu trả lời bằng chữ của văn bản: {made.failure}."] if made.failure else []
    if made.withheld:
        notes.append(f"Đã giữ lại {len(made.withheld)} câu của mô hình ngôn ngữ vì không khớp nguồn được dẫn.")
    answer = replace(answer, warnings=(*answer.warnings, *notes), withheld=made.withheld)
    return replace(answer, usage=asdict(made.usage), chat_failure=made.failure)
