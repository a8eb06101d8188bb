"""Whether each part can do its work: for `hoidap doctor` (a person) and `/readyz` (a load balancer)."""

import platform
import shutil
import subprocess
from importlib import metadata
from typing import TYPE_CHECKING

from bots import replies
from bots.failures import sentence, shown_errors

if TYPE_CHECKING:
    from ingest.catalogue import Catalogue
    from rag.assistant import Assistant
    from rag.settings import Settings

OK = "ok"


def parts_ready(catalogue: "Catalogue") -> dict[str, str]:
    """Each part → "ok" or what is wrong, in Vietnamese. Cheap, and it counts nothing: anybody may ask."""
    try:
        documents = catalogue.documents()
    except shown_errors() as error:
        return {"catalogue": sentence(error)}
    return {"catalogue": OK, "documents": OK if documents else replies.NO_DOCUMENTS}


def index_state(assistant: "Assistant") -> str:
    """Whether both indexes can be searched, by searching them. While a document is read in, the others are found."""
    try:
        assistant.search.search(replies.INDEX_PROBE)
    except shown_errors() as error:
        return sentence(error)
    return OK


def service_parts(assistant: "Assistant") -> dict[str, str]:
    """The parts of a running service."""
    return {**parts_ready(assistant.catalogue), "index": index_state(assistant)}


def model_state(name: str) -> str:
    """Whether the embedding model can be read; `name` is empty for the bundled one."""
    from rag.embed import load_embedder

    try:
        load_embedder(name or None)
    except shown_errors() as error:
        return sentence(error)
    return OK


def found_by_index(settings: "Settings") -> str:
    """Whether the indexes of a data folder can be searched; a service that runs on the folder keeps us out."""
    from rag.assistant import Assistant

    try:
        with Assistant.open(settings) as assistant:
            return index_state(assistant)
    except shown_errors() as error:
        return sentence(error)


def installed() -> dict[str, str]:
    """What stands on this machine: versions, and whether scanned pages can be read. Nothing here is an error."""
    names = ("hoidap", "chromadb", "sqlalchemy", "fastapi", "python-telegram-bot")
    found = {"python": platform.python_version(), **{name: _version(name) for name in names}}
    return {**found, "tesseract": _tesseract()}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return replies.NOT_INSTALLED


def _tesseract() -> str:
    """Tesseract's version and whether it reads Vietnamese; it is needed only for scanned pages."""
    program = shutil.which("tesseract")
    if program is None:
        return replies.NO_TESSERACT
    said = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False).stdout
    return OK if "vie" in said.split() else replies.NO_TESSERACT_VIETNAMESE
