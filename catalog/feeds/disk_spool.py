"""Parts of a feed put aside on disk until the rest has been read."""

import tempfile
from types import TracebackType
from typing import Self


class DiskSpool:
    """Texts without line ends, found again by their place. All are put before the first is read."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="shopkeeper-")  # noqa: SIM115 closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, text: bytes) -> int:
        """Write a text; returns its place."""
        place = self._file.tell()
        self._file.write(text + b"\n")
        return place

    def at(self, place: int) -> bytes:
        """The text at a place."""
        self._file.seek(place)
        return self._file.readline().rstrip(b"\n")
