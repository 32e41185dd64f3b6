"""What does an 8-bit encoder cost, and what does it save? Four ways to run the same weights."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic

from benchmarks.rated_catalog import RatedCatalog, read_rated_catalog
from benchmarks.search_quality import evaluate
from benchmarks.table import Table, Target, at_least
from benchmarks.timings import Timings
from benchmarks.workplace import Workplace
from catalog.product import Product
from retrieval.document import document_of
from retrieval.encoder import OnnxEncoder
from retrieval.encoder_export import export_full_precision, load_reference
from retrieval.encoder_files import EncoderFiles, read_encoder_files, write_manifest
from retrieval.encoder_quantization import quantize_linear_weights
from retrieval.fusion import best_rows

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
#: Texts that throughput and cosine are measured on; enough for ten seconds of the slowest.
N_TEXTS = 512
#: Products that are ranked: all that were rated, and every eighth of the others.
EVERY = 8
REPEATS = 2


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to run the encoder."""

    name: str
    encode: Encode


def measure(workplace: Workplace) -> Table:
    """Time, throughput, agreement with the reference, and ranking by meaning alone."""
    catalog = read_rated_catalog(workplace)
    products = _ranked_products(catalog)
    texts = [document_of(product).text for product in products]
    table = Table("Encoder variants: the same weights", "python -m benchmarks encoder_variants --data DIR")
    reference: Vectors | None = None
    for variant in _variants(workplace.scratch / "encoders"):
        timings = _query_times(variant, catalog.queries)
        bulk = Timings()
        with bulk.measure():
            sample = variant.encode(texts[:N_TEXTS])
        reference = sample if reference is None else reference
        run = _rank(variant, catalog.queries, [product.id for product in products], texts)
        quality = evaluate(run, catalog.ratings)
        table.add(f"{variant.name}: one query, p50", timings.p50, "ms")
        table.add(f"{variant.name}: one query, p95", timings.p95, "ms")
        table.add(f"{variant.name}: products a second", N_TEXTS / bulk.p50 * 1000, "products/s")
        lowest = float((sample * reference).sum(axis=1).min())
        table.add(f"{variant.name}: lowest cosine to the reference", 100 * lowest, "", _cosine_target(variant))
        table.add(f"{variant.name}: nDCG@10 rated only, meaning alone", 100 * quality.judged_only, "")
        table.add(f"{variant.name}: nDCG@10 strict, meaning alone", 100 * quality.strict, "")
    table.notes += [
        "Cosines and nDCG are in hundredths. The reference is sentence-transformers in 32 bits.",
        f"Ranked among {len(products):,} products: all rated ones and every {EVERY}th of the others.",
    ]
    return table


def _cosine_target(variant: Variant) -> Target | None:
    return at_least(99.9) if variant.name.startswith("8-bit blocks") else None


def _variants(folder: Path) -> list[Variant]:
    folder.mkdir(parents=True, exist_ok=True)
    model = load_reference()

    def by_torch(texts: Sequence[str]) -> Vectors:
        return np.asarray(model.encode(list(texts), show_progress_bar=False, batch_size=16), dtype=np.float32)

    full = folder / "full"
    full.mkdir(exist_ok=True)
    export_full_precision(model, full)
    blocks, dynamic, channels = (_copy_of(full, folder / name) for name in ("blocks", "dynamic", "channels"))
    source = full / "model.onnx"
    quantize_linear_weights(source, blocks / "model.onnx")
    onnxruntime.set_default_logger_severity(3)
    quantize_dynamic(source, dynamic / "model.onnx", weight_type=QuantType.QInt8)
    only_linear = {"MatMulConstBOnly": True}
    quantize_dynamic(
        source, channels / "model.onnx", per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"], extra_options=only_linear,
    )  # fmt: skip
    return [
        Variant("torch, 32 bits", by_torch),
        Variant("ONNX, 32 bits", OnnxEncoder(_files(full)).encode),
        Variant("ONNX, dynamic int8", OnnxEncoder(_files(dynamic)).encode),
        Variant("ONNX, dynamic int8 by channel, linear layers", OnnxEncoder(_files(channels)).encode),
        Variant("8-bit blocks of 32 (ours)", OnnxEncoder(_files(blocks)).encode),
    ]


def _copy_of(full: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "tokenizer.json").write_bytes((full / "tokenizer.json").read_bytes())
    return folder


def _files(folder: Path) -> EncoderFiles:
    write_manifest(folder, folder.name, 384, 256)
    return read_encoder_files(folder)


def _query_times(variant: Variant, queries: Sequence[str]) -> Timings:
    timings = Timings()
    variant.encode(queries[:3])
    for query in [*queries] * REPEATS:
        with timings.measure():
            variant.encode([query])
    return timings


def _rank(variant: Variant, queries: Sequence[str], ids: Sequence[str], texts: Sequence[str]) -> dict[str, list[str]]:
    cosines = variant.encode(queries) @ variant.encode(texts).T
    return {query: [ids[row] for row in best_rows(scores, 200)] for query, scores in zip(queries, cosines, strict=True)}


def _ranked_products(catalog: RatedCatalog) -> list[Product]:
    rated = {product_id for ratings in catalog.ratings.values() for product_id in ratings}
    return [p for place, p in enumerate(catalog.products) if p.id in rated or place % EVERY == 0]
