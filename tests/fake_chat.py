"""A chat model's server in OpenAI's form, on loopback, that says what a test's script says: real HTTP, real streams.

A script is a function of (system, user) → a `Reply`. It can answer well, lie, be slow, be cut, or fail.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """`text` streamed a few characters a piece; `status` other than 200 is an error; `cut` ends the connection after so
    many pieces; `held` is waited for before the first piece (a server that hangs)."""

    text: str = ""
    status: int = 200
    cut: int | None = None
    held: threading.Event | None = None


Script = Callable[[str, str], Reply]


@dataclass
class FakeChat:
    """`url` for a client; `seen` every (system, user) that was asked, `forms` whether each prescribed a form."""

    url: str
    seen: list[tuple[str, str]] = field(default_factory=list)
    forms: list[bool] = field(default_factory=list)


def formed(text: str) -> str:
    """A reply in words ("… [a1]." a line) in the form of rag/chat/sentences.py: what a model that heeds it writes."""
    lines = [line for line in text.split("\n") if line.strip()]
    said = [{"text": re.sub(r"\s*\[\w+\]", "", line), "keys": re.findall(r"\[(\w+)\]", line)} for line in lines]
    return json.dumps({"sentences": said}, ensure_ascii=False)


def sources_in(prompt: str) -> list[tuple[str, str]]:
    """The (key, text) of each source that a prompt shows: what a good model reads."""
    return re.findall(r'<nguon khoa="(\w+)"[^>]*>\n(.*?)\n</nguon>', prompt, re.DOTALL)


@contextmanager
def fake_chat(script: Script, form: str = "ignored") -> Iterator[FakeChat]:
    """A server that answers by a script until the block ends; a form that a request prescribes is "ignored", "heeded"
    or "refused" (400)."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            system, user = (message["content"] for message in body["messages"])
            server.seen.append((system, user))
            server.forms.append("response_format" in body)
            reply = script(system, user)
            if server.forms[-1] and form != "ignored":
                reply = Reply(status=400) if form == "refused" else replace(reply, text=formed(reply.text))
            if reply.held:
                reply.held.wait(30)
            if reply.status != 200:
                self._send_error(reply.status)
            else:
                self._send_stream(reply)

        def _send_error(self, status: int) -> None:
            payload = json.dumps({"error": {"message": "out of order", "type": "server_error"}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def _send_stream(self, reply: Reply) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            pieces = [reply.text[i : i + 7] for i in range(0, len(reply.text), 7)]
            for number, piece in enumerate(pieces):
                if number == reply.cut:
                    self.connection.close()
                    return
                self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            self._event({"choices": [], "usage": {"prompt_tokens": 40, "completion_tokens": 9, "total_tokens": 49}})
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, part: dict[str, object]) -> None:
            whole = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "fake"} | part
            self.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = FakeChat(f"http://127.0.0.1:{http.server_address[1]}/v1")
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
