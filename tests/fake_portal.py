"""A service that speaks the contract of the HTTP API with replies that a person can read here, for tests in a browser.

What a question does is in its words: "treo" never ends, "đứt" breaks off, "bận" is answered 429, "độc" is answered with
markup everywhere, "so sánh" with a chart, "không" with a refusal; anything else with the signed figure.
"""

import asyncio
import io
import json
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Form, Request, Response, UploadFile
from fastapi.responses import JSONResponse, StreamingResponse
from PIL import Image, ImageDraw

from bots.api.pages import router

QUOTE = "Tỷ lệ ký số tại sở ngành: 92,2%; Tỷ lệ ký số tại xã phường: 93,5%."
FILLER = "Văn phòng Ủy ban nhân dân tỉnh đã chủ động theo dõi, đôn đốc các cơ quan, đơn vị, địa phương.\n" * 60
PAGE_TEXT = f"{FILLER}* Số liệu (từ ngày 13/12/2025 đến ngày 11/03/2026):\n- {QUOTE}\n{FILLER}"
TITLE = "Báo cáo Tình hình, kết quả triển khai thực hiện Nghị quyết số 131/NQ-CP Quý 1 năm 2026"
SIGNED = (
    "93,5% — Tỷ lệ ký số tại xã phường (Quý 1 năm 2026) [1]\n\nKỳ khác có trong văn bản:\n- Quý 1 năm 2024: 96,81% [2]"
)
EVIL = (
    "<script>window.hacked=1</script>",
    '<img src=x onerror="window.hacked=1">',
    '"><svg onload=window.hacked=1>',
    "[a](javascript:window.hacked=1)",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "</textarea><script>window.hacked=1</script>",
    "{{constructor.constructor('window.hacked=1')()}}",
    "<style>*{display:none}</style>",
)


def doubt(text: str) -> str:
    """A warning that the answer's text does not tell; one that it tells is not shown again."""
    return f"Cần xem lại: {text}"


LABELLED = {
    "access": "cong_khai", "telegram": True, "state": "ready", "problems": [], "format": "pdf", "sha256": "0" * 64,
}  # fmt: skip
DOCUMENTS: list[dict[str, Any]] = [
    LABELLED | {
        "id": "bao-cao-a", "title": TITLE, "number": "", "kind": "báo cáo", "issuer": "Ủy ban nhân dân tỉnh Ninh Bình",
        "issued": "2026-03-12", "period": "2026-Q1", "pages": 9,
    },
    LABELLED | {
        "id": "ke-hoach-b", "title": "Kế hoạch Nâng cao Chỉ số cải cách hành chính năm 2025", "number": "124/KH-UBND",
        "kind": "kế hoạch", "issuer": "Ủy ban nhân dân tỉnh Ninh Bình", "issued": None, "period": "2025", "pages": 0,
        "format": "docx", "access": "noi_bo", "telegram": False, "problems": ["Trang 2 không đọc được."],
    },
]  # fmt: skip


def citation(marker: int = 1, **changed: Any) -> dict[str, Any]:
    return {
        "marker": marker, "document_id": "bao-cao-a", "title": TITLE, "number": "",
        "section": "II. HIỆN ĐẠI HOÁ > 2. Ký số", "page": 4, "quote": QUOTE,
        "url": "/api/v1/documents/bao-cao-a/pages/4",
    } | changed  # fmt: skip


def reply(question: str, conversation_id: str | None, **changed: Any) -> dict[str, Any]:
    return {
        "id": f"tra-loi-{abs(hash(question)) % 10**6}", "conversation_id": conversation_id or "hoi-thoai-1",
        "question": question, "standalone_question": question,
        "answer": SIGNED,
        "outcome": "answered", "abstained": False, "confidence": 0.9,
        "citations": [
            citation(),
            citation(2, document_id="ke-hoach-b", title=DOCUMENTS[1]["title"], number="124/KH-UBND", page=None,
                     row="Tỷ lệ ký số", column="Quý 1", quote="Cấp xã: 96,81%."),
        ],
        "figures": [
            {"text": "93,5%", "value": 93.5, "unit": "%", "indicator": "tỷ lệ ký số", "scope": "cấp xã",
             "period": "2026-Q1", "kind": "kết quả", "citation": 1},
        ],
        "warnings": ["Phụ lục ghi tổng 2.27.235 văn bản đi: dấu phân cách không đúng chỗ."],
        "suggestions": ["Còn sở ngành thì sao?"], "timings_ms": {"total": 12.0},
    } | changed  # fmt: skip


