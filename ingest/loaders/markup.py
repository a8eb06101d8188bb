"""Markdown and the HTML fragments that OCR exports leave in text → plain text, faces and footnote marks."""

import html
import re
from dataclasses import dataclass

from ingest.loaders.raised import POWER
from ingest.vietnamese.normalize import clean

HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
# A file with one of these is Markdown; plain text that happens to hold a lone asterisk is not.
IS_MARKDOWN = re.compile(r"^#{1,6} \S|<sup>|\*\*\S.*\S\*\*|^\s*\|?\s*:?-{3,}:?\s*\|", re.MULTILINE)
MARK = re.compile(r"<sup>\s*\(?\[?(\d{1,3}|\*{1,3})\]?\)?\s*</sup>|\[\^(\w{1,8})\]")
BREAKS = re.compile(r"<br\s*/?>|</?(?:li|ul|ol|p|div|tr)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*\)")
AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]+|[^<>\s@]+@[^<>\s]+)>")
STRONG = re.compile(
    r"(?<![\w*])(\*\*\*|\*\*|\*)(?=\S)(.+?)(?<=\S)\1(?![\w*])"
    r"|(?<![\w_])(__|_)(?=[^\s_])(.+?)(?<=[^\s_])\3(?![\w_])"
)
# Emphasis that a line break cut: opened and not closed on this line, or closed and not opened.
TORN = re.compile(r"^\s*(\*\*)(?=\S)(?!.*\*\*)|(?<=\S)(\*\*)\s*$")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])")
# Escaped signs wait here, out of reach of the other rules (supplementary private use plane, never in a document).
SHELTER = 0x10F000


@dataclass(frozen=True, slots=True)
class Rich:
    text: str
    bold: bool = False
    italic: bool = False
    marks: tuple[tuple[int, str], ...] = ()


def rich(source: str, markdown: bool = True) -> Rich:
    """One line (or cell) of markup → its text as printed. HTML tags go in any text, Markdown signs only in Markdown.

    >>> rich("**1.1.** *thực hiện*<sup>1</sup> nhằm")
    Rich(text='1.1. thực hiện nhằm', bold=False, italic=False, marks=((14, '1'),))
    >>> rich("<ul> - Tổng số: 880.<br>- Một phần</ul>").text
    '- Tổng số: 880.\\n- Một phần'
    """
    if markdown:
        source = AUTOLINK.sub(r"\1", ESCAPE.sub(lambda m: chr(SHELTER + ord(m.group(1))), source))
    _, bold, italic = _faces(MARK.sub("", source)) if markdown else (source, False, False)
    done = ""
    marks: list[tuple[int, str]] = []
    at = 0
    for matched in MARK.finditer(source):
        done += source[at : matched.start()]
        at = matched.end()
        mark = matched.group(1) or matched.group(2)
        if mark in ("2", "3") and POWER.search(done):
            done += mark
        else:
            marks.append((len(_plain(done, markdown)), mark))
    text = _plain(done + source[at:], markdown)
    return Rich(text, bold, italic, tuple((min(offset, len(text)), mark) for offset, mark in marks))


def _plain(source: str, markdown: bool) -> str:
    text = TAG.sub("", BREAKS.sub("\n", source))
    if markdown:
        text = LINK.sub(r"\1", text)
        text = _faces(text)[0]
        text = "".join(chr(ord(c) - SHELTER) if SHELTER <= ord(c) < SHELTER + 128 else c for c in text)
    text = clean(html.unescape(text))
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _faces(text: str) -> tuple[str, bool, bool]:
    """The text without its emphasis signs, and whether one face covers all of it."""
    bold = italic = False
    stripped = text.strip()
    for _ in range(3):
        matched = STRONG.fullmatch(stripped)
        if not matched or (matched.group(2) and matched.group(1) in matched.group(2)):
            break
        signs = matched.group(1) or matched.group(3)
        stripped = (matched.group(2) or matched.group(4)).strip()
        bold, italic = bold or len(signs) >= 2, italic or len(signs) != 2
    for _ in range(3):
        changed = STRONG.sub(lambda m: m.group(2) or m.group(4), text)
        if changed == text:
            break
        text = changed
    torn = TORN.search(text)
    return (TORN.sub("", text), True, italic) if torn else (text, bold, italic)
