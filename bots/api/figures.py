"""Figures on file for other systems: filtered, as JSON, CSV or XLSX; one indicator as a series; indicators by name."""

from collections import Counter
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from bots.api import problems
from bots.api.doors import CallerDep
from bots.api.figure_schemas import FigureList, IndicatorCount, IndicatorList, PointSource, Series, SeriesPoint
from bots.api.schemas import ID_LIMIT
from bots.api.service import ServiceDep
from bots.rows import figure_row, sourced
from bots.sheets import CSV, XLSX, to_csv, to_xlsx
from ingest.records import Document, Figure, Statement
from ingest.vietnamese.fold import fold
from rag.write import page_url

router = APIRouter(prefix="/api/v1", tags=["Số liệu"])
WINDOW, MOST = 100, 100_000
"""Figures in one JSON answer where nothing is said, and in any: what a spreadsheet still opens with ease."""
NAMES = 50
"""Indicators in one answer: as many as a list of suggestions shows."""
Words = Annotated[str, Query(max_length=500)]
Exact = Annotated[str, Query(max_length=200)]
COLUMNS = {
    "indicator": "Chỉ tiêu",
    "text": "Số liệu",
    "value": "Giá trị",
    "unit": "Đơn vị tính",
    "period": "Kỳ",
    "scope": "Phạm vi",
    "kind": "Loại",
    "comparator": "So sánh",
    "title": "Văn bản",
    "page": "Trang",
    "quote": "Câu gốc",
    "document_id": "Mã văn bản",
    "statement_id": "Mã đoạn",
}
"""The columns of a downloaded sheet, in order, with their headings."""


@router.get(
    "/figures",
    summary="Số liệu kèm kỳ, phạm vi, nguồn",
    response_model=FigureList,
    responses={
        **problems.documented(422),
        200: {"description": "Danh sách, hoặc tệp để tải về.", "content": {CSV: {}, XLSX: {}}},
    },
)
def figures(
    caller: CallerDep,
    service: ServiceDep,
    indicator: Words = "",
    period: Annotated[str, Query(max_length=200, description="2026, 2026-Q1, 2026-03 …")] = "",
    scope: Words = "",
    unit: Exact = "",
    kind: Exact = "",
    document_id: Annotated[str, Query(max_length=ID_LIMIT)] = "",
    limit: Annotated[int | None, Query(ge=1, le=MOST)] = None,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    format: Annotated[Literal["json", "csv", "xlsx"], Query(description="json, csv hoặc xlsx.")] = "json",
) -> Response:
    """`indicator` và `scope`: có đủ các từ, không cần dấu; các bộ lọc khác phải khớp hẳn."""
    ids = service.visible(caller, [document_id] if document_id else None)
    wanted = {"indicator": indicator, "period": period, "scope": scope, "unit": unit, "kind": kind}
    most = limit or (WINDOW if format == "json" else MOST)
    found = service.catalogue.figures(document_ids=ids, **wanted, limit=most, offset=offset)
    rows = [figure_row(*each) for each in sourced(found, service.catalogue)]
    if format == "json":
        total = service.catalogue.figure_count(document_ids=ids, **wanted)
        return JSONResponse({"figures": rows, "total": total})
    sheet = [list(COLUMNS.values()), *([SAID.get(row[name], row[name]) for name in COLUMNS] for row in rows)]
    saved = {"Content-Disposition": f'attachment; filename="so-lieu.{format}"'}
    if format == "csv":
        return Response(to_csv(sheet), media_type=CSV, headers=saved)
    return Response(to_xlsx(sheet), media_type=XLSX, headers=saved)


@router.get("/series", summary="Một chỉ tiêu qua các kỳ, các nơi", responses=problems.documented(422))
def series(
    caller: CallerDep,
    service: ServiceDep,
    indicator: Annotated[str, Query(min_length=1, max_length=500)],
    scope: Words = "",
    unit: Exact = "",
    kind: Exact = "",
) -> Series:
    """Chỉ tiêu trùng tên nếu có, không thì có đủ các từ; một đơn vị tính, không nêu thì đơn vị hay gặp nhất.

    Mỗi điểm ghi rõ chỉ tiêu, nơi, loại số (kết quả, kế hoạch, so sánh …) và nguồn: điểm khác loại không nối thành một
    đường.
    `units` và `kinds` là những gì có của chỉ tiêu này, hay gặp nhất trước, để chọn bằng `unit` và `kind`.
    """
    found = service.catalogue.figures(
        document_ids=service.visible(caller), indicator=indicator, scope=scope, limit=MOST
    )
    same = [each for each in found if fold(each.indicator) == fold(indicator)]
    dated = [each for each in same or found if each.period]
    units, kinds = (
        [name for name, _ in Counter(names).most_common()]
        for names in ((each.unit for each in dated), (each.kind for each in dated))
    )
    common = unit or next(iter(units), "")
    chosen = [each for each in dated if each.unit == common and kind in ("", each.kind)]
    points = {
        (f.period.key, f.indicator, f.scope, f.kind, f.value, f.document_id): _point(f, statement, document)
        for f, statement, document in sourced(chosen, service.catalogue)
        if f.period
    }
    starts = {f.period.key: (f.period.start, f.period.end) for f in chosen if f.period}
    ordered = sorted(points.values(), key=lambda point: (*starts[point.period], point.scope, point.kind))
    name = same[0].indicator if same else indicator
    return Series(indicator=name, unit=common, units=units, kinds=kinds, points=ordered)


@router.get("/indicators", summary="Tên các chỉ tiêu", responses=problems.documented(422))
def indicators(caller: CallerDep, service: ServiceDep, q: Words = "") -> IndicatorList:
    """Để gợi ý khi gõ: những chỉ tiêu có đủ các từ, hay gặp nhất trước."""
    found = service.catalogue.figures(document_ids=service.visible(caller), indicator=q)
    counts = Counter(fold(each.indicator) for each in found)
    names = {fold(each.indicator): each.indicator for each in found if each.indicator}
    most = [(key, count) for key, count in counts.most_common() if key in names][:NAMES]
    return IndicatorList(indicators=[IndicatorCount(indicator=names[key], count=count) for key, count in most])


SAID = {"=": "", ">=": "từ", "<=": "đến", ">": "trên", "<": "dưới", "~": "khoảng"}
"""Comparators in words: a sheet takes "=" for a formula."""


def _point(figure: Figure, statement: Statement, document: Document) -> SeriesPoint:
    source = PointSource(
        document_id=document.id,
        title=document.title,
        number=document.number,
        page=statement.page or None,
        quote=statement.text,
        url=page_url(document.id, statement.page),
    )
    return SeriesPoint(
        indicator=figure.indicator,
        period=figure.period.key if figure.period else "",
        scope=figure.scope,
        value=figure.value,
        text=figure.text,
        kind=figure.kind,
        comparator=figure.comparator,
        citation=source,
    )
