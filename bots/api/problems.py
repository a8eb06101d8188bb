"""Errors over HTTP: RFC 9457 problem+json, in Vietnamese, for our own errors and for those of the framework."""

import logging
import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bots import replies
from bots.api.schemas import Problem
from bots.failures import sentence, shown_errors, status

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
HTTP_STATUS = {2: HTTPStatus.UNPROCESSABLE_ENTITY, 3: HTTPStatus.SERVICE_UNAVAILABLE}
"""The exit status an error asks of the command line → the HTTP status that says the same."""


def documented(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route in OpenAPI, for these error statuses."""
    content = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}
    return {code: {"description": title(code), "content": content} for code in codes}


def title(code: int) -> str:
    """What a status means, in Vietnamese."""
    return replies.HTTP_TITLES.get(code, replies.HTTP_ERROR)


def problem(
    request: Request,
    code: int,
    detail: str,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The error document. `instance` is the path that was asked for, `errors` the fields that are wrong."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title(code),
        "status": int(code),
        "detail": detail,
        "instance": request.url.path,
    }
    if errors:
        body["errors"] = [dict(error) for error in errors]
    return JSONResponse(body, code, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def register(app: FastAPI) -> None:
    """Every error of `app` leaves as a problem document."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _unexpected)
    for kind in shown_errors():
        app.add_exception_handler(kind, _shown)


async def _shown(request: Request, error: Exception) -> JSONResponse:
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
    return problem(request, code, details.get(code, title(code)), headers=error.headers)


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
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
