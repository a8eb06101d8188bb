"""Who may see a document: its access label, kept beside the catalogue. No label means denied to all but the admin.

Labels, the most open first: công khai (cong_khai) < nội bộ (noi_bo) < hạn chế (han_che). A label may add that the
document may be answered from on Telegram, which is somebody else's server. A label is set by hand (command, upload)
or by a folder's own `access.tsv`; what is set by hand stays, what a file says follows the file.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from sqlalchemy import Boolean, Column, Connection, Engine, String, Table, delete, insert, select

from ingest import schema
from ingest.catalogue_errors import CatalogueError, spoken_errors
from ingest.stored import now
from ingest.vietnamese.fold import fold

Label = Literal["cong_khai", "noi_bo", "han_che"]
LABELS: tuple[Label, ...] = get_args(Label)
"""The most open first."""
LABEL_NAMES: Mapping[str, str] = {"cong_khai": "công khai", "noi_bo": "nội bộ", "han_che": "hạn chế"}
FILE = "access.tsv"
"""A folder's labels: file name, label and "telegram" where it may be answered from there, parted by tabs."""

Origin = Literal["hand", "file"]


@dataclass(frozen=True, slots=True)
class Access:
    """A document's label, and whether it may be answered from on Telegram."""

    label: Label
    telegram: bool = False


class AccessError(CatalogueError):
    """A label that cannot be given: an unknown one, to an unknown document, or to one that bears a secrecy stamp."""

    status = 2


table = Table(  # no foreign key: a document that is read again keeps its label
    "access",
    schema.metadata,
    Column("document_id", String, primary_key=True),
    Column("label", String, nullable=False),
    Column("telegram", Boolean, nullable=False),
    Column("origin", String, nullable=False),
    Column("at", String, nullable=False),
)


def label_named(text: str) -> Label:
    """The label that a person writes, accents and joints aside. Raises AccessError.

    >>> label_named("công-khai"), label_named("Nội bộ"), label_named("HAN_CHE")
    ('cong_khai', 'noi_bo', 'han_che')
    """
    wanted = "_".join(fold(text).replace("-", " ").replace("_", " ").split())
    for label in LABELS:
        if label == wanted:
            return label
    raise AccessError(f"Không có mức truy cập “{text}”.", "Chọn một trong: công-khai, nội-bộ, hạn-chế.")


def up_to(label: Label) -> tuple[Label, ...]:
    """A label and all more open ones: what somebody who may see `label` may see.

    >>> up_to("noi_bo")
    ('cong_khai', 'noi_bo')
    """
    return LABELS[: LABELS.index(label) + 1]


def is_stricter(label: Label, than: Label) -> bool:
    """Whether fewer people see what has this label.

    >>> is_stricter("han_che", "noi_bo"), is_stricter("noi_bo", "noi_bo")
    (True, False)
    """
    return LABELS.index(label) > LABELS.index(than)


def folder_labels(folder: Path) -> dict[str, Access]:
    """The labels of a folder's own access.tsv by file name; none where it has no such file. Raises AccessError.

    Lines that are blank or begin with "#" are notes.
    """
    file = folder / FILE
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise AccessError(f"Không đọc được {file}.", "Lưu lại tệp bằng UTF-8 rồi nạp lại.") from error
    found = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("\t")]
        if len(parts) < 2 or fold("".join(parts[2:])) not in ("", "telegram"):
            raise AccessError(f"{file}, dòng {number}: không đúng mẫu.", "Mẫu: tên tệp <tab> mức <tab> telegram.")
        found[parts[0]] = Access(label_named(parts[1]), len(parts) > 2 and bool(parts[2]))
    return found


class Labels:
    """The labels that are kept; reached as `Catalogue.labels`. `Catalogue.label` sets one by hand."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> dict[str, Access]:
        """Every label by document id."""
        columns = table.c
        with spoken_errors(), self._engine.connect() as connection:
            rows = connection.execute(select(columns.document_id, columns.label, columns.telegram))
            return {row[0]: Access(row[1], bool(row[2])) for row in rows}

    def allowed(self, label: Label, telegram: bool = False) -> frozenset[str]:
        """The ids of the documents with this label or a more open one; for Telegram, those that may go there."""
        columns = table.c
        query = select(columns.document_id).where(columns.label.in_(up_to(label)))
        query = query.where(columns.telegram) if telegram else query
        with spoken_errors(), self._engine.connect() as connection:
            return frozenset(connection.execute(query).scalars())

    def forget(self, document_id: str, connection: Connection) -> None:
        """Takes the label of a document away that goes, in the same transaction: the next of its name has none."""
        connection.execute(delete(table).where(table.c.document_id == document_id))

    def put(self, labels: Mapping[str, Access | None], origin: Origin) -> None:
        """Sets labels by document id, None takes one away; all or none. A file's labels leave those set by hand."""
        columns = table.c
        with spoken_errors(), self._engine.begin() as connection:
            by_hand = select(columns.document_id).where(columns.origin == "hand")
            kept = set(connection.execute(by_hand).scalars()) if origin == "file" else set()
            for document_id, access in labels.items():
                if document_id in kept:
                    continue
                connection.execute(delete(table).where(columns.document_id == document_id))
                if access is not None:
                    row = {"label": access.label, "telegram": access.telegram, "origin": origin, "at": now()}
                    connection.execute(insert(table).values(document_id=document_id, **row))


def labels_in(paths: Collection[str]) -> dict[str, Access | None]:
    """What the access.tsv beside each file says of it, by path; None for a file that it does not name.

    A folder without an access.tsv says nothing: its files are left out.
    """
    folders = {path: Path(path).parent for path in paths}
    said = {folder: folder_labels(folder) for folder in set(folders.values()) if (folder / FILE).exists()}
    return {path: said[folder].get(Path(path).name) for path, folder in folders.items() if folder in said}
