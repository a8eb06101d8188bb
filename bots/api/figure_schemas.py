"""Figures over HTTP: each with its full identity and its source."""

from pydantic import BaseModel

from bots.api.schemas import CITED, FIGURE, Identity, example

SOURCED = {
    **FIGURE,
    "level": "cấp xã",
    "comparator": "=",
    "of": None,
    "document_id": CITED["document_id"],
    "title": CITED["title"],
    "section": CITED["section"],
    "page": 1,
    "quote": CITED["quote"],
    "statement_id": "bao-cao-quy-1-2026/7",
}


class SourcedFigure(Identity):
    """A figure on file (bots/rows.py); `comparator` = > >= < <= or ~, `of` the whole it is counted against."""

    model_config = example(SOURCED)

    level: str
    comparator: str
    of: float | None
    document_id: str
    title: str
    section: str
    page: int | None
    quote: str
    statement_id: str


class FigureList(BaseModel):
    """A window of the figures that match; `total` counts them all."""

    model_config = example({"figures": [SOURCED], "total": 1})

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

    indicator: str
    period: str
    scope: str
    value: float
    text: str
    kind: str
    comparator: str
    citation: PointSource


class Series(BaseModel):
    """One indicator in one unit over periods and places, the oldest period first.

    Points of different `kind` are different things: a plan is no result, a change no level. `units` and `kinds` are
    those on file of this indicator, the most frequent first, whatever was chosen.
    """

    model_config = example(
        {
            "indicator": "tỷ lệ ký số",
            "unit": "%",
            "units": ["%", "văn bản"],
            "kinds": ["kết quả", "chỉ tiêu"],
            "points": [
                {
                    "indicator": "tỷ lệ ký số",
                    "period": "2026-Q1",
                    "scope": "cấp xã",
                    "value": 88.6,
                    "text": "88,6%",
                    "kind": "kết quả",
                    "comparator": "=",
                    "citation": {n: CITED[n] for n in ("document_id", "title", "number", "page", "quote", "url")},
                }
            ],
        }
    )

    indicator: str
    unit: str
    units: list[str]
    kinds: list[str]
    points: list[SeriesPoint]


class IndicatorCount(BaseModel):
    """An indicator as the documents call it, and how many figures on file are of it."""

    indicator: str
    count: int


class IndicatorList(BaseModel):
    """Indicators, the most frequent first."""

    model_config = example({"indicators": [{"indicator": "tỷ lệ ký số", "count": 4}]})

    indicators: list[IndicatorCount]
