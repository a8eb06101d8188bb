"""A small, strict Bot API server on loopback: it refuses what Telegram refuses and keeps a readable transcript.

Rules from core.telegram.org/bots/api: text of 1–4096 characters after entities parsing, the tags of HTML style,
callback_data of 1–64 bytes, "message is not modified", one getUpdates at a time (409 to the older one).
"""

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs

TOKEN = "123456:AAfake-secret-of-the-test-bot"
TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote", "tg-spoiler"}
LIMIT = 4096
BUTTON_BYTES = 64
LONGEST_POLL = 5.0
"""Seconds a getUpdates waits at most, whatever it asks for: nothing outlives a test by more."""


class Refused(Exception):
    """An answer with an error code, as Telegram words it."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


class _Entities(HTMLParser):
    """Reads HTML style as Telegram does: every tag known, closed, and closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.open = "", list[str]()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise Refused(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refused(400, f'Bad Request: can\'t parse entities: Unexpected end tag "{tag}"')

    def handle_comment(self, data: str) -> None:
        raise Refused(400, "Bad Request: can't parse entities: Unsupported start tag")

    handle_decl = handle_pi = unknown_decl = handle_comment


def parsed_text(text: str, parse_mode: str | None) -> str:
    """The text that users see; Refused where Telegram would refuse it."""
    if parse_mode == "HTML":
        if re.search(r"<(?!/?[a-z][^<>]*>)", text):
            raise Refused(400, 'Bad Request: can\'t parse entities: Unsupported start tag ""')
        reader = _Entities()
        reader.feed(text)
        reader.close()
        if reader.open:
            raise Refused(
                400, f"Bad Request: can't parse entities: Can't find end tag corresponding to \"{reader.open[-1]}\""
            )
        text = reader.text
    elif parse_mode:
        raise Refused(400, "Bad Request: unsupported parse_mode")
    if not text.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > LIMIT:
        raise Refused(400, "Bad Request: message is too long")
    return text


@dataclass
class Sent:
    """A message of the bot: as it was sent, and as users see it."""

    chat: int
    html: str
    seen: str
    parse_mode: str | None
    message_id: int


@dataclass
class FakeTelegram:
    """`with FakeTelegram() as telegram:` serves on `telegram.url`; `say` is a user's message, `sent` the bot's."""

    sent: list[Sent] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    """The transcript, a line an event."""
    faults: dict[str, deque[Refused]] = field(default_factory=dict)
    """Per method, the errors that its next calls get instead of an answer."""
    _updates: list[dict[str, Any]] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _next_id: int = 1
    _poll: int = 0

    def __enter__(self) -> "FakeTelegram":
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
                status, reply = fake._answer(self.path, fields)
                data = json.dumps(reply).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None:
                pass

            def handle(self) -> None:
                try:
                    super().handle()
                except (ConnectionResetError, BrokenPipeError):  # the bot stopped while polling
                    self.close_connection = True

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._changed:
            self._poll += 1
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()

    # --- the user's side ------------------------------------------------------------------------

    def say(self, text: str, user: int = 1, **content: Any) -> None:
        """A user writes to the bot in private; `content` replaces the text (photo=…)."""
        with self._changed:
            person = {"id": user, "is_bot": False, "first_name": "Lan"}
            message = {
                "message_id": self._new_id(),
                "date": 1_770_000_000,
                "chat": {"id": user, "type": "private", "first_name": "Lan"},
                "from": person,
                **(content or {"text": text}),
            }
            if text.startswith("/"):
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
            self._updates.append({"update_id": self._new_id(), "message": message})
            self.events.append(f"{user} → {text or content}")
            self._changed.notify_all()

    def fail(self, method: str, code: int, description: str, **parameters: Any) -> None:
        """The next call of `method` gets this error."""
        self.faults.setdefault(method, deque()).append(Refused(code, description, **parameters))

    def wait(self, until: Callable[["FakeTelegram"], bool], seconds: float = 10) -> None:
        """Until the condition holds; AssertionError with the transcript if it does not in time."""
        with self._changed:
            assert self._changed.wait_for(lambda: until(self), seconds), f"waited in vain\n{self.transcript()}"

    def wait_for_messages(self, count: int) -> list[Sent]:
        """The bot's messages once there are `count`."""
        self.wait(lambda fake: len(fake.sent) >= count)
        return self.sent

    def transcript(self) -> str:
        """Who said what, as users see it, in order."""
        return "\n".join(self.events)

    # --- the bot's side -------------------------------------------------------------------------

    def _answer(self, path: str, fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        method = path.rsplit("/", 1)[1]
        try:
            if path != f"/bot{TOKEN}/{method}":
                raise Refused(401, "Unauthorized")
            with self._changed:
                if self.faults.get(method):
                    raise self.faults[method].popleft()
                result = getattr(self, f"_on_{method}", self._unknown)(fields)
                self._changed.notify_all()
            return 200, {"ok": True, "result": result}
        except Refused as error:
            with self._changed:
                if error.code != 409:  # every bot that stops cuts off its own last poll
                    self.events.append(f"! {method}: {error.code} {error.description}")
                self._changed.notify_all()
            reply = {"ok": False, "error_code": error.code, "description": error.description}
            return error.code, {**reply, "parameters": error.parameters}

    def _unknown(self, fields: dict[str, str]) -> Any:
        raise Refused(404, "Not Found: method not found")

    def _on_getMe(self, fields: dict[str, str]) -> Any:
        return {"id": 123456, "is_bot": True, "first_name": "Hỏi đáp", "username": "hoidap_test_bot"}

    def _on_deleteWebhook(self, fields: dict[str, str]) -> Any:
        return True

    def _on_setMyCommands(self, fields: dict[str, str]) -> Any:
        names = ", ".join("/" + each["command"] for each in json.loads(fields["commands"]))
        self.events.append(f"bot: lệnh {names}")
        return True

    def _on_getUpdates(self, fields: dict[str, str]) -> Any:
        offset = int(fields.get("offset", 0))
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        self._poll += 1
        mine, until = self._poll, time.monotonic() + min(float(fields.get("timeout", 0)), LONGEST_POLL)
        self._changed.notify_all()
        while not self._updates and mine == self._poll and time.monotonic() < until:
            self._changed.wait(until - time.monotonic())
        if mine != self._poll:
            raise Refused(409, "Conflict: terminated by other getUpdates request; make sure only one bot is running")
        return self._updates

    def _on_sendChatAction(self, fields: dict[str, str]) -> Any:
        self.events.append(f"bot → {fields['chat_id']}: ({fields['action']})")
        return True

    def _on_sendMessage(self, fields: dict[str, str]) -> Any:
        self._check_buttons(fields)
        seen = parsed_text(fields["text"], fields.get("parse_mode"))
        sent = Sent(int(fields["chat_id"]), fields["text"], seen, fields.get("parse_mode"), self._new_id())
        self.sent.append(sent)
        self.events.append(f"bot → {sent.chat}: {seen}")
        return self._message(sent)

    def _on_editMessageText(self, fields: dict[str, str]) -> Any:
        self._check_buttons(fields)
        seen = parsed_text(fields["text"], fields.get("parse_mode"))
        [sent] = [each for each in self.sent if each.message_id == int(fields["message_id"])]
        if (seen, fields["text"]) == (sent.seen, sent.html):
            raise Refused(400, "Bad Request: message is not modified")
        sent.seen, sent.html = seen, fields["text"]
        self.events.append(f"bot sửa tin {sent.message_id}: {seen}")
        return self._message(sent)

    def _message(self, sent: Sent) -> dict[str, Any]:
        chat = {"id": sent.chat, "type": "private", "first_name": "Lan"}
        return {"message_id": sent.message_id, "date": 1_770_000_000, "chat": chat, "text": sent.seen}

    def _check_buttons(self, fields: dict[str, str]) -> None:
        rows = json.loads(fields.get("reply_markup", "{}")).get("inline_keyboard", [])
        for button in (button for row in rows for button in row):
            if not 1 <= len(button.get("callback_data", "x").encode()) <= BUTTON_BYTES:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id
