"""Files on their way in: taken at once, read by the one ingest worker, followed by their job."""

import hashlib
import shutil
import unicodedata
from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

from fastapi import APIRouter, File, Form, Response, UploadFile
from fastapi import Path as PathParameter

from bots import replies
from bots.access import Caller
from bots.api import problems
from bots.api.document_schemas import JobStatus, JobTaken
from bots.api.documents import findings_of
from bots.api.doors import CallerDep, UploaderDep
from bots.api.problems import Refused
from bots.api.service import Service, ServiceDep
from ingest.access import LABEL_NAMES, LABELS
from ingest.jobs import Job, job_id
from ingest.walk import SUFFIXES, digests_of

router = APIRouter(prefix="/api/v1", tags=["Nạp văn bản"])
UPLOADS = "uploads"
"""In the data folder: a folder a job, so that no two files meet, whatever they are called."""
NAME_ROOM = 120
"""Characters kept of a file's name: with Vietnamese letters some 250 bytes, what file systems take."""
LOOKED_AT = 1024
PIECE = 2**20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINS = {".pdf": b"%PDF-", ".docx": _ZIP, ".xlsx": _ZIP, ".xlsm": _ZIP, ".doc": _OLE}
"""How files of these kinds begin; the others are text. A PDF may have something before its first line."""
PROGRESS = {"queued": 0.0, "reading": 0.3, "indexing": 0.8, "done": 1.0, "failed": 1.0}


@router.post(
    "/documents",
    summary="Nạp một văn bản",
    status_code=202,
    responses=problems.documented(400, 409, 415, 422),
)
def upload(
    caller: UploaderDep,
    service: ServiceDep,
    response: Response,
    file: Annotated[UploadFile, File(description="PDF, DOCX, DOC, XLSX, HTML, TXT hoặc Markdown.")],
    access: Annotated[
        Literal["", "cong_khai", "noi_bo", "han_che"],
        Form(description="Mức truy cập; bỏ trống là chưa đặt.", examples=["noi_bo"]),
    ] = "",
    telegram: Annotated[bool, Form(description="Được trả lời trên Telegram.")] = False,
    twice: Annotated[
        bool, Form(description="Nạp cả khi tệp đã có: cho bot nạp thay người không được biết điều đó.")
    ] = False,
) -> JobTaken:
    """Nhận tệp rồi đọc sau; xem tiến độ ở `status_url`. Tệp đã có thì không nạp lại: 409 nói đó là văn bản nào."""
    if access and not caller.is_admin and LABELS.index(access) > LABELS.index(caller.access):
        raise Refused(403, replies.HTTP_ACCESS_TOO_HIGH.format(label=LABEL_NAMES[caller.access]))
    name = safe_name(file.filename or "")
    if not looks_like(name, file.file):
        raise Refused(415, replies.HTTP_WRONG_TYPE.format(kinds=", ".join(sorted(SUFFIXES))))
    key = job_id()
    path = service.settings.data_dir.absolute() / UPLOADS / key / name
    with service.handing_in:
        if not twice:
            refuse_known(service, caller, file.file)
        path.parent.mkdir(parents=True)
        with path.open("wb") as kept:
            shutil.copyfileobj(file.file, kept)
        service.catalogue.jobs.add(Job(key, caller.id, name, str(path), access, telegram and bool(access)))
    service.worker.wake()
    status = f"/api/v1/jobs/{key}"
    response.headers["Location"] = status
    return JobTaken(job_id=key, status_url=status)


@router.get("/jobs/{job_id}", summary="Tiến độ nạp", responses=problems.documented(404, 422))
def job(job_id: Annotated[str, PathParameter(max_length=64)], caller: CallerDep, service: ServiceDep) -> JobStatus:
    """Lượt nạp của chính mình; người quản trị xem được mọi lượt."""
    found = service.catalogue.jobs.get(job_id)
    if found is None or not (caller.is_admin or found.owner == caller.id):
        raise Refused(404, replies.HTTP_NO_JOB.format(id=job_id))
    done = found.state == "done"
    return JobStatus(
        id=found.id,
        state=found.state,
        progress=PROGRESS[found.state],
        message=found.message,
        document_id=found.document_id or None,
        findings=findings_of(service, found.document_id) if done else None,
    )


def refuse_known(service: Service, caller: Caller, file: BinaryIO) -> None:
    """Raises Refused (409) for a file that is on file already, or on its way; rewinds it otherwise.

    Only what the caller may see or handed in themselves counts: that a file is among documents they may not see is
    not for them to learn, so theirs is taken like any other.
    """
    read = hashlib.sha256()
    for piece in iter(partial(file.read, PIECE), b""):
        read.update(piece)
    file.seek(0)
    digest = read.hexdigest()
    jobs = service.catalogue.jobs
    for known in service.catalogue.documents():
        own = known.sha256 == digest and any(job.owner == caller.id for job in jobs.of_document(known.id))
        if own or (known.sha256 == digest and service.may_see(caller, known.id)):
            said = replies.HTTP_ON_FILE.format(title=known.title or replies.NO_TITLE, id=known.id)
            raise Refused(409, said, document_id=known.id)
    waiting = {Path(job.path): job for job in jobs.unfinished() if job.owner == caller.id}
    for path, found in digests_of(waiting)[0].items():
        if found == digest:
            said = replies.HTTP_ON_ITS_WAY.format(name=waiting[path].name)
            raise Refused(409, said, status_url=f"/api/v1/jobs/{waiting[path].id}")


def safe_name(name: str) -> str:
    """A file's name without its folders, control and direction marks, or anything a file system minds.

    >>> safe_name("../../etc/Báo cáo quý 1.PDF"), safe_name("C:\\\\a\\\\x\\u202egnp.pdf"), safe_name("..pdf")
    ('Báo cáo quý 1.pdf', 'xgnp.pdf', 'tep.pdf')
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c if c.isalnum() or c in "-_.() " else "-" if c.isprintable() else "" for c in last)
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem.strip(' .-')[:NAME_ROOM].strip() or 'tep'}{dot}{suffix.lower()[:10]}"


def looks_like(name: str, file: BinaryIO) -> bool:
    """Whether a file is of a kind that is read, and begins as files of its kind do. Reads and rewinds it."""
    suffix = Path(name).suffix
    head = file.read(LOOKED_AT)
    file.seek(0)
    if suffix == ".pdf":
        return BEGINS[suffix] in head
    if suffix in BEGINS:
        return head.startswith(BEGINS[suffix])
    return suffix in SUFFIXES and bool(head) and (b"\0" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"))
