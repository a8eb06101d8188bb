"""The keys of callers, kept beside the catalogue: 256 random bits each, of which only the SHA-256 is stored.

A key so long cannot be guessed, so a plain digest of it tells nothing; slow password hashes are for short secrets.
A widget's key is published in web pages: it opens nothing by itself, but is exchanged for short sessions, which are
signed with a secret of their own (`signing`) and die with their key.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from sqlalchemy import Column, Engine, Select, String, Table, Text, func, insert, select, update

from ingest import schema
from ingest.access import AccessError, Label
from ingest.catalogue_errors import spoken_errors
from ingest.stored import now

Role = Literal["reader", "uploader", "admin", "widget"]
ROLES: tuple[Role, ...] = get_args(Role)
PREFIX = "hd"
"""Keys read "hd_<id>_<secret>": a scanner for leaked secrets can tell them, and a log can be searched by id."""


@dataclass(frozen=True, slots=True)
class Key:
    """A caller's key without its secret. `access` is the most restricted label it opens; `origins` a widget's sites.

    `signing` signs the sessions of a widget's key. `revoked_at` is empty while the key holds. Times: ISO 8601, UTC.
    """

    id: str
    name: str
    role: Role
    access: Label
    origins: tuple[str, ...] = ()
    signing: str = ""
    made_at: str = ""
    revoked_at: str = ""


table = Table(
    "keys",
    schema.metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String, nullable=False),
    Column("access", String, nullable=False),
    Column("origins", Text, nullable=False),  # JSON list; of a widget's key
    Column("sha256", String, nullable=False, unique=True),
    Column("signing", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("revoked_at", String, nullable=False),
)


def role_named(text: str) -> Role:
    """The role of this name. Raises AccessError."""
    for role in ROLES:
        if role == text.strip().lower():
            return role
    raise AccessError(f"Không có vai “{text}”.", f"Chọn một trong: {', '.join(ROLES)}.")


def origin_of(text: str) -> str:
    """A site as browsers name it in the Origin header. Raises AccessError for what is none.

    >>> origin_of("https://Portal.tinh.gov.vn/trang-chu"), origin_of("http://10.0.0.5:8080")
    ('https://portal.tinh.gov.vn', 'http://10.0.0.5:8080')
    """
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AccessError(f"“{text}” không phải địa chỉ trang.", "Ví dụ: --origin https://portal.tinh.gov.vn.")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


class Keys:
    """Reached as `Catalogue.keys`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, role: Role, access: Label, name: str = "", origins: Sequence[str] = ()) -> tuple[Key, str]:
        """A new key and its text, which is shown this once and kept nowhere.

        A widget's key needs the sites it may stand on, no other has any. Raises AccessError.
        """
        sites = tuple(map(origin_of, origins))
        if (role == "widget") != bool(sites):
            raise AccessError("Khóa widget phải có địa chỉ trang được nhúng, khóa khác thì không.", "Dùng --origin.")
        made = Key(secrets.token_hex(4), name, role, access, sites, secrets.token_hex(32), now())
        text = f"{PREFIX}_{made.id}_{secrets.token_urlsafe(32)}"
        row = {"origins": json.dumps(made.origins), "sha256": digest(text), "revoked_at": ""}
        row |= {name: getattr(made, name) for name in ("id", "name", "role", "access", "signing", "made_at")}
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(insert(table).values(row))
        return made, text

    def all(self) -> tuple[Key, ...]:
        """Every key, revoked ones too, in the order they were made."""
        return self._read(_KEY.order_by(table.c.made_at, table.c.id))

    def any(self) -> bool:
        """Whether a key was ever made: from then on nobody is let in without one, even when all are revoked."""
        with spoken_errors(), self._engine.connect() as connection:
            return bool(connection.execute(select(func.count()).select_from(table)).scalar_one())

    def origins(self) -> frozenset[str]:
        """The sites of all widget keys that hold."""
        return frozenset(site for key in self._read(_KEY.where(table.c.revoked_at == "")) for site in key.origins)

    def of_text(self, text: str) -> Key | None:
        """The key of this text; None for an unknown or revoked one."""
        return self._holding(table.c.sha256 == digest(text))

    def of_id(self, key_id: str) -> Key | None:
        """The key of this id; None for an unknown or revoked one."""
        return self._holding(table.c.id == key_id)

    def revoke(self, key_id: str) -> bool:
        """Ends a key at once; False when there is none such that holds."""
        columns = table.c
        held = (columns.id == key_id) & (columns.revoked_at == "")
        with spoken_errors(), self._engine.begin() as connection:
            return bool(connection.execute(update(table).where(held).values(revoked_at=now())).rowcount)

    def _holding(self, condition: Any) -> Key | None:
        found = self._read(_KEY.where(condition, table.c.revoked_at == ""))
        return found[0] if found else None

    def _read(self, query: Select[Any]) -> tuple[Key, ...]:
        with spoken_errors(), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return tuple(Key(**{**row._mapping, "origins": tuple(json.loads(row.origins))}) for row in rows)


def digest(text: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


_KEY = select(
    *[table.c[name] for name in ("id", "name", "role", "access", "origins", "signing", "made_at", "revoked_at")]
)
