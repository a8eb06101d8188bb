"""The service in another process or on another machine, over its HTTP API: one process owns the index."""

import time
from collections.abc import Callable, Collection, Sequence
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx

from bots.client import asked
from bots.replies import HTTP_ON_FILE, NO_TITLE
from bots.telegram_bot import replies
from bots.telegram_bot.service import Known, ServiceDown, Shelved, Taken, Tell
from ingest.access import Label, up_to
from ingest.walk import digests_of
from rag.contract import from_json
from rag.errors import UserError
from rag.records import Answer

TIMEOUT = httpx.Timeout(60.0, connect=5.0)
"""An answer takes milliseconds; a chat model may take most of a minute."""
MOST_FIGURES = 1000
"""Of one call: the API's own limit."""
BETWEEN_LOOKS = 1.0
"""Seconds between two looks at a job."""
LONGEST_JOB = 1800.0
"""Seconds after which a job is taken to be stuck: a scanned report of hundreds of pages takes minutes."""
PAGE_WIDTH = 1280
"""Pixels: see local.py."""
DOWN = (
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
)


Find = Callable[[], tuple[str, str] | None]


class Remote:
    """A `Service` that asks a running one. Its key decides what can be seen at most; labels narrow that for each."""

    def __init__(
        self, url: str, key: str = "", transport: httpx.BaseTransport | None = None, find: Find = lambda: None
    ) -> None:
        """`find` says where the service is now and its key: started anew, it has another port and another key."""
        self._transport, self._find, self._at = transport, find, (url, key)
        self._http = self._client(url, key)

    def _client(self, url: str, key: str) -> httpx.Client:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(
            base_url=url.rstrip("/"), headers=headers, timeout=TIMEOUT, trust_env=False, transport=self._transport
        )

    def ask(
        self, question: str, conversation_id: str | None = None, document_ids: Collection[str] | None = None
    ) -> Answer:
        return from_json(self._call("POST", "/ask", json=asked(question, conversation_id, document_ids)).json())

    def allowed(self, access: Label) -> frozenset[str]:
        return frozenset(each["id"] for each in self._listed() if _may_see(each, access))

    def documents(self, ids: Collection[str]) -> Sequence[Shelved]:
        found = [_shelved(each) for each in self._listed() if each["id"] in ids]
        return sorted(found, key=lambda each: (-each.year, each.kind, each.title))

    def figures(self, ids: Collection[str], indicator: str = "") -> Sequence[Known]:
        wanted = {"indicator": indicator, "limit": MOST_FIGURES}
        found = self._call("GET", "/figures", params=wanted).json()["figures"]
        return [_known(each) for each in found if each["document_id"] in ids]

    def picture(self, document_id: str, page: int, quote: str) -> bytes | None:
        path = f"/documents/{document_id}/pages/{page}"
        known = self._call("GET", path, params={"quote": quote}).json()
        if not known.get("image"):
            return None
        from ingest.loaders.picture import marked_png

        drawn = self._call("GET", f"{path}/image", params={"width": PAGE_WIDTH}).content
        return marked_png(drawn, [(box[0], box[1], box[2], box[3]) for box in known.get("boxes", ())])

    def rate(self, answer_id: str, thumb: int, reason: str = "") -> None:
        self._call("POST", "/feedback", json={"answer_id": answer_id, "thumb": thumb, "reason": reason[:1000]})

    def forget(self, conversation_id: str) -> None:
        self._call("DELETE", f"/conversations/{conversation_id}")

    def take_in(self, file: Path, access: Label, telegram: bool, tell: Tell, seen: Label) -> Taken:
        digest = digests_of([file])[0].get(file)
        shown = [each for each in self._listed() if _may_see(each, seen) and each["sha256"] == digest]
        for each in shown:
            return Taken(None, reason=HTTP_ON_FILE.format(title=each["title"] or NO_TITLE, id=each["id"]))
        # What else the bot's key may see is not for the sender to learn.
        fields = {"access": access, "telegram": "true" if telegram else "false", "twice": "true"}
        with file.open("rb") as data:
            sent = self._call("POST", "/documents", files={"file": (file.name, data)}, data=fields).json()
        until = time.monotonic() + LONGEST_JOB
        while time.monotonic() < until:
            job = self._call("GET", f"/jobs/{sent['job_id']}").json()
            if job["state"] == "failed":
                return Taken(None, reason=job["message"])
            if job["state"] == "done":
                found = self.documents([job["document_id"]])
                messages = tuple(each["message"] for each in job.get("findings") or ())
                return Taken(found[0] if found else None, messages, job["message"])
            tell(job["state"])
            time.sleep(BETWEEN_LOOKS)
        return Taken(None, reason=replies.UPLOAD_STUCK)

    def close(self) -> None:
        """Lets go of the connections."""
        self._http.close()

    def _listed(self) -> list[dict[str, Any]]:
        documents: list[dict[str, Any]] = self._call("GET", "/documents").json()["documents"]
        return documents

    def _call(self, method: str, path: str, **more: Any) -> httpx.Response:
        """An answer of the API. Raises ServiceDown where nobody answers, UserError with what it says is wrong."""
        try:
            reply = self._http.request(method, f"/api/v1{path}", **more)
        except httpx.TransportError as error:
            if self._moved():
                return self._call(method, path, **more)
            raise ServiceDown(f"{type(error).__name__}: {method} {path}") from error
        if reply.is_success:
            return reply
        if reply.status_code in DOWN:
            raise ServiceDown(f"{reply.status_code}: {method} {path}")
        try:
            said = str(reply.json()["detail"])
        except (ValueError, KeyError, TypeError):
            said = replies.SERVICE_SAID.format(status=reply.status_code)
        raise UserError(said, status=3)

    def _moved(self) -> bool:
        """Whether the service is elsewhere now; then that is where it is asked from here on."""
        at = self._find()
        if at is None or at == self._at:
            return False
        self._at, self._http = at, self._client(*at)
        return True


def _may_see(entry: dict[str, Any], access: Label) -> bool:
    return bool(entry.get("telegram")) and entry.get("access") in up_to(access)


def _shelved(entry: dict[str, Any]) -> Shelved:
    issued = date.fromisoformat(entry["issued"]) if entry.get("issued") else None
    period = str(entry.get("period") or "")
    year = int(period[-4:] if period[-4:].isdigit() else period.lstrip(".")[:4] or 0)
    return Shelved(
        entry["id"],
        entry["title"],
        entry["number"],
        entry["kind"],
        entry["issuer"],
        issued.strftime("%d/%m/%Y") if issued else "",
        year or (issued.year if issued else 0),
        entry["pages"],
    )


def _known(figure: dict[str, Any]) -> Known:
    period = str(figure["period"])
    return Known(
        figure["text"],
        figure["value"],
        figure["unit"],
        figure["indicator"],
        figure["scope"],
        period,
        replies.period_name(period),
        figure["kind"],
        figure["document_id"],
        figure["page"] or 0,
    )
