"""The parts of a generation that search reads into memory, as files."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.columns import ProductColumns
from retrieval.errors import IndexBroken
from retrieval.generation import Generation, verify
from retrieval.lexical import LexicalIndex

ARRAYS = "arrays.npz"
WORDS = "words.json"


@dataclass(frozen=True, slots=True)
class IndexFiles:
    """Columns and lexical index, of the same rows."""

    columns: ProductColumns
    lexical: LexicalIndex


def write_index_files(folder: Path, files: IndexFiles) -> None:
    """Write columns and lexical index into a generation."""
    arrays: dict[str, npt.NDArray[Any]] = {f"columns_{k}": v for k, v in files.columns.to_arrays().items()}
    arrays |= {f"lexical_{k}": v for k, v in files.lexical.to_arrays().items()}
    np.savez(folder / ARRAYS, **arrays)  # type: ignore[arg-type]
    words = {"ids": files.columns.ids, "terms": list(files.lexical.terms), "words": dict(files.lexical.words)}
    (folder / WORDS).write_text(json.dumps(words), encoding="utf-8")


def read_index_files(generation: Generation) -> IndexFiles:
    """Read them back.

    Raises:
        IndexBroken: if a file was truncated or altered.
    """
    verify(generation, ARRAYS)
    verify(generation, WORDS)
    try:
        words = json.loads((generation.folder / WORDS).read_text(encoding="utf-8"))
        with np.load(generation.folder / ARRAYS, allow_pickle=False) as arrays:
            columns = {k.removeprefix("columns_"): arrays[k] for k in arrays.files if k.startswith("columns_")}
            lexical = {k.removeprefix("lexical_"): arrays[k] for k in arrays.files if k.startswith("lexical_")}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise IndexBroken(f"{generation.folder} cannot be read ({error}); rebuild the index.") from error
    return IndexFiles(
        ProductColumns.from_arrays(words["ids"], columns), LexicalIndex(words["terms"], words["words"], lexical)
    )
