"""Legacy Word (.doc) → Loaded, through LibreOffice when it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ingest.loaders.docx import load_docx
from ingest.loaders.errors import DEFAULT_LIMITS, Limits, LoadError, OnPage, quiet
from ingest.records import Loaded

MISSING = "Tệp Word đời cũ (.doc) cần LibreOffice mà máy chưa cài; hãy mở bằng Word, lưu thành .docx rồi nạp lại."
FAILED = "LibreOffice không chuyển được tệp .doc này; hãy mở bằng Word, lưu thành .docx rồi nạp lại."


def load_doc(path: Path, limits: Limits = DEFAULT_LIMITS, on_page: OnPage = quiet) -> Loaded:
    """Convert to DOCX in a folder of its own, with a profile of its own, and read that. Raises LoadError."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise LoadError(MISSING)
    with tempfile.TemporaryDirectory(prefix="hoidap-doc-") as folder:
        source = Path(folder, "in.doc")
        shutil.copyfile(path, source)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=limits.seconds)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise LoadError(FAILED) from error
        made = Path(folder, "in.docx")
        if not made.exists():
            raise LoadError(FAILED)
        loaded = load_docx(made, limits, on_page)
    return Loaded("doc", loaded.pages, loaded.flow, loaded.problems)
