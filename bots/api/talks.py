"""What was said: conversations of the caller's own, feedback, and the questions that found no answer."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from bots import replies
from bots.api import problems
from bots.api.doors import AdminDep, CallerDep
from bots.api.problems import Refused
from bots.api.schemas import AskReply
from bots.api.service import ServiceDep
from bots.api.talk_schemas import (
    Conversation,
    FeedbackEntry,
    FeedbackList,
    FeedbackRequest,
    OpenQuestion,
    OpenQuestions,
)
from ingest.talks import Feedback
from rag.records import ABSTAINS

router = APIRouter(prefix="/api/v1", tags=["Hội thoại và góp ý"])
Id = Annotated[str, Path(min_length=1, max_length=100, description="Mã hội thoại.")]
Most = Annotated[int, Query(ge=1, le=1000, description="Nhiều nhất bao nhiêu mục.")]


@router.get("/conversations/{conversation_id}", summary="Đọc lại hội thoại", responses=problems.documented(404, 422))
def conversation(conversation_id: Id, caller: CallerDep, service: ServiceDep) -> Conversation:
    """Chỉ hội thoại của chính khóa này; câu trả lời dựa vào văn bản nay không còn được xem thì bỏ ra."""
    turns = service.catalogue.talks.turns(conversation_id, owner=caller.id)
    if not turns:
        raise Refused(404, replies.HTTP_NO_CONVERSATION.format(id=conversation_id))
    ids = service.visible(caller)
    replied = [AskReply(**{**turn.answer, "suggestions": []}) for turn in turns]
    shown = [each for each in replied if ids is None or {cited.document_id for cited in each.citations} <= set(ids)]
    return Conversation(id=conversation_id, turns=shown)


@router.delete(
    "/conversations/{conversation_id}",
    summary="Xóa hội thoại",
    status_code=204,
    response_class=Response,
    responses=problems.documented(422),
)
def forget(conversation_id: Id, caller: CallerDep, service: ServiceDep) -> None:
    """Xóa hẳn, kèm góp ý về các câu trả lời trong đó; xóa cái không có cũng là xong."""
    service.catalogue.talks.forget_conversation(conversation_id, owner=caller.id)


@router.post(
    "/feedback",
    summary="Góp ý về một câu trả lời",
    status_code=204,
    response_class=Response,
    responses=problems.documented(400, 404, 422),
)
def rate(said: FeedbackRequest, caller: CallerDep, service: ServiceDep) -> None:
    """Khen hay chê, vì sao, và lẽ ra phải là gì."""
    turn = service.catalogue.talks.answered(said.answer_id)
    if turn is None or not (caller.is_admin or turn.owner == caller.id):
        raise Refused(404, replies.HTTP_NO_ANSWER.format(id=said.answer_id))
    service.catalogue.talks.add_feedback(Feedback(said.answer_id, said.thumb, said.reason, said.corrected))


@router.get("/feedback", summary="Các góp ý", responses=problems.documented(422))
def feedback(caller: AdminDep, service: ServiceDep, limit: Most = 200) -> FeedbackList:
    """Mới nhất trước, kèm câu hỏi và câu trả lời."""
    found = []
    for said in service.catalogue.talks.feedback()[::-1][:limit]:
        turn = service.catalogue.talks.answered(said.answer_id)
        found.append(
            FeedbackEntry(
                answer_id=said.answer_id,
                question=turn.asked if turn else "",
                answer=str(turn.answer.get("answer", "")) if turn else "",
                thumb=said.thumb,
                reason=said.reason,
                corrected=said.corrected,
                at=said.at,
            )
        )
    return FeedbackList(feedback=found)


@router.get("/unanswered", summary="Câu hỏi chưa trả lời được", responses=problems.documented(422))
def unanswered(caller: AdminDep, service: ServiceDep, limit: Most = 200) -> OpenQuestions:
    """Để biết còn thiếu văn bản nào, hoặc máy hiểu sai câu nào."""
    found = service.catalogue.talks.unanswered(ABSTAINS, limit)
    return OpenQuestions(
        questions=[
            OpenQuestion.model_validate(
                {"question": each.question, "outcome": each.outcome, "at": each.at, "count": each.count}
            )
            for each in found
        ]
    )
