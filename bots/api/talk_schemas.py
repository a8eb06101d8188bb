"""Conversations, feedback and open questions over HTTP."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bots.api.schemas import REPLY, AskReply, example
from rag.records import Outcome

FEEDBACK = {
    "answer_id": REPLY["id"],
    "question": REPLY["question"],
    "answer": REPLY["answer"],
    "thumb": -1,
    "reason": "Sai kỳ hoặc nơi",
    "corrected": "90,2%",
    "at": "2026-03-21T08:30:00+00:00",
}
UNANSWERED = {
    "question": "giá vàng hôm nay bao nhiêu?",
    "outcome": "out_of_scope",
    "at": "2026-03-21T08:30:00+00:00",
    "count": 3,
}


class Conversation(BaseModel):
    """A conversation of the caller's; a reply that rests on a document they may no longer see is left out."""

    model_config = example({"id": REPLY["conversation_id"], "turns": [REPLY]})

    id: str
    turns: list[AskReply]


class FeedbackRequest(BaseModel):
    """What a person thinks of an answer: thumb up (1) or down (-1), why, and what it should have been."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"answer_id": "0c5e1d2f9b7a4f0e8a6d3c2b1a098765", "thumb": -1}]},
    )

    answer_id: str = Field(min_length=1, max_length=100)
    thumb: Literal[1, -1]
    reason: str = Field(default="", max_length=1000)
    corrected: str = Field(default="", max_length=2000)


class FeedbackEntry(BaseModel):
    """Feedback with what it is about."""

    model_config = example(FEEDBACK)

    answer_id: str
    question: str
    answer: str
    thumb: int
    reason: str
    corrected: str
    at: str


class FeedbackList(BaseModel):
    """All feedback, the newest first."""

    model_config = example({"feedback": [FEEDBACK]})

    feedback: list[FeedbackEntry]


class OpenQuestion(BaseModel):
    """A question that found no answer: how it ended, how often it was asked, when last."""

    model_config = example(UNANSWERED)

    question: str
    outcome: Outcome
    at: str
    count: int


class OpenQuestions(BaseModel):
    """The questions that found no answer, asked last first."""

    model_config = example({"questions": [UNANSWERED]})

    questions: list[OpenQuestion]