def answered(question: str, conversation_id: str | None) -> dict[str, Any]:
    """The reply to a question, by its words."""
    low = question.lower()
    if "độc" in low:
        evil = "\n".join(EVIL)
        return reply(
            question, conversation_id, answer=f"93,5% — {evil} [1]\n- {EVIL[0]}",
            warnings=[*map(doubt, EVIL), EVIL[0]], suggestions=list(EVIL),
            citations=[citation(title=EVIL[1], number=EVIL[2], section=EVIL[0], quote=EVIL[1], url="javascript:a=1")],
            chart={"type": "bar", "labels": list(EVIL[:2]), "values": [1, 2], "unit": EVIL[0]},
        )  # fmt: skip
    if "so sánh" in low:
        return reply(
            question, conversation_id, outcome="computed",
            answer="Quý 1 năm 2024: 97,32%; Quý 1 năm 2026: 92,2% — giảm 5,12 điểm phần trăm [1][2]",
            chart={"type": "bar", "labels": ["Quý 1 năm 2024", "Quý 1 năm 2026"], "values": [97.32, 92.2], "unit": "%"},
        )  # fmt: skip
    if "không" in low:
        return reply(
            question, conversation_id, outcome="not_found", abstained=True, citations=[], figures=[], warnings=[],
            answer="Không tìm thấy thông tin này trong các văn bản đã nạp.",
        )  # fmt: skip
    return reply(question, conversation_id)


@dataclass
class Service:
    """The service that runs: its address and what was asked of it. `key` is the widget key it wants; "" wants none."""

    url: str = ""
    key: str = ""
    role: str = "admin"
    origins: set[str] = field(default_factory=set)
    token: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    feedback: list[dict[str, Any]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    uploads: list[dict[str, Any]] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)
    looks: int = 0
    upload_limit: int = 1_048_576

    def refused(self, request: Request) -> JSONResponse | None:
        """401 or 403 where the caller may not ask."""
        if self.key and request.headers.get("authorization") != f"Bearer phien-{self.token}":
            return problem(401, "Mã phiên đã hết hạn.")
        return None


def problem(status: int, detail: str, **headers: str) -> JSONResponse:
    body = {"type": "about:blank", "title": "Không thực hiện được", "status": status, "detail": detail, "instance": "/"}
    return JSONResponse(body, status, headers=headers, media_type="application/problem+json")


