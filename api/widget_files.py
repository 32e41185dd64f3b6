"""The chat widget's files as browsers get them: read once, compressed once, named by their content."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from api.widget_bundle import bundle

#: In the loader: which version of the modules belongs to it.
_VERSION = b"latest"
#: The modules that the loader imports, the chat and what passes on the page's own events; and those by which a page
#: talks to the service itself, as the demo's shop does.
_ENTRIES = ("define.js", "shop/tracker.js", "talk/client.js", "talk/memory.js")
_FOLDER = Path(__file__).resolve().parent.parent / "widget"


@dataclass(frozen=True, slots=True)
class WidgetFile:
    """A JavaScript file, as it is and compressed."""

    content: bytes
    gzipped: bytes
    tag: str

    @classmethod
    def of(cls, content: bytes) -> "WidgetFile":
        """The file with this content."""
        return cls(content, gzip.compress(content, 9, mtime=0), _digest(content))


@dataclass(frozen=True, slots=True)
class WidgetFiles:
    """All of them.

    Attributes:
        version: changes with any of them; the modules' addresses contain it, so that browsers may keep them for good.
        loader: what a page's script tag loads.
        modules: the application, by the path of the module that a page imports; all that it imports is in it.
    """

    version: str
    loader: WidgetFile
    modules: Mapping[str, WidgetFile]

    @classmethod
    def read(cls, folder: Path = _FOLDER) -> "WidgetFiles":
        """Read the widget's folder."""
        texts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.js"))}
        version = _digest(b"\0".join(texts.values()))
        loader = texts.pop("loader.js").replace(b"widget/" + _VERSION, b"widget/" + version.encode())
        parts = {name: text.decode() for name, text in texts.items()}
        modules = {entry: WidgetFile.of(bundle(parts, entry).encode()) for entry in _ENTRIES}
        return cls(version, WidgetFile.of(loader), MappingProxyType(modules))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
