"""Text as a plain PDF, written byte by byte: as many pages as a measure wants, each different, without a typesetter.

The font is one that every reader knows; what its codes stand for is told by a /ToUnicode map, so that the letters
read are the text's own though the shapes are not.
"""

import random
import re
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

LINES, ACROSS = 42, 84
"""Of a page in 12 points: about 2,600 characters, a full page of a report."""
FIRST_CODE = 33
"""Below it stand the space and the controls."""


def pages(texts: Sequence[Path], seed: int = 20260412) -> Iterator[str]:
    """Pages without end, taken from the texts in an order drawn by chance, each time with other digits."""
    draw = random.Random(seed)
    while True:
        for path in draw.sample(texts, len(texts)):
            text = re.sub(r"[1-9]", lambda _: str(draw.randint(1, 9)), path.read_text(encoding="utf-8"))
            lines = [part for line in text.split("\n") if line.strip() for part in textwrap.wrap(line, ACROSS)]
            for start in range(0, len(lines) - LINES, LINES):
                yield "\n".join(lines[start : start + LINES])


def pdf(texts: Sequence[str]) -> bytes:
    """A PDF of these pages. ValueError where they hold more letters than a font has codes."""
    letters = sorted({letter for text in texts for letter in text if not letter.isspace()})
    if len(letters) > 256 - FIRST_CODE:
        raise ValueError(f"{len(letters)} different letters")
    codes = {letter: code for code, letter in enumerate(letters, FIRST_CODE)}
    pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> "
        f"endcodespacerange {len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(texts)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(texts)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 4 0 R >>",
        _stream(cmap),
    ]
    for index, text in enumerate(texts):
        drawn = " T* ".join(f"<{_coded(line, codes)}> Tj" for line in text.split("\n"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(_stream(f"BT /F1 9 Tf 17 TL 57 780 Td {drawn} ET"))
    body, places = b"%PDF-1.7\n", []
    for number, thing in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{thing}\nendobj\n".encode()
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010d} 00000 n \n" for place in places
    )
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + (table + end).encode()


def _coded(line: str, codes: dict[str, int]) -> str:
    return "".join("20" if letter.isspace() else f"{codes[letter]:02x}" for letter in line)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
