"""A Run → one HTML page that needs no other file and no network: figures, plots, every miss with its citation."""

from collections.abc import Iterable
from html import escape

from eval import plots
from eval.measures import accuracy
from eval.metrics import BY_NAME, latency, refusals, score, scores, slices
from eval.records import Outcome, Run, Score
from eval.report import SLICED, percent, wanted, why

STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse}
td,th{padding:.25rem .6rem;border-bottom:1px solid #d8dee4;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.plots{display:flex;flex-wrap:wrap;gap:1.5rem}figure{margin:0}figcaption{font-weight:600}
svg text{font:11px system-ui,sans-serif;fill:#444c56}.bar{fill:#2f6f9f}.interval{stroke:#1b1f24;fill:none}
.grid{stroke:#d8dee4}.guide{stroke:#8b949e;stroke-dasharray:4 3}.line{stroke:#2f6f9f;stroke-width:2;fill:none}
.dot{fill:#2f6f9f;opacity:.75}details{border:1px solid #d8dee4;border-radius:6px;margin:.5rem 0;padding:.4rem .8rem}
summary{cursor:pointer}pre{white-space:pre-wrap;font:inherit;margin:.2rem 0}dt{color:#57606a}dd{margin:0 0 .4rem 0}
"""


def page(run: Run) -> str:
    """The whole page."""
    missed = [outcome for outcome in run.outcomes if not accuracy(outcome)]
    body = [
        "<h1>Độ đúng của câu trả lời</h1>",
        _pairs(run.about),
        "<h2>Tóm tắt</h2>",
        _summary(run),
        '<div class="plots">',
        _figure("Đúng và có dẫn, theo loại câu hỏi", plots.bars(_bars(run, "category"))),
        _figure("Theo dạng văn bản", plots.bars(_bars(run, "form"))),
        _figure("Độ tin so với thực tế", plots.calibration(run.outcomes)),
        _figure("Trả lời ít hơn thì đúng hơn bao nhiêu", plots.coverage(run.outcomes)),
        _figure("Thời gian trả lời", plots.latencies(run.outcomes)),
        "</div>",
        *(
            f"<h2>{name}</h2>{_slices(run, by)}"
            for by, name in (("category", "Theo loại"), ("form", "Theo dạng"), ("document", "Theo văn bản"))
        ),
        f"<h2>Câu sai hoặc không dẫn đúng chỗ: {len(missed)}</h2>",
        *(_miss(outcome) for outcome in missed),
        f"<h2>Chưa chạy vì văn bản chưa nạp: {len(run.not_run)}</h2>",
        f"<p>{escape(', '.join(gold.id for gold in run.not_run)) or 'Không có.'}</p>",
    ]
    head = f'<meta charset="utf-8"><title>hoidap eval</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="vi"><head>{head}</head><body>{"".join(body)}</body></html>\n'


def _summary(run: Run) -> str:
    rows = [(name, BY_NAME[name].label, percent(s), str(s.n)) for name, s in scores(run.outcomes).items()]
    refused = refusals(run.outcomes)
    rows.append(
        (
            "refusal",
            "từ chối: chính xác / đầy đủ / F1",
            f"{refused.precision:.3f} / {refused.recall:.3f} / {refused.f1:.3f}",
            f"{refused.rightly}/{refused.should}",
        )
    )
    rows += [(f"latency {name}", "mili giây", f"{ms:.1f}", "") for name, ms in latency(run.outcomes).items()]
    return _table(("thước đo", "", "% (khoảng tin cậy 95 %)", "n"), rows)


def _bars(run: Run, by: str) -> list[tuple[str, Score]]:
    groups = slices(run.outcomes, by).items()
    return [(name, found) for name, rows in groups if (found := score(BY_NAME["accuracy"], rows)) is not None]


def _slices(run: Run, by: str) -> str:
    rows = []
    for name, outcomes in slices(run.outcomes, by).items():
        found = [score(BY_NAME[key], outcomes) for key in SLICED]
        rows.append((name, *(percent(s) if s else "" for s in found), str(len(outcomes))))
    return _table(("", *(BY_NAME[key].label for key in SLICED), "câu"), rows)


def _miss(outcome: Outcome) -> str:
    gold, reply = outcome.gold, outcome.reply
    parts = [
        ("Câu hỏi", " ▸ ".join(gold.turns)),
        ("Hiểu là", str(reply.get("standalone_question", ""))),
        ("Cần", wanted(outcome)),
        ("Chỗ dẫn cần", "\n".join(f"{s.document}: {s.quote}" for s in gold.sources)),
        ("Trả lời", outcome.error or str(reply.get("answer", ""))),
        ("Dẫn", "\n".join(_citation(c) for c in reply.get("citations", ()))),
        ("Ghi chú", gold.note),
    ]
    items = "".join(f"<dt>{escape(k)}</dt><dd><pre>{escape(v)}</pre></dd>" for k, v in parts if v)
    title = f"{gold.id} · {gold.category} · {why(outcome)}"
    return f"<details><summary>{escape(title)}</summary><dl>{items}</dl></details>"


def _citation(citation: dict[str, object]) -> str:
    where = f"{citation.get('document_id', '')}, trang {citation.get('page') or '—'}"
    return f"[{citation.get('marker', '')}] {where}: {citation.get('quote', '')}"


def _figure(title: str, svg: str) -> str:
    return f"<figure><figcaption>{escape(title)}</figcaption>{svg}</figure>"


def _pairs(about: dict[str, str]) -> str:
    return _table((), sorted(about.items()))


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"
