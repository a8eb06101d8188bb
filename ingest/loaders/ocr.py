"""A page image → words with places, read by tesseract (`vie`) after the page is straightened and stamps are removed."""

import csv
import functools
import io
import shutil
import statistics
import subprocess
from dataclasses import dataclass

import numpy as np
from PIL import Image

from ingest.loaders.errors import LoadError
from ingest.loaders.glyphs import Word
from ingest.vietnamese.normalize import clean

MISSING = "chưa cài tesseract với tiếng Việt (apt-get install tesseract-ocr tesseract-ocr-vie)"
FAILED = "Nhận dạng chữ trên ảnh thất bại; hãy kiểm tra cài đặt tesseract rồi nạp lại."
# Tesseract is trained on text of about 30 pixels a line: 300 dots an inch for 12-14 point print.
DPI = 300
# Seals and signatures are red: red is this much stronger than green and blue.
RED = 45
# A page is straightened between these angles (degrees); scanners seldom go beyond.
SKEW = 4.0
# Tesseract's trust in a word (0-100) below which it is a speck or an ornament, not a word.
TRUST = 10.0
# Heights vary with the letters of a line; only a line lower than this share of the usual is set smaller (footnotes).
SMALLER = 0.82


@dataclass(frozen=True, slots=True)
class Reading:
    """Words in points of the straightened page, and tesseract's mean trust in them (0-100)."""

    words: tuple[Word, ...]
    trust: float


@functools.cache
def available() -> bool:
    """Is tesseract with Vietnamese installed?"""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in listed.stdout.split()


def read_image(image: Image.Image, dpi: float = DPI) -> Reading:
    """Words of a page image at `dpi`. Raises LoadError when tesseract fails."""
    page = straighten(without_red(image))
    buffer = io.BytesIO()
    page.save(buffer, "PNG", compress_level=1)
    # One thread: tesseract's own threads cost more than they gain, and files are read side by side.
    command = ["env", "OMP_THREAD_LIMIT=1", "tesseract", "stdin", "stdout", "-l", "vie", "--dpi", str(round(dpi))]
    done = subprocess.run([*command, "--psm", "4", "tsv"], input=buffer.getvalue(), capture_output=True, check=False)
    if done.returncode != 0:
        raise LoadError(FAILED)
    return _reading(done.stdout.decode("utf-8", "replace"), 72 / dpi)


def without_red(image: Image.Image) -> Image.Image:
    """The page in grey, its red parts white: a seal over the signer's name hides the letters from tesseract.

    Dark pixels stay whatever their tint, so black print under the seal survives.
    """
    pixels = np.asarray(image.convert("RGB")).astype(np.int16)
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    stamp = (red - np.maximum(green, blue) > RED) & (red > 110)
    grey = np.asarray(image.convert("L")).copy()
    grey[stamp] = 255
    return Image.fromarray(grey)


def straighten(page: Image.Image) -> Image.Image:
    """The page turned so that its lines of print are level: at the best angle, rows are either full or empty."""
    small = page.resize((800, max(1, round(800 * page.height / page.width))))
    dark = Image.fromarray(((np.asarray(small) < 140) * 255).astype(np.uint8))

    def sharpness(angle: float) -> float:
        rows = np.asarray(dark.rotate(angle, fillcolor=0)).sum(axis=1, dtype=np.float64)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = max(np.arange(-SKEW, SKEW + 0.1, 0.5), key=sharpness)
    best = max(np.arange(best - 0.4, best + 0.41, 0.1), key=sharpness)
    if abs(best) < 0.15 or sharpness(best) < 1.05 * sharpness(0.0):
        return page
    return page.rotate(best, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _reading(tsv: str, scale: float) -> Reading:
    """Tesseract's table → words. Words of one of its lines share a baseline and a size."""
    lines: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip() and float(row["conf"]) >= TRUST:
            lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    lines = {key: line for key, line in lines.items() if any(c.isalnum() for row in line for c in row["text"])}
    heights = [_height(line) for line in lines.values()]
    usual = statistics.median(heights) if heights else 0.0
    words: list[Word] = []
    for line in lines.values():
        height = _height(line)
        size = usual if height >= SMALLER * usual else height
        base = statistics.median(_base(row) for row in line)
        for row in line:
            left = int(row["left"])
            words.append(
                Word(
                    clean(row["text"].strip()),
                    left * scale,
                    (left + int(row["width"])) * scale,
                    base * scale,
                    # Letters with their marks above and tails below are about 1.1 times the size high.
                    round(size * scale / 1.1, 1),
                    spaces=1,
                )
            )
    trusts = [float(row["conf"]) for line in lines.values() for row in line]
    return Reading(tuple(words), statistics.fmean(trusts) if trusts else 0.0)


def _height(line: list[dict[str, str]]) -> float:
    top = min(int(row["top"]) for row in line)
    bottom = max(int(row["top"]) + int(row["height"]) for row in line)
    return float(bottom - top)


def _base(row: dict[str, str]) -> float:
    """Where the word stands: its bottom, without the tail of letters that hang below the line."""
    hangs = any(letter in "gjpqyạặậẹệịọộợụựỵ,;()Q/" for letter in row["text"].lower())
    return int(row["top"]) + int(row["height"]) * (0.8 if hangs else 1.0)
