"""Whether the service lives, whether it can answer, and how it fares."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from bots.api import problems
from bots.api.doors import AdminDep
from bots.api.schemas import Health, Readiness
from bots.api.service import ServiceDep

router = APIRouter(tags=["Theo dõi"])
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/healthz", summary="Tiến trình còn sống")
async def healthz() -> Health:
    """Không đụng tới dữ liệu."""
    return Health(status="ok")


@router.get(
    "/readyz", summary="Từng phần đã sẵn sàng chưa", response_model=Readiness, responses={503: {"model": Readiness}}
)
def readyz(service: ServiceDep) -> JSONResponse:
    """200 khi hỏi được, 503 khi có phần chưa sẵn sàng."""
    parts = {**service.checks(), "ingest": service.worker.state()}
    ready = all(state == "ok" for state in parts.values())
    return JSONResponse(Readiness(ready=ready, parts=parts).model_dump(), 200 if ready else 503)


@router.get(
    "/metrics",
    summary="Số đo cho Prometheus",
    response_class=Response,
    responses={
        **problems.documented(),
        200: {"description": "Dạng chữ của Prometheus.", "content": {"text/plain": {}}},
    },
)
def metrics(caller: AdminDep, service: ServiceDep) -> Response:
    """Độ trễ theo địa chỉ, kết quả, từ chối, câu bị giữ lại, hàng đợi nạp, cỡ chỉ mục."""
    return Response(service.metrics.text(), headers={"Content-Type": PROMETHEUS})
