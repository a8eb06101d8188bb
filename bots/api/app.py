"""The HTTP API: an application made around a service. Nothing is read from the environment here."""

from fastapi import FastAPI

from bots import replies
from bots.api import (
    document_pages,
    documents,
    figures,
    health,
    openai,
    pages,
    problems,
    questions,
    sessions,
    talks,
    uploads,
)
from bots.api.headers import Heads, PortalCors, SafeHeaders
from bots.api.limits import MEGABYTE, BodyLimit
from bots.api.metrics import Measured
from bots.api.service import Service

ROUTERS = (questions, openai, sessions, documents, document_pages, uploads, figures, talks, health, pages)


def create_app(service: Service) -> FastAPI:
    """The API around a service.

    FastAPI's own documentation pages are off: they load scripts from a CDN, and nothing here may reach out.
    The description for programs is at /openapi.json.
    """
    app = FastAPI(
        title="hoidap",
        version="1",
        description=replies.API_ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    for part in ROUTERS:
        app.include_router(part.router)

    app.add_middleware(Heads)
    app.add_middleware(BodyLimit, upload_limit=service.settings.upload_mb * MEGABYTE)
    app.add_middleware(PortalCors, origins=lambda: service.catalogue.keys.origins())
    app.add_middleware(SafeHeaders)
    app.add_middleware(Measured, metrics=service.metrics)
    problems.register(app)
    return app
