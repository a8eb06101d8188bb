"""The web pages: the full page at /, the demo portal at /demo, and widget.js, all as built into bots/widget/dist."""

import gzip
import hashlib
import html
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response

BUILT = Path(__file__).parent.parent / "widget" / "dist"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Nothing inline, nothing from elsewhere, no frame around it: what the chat promises to work under, kept ourselves."""
PAGE_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FILE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",  # kept by the browser, but asked for anew: the ETag makes that a few bytes
    "Vary": "Accept-Encoding",
}
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
TEXT = (".html", ".js", ".css", ".svg", ".txt")
"""Worth packing; a woff2 is packed already."""
WIDGET_KEY = re.compile(r"[\w.~-]{1,200}")
"""What a publishable key may look like; anything else in the address is not put into the page."""

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Built:
    """A built file: its bytes, the same packed where that pays, its media type and its ETag."""

    content: bytes
    packed: bytes | None
    media_type: str
    etag: str


@router.get("/")
def home(request: Request) -> Response:
    """The full page: chat, documents, figures, upload, administration."""
    return _answer(request, _file("index.html"), PAGE_HEADERS)


@router.get("/demo")
def demo(key: str = "") -> Response:
    """A portal as an outside site would be, with the widget in it; `key` is the widget key to try, if one is needed."""
    given = key if WIDGET_KEY.fullmatch(key) else ""
    text = _file("demo.html").content.decode().replace('data-key=""', f'data-key="{html.escape(given)}"')
    return Response(text, media_type="text/html", headers=PAGE_HEADERS | FILE_HEADERS)


@router.get("/widget.js")
def widget(request: Request) -> Response:
    """The one script that another site's tag names; any site may load it."""
    return _answer(request, _file("widget.js"), {"Cross-Origin-Resource-Policy": "cross-origin"})


@router.get("/assets/{name}")
def asset(request: Request, name: str) -> Response:
    """A file that the pages name; 404 for any other name."""
    if f"assets/{name}" not in _names():
        raise HTTPException(404)
    return _answer(request, _file(f"assets/{name}"), {})


def _answer(request: Request, built: Built, headers: dict[str, str]) -> Response:
    sent = headers | FILE_HEADERS | {"ETag": built.etag}
    if request.headers.get("if-none-match") == built.etag:
        return Response(status_code=304, headers=sent)
    if built.packed and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(built.packed, media_type=built.media_type, headers=sent | {"Content-Encoding": "gzip"})
    return Response(built.content, media_type=built.media_type, headers=sent)


@cache
def _names() -> frozenset[str]:
    return frozenset(str(path.relative_to(BUILT)) for path in BUILT.rglob("*") if path.is_file())


@cache
def _file(name: str) -> Built:
    path = BUILT / name
    content = path.read_bytes()
    media_type = TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(content, 9, mtime=0) if path.suffix in TEXT else None
    return Built(content, packed, media_type, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
