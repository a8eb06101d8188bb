"""The one ingest worker of a service: takes the jobs from SQL, one after the other, also those a crash left behind."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from bots.api.uploads import UPLOADS
from bots.failures import sentence, shown_errors
from ingest.jobs import Job
from ingest.loaders.sandbox import load_isolated
from ingest.parse import parse
from ingest.pipeline import Progress, ingest

if TYPE_CHECKING:
    from rag.assistant import Assistant

log = logging.getLogger(__name__)
OK = "ok"
STOPPED = "đã dừng"


class Worker:
    """Made by `working`. All methods may be called from any thread."""

    def __init__(self, assistant: "Assistant", data_dir: Path) -> None:
        self._assistant, self._uploads = assistant, (data_dir / UPLOADS).absolute()
        self._jobs, self._catalogue = assistant.catalogue.jobs, assistant.catalogue
        self._lock = Lock()
        self._woken, self._ended = Event(), Event()
        self._thread = Thread(target=self._run, name="ingest", daemon=True)

    def wake(self) -> None:
        """There is a new job."""
        self._woken.set()

    def waiting(self) -> int:
        """Jobs that are not done."""
        return len(self._jobs.unfinished())

    def state(self) -> str:
        """ "ok", or that the thread has ended."""
        return OK if self._thread.is_alive() else STOPPED

    def remove(self, document_id: str) -> None:
        """Forgets a document; its file too where it was uploaded, for a folder of documents is its owner's."""
        with self._lock:
            document = self._catalogue.document(document_id)
            self._catalogue.remove(document_id)
            self._assistant.refresh()
        if document is not None and Path(document.path).is_relative_to(self._uploads):
            shutil.rmtree(Path(document.path).parent, ignore_errors=True)

    def start(self) -> None:
        self._woken.set()
        self._thread.start()

    def stop(self) -> None:
        """Ends after the job it is at; what is left is done by the next start."""
        self._ended.set()
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            self._woken.wait()
            self._woken.clear()
            for job in self._jobs.unfinished():
                if self._ended.is_set():
                    return
                try:
                    self._take_in(job)
                except shown_errors() as error:
                    log.exception("job %s", job.id)
                    self._jobs.move_on(job.id, "failed", sentence(error))

    def _take_in(self, job: Job) -> None:
        self._jobs.move_on(job.id, "reading")

        def tell(progress: Progress) -> None:
            if progress.stage == "storing":
                self._jobs.move_on(job.id, "indexing")

        with self._lock:
            # What its owner may know to be on file was refused when it came: see uploads.py.
            path = Path(job.path)
            report = ingest([path], self._catalogue, load_isolated, parse, tell, job.access, seen=())
            self._assistant.refresh()
        if report.failed:
            self._jobs.move_on(job.id, "failed", report.failed[0].reason)
            shutil.rmtree(Path(job.path).parent, ignore_errors=True)
            return
        (document_id,) = [file.document_id for file in self._catalogue.files() if file.path == job.path]
        self._jobs.move_on(job.id, "done", document_id=document_id)


@contextmanager
def working(assistant: "Assistant", data_dir: Path) -> Iterator[Worker]:
    """A worker that runs while the block does."""
    worker = Worker(assistant, data_dir)
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()
