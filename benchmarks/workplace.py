"""Where benchmarks find data and leave their homes: outside the repository."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import Skipped

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Workplace:
    """What one run of the benchmarks is given.

    Attributes:
        scratch: an empty folder, or one from an earlier run whose imported homes are used again.
        data: the folder with the public data sets, if there is one.
        millions: of events, the sizes of synthetic logs.
    """

    scratch: Path
    data: Path | None = None
    millions: tuple[float, ...] = (1.0,)

    def data_file(self, relative: str) -> Path:
        """A file of the public data sets.

        Raises:
            Skipped: if it is not there.
        """
        if self.data is None:
            raise Skipped(f"needs {relative}: name the folder of the data sets in SHOPKEEPER_DATA or with --data")
        path = self.data / relative
        if not path.exists():
            raise Skipped(f"needs {relative}, which is not in {self.data}")
        return path
