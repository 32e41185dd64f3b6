"""Asks LightGBM's own library for the scores of a forest, without the Python package around it.

`import lightgbm` also imports pandas, scikit-learn and pyarrow, seconds and a hundred megabytes that a server does not
need; the shared library that it ships is all there is to serving. Functions and constants: LightGBM's `c_api.h`.
"""

import ctypes
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from recommenders.errors import ArtifactInvalid

_FLOAT32, _ROW_MAJOR, _RAW_SCORE, _ALL_TREES = 0, 1, 1, -1
_FASTEST_FOR_SMALL_LISTS = b"num_threads=1 verbosity=-1"
_LIBRARIES = ("lib_lightgbm.so", "lib_lightgbm.dylib", "lib_lightgbm.dll")


class Forest:
    """One trained model; safe to share between threads.

    Args:
        text: LightGBM's model text.

    Raises:
        ArtifactInvalid: if it is no model.
    """

    def __init__(self, text: bytes) -> None:
        self._handle = ctypes.c_void_p()
        _load(text, self._handle)
        n_features = ctypes.c_int()
        _check(_library().LGBM_BoosterGetNumFeature(self._handle, ctypes.byref(n_features)))
        self.n_features = n_features.value

    def scores(self, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """`[n_candidates]` raw scores for `[n_candidates, n_features]`; NaN is a missing value."""
        n_rows, n_columns = features.shape
        if n_columns != self.n_features:
            raise ValueError(f"the forest knows {self.n_features} features, not {n_columns}")
        features = np.ascontiguousarray(features, dtype=np.float32)
        scores = np.empty(n_rows, dtype=np.float64)
        n_written = ctypes.c_int64()
        if n_rows:
            _check(
                _library().LGBM_BoosterPredictForMat(
                    self._handle,
                    features.ctypes.data_as(ctypes.c_void_p),
                    ctypes.c_int(_FLOAT32),
                    ctypes.c_int32(n_rows),
                    ctypes.c_int32(n_columns),
                    ctypes.c_int(_ROW_MAJOR),
                    ctypes.c_int(_RAW_SCORE),
                    ctypes.c_int(0),
                    ctypes.c_int(_ALL_TREES),
                    ctypes.c_char_p(_FASTEST_FOR_SMALL_LISTS),
                    ctypes.byref(n_written),
                    scores.ctypes.data_as(ctypes.c_void_p),
                )
            )
        return scores

    def __del__(self) -> None:
        if self._handle:
            _library().LGBM_BoosterFree(self._handle)


def _load(text: bytes, handle: ctypes.c_void_p) -> None:
    # LightGBM ends the whole process on some damaged texts, so that what is clearly none never reaches it.
    if not text.startswith(b"tree\n") or b"end of trees" not in text:
        raise ArtifactInvalid(f"no LightGBM model: it begins with {text[:20]!r}; train lambdarank again")
    n_iterations = ctypes.c_int()
    try:
        _check(
            _library().LGBM_BoosterLoadModelFromString(text + b"\0", ctypes.byref(n_iterations), ctypes.byref(handle))
        )
    except ValueError as error:
        raise ArtifactInvalid(f"LightGBM cannot read this model: {error}; train lambdarank again") from None


@cache
def _library() -> ctypes.CDLL:
    spec = find_spec("lightgbm")  # finds the package without importing it
    folders = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    for path in (folder / sub / name for folder in folders for sub in ("lib", ".") for name in _LIBRARIES):
        if path.is_file():
            library = ctypes.CDLL(str(path))
            library.LGBM_GetLastError.restype = ctypes.c_char_p
            # its own messages would go to standard output, which may be a data stream
            library.LGBM_RegisterLogCallback(_SILENT)
            return library
    raise ArtifactInvalid(f"LightGBM's library is in none of {[str(f) for f in folders]}: install lightgbm again")


def _check(status: int) -> None:
    if status:
        raise ValueError(_library().LGBM_GetLastError().decode(errors="replace"))


_SILENT = ctypes.CFUNCTYPE(None, ctypes.c_char_p)(lambda _: None)
