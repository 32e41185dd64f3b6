"""Answers as a language model writes them, every sentence true of the records it was given: `honest/*.jsonl`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.brief import TurnBrief
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review

#: Per cent of each set's sentences that were held back when the verifier first read it: its writer had not seen the
#: verifier, nor the verifier's the set. Recorded then, never measured again, as the false alarms were worked on since.
FIRST_READ = {
    "second": 10.6,
    "third": 13.8,
    "fourth": 10.51,
    "fifth": 7.14,
    "sixth": 11.03,
    "seventh": 3.35,
    "eighth": 5.46,
}
FOLDER = Path(__file__).resolve().parent / "honest"


@dataclass(frozen=True, slots=True)
class HonestAnswer:
    """One answer.

    Attributes:
        message: the shopper's.
        language: of message and answer.
        product_ids: the products of the sample shop whose records the writer was given.
        answer: what was written.
    """

    message: str
    language: str
    product_ids: tuple[str, ...]
    answer: str

    def as_brief(
        self,
        brief: TurnBrief,
        products: Mapping[str, Product],
        reviews: Mapping[str, tuple[Review, ...]],
        policies: tuple[PolicySection, ...],
    ) -> TurnBrief:
        """The turn's brief with these records and no others."""
        need = brief.need.model_copy(update={"language": self.language})
        return replace(brief, need=need, products=products, reviews=reviews, policies=policies)


def read_honest_answers() -> dict[str, list[HonestAnswer]]:
    """Every set by its name."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.jsonl"))}


def _read(path: Path) -> list[HonestAnswer]:
    records = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [HonestAnswer(r["message"], r["language"], tuple(r["product_ids"]), r["answer"]) for r in records]
