"""Files → catalogue: what is new is read, what is unchanged skipped, what is gone removed; a bad file fails alone.

Every step is safe to be killed in: ids are given to all files in one transaction before the first is read, a
document is stored whole in one transaction, and whatever is not "stored" is read again by the next run.
"""

import hashlib
import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

from ingest.access import Access, labels_in
from ingest.arrivals import Twin, arrivals
from ingest.catalogue import Catalogue, StoredFile
from ingest.catalogue_errors import CatalogueConflict
from ingest.loaders.errors import LoadError
from ingest.records import Loaded, Parsed
from ingest.walk import Failure, digests_of, is_gone, walk

log = logging.getLogger(__name__)

PARSER_FAULTS = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    AssertionError,
)
"""What a fault of our own raises on a file nobody foresaw: the file fails, with the traceback in the log, and the
others go on. Faults of the machine (memory, disk, database) end the run."""
STORAGE = frozenset(
    [
        "access.py",
        "arrivals.py",
        "between.py",
        "catalogue.py",
        "catalogue_errors.py",
        "chat_people.py",
        "chat_tables.py",
        "chats.py",
        "compared.py",
        "figure_query.py",
        "jobs.py",
        "keys.py",
        "migrations",
        "owner.py",
        "pipeline.py",
        "quoted.py",
        "schema.py",
        "stored.py",
        "talks.py",
        "walk.py",
    ]
)
"""What of this package has no say in how a document is read."""

SECRET = (
    "Văn bản đóng dấu {stamp}: không được nạp. Tài liệu bí mật nhà nước chỉ được lưu và tra cứu trên máy theo quy định "
    "của Luật Bảo vệ bí mật nhà nước; hãy xóa tệp này khỏi máy nếu nó được chép vào nhầm."
)
"""Luật 117/2025/QH15 forbids putting state secrets into systems like this one."""

Stage = Literal["received", "loading", "parsing", "storing", "done", "failed"]


class Parse(Protocol):
    """What makes a document of a file as read; the id and the digest are the pipeline's to give."""

    def __call__(self, loaded: Loaded, path: Path, document_id: str, sha256: str) -> Parsed: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """File `number` of `total` (counted from 1) has come to a stage."""

    path: Path
    stage: Stage
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did, as paths; `ignored` are files in a folder that are not of a kind we read, `twins` those
    whose content is on file already from elsewhere.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    twins: tuple[Twin, ...] = ()


