"""Questions → a Run: asks each, keeps what came back, and records what was measured, where and when."""

import os
import platform
import subprocess
import time
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from eval.ask import AskFailed, Target
from eval.records import Gold, Outcome, Run


def without_accents(text: str) -> str:
    """Vietnamese letters without their marks; đ is a letter of its own and needs its own step.

    >>> without_accents("Tỷ lệ đúng hạn")
    'Ty le dung han'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).replace("đ", "d").replace("Đ", "D")


def missing(gold: Gold, documents: frozenset[str] | None) -> bool:
    """Can the question not be judged, because what it is about is not on file?"""
    if documents is None or not gold.documents:
        return False
    there = [name in documents for name in gold.documents]
    return not (all(there) if gold.need_all or gold.abstain else any(there))


def ask_one(gold: Gold, target: Target, strip_accents: bool = False) -> Outcome:
    """Plays the conversation; only the last turn is timed and kept. A failure is kept as an error, never raised."""
    reply: dict[str, object] = {}
    conversation: str | None = None
    started = time.perf_counter()
    try:
        for turn in gold.turns:
            message = without_accents(turn) if strip_accents else turn
            started = time.perf_counter()
            reply = target.ask(message, conversation)
            conversation = str(reply.get("conversation_id") or "") or None
    except AskFailed as error:
        return Outcome(gold, error=str(error), ms=_ms(started), evidence=None if target.retrieve is None else ())
    ms = _ms(started)
    evidence = None
    if target.retrieve is not None and not gold.abstain:
        evidence = target.retrieve(str(reply.get("standalone_question") or gold.turns[-1]))
    return Outcome(gold, reply, "", ms, evidence)


def measure(golds: Iterable[Gold], target: Target, strip_accents: bool = False) -> Run:
    """Asks every question. Those whose documents are not on file are not asked, and listed in `not_run`."""
    outcomes: list[Outcome] = []
    not_run: list[Gold] = []
    for gold in golds:
        if missing(gold, target.documents):
            not_run.append(gold)
        else:
            outcomes.append(ask_one(gold, target, strip_accents))
    about = surroundings() | target.about | ({"strip_accents": "yes"} if strip_accents else {})
    return Run(tuple(outcomes), tuple(not_run), about, target.corpus() if target.corpus else ())


def surroundings() -> dict[str, str]:
    """Commit, version, machine and time, for the run's record. Nothing that names a person or a host."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "version": _version(),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {_processor()}, {os.cpu_count()} cores",
    }


def _ms(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _version() -> str:
    try:
        return metadata.version("hoidap")
    except metadata.PackageNotFoundError:
        return "not installed"


def _commit() -> str:
    """The short commit of the checkout this file stands in, "+" when it is changed; "unknown" outside git."""
    here = Path(__file__).resolve().parent
    try:
        commit = _git(here, "rev-parse", "--short=12", "HEAD")
        return commit + ("+" if _git(here, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return "unknown"


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True, timeout=10)
    return done.stdout.strip()


def _processor() -> str:
    """The processor's name as the kernel gives it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown processor")
