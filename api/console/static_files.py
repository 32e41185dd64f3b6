"""The console's stylesheet, its one script and its icon, read once and named by their content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_FOLDER = Path(__file__).resolve().parent / "static"


@dataclass(frozen=True, slots=True)
class StaticFiles:
    """All of them.

    Attributes:
        tag: changes with any of them; it is part of their addresses, so that browsers may keep them.
    """

    tag: str
    style: str
    script: str
    icon: str

    @classmethod
    def read(cls) -> Self:
        """Read them."""
        texts = [(_FOLDER / name).read_text(encoding="utf-8") for name in ("console.css", "console.js", "icon.svg")]
        return cls(hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16], *texts)
