"""Word styles: what holds for a run or a paragraph when it does not say so itself."""

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Styles:
    """Looks a property up: run, character style, paragraph style, the styles they are based on, the defaults."""

    def __init__(self, root: Any | None) -> None:
        self.by_id: dict[str, Any] = {}
        self.default_paragraph: str | None = None
        self.defaults: Any | None = None
        if root is None:
            return
        for style in root.iter(f"{W}style"):
            key = style.get(f"{W}styleId")
            self.by_id[key] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self.default_paragraph = key
        self.defaults = root.find(f"{W}docDefaults")

    def chain(self, key: str | None) -> Iterator[Any]:
        seen: set[str] = set()
        while key and key not in seen and key in self.by_id:
            seen.add(key)
            style = self.by_id[key]
            yield style
            based = style.find(f"{W}basedOn")
            key = based.get(f"{W}val") if based is not None else None

    def paragraph(self, paragraph: Any, tag: str) -> Any | None:
        """The pPr child `tag` that holds for the paragraph."""
        own = paragraph.find(f"{W}pPr/{W}{tag}")
        if own is not None:
            return own
        for style in self.chain(self.style_of(paragraph)):
            found = style.find(f"{W}pPr/{W}{tag}")
            if found is not None:
                return found
        return None

    def style_of(self, paragraph: Any) -> str | None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style.get(f"{W}val") if style is not None else self.default_paragraph

    def run(self, run: Any, paragraph_style: str | None, tag: str) -> Any | None:
        """The rPr child `tag` that holds for the run."""
        own = run.find(f"{W}rPr/{W}{tag}")
        if own is not None:
            return own
        character = run.find(f"{W}rPr/{W}rStyle")
        keys = [character.get(f"{W}val") if character is not None else None, paragraph_style]
        for key in keys:
            for style in self.chain(key):
                found = style.find(f"{W}rPr/{W}{tag}")
                if found is not None:
                    return found
        return self.defaults.find(f"{W}rPrDefault/{W}rPr/{W}{tag}") if self.defaults is not None else None


def is_on(element: Any | None) -> bool:
    """A Word on/off property: present and not switched off."""
    return element is not None and element.get(f"{W}val") not in ("0", "false", "none", "off")
