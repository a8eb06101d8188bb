"""Answer → text for a terminal. Pure: the width and whether to use bold are given, nothing is asked of the terminal."""

import textwrap

from bots import replies
from rag.records import Answer, Citation

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
NARROWEST = 20
"""Below this a hanging indent leaves no room for words; narrower terminals wrap by themselves."""


def answer_text(answer: Answer, width: int = 0, bold: bool = False) -> str:
    """The answer, its numbered sources, warnings and suggestions; `width` 0 leaves lines unbroken (pipes, files)."""
    first, _, rest = answer.answer.partition("\n")
    head = wrap(first, width)
    blocks = [f"{BOLD}{head}{PLAIN}" if bold and head else head]
    blocks += [_paragraph(part, width) for part in rest.strip("\n").split("\n\n") if part.strip()]
    if answer.citations:
        blocks.append("\n".join([f"{replies.SOURCES}:", *(source_text(each, width) for each in answer.citations)]))
    blocks.append(_bullets(replies.WARNINGS, replies.untold(answer), width))
    blocks.append(_bullets(replies.SUGGESTIONS, answer.suggestions, width))
    return "\n\n".join(block for block in blocks if block) + "\n"


def source_text(citation: Citation, width: int = 0) -> str:
    """A source: marker, title and number; then section and page; then the quote, each on a line of its own."""
    mark = f"[{citation.marker}] "
    indent = " " * len(mark)
    lines = [mark + replies.source_heading(citation), indent + replies.source_place(citation)]
    return "\n".join(wrap(line, width, indent) for line in [*lines, f"{indent}“{citation.quote}”"])


def wrap(text: str, width: int, indent: str = "") -> str:
    """One line broken at spaces to `width`, the following lines indented; words are never cut.

    >>> wrap("- Tỷ lệ ký số tại xã, phường", 20, "  ").splitlines()
    ['- Tỷ lệ ký số tại', '  xã, phường']
    """
    if width < NARROWEST or len(text) <= width:
        return text
    return textwrap.fill(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )


def _paragraph(text: str, width: int) -> str:
    """Line breaks inside a paragraph are kept: they separate list items."""
    return "\n".join(wrap(line, width, "  " if line.startswith(("-", "•")) else "") for line in text.split("\n"))


def _bullets(heading: str, items: tuple[str, ...], width: int) -> str:
    return "\n".join([f"{heading}:", *(wrap(f"- {item}", width, "  ") for item in items)]) if items else ""