def event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def create_service(service: Service) -> FastAPI:
    """The routes of the contract that the front end uses."""
    app = FastAPI()
    app.include_router(router)

    @app.middleware("http")
    async def doors(request: Request, call_next: Any) -> Response:
        origin = request.headers.get("origin", "")
        needs = request.url.path.startswith("/api/") and request.url.path != "/api/v1/session"
        refusal = service.refused(request) if needs and request.method != "OPTIONS" else None
        response: Response = Response() if request.method == "OPTIONS" else refusal or await call_next(request)
        if origin in service.origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Headers"] = "authorization, content-type"
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
            response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        return response

    @app.post("/api/v1/session")
    async def session(request: Request) -> Response:
        if (await request.json()).get("widget_key") != service.key:
            return problem(401, "Khóa không đúng.")
        if request.headers.get("origin") not in service.origins:
            return problem(403, "Nơi này chưa được phép.")
        service.token += 1
        return JSONResponse({"token": f"phien-{service.token}", "expires_in": 600})

    @app.get("/api/v1/me")
    async def me() -> Any:
        return {"role": service.role, "access": "han_che", "upload_limit": service.upload_limit}

    @app.post("/api/v1/ask/stream")
    async def ask(request: Request) -> Response:
        asked = await request.json()
        service.asked.append(asked)
        if "bận" in asked["question"]:
            return problem(429, "Đang có nhiều người hỏi.", **{"Retry-After": "2"})
        return StreamingResponse(stream(asked, request), media_type="text/event-stream")

    async def stream(asked: dict[str, Any], request: Request) -> AsyncIterator[str]:
        yield event("started", {"question": asked["question"]})
        yield event("progress", {"stage": "tim", "text": ""})
        whole = answered(asked["question"], asked.get("conversation_id"))
        if "treo" in asked["question"]:
            yield event("answer", {"text": "93,"})
            while not await request.is_disconnected():
                await asyncio.sleep(0.05)
            return
        if "đứt" in asked["question"]:
            yield event("answer", {"text": "93,"})
            return
        for start in range(0, len(whole["answer"]), 12):
            yield event("answer", {"text": whole["answer"][start : start + 12]})
        yield event("done", whole)

    @app.get("/api/v1/documents")
    async def documents() -> Any:
        return {"documents": DOCUMENTS}

    @app.post("/api/v1/documents", status_code=202)
    async def upload(
        file: UploadFile, access: Annotated[str, Form()] = "", telegram: Annotated[str, Form()] = ""
    ) -> Any:
        if not (file.filename or "").endswith((".pdf", ".docx", ".txt")):
            return problem(415, "Không đọc được loại tệp này.")
        if (file.filename or "").startswith("da-co"):
            known = json.loads(bytes(problem(409, "Tệp này đã được nạp.").body)) | {"document_id": "bao-cao-a"}
            return JSONResponse(known, 409, media_type="application/problem+json")
        content = await file.read()
        service.uploads.append({"name": file.filename, "bytes": len(content), "access": access, "telegram": telegram})
        service.looks = 0
        return {"job_id": "viec-1", "status_url": "/api/v1/jobs/viec-1"}

    @app.get("/api/v1/jobs/viec-1")
    async def job() -> Any:
        service.looks += 1
        states = [("queued", 0.0), ("reading", 0.4), ("done", 1.0)]
        state, progress = states[min(service.looks - 1, 2)]
        done = {"document_id": "bao-cao-a", "findings": 2} if state == "done" else {}
        return {"id": "viec-1", "state": state, "progress": progress, "message": ""} | done

    @app.get("/api/v1/documents/{document_id}")
    async def document(document_id: str) -> Any:
        entry = next((each for each in DOCUMENTS if each["id"] == document_id), None)
        if entry is None:
            return problem(404, "Không có văn bản này.")
        return entry | {
            "outline": [
                {"level": 1, "text": "II. HIỆN ĐẠI HOÁ PHƯƠNG THỨC CHỈ ĐẠO ĐIỀU HÀNH", "page": 3},
                {"level": 2, "text": "2. Triển khai việc ký số", "page": 4},
            ],
            "tables": [
                {"title": "Biểu 01. Ký số theo cấp", "unit": "%", "page": 4,
                 "header": [["Cấp"], ["Quý 1", "2024"], ["Quý 1", "2026"]],
                 "rows": [["I", "Cấp tỉnh", "Cấp tỉnh"], ["Sở, ngành", "97,32", "92,2"],
                          ["Xã, phường", "96,81", "93,5"]]},
            ],
            "findings": [
                {"kind": "share", "message": "Tỷ lệ in là 99,97% nhưng tính ra là 99,98%.", "page": 4,
                 "quotes": [QUOTE]},
            ],
        }  # fmt: skip

    @app.delete("/api/v1/documents/{document_id}", status_code=204)
    async def remove(document_id: str) -> None:
        service.forgotten.append(document_id)

    @app.put("/api/v1/documents/{document_id}/access", status_code=204)
    async def label(document_id: str, request: Request) -> None:
        service.labels.append(await request.json())

    @app.get("/api/v1/documents/{document_id}/file")
    async def original(document_id: str) -> Response:
        return Response(b"%PDF-1.4", media_type="application/pdf")

    @app.get("/api/v1/documents/{document_id}/pages/{number}")
    async def page(document_id: str, number: int, quote: str = "") -> Any:
        paged = document_id == "bao-cao-a"
        text = PAGE_TEXT if paged else f"{FILLER}Cấp xã: 96,81%.\n{FILLER}"
        at = text.find(quote) if quote else -1
        entry = next(each for each in DOCUMENTS if each["id"] == document_id)
        return {
            "document_id": document_id, "number": number, "method": "text", "text": text, "problem": "",
            "span": [at, at + len(quote)] if at >= 0 else None,
            "spans": [[text.find("* Số liệu"), at - 3], [at, at + len(quote)]] if paged and at >= 0 else [],
            "boxes": [[0.15, 0.1, 0.85, 0.12], [0.15, 0.7, 0.85, 0.72]] if paged and at >= 0 else [],
            "image": f"/api/v1/documents/{document_id}/pages/{number}/image" if paged else None,
            "pages": entry["pages"], "title": entry["title"], "issued": entry["issued"], "format": entry["format"],
        }  # fmt: skip

    @app.get("/api/v1/documents/{document_id}/pages/{number}/image")
    def image(document_id: str, number: int, width: int = 800) -> Response:
        drawn = Image.new("RGB", (width, int(width * 1.414)), "white")
        pen = ImageDraw.Draw(drawn)
        for line in range(40):
            top = width * (0.1 + 0.03 * line)
            pen.rectangle((width * 0.15, top, width * 0.85, top + width * 0.012), "#bbb")
        kept = io.BytesIO()
        drawn.save(kept, "PNG")
        return Response(kept.getvalue(), media_type="image/png")

    @app.get("/api/v1/indicators")
    async def indicators(q: str = "") -> Any:
        return {"indicators": [{"indicator": "tỷ lệ ký số", "count": 4}]}

    @app.get("/api/v1/figures")
    async def figures(request: Request) -> Any:
        form = request.query_params.get("format", "json")
        if form != "json":
            return Response(b"chi tieu,gia tri\n", media_type="text/csv")
        row = {
            "text": "93,5%", "value": 93.5, "unit": "%", "indicator": "tỷ lệ ký số", "scope": "cấp xã",
            "period": "2026-Q1", "kind": "kết quả", "comparator": "", "document_id": "bao-cao-a", "title": TITLE,
            "page": 4, "quote": QUOTE,
        }  # fmt: skip
        rows = [row, row | {"text": "92,2%", "value": 92.2, "scope": "sở ngành"}]
        wanted = request.query_params.get("scope", "")
        found = [each for each in rows if wanted in each["scope"]]
        return {"figures": found, "total": len(found)}

    @app.get("/api/v1/series")
    async def series(indicator: str, scope: str = "") -> Any:
        points = [
            ("2024", 90.0, "90%"), ("2024-Q1", 96.81, "96,81%"), ("2025-Q1", 95.1, "95,1%"), ("2026-Q1", 93.5, "93,5%"),
        ]  # fmt: skip
        kinds = [("kết quả", "=", points), ("chỉ tiêu", ">=", [("2025-Q1", 95, "95%"), ("2026-Q1", 98, "98%")])]
        kinds.append(("so sánh", "=", [("2026-Q1", 1.6, "1,6%")]))
        return {"indicator": indicator, "unit": "%", "points": [
            {"period": period, "scope": scope, "value": value, "text": text, "kind": kind, "comparator": sign,
             "indicator": indicator, "citation": citation()}
            for kind, sign, own in kinds for period, value, text in own
        ]}  # fmt: skip

    @app.post("/api/v1/feedback", status_code=204)
    async def judged(request: Request) -> None:
        service.feedback.append(await request.json())

    @app.get("/api/v1/feedback")
    async def feedback() -> Any:
        judged = {"answer_id": "a", "question": "ký số?", "answer": "93,5%", "thumb": -1, "reason": "Sai kỳ hoặc nơi"}
        return {"feedback": [judged | {"corrected": "96,81%", "at": "2026-03-12T08:00:00Z"}]}

    @app.get("/api/v1/unanswered")
    async def unanswered() -> Any:
        asked = {"question": "giá vàng?", "outcome": "out_of_scope", "at": "2026-03-12T08:00:00Z", "count": 3}
        return {"questions": [asked]}

    @app.delete("/api/v1/conversations/{conversation_id}", status_code=204)
    async def forget(conversation_id: str) -> None:
        service.forgotten.append(conversation_id)

    return app


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The app on a free port of this machine; gives its address, ends with the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
        runner = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        runner.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            runner.join()
