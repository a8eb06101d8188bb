"""Errors over HTTP: RFC 9457 problem+json, in Vietnamese, for our own errors and for those of the framework."""

import json
import logging
import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from bots import replies
from bots.api.schemas import Problem
from bots.failures import sentence, shown_errors, status

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
HTTP_STATUS = {2: HTTPStatus.UNPROCESSABLE_ENTITY, 3: HTTPStatus.SERVICE_UNAVAILABLE}
"""The exit status an error asks of the command line → the HTTP status that says the same."""


CLIENT_LEFT = 499
OPENAI_PATHS = "/v1/"
"""Under these paths errors come in OpenAI's envelope: its clients show nothing else."""
ALWAYS = (401, 403, 408, 413, 429, 500, 503)
"""What any route that needs a caller may answer."""


class Refused(HTTPException):
    """A refusal whose detail is written for the person; `more` are members of the problem for programs to read."""

    def __init__(self, status_code: int, detail: str, headers: Mapping[str, str] | None = None, **more: str) -> None:
        super().__init__(status_code, detail, headers)
        self.more = more


def documented(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route in OpenAPI, for these error statuses and those of every route."""
    return {code: _described(code) for code in sorted({*codes, *ALWAYS})}


def documented_for_openai(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The same for routes in OpenAI's form."""
    said = {"message": "…", "type": "invalid_request_error", "param": None, "code": "Bad Request"}
    schema = {"type": "object", "required": ["error"], "properties": {"error": {"type": "object"}}}
    content = {"application/json": {"schema": schema, "example": {"error": said}}}
    return {code: {**described, "content": content} for code, described in documented(*codes).items()}


def _described(code: int) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}
    described: dict[str, Any] = {"description": title(code), "content": content}
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        described["headers"] = {"Retry-After": {"description": "Số giây phải chờ.", "schema": {"type": "string"}}}
    return described


def title(code: int) -> str:
    """What a status means, in Vietnamese."""
    return replies.HTTP_TITLES.get(code, replies.HTTP_ERROR)


def problem(
    request: Request,
    code: int,
    detail: str,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The error document. `instance` is the path that was asked for, `errors` the fields that are wrong; `more` are
    members of its own (RFC 9457, 3.2)."""
    if request.url.path.startswith(OPENAI_PATHS):
        kind = "invalid_request_error" if code < HTTPStatus.INTERNAL_SERVER_ERROR else "server_error"
        field = errors[0]["field"] if errors else None
        said = {"message": detail, "type": kind, "param": field, "code": HTTPStatus(code).phrase}
        return JSONResponse({"error": said}, code, headers=dict(headers or {}))
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title(code),
        "status": int(code),
        "detail": detail,
        "instance": request.url.path,
        **(more or {}),
    }
    if errors:
        body["errors"] = [dict(error) for error in errors]
    return JSONResponse(body, code, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def register(app: FastAPI) -> None:
    """Every error of `app` leaves as a problem document."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(ClientDisconnect, _left)
    app.add_exception_handler(Exception, _unexpected)
    for kind in shown_errors():
        app.add_exception_handler(kind, _shown)


def body_of(request: Request, error: BaseException) -> dict[str, Any]:
    """The error document of what went wrong while an answer was already on its way."""
    if isinstance(error, Refused):
        answer = problem(request, error.status_code, error.detail, more=error.more)
    elif isinstance(error, shown_errors()):
        answer = _of_shown(request, error)
    else:
        answer = _of_fault(request, error)
    body: dict[str, Any] = json.loads(bytes(answer.body))
    return body


async def _shown(request: Request, error: Exception) -> JSONResponse:
    return _of_shown(request, error)


def _of_shown(request: Request, error: Exception) -> JSONResponse:
    code = HTTP_STATUS.get(status(error), HTTPStatus.INTERNAL_SERVER_ERROR)
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s", sentence(error))
    return problem(request, code, sentence(error))


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = [{"field": _field(each["loc"]), "detail": _said(each)} for each in error.errors()]
    if any(each["type"] == "json_invalid" for each in error.errors()):
        return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, replies.BAD_JSON)
    detail = "; ".join(f"{each['field']} {each['detail']}".strip() for each in errors) + "."
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    details = {
        HTTPStatus.NOT_FOUND: replies.HTTP_404.format(path=request.url.path),
        HTTPStatus.METHOD_NOT_ALLOWED: replies.HTTP_405.format(path=request.url.path, method=request.method),
        HTTPStatus.BAD_REQUEST: replies.BAD_JSON,
    }
    code = HTTPStatus(error.status_code)
    said = error.detail if isinstance(error, Refused) else details.get(code, title(code))
    more = error.more if isinstance(error, Refused) else None
    return problem(request, code, said, headers=error.headers, more=more)


async def _left(request: Request, error: Exception) -> Response:
    """Nobody reads it; the meters count it, under the number that nginx has for it."""
    return Response(status_code=CLIENT_LEFT)


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    return _of_fault(request, error)


def _of_fault(request: Request, error: BaseException) -> JSONResponse:
    """The person gets an id, the log gets the id with the traceback."""
    reference = uuid.uuid4().hex[:12]
    log.error("Lỗi %s tại %s", reference, request.url.path, exc_info=error)
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, replies.HTTP_500.format(id=reference))


def _field(location: Sequence[int | str]) -> str:
    """("body", "question") → "question"; the body itself → "yêu cầu".

    >>> _field(("body", "document_ids", 0))
    'document_ids.0'
    """
    return ".".join(str(part) for part in location[1:]) or replies.WHOLE_BODY


def _said(error: Mapping[str, Any]) -> str:
    context = {name: str(value).replace(" or ", " hoặc ") for name, value in error.get("ctx", {}).items()}
    return replies.FIELD_PROBLEMS.get(error["type"], replies.FIELD_PROBLEM).format_map(context)
