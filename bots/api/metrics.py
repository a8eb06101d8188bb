"""What Prometheus reads: how fast each route answers, how questions end, what waits. The only user of its client."""

import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.records import Answer

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
WITHHELD = "Đã giữ lại"
"""How a warning begins that says a sentence was withheld (rag/assistant.py)."""


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