def ingest(
    paths: Iterable[Path],
    catalogue: Catalogue,
    load: Callable[[Path], Loaded],
    parse: Parse,
    progress: Callable[[Progress], None] = lambda _: None,
    access: Access | None = None,
    seen: Collection[str] | None = None,
) -> Report:
    """Brings the catalogue to the state of the files and folders given; folders are walked.

    Every document read or found unchanged gets the label `access`, or what the access.tsv beside its file says; one
    whose content is on file from elsewhere changes nothing, its label least of all. `seen` are the documents that
    whoever hands the files in may see (None for all): theirs is told of no other, and takes none's place.
    A file that once stood in one of the folders and no longer does is removed; a path that does not exist is a
    failure and removes nothing. When a new version of a file cannot be read, the old one stays.
    """
    found = walk(paths)
    digests, failed = digests_of(sorted(found.files))
    files = catalogue.files()
    gone = {file.path for file in files if is_gone(Path(file.path), found)}
    arrived = arrivals(digests, files, catalogue.documents(), gone, seen)
    for file in arrived.gone:
        if not catalogue.remove(file.document_id):
            catalogue.forget_file(file.path)
    by_id = {file.document_id: file for file in files if file not in arrived.gone}
    stored = {document.id for document in catalogue.documents()}

    parser = parser_version()
    unchanged: list[str] = []
    waiting: list[StoredFile] = []
    ids = arrived.ids
    label = _labels(ids, access)
    for path, document_id in ids.items():
        old = by_id.get(document_id)
        is_stored = old is not None and old.state in ("stored", "live") and document_id in stored
        if old and is_stored and (old.sha256, old.parser) == (digests[path], parser):
            if old.path != str(path):
                catalogue.move(old.path, str(path))
            unchanged.append(str(path))
        else:
            waiting.append(StoredFile(str(path), document_id, digests[path], parser))
    # What an older version read is read anew from the copy at hand; its label is not the copy's to change.
    again = {each.document_id: each for each in arrived.twins if Path(each.known_path) not in digests and seen is None}
    again = {key: each for key, each in again.items() if key in by_id and by_id[key].parser != parser}
    waiting += [StoredFile(each.path, key, digests[Path(each.path)], parser) for key, each in again.items()]
    catalogue.write_files(waiting)

    label(catalogue, [ids[Path(path)] for path in unchanged])
    added: list[str] = []
    changed: list[str] = []
    for number, file in enumerate(waiting, start=1):
        path = Path(file.path)

        def tell(stage: Stage, path: Path = path, number: int = number) -> None:
            progress(Progress(path, stage, number, len(waiting)))

        reason = _take_in(file, catalogue, load, parse, tell)
        copied = again.get(file.document_id)
        if reason:
            catalogue.write_files([replace(file, state="failed", reason=reason)])
            failed.append(Failure(file.path, reason))
        else:
            label(catalogue, [] if copied else [file.document_id])
            (changed if file.document_id in stored else added).append(file.path)
        if copied:
            catalogue.move(file.path, copied.known_path)
        tell("failed" if reason else "done")
    removed = tuple(file.path for file in arrived.gone)
    catalogue.between.settle(parser, catalogue.parsed)
    reasons = {failure.path: failure.reason for failure in failed}
    failed += [Failure(each.path, reasons[each.known_path]) for each in arrived.twins if each.known_path in reasons]
    twins = tuple(each for each in arrived.twins if each.known_path not in reasons and each not in again.values())
    failures = (*found.failed, *failed)
    return Report(tuple(added), tuple(changed), tuple(unchanged), removed, tuple(found.ignored), failures, twins)


def _labels(ids: Mapping[Path, str], access: Access | None) -> Callable[[Catalogue, Collection[str]], None]:
    """What labels documents of these files, given by id; a wrong access.tsv is noticed here, before a file is read."""
    said = {} if access else {ids[Path(path)]: each for path, each in labels_in([str(path) for path in ids]).items()}

    def label(catalogue: Catalogue, document_ids: Collection[str]) -> None:
        if access is not None:
            catalogue.label(document_ids, access)
        else:
            catalogue.labels.put({key: said[key] for key in document_ids if key in said}, "file")

    return label


def _take_in(
    file: StoredFile,
    catalogue: Catalogue,
    load: Callable[[Path], Loaded],
    parse: Parse,
    tell: Callable[[Stage], None],
) -> str:
    """Reads one file into the catalogue; the reason when it cannot be."""
    path = Path(file.path)
    try:
        tell("loading")
        loaded = load(path)
        tell("parsing")
        parsed = parse(loaded, path, file.document_id, file.sha256)
        if parsed.document.secrecy:
            catalogue.remove(file.document_id)
            return SECRET.format(stamp=parsed.document.secrecy.upper())
        tell("storing")
        catalogue.write_files([replace(file, state="parsed")])
        document = replace(parsed.document, id=file.document_id, path=file.path, sha256=file.sha256)
        catalogue.put(replace(parsed, document=document), file.parser)
    except LoadError as error:
        return str(error)
    except OSError as error:
        return f"Không đọc được tệp: {error.strerror or error}."
    except CatalogueConflict as error:
        log.exception("%s: what was read contradicts itself", path)
        return str(error)
    except PARSER_FAULTS as error:
        log.exception("%s: fault of the parser", path)
        return f"Lỗi của chương trình khi đọc tệp ({type(error).__name__}: {error}); hãy báo lỗi kèm tệp này."
    return ""


@cache
def parser_version() -> str:
    """A digest of the code and tables that read documents: when they change, documents are read again.

    The language model files are left out: they have their say in questions only.
    """
    folder = Path(__file__).parent
    sources = [path for path in folder.rglob("*") if path.suffix in (".py", ".tsv", ".json")]
    digest = hashlib.sha256()
    for path in sorted(sources):
        if path.relative_to(folder).parts[0] not in STORAGE:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
