"""The JSON-LD that a web page carries in `<script type="application/ld+json">`."""

import re
from html.parser import HTMLParser

#: Some pages hide their scripts from readers of thirty years ago.
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?://\s*)?(?:-->|\]\]>|/\*\]\]>\*/)\s*$")


def json_ld_scripts(page: str) -> list[tuple[int, str]]:
    """Every such script with the line it begins on, in the order of the page."""
    reader = _ScriptReader()
    reader.feed(page)
    reader.close()
    return [(line, _WRAPPING.sub("", text)) for line, text in reader.scripts]


class _ScriptReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[tuple[int, str]] = []
        self._is_json_ld = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A script begins: of ours, or not."""
        kind = next((value or "" for name, value in attrs if name == "type"), "")
        self._is_json_ld = tag == "script" and kind.split(";")[0].strip().casefold() == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        """A script ends."""
        self._is_json_ld = False

    def handle_data(self, data: str) -> None:
        """Text; a script comes in one piece, or in several that follow each other."""
        if not self._is_json_ld:
            return
        if self.scripts and self.scripts[-1][0] == self.getpos()[0]:
            line, text = self.scripts.pop()
            self.scripts.append((line, text + data))
        else:
            self.scripts.append((self.getpos()[0], data))
