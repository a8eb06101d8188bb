"""What a reader of a web page sees of it: not its menus, scripts and hidden text."""

import re
from pathlib import Path
from typing import Any

from ingest.vietnamese.tables import rows

DROPPED = {
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "button", "select",
    "option", "iframe", "object", "embed", "svg", "canvas", "video", "audio", "input", "textarea", "menu", "dialog",
}  # fmt: skip
ROLES = {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary", "dialog", "alert"}
# Words of class and id names that portals give to what is not the article.
FURNITURE = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|menubar|topbar|hotline|side|sidebar|footer|breadcrumb|breadcrumbs|crumb|crumbs|cookie|banner|advert|ads|share|"
    r"social|comment|comments|related|pagination|popup|modal|search|login|toolbar|lienquan|tinlienquan|binhluan)"
    r"(?:$|[-_\s])",
    re.IGNORECASE,
)
_PORTAL = [(row[0], row[1]) for row in rows("portal_words.tsv", Path(__file__).parent)]
_TITLES = frozenset(words for words, what in _PORTAL if what == "title")
_LINES = tuple(words for words, what in _PORTAL if what == "line")
_LINKS = 3
"""A menu has so many entries at least."""
_FIELDS = frozenset(words for words, what in _PORTAL if what == "field")
# A line of the page's own that begins so is at most this long; longer ones are text ("Chia sẻ dữ liệu giữa các sở …").
_LINE = 48
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
WHITE = re.compile(r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?|white)\s*(?:;|$)", re.IGNORECASE)


def article(body: Any) -> Any:
    """The <article> or <main> that holds most of the text, when one does; else the body."""
    whole = len(words(body))
    for tag in ("article", "main"):
        for found in body.iter(tag):
            if len(words(found)) > 0.5 * whole:
                return found
    return body


def words(element: Any) -> str:
    return " ".join(" ".join(part.split()) for part in element.itertext() if part.strip())


def is_hidden(element: Any) -> bool:
    """Does the element hide its text from the reader of the page?"""
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or HIDING.search(element.get("style") or "") is not None
        or _white_on_white(element)
    )


def _white_on_white(element: Any) -> bool:
    """White letters, and no background set around them."""
    if not WHITE.search(element.get("style") or ""):
        return False
    around = (element, *element.iterancestors())
    return not any("background" in (item.get("style") or "") or item.get("bgcolor") for item in around)


def is_furniture(element: Any) -> bool:
    if element.get("role") in ROLES:
        return True
    if element.tag in ("ul", "ol"):
        return _is_menu(element)
    if element.tag in ("body", "html", "table", "td", "tr", "p"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return FURNITURE.search(names) is not None


def _is_menu(element: Any) -> bool:
    """Whether a list is nothing but links, as menus and lists of other news are."""
    linked = sum(len(words(link)) for link in element.iter("a"))
    return len(element) >= _LINKS and linked >= 0.9 * len(words(element)) > 0


def is_aside_title(element: Any) -> bool:
    """Whether an element is the title of a list that belongs to the portal, not to the document: "Tin liên quan"."""
    if len(element) > 2 or not isinstance(element.tag, str):
        return False
    return words(element).lower().strip(" :.»›>|-–") in _TITLES


def is_field(text: str) -> bool:
    """Whether a cell is a label of what a portal says about a document: "Số ký hiệu", "Người ký:"."""
    return text.lower().strip(" :.") in _FIELDS


def is_of_page(text: str) -> bool:
    """Whether a line is one of the page's own: a counter, a button, the way to the page.

    >>> is_of_page("Lượt xem: 2.314"), is_of_page("Trang chủ » Báo cáo"), is_of_page("Chia sẻ dữ liệu đạt 98%.")
    (True, True, False)
    """
    return len(text) <= _LINE and text.lower().startswith(_LINES) and not text.endswith((".", ";"))
