"""A widget's key → a short session; and who one is."""

from fastapi import APIRouter, Request

from bots.api import problems
from bots.api.doors import SESSION_SECONDS, CallerDep, new_session
from bots.api.limits import MEGABYTE
from bots.api.schemas import Me, Session, SessionRequest
from bots.api.service import ServiceDep

router = APIRouter(prefix="/api/v1", tags=["Phiên của widget"])


@router.post("/session", summary="Xin phiên cho widget", responses=problems.documented(400, 422))
def session(asked: SessionRequest, request: Request, service: ServiceDep) -> Session:
    """Chỉ từ trang mà khóa widget cho phép (đầu mục Origin); hết hạn thì xin lại."""
    return Session(token=new_session(request, asked.widget_key, service), expires_in=SESSION_SECONDS)


@router.get("/me", summary="Khóa này là ai", responses=problems.documented())
def me(caller: CallerDep, service: ServiceDep) -> Me:
    """Vai, mức truy cập cao nhất và tên của khóa; không cần khóa thì là người quản trị máy này."""
    limit = service.settings.upload_mb * MEGABYTE
    return Me(role=caller.role, access=caller.access, name=caller.name, upload_limit=limit)
