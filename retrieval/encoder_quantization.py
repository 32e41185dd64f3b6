"""Stores a network's linear weights in 8 bits: ONNX Runtime's `MatMulNBits`, symmetric, blocks of 32.

Plain dynamic int8 is a trap for this encoder (cosine to the reference down to .918); a scale for every 32 weights
keeps it at .999 at nearly the speed. ONNX Runtime's own quantizer needs two packages more and logs to the root.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

BLOCK = 32
#: Compute on 8-bit activations as well; without it (0) a query takes eight times as long.
ACCURACY_LEVEL = 4
_ZERO_POINT = 128
#: Of the packaged encoder the word embeddings alone are larger.
LARGE_BYTES = 1_000_000
WEIGHTS = "model.weights"


def quantize_linear_weights(source: Path, target: Path) -> int:
    """Write `source` to `target` with 8-bit linear weights; returns how many matrices were quantized.

    Beside `target` stands `WEIGHTS` with the table of word embeddings: ONNX Runtime maps it into memory, where only
    the rows of words that were asked for take room, 45 MB less than the table itself.
    """
    model = onnx.load(str(source))
    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    replaced: set[str] = set()
    for node in model.graph.node:
        name = node.input[1] if node.op_type == "MatMul" else ""
        if name not in weights or len(weights[name].dims) != 2 or weights[name].dims[0] % BLOCK:
            continue
        _replace(model.graph, node, numpy_helper.to_array(weights[name]))
        replaced.add(name)
    kept = [tensor for tensor in model.graph.initializer if tensor.name not in replaced]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    onnx.save(model, str(target), save_as_external_data=True, location=WEIGHTS, size_threshold=LARGE_BYTES)
    weights_file = target.parent / WEIGHTS
    if weights_file.exists():  # a small network has none
        weights_file.chmod(target.stat().st_mode)  # it is written for its owner alone
    return len(replaced)


def quantize_blocks(weights: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    """Weights `[n_out, n_blocks, BLOCK]` around 128, and scales `[n_out, n_blocks]`, of a matrix `[n_in, n_out]`."""
    n_in, n_out = weights.shape
    blocks = weights.T.reshape(n_out, n_in // BLOCK, BLOCK)
    scales = (np.abs(blocks).max(axis=2) / 127).astype(np.float32)
    scales[scales == 0] = 1
    quantized = (np.rint(blocks / scales[:, :, None]) + _ZERO_POINT).clip(0, 255).astype(np.uint8)
    return quantized, scales


def _replace(graph: onnx.GraphProto, node: onnx.NodeProto, weights: npt.NDArray[np.float32]) -> None:
    quantized, scales = quantize_blocks(weights)
    name = node.input[1]
    graph.initializer.append(numpy_helper.from_array(quantized, f"{name}_q8"))
    graph.initializer.append(numpy_helper.from_array(scales.ravel(), f"{name}_scales"))
    n_in, n_out = weights.shape
    sizes = {"K": n_in, "N": n_out, "bits": 8, "block_size": BLOCK, "accuracy_level": ACCURACY_LEVEL}
    inputs = [node.input[0], f"{name}_q8", f"{name}_scales"]
    node.CopyFrom(
        helper.make_node("MatMulNBits", inputs, list(node.output), name=node.name, domain="com.microsoft", **sizes)
    )
