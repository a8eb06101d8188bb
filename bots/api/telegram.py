"""Where Telegram calls with what people write to the bot, when the bot runs inside the API."""

import hmac
import json
from typing import Any, Protocol

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

PATH = "/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Receives(Protocol):
    """The bot's side: see bots/telegram_bot/webhook.py."""

    secret: str

    def receive(self, told: dict[str, Any]) -> None:
        """Returns once the update is safe; ValueError for what is no update."""


def telegram_router(hook: Receives, not_kept: type[Exception]) -> APIRouter:
    """The one route. Its secret is compared in constant time and stands in no log."""
    router = APIRouter()

    @router.post(PATH, include_in_schema=False)
    async def update(request: Request) -> Response:
        shown = request.headers.get(HEADER, "")
        if not hmac.compare_digest(shown.encode("utf-8", "replace"), hook.secret.encode()):
            return Response(status_code=403)
        try:
            told = json.loads(await request.body())
            await run_in_threadpool(hook.receive, told)
        except ValueError:
            return Response(status_code=400)
        except not_kept:
            return Response(status_code=503)  # Telegram sends it again
        return Response()

    return router
