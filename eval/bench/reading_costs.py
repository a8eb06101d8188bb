"""What reading costs: processor time a page; memory as the pages grow, of this process and of the one that reads."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from eval.bench.printed import pages, pdf
from ingest.catalogue import Catalogue
from ingest.loaders import load
from ingest.loaders.sandbox import load_isolated
from ingest.parse import parse
from ingest.pipeline import ingest

Row = tuple[str, str, str]
TEXT_PAGE = 2500
"""Characters that a printed page of a report holds, for files that know no pages."""
TURNS = 3
"""The quickest of so many turns is told: the machine has other things to do."""
FILE_PAGES, BATCH = 50, 20
"""Pages of a file, and files of one ingest: what documents say of each other is looked at once for each ingest."""
LOOKED_AT = (1_000, 2_000, 5_000, 10_000)
"""After how many pages memory is looked at; each is a multiple of FILE_PAGES × BATCH."""


def speed(data: Path) -> Iterator[Row]:
    """Pages a second of processor time, loading and understanding, in this process."""
    groups = {
        "PDF của corpus": sorted((data / "corpus").glob("*.pdf")),
        "PDF chữ của documents": sorted((data / "data" / "documents").glob("digital_*.pdf")),
        f"gov_docs, {TEXT_PAGE} ký tự là một trang": sorted((data / "data" / "gov_docs").glob("*.txt"))[:40],
    }
    for name, files in groups.items():
        if files:
            parse(load(files[0]), files[0])  # what is imported and compiled once
            yield "trang mỗi giây mỗi lõi (đọc và hiểu)", name, f"{max(_pace(files) for _ in range(TURNS)):.1f}"


def _pace(files: list[Path]) -> float:
    count, begun = 0.0, time.process_time()
    for path in files:
        loaded = load(path)
        parse(loaded, path)
        printed = sum(1 for page in loaded.pages if page.number)
        count += printed or sum(len(page.text) for page in loaded.pages) / TEXT_PAGE
    return count / (time.process_time() - begun)


def memory(texts: Path) -> Iterator[Row]:
    """Ten thousand different pages through the whole of an ingest, a folder of files after another."""
    sources = sorted(texts.glob("*.txt"))
    if not sources or not Path("/proc/self/status").exists():
        return
    printed, done, reader = pages(sources), 0, 0
    with tempfile.TemporaryDirectory() as name, closing(Catalogue.open(f"sqlite:///{name}/catalogue.db")) as catalogue:
        while done < LOOKED_AT[-1]:
            folder = Path(name) / str(done)
            folder.mkdir()
            for number in range(BATCH):
                (folder / f"{done}-{number}.pdf").write_bytes(pdf(list(islice(printed, FILE_PAGES))))
            report = ingest([folder], catalogue, load_isolated, parse)
            assert not report.failed, report.failed
            done += FILE_PAGES * BATCH
            reader = max(reader, *(megabytes(child, "VmHWM") for child in children()), 0)  # it is renewed now and then
            if done in LOOKED_AT:
                parent, peak = megabytes("self", "VmRSS"), megabytes("self", "VmHWM")
                value = f"{parent} MB (đỉnh {peak}), tiến trình đọc đỉnh {reader} MB"
                yield "bộ nhớ khi nạp nhiều trang", f"sau {done} trang", value


def megabytes(process: str, what: str) -> int:
    """Memory of a process as Linux tells it: VmRSS in use now, VmHWM the most it ever used."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith(f"{what}:"))


def children() -> list[str]:
    """The processes that this one started and that still run."""
    return [child for task in Path("/proc/self/task").glob("*/children") for child in task.read_text().split()]
