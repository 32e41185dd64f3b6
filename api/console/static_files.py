"""The console's stylesheet and its one script, read once and named by their content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_FOLDER = Path(__file__).resolve().parent / "static"


@dataclass(frozen=True, slots=True)
class StaticFiles:
    """Both files.

    Attributes:
        tag: changes with any of them; it is part of their addresses, so that browsers may keep them.
    """

    tag: str
    style: str
    script: str

    @classmethod
    def read(cls) -> Self:
        """Read them."""
        style, script = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("console.css", "console.js"))
        return cls(hashlib.sha256(f"{style}\0{script}".encode()).hexdigest()[:16], style, script)
