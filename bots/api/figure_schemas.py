"""Figures over HTTP: each with its full identity and its source."""

from pydantic import BaseModel

from bots.api.schemas import CITED, FIGURE, Identity, example

SOURCED = {
    **FIGURE,
    "comparator": "=",
    "document_id": CITED["document_id"],
    "title": CITED["title"],
    "page": 1,
    "quote": CITED["quote"],
    "statement_id": "bao-cao-quy-1-2026/7",
}


class SourcedFigure(Identity):
    """A figure on file; `comparator` = > >= < <= or ~."""

    model_config = example(SOURCED)

    comparator: str
    document_id: str
    title: str
    page: int | None
    quote: str
    statement_id: str


class FigureList(BaseModel):
    """A window of the figures that match; `total` counts them all."""

    figures: list[SourcedFigure]
    total: int


class PointSource(BaseModel):
    """Where a point of a series stands."""

    document_id: str
    title: str
    number: str
    page: int | None
    quote: str
    url: str


class SeriesPoint(BaseModel):
    """A value of an indicator for a period and a place, with its source."""

    period: str
    scope: str
    value: float
    text: str
    kind: str
    citation: PointSource


class Series(BaseModel):
    """One indicator in one unit over periods and places, the oldest period first."""

    model_config = example(
        {
            "indicator": "tỷ lệ ký số",
            "unit": "%",
            "points": [
                {
                    "period": "2026-Q1",
                    "scope": "cấp xã",
                    "value": 88.6,
                    "text": "88,6%",
                    "kind": "kết quả",
                    "citation": {n: CITED[n] for n in ("document_id", "title", "number", "page", "quote", "url")},
                }
            ],
        }
    )

    indicator: str
    unit: str
    points: list[SeriesPoint]


class IndicatorCount(BaseModel):
    """An indicator as the documents call it, and how many figures on file are of it."""

    indicator: str
    count: int


class IndicatorList(BaseModel):
    """Indicators, the most frequent first."""

    indicators: list[IndicatorCount]
