"""Who asks, and what they may see and do: one function from a caller to the documents they are answered from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.access import Label
from ingest.keys import Key, Role
from ingest.talks import LOCAL_OWNER

if TYPE_CHECKING:
    from ingest.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who asks. `id` keeps their conversations apart from others'; `access` is the most restricted label
    they may see. `telegram`: they read on Telegram, so only documents that may go there are theirs. `name` is what
    their key is called.
    """

    id: str
    role: Role
    access: Label
    telegram: bool = False
    name: str = ""

    @property
    def is_admin(self) -> bool:
        """Whether they see every document, labelled or not, and do everything."""
        return self.role == "admin"

    @property
    def may_upload(self) -> bool:
        """Whether they may hand in documents."""
        return self.role in ("uploader", "admin")


LOCAL = Caller(LOCAL_OWNER, "admin", "han_che")
"""Who works on the machine itself: nobody needs a key to read the files that lie before them."""


def of_key(key: Key) -> Caller:
    """The caller who showed a key."""
    return Caller(f"key:{key.id}", key.role, key.access, name=key.name)


def on_telegram(user: int, access: Label = "cong_khai") -> Caller:
    """A Telegram user; they see what has their label or a more open one and may go to Telegram."""
    return Caller(f"telegram:{user}", "reader", access, telegram=True)


def allowed(caller: Caller, catalogue: "Catalogue") -> frozenset[str] | None:
    """The ids of the documents that a caller may see, read from the catalogue each time so that a demotion holds at
    once; None for all, labelled or not, which is for the admin alone (on Telegram even the admin sees what may go).
    """
    if caller.is_admin and not caller.telegram:
        return None
    return catalogue.labels.allowed(caller.access, caller.telegram)
