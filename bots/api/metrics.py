"""What Prometheus reads: how fast each route answers, how questions end, what waits. The only user of its client."""

import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.records import Answer

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
CHAT_SECONDS = (0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 60.0)
WITHHELD = "Đã giữ lại: "
"""How a warning begins that says that one of our own sentences was withheld (rag/assistant.py)."""


class Metrics:
    """The counts of one application, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("hoidap_http_requests", "HTTP requests", labels, registry=self._registry)
        self._seconds = Histogram(
            "hoidap_http_request_duration_seconds",
            "Seconds from request to the last byte of its answer",
            ("route",),
            registry=self._registry,
            buckets=SECONDS,
        )
        self._answer_seconds = Histogram(
            "hoidap_answer_duration_seconds", "Seconds of an answer", registry=self._registry, buckets=SECONDS
        )
        self._answers = Counter("hoidap_answers", "Answers by outcome", ("outcome",), registry=self._registry)
        self._refused = Counter("hoidap_refusals", "Answers that say there is none", registry=self._registry)
        self._withheld = Counter("hoidap_withheld_sentences", "Sentences not borne out", registry=self._registry)
        self._chat_calls = Counter("hoidap_chat_calls", "Calls of the chat model", registry=self._registry)
        self._chat_tokens = Counter("hoidap_chat_tokens", "Its tokens", ("direction",), registry=self._registry)
        self._chat_estimated = Counter(
            "hoidap_chat_tokens_estimated",
            "Of its tokens, those counted by length: the call was cut short, or its server does not count",
            registry=self._registry,
        )
        self._chat_seconds = Histogram(
            "hoidap_chat_duration_seconds",
            "Seconds that an answer waited for the chat model",
            registry=self._registry,
            buckets=CHAT_SECONDS,
        )
        self._chat_failures = Counter(
            "hoidap_chat_failures", "Answers that it was of no use for", ("reason",), registry=self._registry
        )
        self._chat_withheld = Counter(
            "hoidap_chat_withheld_sentences", "Its sentences that failed their checks", registry=self._registry
        )

    def watch(self, name: str, text: str, read: Callable[[], float]) -> None:
        """A gauge that is read when Prometheus asks."""
        Gauge(name, text, registry=self._registry).set_function(read)

    def answered(self, answer: Answer) -> None:
        """Counts an answer."""
        self._answers.labels(answer.outcome).inc()
        self._answer_seconds.observe(answer.timings_ms.get("total", 0.0) / 1000)
        if answer.abstained:
            self._refused.inc()
        self._withheld.inc(sum(warning.startswith(WITHHELD) for warning in answer.warnings))
        self._chat_withheld.inc(len(answer.withheld))
        if answer.usage:
            self._chat_calls.inc(answer.usage["calls"])
            self._chat_tokens.labels("in").inc(answer.usage["input_tokens"])
            self._chat_tokens.labels("out").inc(answer.usage["output_tokens"])
            self._chat_estimated.inc(answer.usage["estimated"])
            self._chat_seconds.observe(answer.usage["seconds"])
        if answer.chat_failure:
            self._chat_failures.labels(answer.chat_failure).inc()

    def served(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts a request; `route` is the template of its path."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry)


class Measured:
    """Measures each request of an application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            self._metrics.served(scope["method"], route, status, time.perf_counter() - started)
