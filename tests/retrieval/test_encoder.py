import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from retrieval.encoder import OnnxEncoder, open_encoder
from retrieval.encoder_files import EncoderFiles, read_encoder_files, write_manifest
from retrieval.errors import EncoderError, EncoderFilesBroken
from retrieval.hashing_encoder import HashingEncoder

WORDS = {"[PAD]": 0, "boot": 1, "tent": 2, "lamp": 3, "sock": 4}


@pytest.fixture
def files(tmp_path: Path) -> EncoderFiles:
    """A network that averages one-hot words: four tokens at most, packaged with fixed padding like the real one."""
    tokenizer = Tokenizer(WordLevel(WORDS, unk_token="[PAD]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.enable_padding(length=128)
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["words"]),
        helper.make_node("Cast", ["attention_mask"], ["weights"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["weights", "last"], ["column"]),
        helper.make_node("Mul", ["words", "column"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "first"], ["sum"], keepdims=0),
        helper.make_node("ReduceSum", ["column", "first"], ["length"], keepdims=0),
        helper.make_node("Div", ["sum", "length"], ["vectors"]),
    ]
    ints = [helper.make_tensor_value_info(n, TensorProto.INT64, ["n", "t"]) for n in ("input_ids", "attention_mask")]
    constants = [
        numpy_helper.from_array(np.eye(5, dtype=np.float32), "table"),
        numpy_helper.from_array(np.array([2]), "last"),
        numpy_helper.from_array(np.array([1]), "first"),
    ]
    out = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", 5])
    graph = helper.make_graph(nodes, "average", ints, [out], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, str(tmp_path / "model.onnx"))
    write_manifest(tmp_path, "average", 5, 4)
    return read_encoder_files(tmp_path)


def test_vectors_come_in_the_order_of_the_texts(files: EncoderFiles) -> None:
    texts = ["boot tent lamp", "sock", "tent tent", "lamp boot"] * 20
    vectors = OnnxEncoder(files).encode(texts)
    assert vectors[:4] == pytest.approx(
        np.array([[0, 1, 1, 1, 0], [0, 0, 0, 0, 3], [0, 0, 3, 0, 0], [0, 1.5, 0, 1.5, 0]]) / 3
    )
    assert vectors[4:8] == pytest.approx(vectors[:4])


def test_padding_changes_nothing(files: EncoderFiles) -> None:
    encoder = OnnxEncoder(files)
    assert encoder.encode(["sock", "boot tent lamp tent"])[0] == pytest.approx(encoder.encode(["sock"])[0])


def test_a_long_text_is_cut(files: EncoderFiles) -> None:
    encoder = OnnxEncoder(files)
    assert encoder.encode(["boot " * 50 + "sock"])[0] == pytest.approx([0, 1, 0, 0, 0])


def test_no_texts_give_no_vectors(files: EncoderFiles) -> None:
    assert OnnxEncoder(files).encode([]).shape == (0, 5)


def test_many_texts_come_back_in_their_order(files: EncoderFiles) -> None:
    encoder = OnnxEncoder(files, threads=3)
    texts = ["boot " * n + word for n in range(12) for word in ("sock", "tent", "lamp")]
    assert encoder.encode(texts) == pytest.approx(np.stack([encoder.encode([text])[0] for text in texts]), abs=1e-6)


def test_a_vector_that_is_kept_cannot_be_changed(files: EncoderFiles) -> None:
    with pytest.raises(ValueError, match="read-only"):
        OnnxEncoder(files).encode(["boot"])[0][0] = 1


def test_threads_share_one_encoder(files: EncoderFiles) -> None:
    encoder = OnnxEncoder(files)
    expected = {word: encoder.encode([word])[0] for word in ("boot", "tent", "lamp")}
    wrong: list[str] = []

    def ask(word: str) -> None:  # two texts: the vector of a single one is kept
        wrong.extend(word for _ in range(50) if not np.allclose(encoder.encode([word, "sock"])[0], expected[word]))

    threads = [threading.Thread(target=ask, args=(word,)) for word in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_plain_words_are_those_the_tokenizer_holds_whole(files: EncoderFiles) -> None:
    encoder = OnnxEncoder(files)
    assert encoder.knows_word("boot")
    assert not encoder.knows_word("bott")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_an_altered_file_is_refused_with_both_sums(files: EncoderFiles, name: str) -> None:
    path = files.folder / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(EncoderFilesBroken, match=r"expected [0-9a-f]{64}, actual [0-9a-f]{64}"):
        read_encoder_files(files.folder)


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderFilesBroken, match="cannot be read"):
        read_encoder_files(tmp_path)


@pytest.mark.slow
def test_a_model_that_does_not_exist_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="'/no/such/model' could not be exported"):
        open_encoder(tmp_path, "/no/such/model")


@pytest.mark.parametrize("texts", [["Rain Jacket"], ["rain jackets", "tent"], ["", "!?"]])
def test_the_hashing_encoder_gives_unit_vectors_that_never_change(texts: Sequence[str]) -> None:
    vectors = HashingEncoder().encode(texts)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)))
    assert (vectors == HashingEncoder().encode(texts)).all()


def test_hashed_texts_that_share_words_point_alike() -> None:
    jacket, jackets, lamp = HashingEncoder().encode(["rain jacket", "jackets for rain", "lamp"])
    assert jacket @ jackets > 0.6 > abs(jacket @ lamp)
