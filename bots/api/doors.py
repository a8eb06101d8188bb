"""Who comes in: a key, a widget's session, or somebody at the machine itself; what each may do; how often.

With no key configured only the machine itself is let in, and nobody needs a key. A web page that the person at the
machine has open must not pass for them: a foreign Origin, another Host (a name that was made to point at 127.0.0.1)
or a proxy's header is not the machine itself.
"""

import hmac
import ipaddress
import secrets
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from bots import replies
from bots.access import LOCAL, Caller, of_key
from bots.api.problems import Refused
from bots.api.service import Service, ServiceDep
from ingest.keys import Key

SESSION_SECONDS = 600
"""A widget's session: short, because its token passes through somebody else's page; the widget renews it by itself."""
SESSION_PREFIX = "hs_"
REFUSAL_COST = 20.0
"""What a wrong key costs of an address's allowance: guessing ends soon."""
FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")

bearer = HTTPBearer(auto_error=False, description="Khóa truy cập, hoặc mã phiên của widget.")
Shown = Annotated[HTTPAuthorizationCredentials | None, Security(bearer)]


def caller(request: Request, shown: Shown, service: ServiceDep) -> Caller:
    """Who asks. 401 without a key that holds, 403 from a page that is not the key's, 429 beyond what one may ask."""
    if request.headers.get("authorization") and shown is None:
        raise _unknown(request, service)
    if shown and _is_local_secret(request, shown.credentials, service):
        return LOCAL
    if not service.catalogue.keys.any():
        if not at_the_machine(request):
            raise Refused(403, replies.HTTP_ONLY_LOCAL)
        return LOCAL
    _allow(service.addresses.take(address(request)))
    if shown is None:
        raise Refused(401, replies.HTTP_NO_KEY, {"WWW-Authenticate": "Bearer"})
    if shown.credentials.startswith(SESSION_PREFIX):
        return _of_session(request, shown.credentials, service)
    key = service.catalogue.keys.of_text(shown.credentials)
    if key is None or key.role == "widget":
        raise _unknown(request, service)
    _allow(service.keys.take(key.id))
    return of_key(key)


CallerDep = Annotated[Caller, Depends(caller)]


def uploader(caller: CallerDep) -> Caller:
    """Who may hand in documents."""
    if not caller.may_upload:
        raise Refused(403, replies.HTTP_NOT_UPLOADER)
    return caller


def admin(caller: CallerDep) -> Caller:
    """Who may see everything."""
    if not caller.is_admin:
        raise Refused(403, replies.HTTP_NOT_ADMIN)
    return caller


UploaderDep = Annotated[Caller, Depends(uploader)]
AdminDep = Annotated[Caller, Depends(admin)]


def new_session(request: Request, widget_key: str, service: Service) -> str:
    """A session token for a widget's key on a page of its sites. 401 for another key, 403 for another page."""
    _allow(service.addresses.take(address(request)))
    key = service.catalogue.keys.of_text(widget_key)
    if key is None or key.role != "widget":
        raise _unknown(request, service)
    origin = request.headers.get("origin", "")
    if origin not in key.origins:
        raise Refused(403, replies.HTTP_WRONG_ORIGIN.format(origin=origin or replies.NO_ORIGIN))
    signed = _signer(key).dumps({"s": secrets.token_urlsafe(12), "o": origin})
    return f"{SESSION_PREFIX}{key.id}.{signed if isinstance(signed, str) else signed.decode()}"


def _of_session(request: Request, token: str, service: Service) -> Caller:
    key_id, _, signed = token.removeprefix(SESSION_PREFIX).partition(".")
    key = service.catalogue.keys.of_id(key_id)
    if key is None:
        raise _unknown(request, service)
    try:
        said = _signer(key).loads(signed, max_age=SESSION_SECONDS)
    except SignatureExpired as error:
        raise Refused(401, replies.HTTP_SESSION_OVER, {"WWW-Authenticate": "Bearer"}) from error
    except BadSignature as error:
        raise _unknown(request, service) from error
    if request.headers.get("origin", said["o"]) != said["o"]:
        raise Refused(403, replies.HTTP_WRONG_ORIGIN.format(origin=request.headers["origin"]))
    _allow(service.sessions.take(said["s"]))
    _allow(service.keys.take(key.id))
    return of_key(key)


def _signer(key: Key) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key.signing, salt="hoidap-session")


def _is_local_secret(request: Request, text: str, service: Service) -> bool:
    same = hmac.compare_digest(text.encode("utf-8", "replace"), service.local_secret.encode())
    return bool(service.local_secret) and same and is_loopback(address(request))


def at_the_machine(request: Request) -> bool:
    """Whether a request comes from this very machine, of its person's own will."""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if not is_loopback(address(request)) or not (host == "localhost" or is_loopback(host)):
        return False
    if any(name in request.headers for name in FORWARDED):
        return False
    origin = request.headers.get("origin")
    return origin is None or origin == f"{request.url.scheme}://{request.headers['host']}"


def address(request: Request) -> str:
    """The caller's address; empty where there is none (a Unix socket)."""
    return request.client.host if request.client else ""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`; a name is not looked up, so it is not.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("example.vn")
    (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _unknown(request: Request, service: Service) -> Refused:
    """The refusal of a wrong key, which costs its sender dear."""
    service.addresses.fine(address(request), REFUSAL_COST)
    return Refused(401, replies.HTTP_WRONG_KEY, {"WWW-Authenticate": "Bearer"})


def _allow(wait: float) -> None:
    if wait > 0:
        seconds = str(int(wait) + 1)
        raise Refused(429, replies.HTTP_TOO_OFTEN.format(seconds=seconds), {"Retry-After": seconds})
