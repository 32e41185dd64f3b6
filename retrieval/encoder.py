"""Turns texts into vectors on ONNX Runtime and tokenizers alone; no framework is loaded."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from retrieval.config import PACKAGED_MODEL
from retrieval.encoder_files import EncoderFiles, exported_encoder

Vectors = npt.NDArray[np.float32]
#: Questions whose vectors are kept: a turn looks several times for the same words. 0.4 MB.
N_REMEMBERED = 256
#: Texts of one run. Measured on two cores: 8 gives 370 texts a second, 16 300, 32 265.
BATCH_TEXTS = 8


class Encoder(Protocol):
    """Gives texts that mean the same vectors that point the same way."""

    @property
    def key(self) -> str:
        """Names model and precision; vectors of different keys do not compare."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors `[n_texts, dimensions]`, in the order of the texts."""
        ...


class OnnxEncoder:
    """An exported sentence encoder; safe to share between threads.

    Args:
        files: the exported encoder.
        threads: batches of many texts that are encoded at once; as many as there are cores without it.
    """

    def __init__(self, files: EncoderFiles, threads: int | None = None) -> None:
        self.key = files.key
        self.dimensions = files.dimensions
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        # The packaged tokenizer pads every text to 128 tokens, which makes a query 20 times as long.
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=files.max_tokens)
        self._threads = threads or os.cpu_count() or 1
        self._session = _open_session(files.model)
        self._remembered = lru_cache(maxsize=N_REMEMBERED)(self._encode_one)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors `[n_texts, dimensions]`, in the order of the texts."""
        if len(texts) == 1:
            return self._remembered(texts[0])
        return self._encode(texts)

    def _encode_one(self, text: str) -> Vectors:
        vectors = self._encode([text])
        vectors.setflags(write=False)  # the same array is given to everybody who asks
        return vectors

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        encodings = self._tokenizer.encode_batch([_encodable(text) for text in texts])
        by_length = sorted(range(len(texts)), key=lambda row: len(encodings[row].ids))
        batches = [by_length[start : start + BATCH_TEXTS] for start in range(0, len(texts), BATCH_TEXTS)]

        def encode_batch(rows: list[int]) -> None:
            vectors[rows] = self._run([encodings[row] for row in rows])

        if len(batches) < 2:
            for rows in batches:
                encode_batch(rows)
            return vectors
        with ThreadPoolExecutor(self._threads) as pool:
            list(pool.map(encode_batch, batches))
        return vectors

    def knows_word(self, word: str) -> bool:
        """Whether the tokenizer holds the word whole: a plain word of the language it was trained on."""
        return any(self._tokenizer.token_to_id(spelled) is not None for spelled in _spellings(word))

    def _run(self, encodings: Sequence[Encoding]) -> Vectors:
        width = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(encodings), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        vectors: Vectors = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return vectors


def open_encoder(home: Path, model: str = PACKAGED_MODEL) -> OnnxEncoder:
    """Open the encoder kept under `home`; the first time, export it there (seconds, in a process of its own)."""
    return OnnxEncoder(exported_encoder(home, model))


def _spellings(word: str) -> Iterator[str]:
    """The word as it stands, and as Americans spell it: the tokenizer knows `cozy` and `color`."""
    yield word
    for british, american in (("s", "z"), ("our", "or"), ("tre", "ter"), ("ll", "l"), ("grey", "gray")):
        if british in word:
            yield word.replace(british, american)


def _open_session(model: Path) -> Any:
    options = onnxruntime.SessionOptions()
    # A question is too short to be shared out: one thread takes 1.4 ms where two take 1.8 and more of both cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _encodable(text: str) -> str:
    """A lone surrogate, which no UTF-8 text holds, becomes a question mark instead of an error."""
    return text.encode("utf-8", "replace").decode("utf-8")
