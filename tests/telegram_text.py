"""What Telegram makes of a text: reads HTML style, counts what is left, refuses what it refuses."""

import re
from html.parser import HTMLParser
from typing import Any

TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote", "tg-spoiler"}
ENTITIES = {"lt", "gt", "amp", "quot"}
TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024


class Refused(Exception):
    """An answer with an error code, as Telegram words it."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


class Given(dict[str, Any]):
    """The parameters of a call; one that is needed and not there is refused, as Telegram does."""

    def __missing__(self, name: str) -> Any:
        raise Refused(400, f"Bad Request: {name} is empty")


class _Entities(HTMLParser):
    """Reads HTML style as Telegram does: every tag known, closed, and closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.open = "", list[str]()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise Refused(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refused(400, f'Bad Request: can\'t parse entities: Unexpected end tag "{tag}"')

    def handle_comment(self, data: str) -> None:
        raise Refused(400, "Bad Request: can't parse entities: Unsupported start tag")

    handle_decl = handle_pi = unknown_decl = handle_comment


def parsed_text(text: str, parse_mode: str | None, limit: int = TEXT_LIMIT) -> str:
    """The text that users see; Refused where Telegram would refuse it."""
    if parse_mode == "HTML":
        if re.search(r"<(?!/?[a-z][^<>]*>)", text):
            raise Refused(400, 'Bad Request: can\'t parse entities: Unsupported start tag ""')
        for name in re.findall(r"&([a-zA-Z]\w*);", text):
            if name not in ENTITIES:  # shown as it stands: nobody meant that
                raise Refused(400, f"Bad Request: can't parse entities: unknown entity &{name};")
        reader = _Entities()
        reader.feed(text)
        reader.close()
        if reader.open:
            raise Refused(
                400, f"Bad Request: can't parse entities: Can't find end tag corresponding to \"{reader.open[-1]}\""
            )
        text = reader.text
    elif parse_mode:
        raise Refused(400, "Bad Request: unsupported parse_mode")
    if not text.strip() and limit == TEXT_LIMIT:
        raise Refused(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > limit:
        raise Refused(400, "Bad Request: message is too long")
    return text
