"""One turn without the model: understand, embed, both legs, filters, fusion, ranking, cards, prompt.

Beside it, a few questions at a time in turn, the naive stack of `naive_stack.py`.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.settings import Settings
from api.shop import Shop as OpenShop
from api.wiring import open_shop
from assistant.answer import Answer
from assistant.brief import Turn
from assistant.conversation import Conversation
from assistant.prompt import compose
from assistant.tools.toolbox import TOOL_SPECS
from benchmarks.errors import Skipped
from benchmarks.naive_collection import build_collection
from benchmarks.naive_process import NaiveProcess
from benchmarks.shops import ELECTRONICS, OUTFITTERS, Shop
from benchmarks.table import Table, at_least, at_most
from benchmarks.timings import Timings, median_of_pairs, median_ratio
from benchmarks.workplace import Workplace
from retrieval.encoder import open_encoder

WARM_UP = ("adapter for a printer", "red shoes under 50", "a tall lamp, not black", "gift", "warm", "paper in stock")
#: Questions one stack answers before it is the other's turn: short enough that a busy moment slows both, long enough
#: that neither is measured waking up.
BLOCK_QUESTIONS = 16
#: What a shop would filter by, for the naive stack's filtered query: about half of the products pass.
FILTER: dict[str, Any] = {"$and": [{"price": {"$lte": 10_000}}, {"in_stock": True}]}


class TurnBench:
    """Takes turns in an open shop and keeps the times, in all and by step."""

    def __init__(self, shop: OpenShop) -> None:
        self._shop = shop
        self.total = Timings()
        self.steps: dict[str, Timings] = defaultdict(Timings)
        self.n_with_products = 0

    def take(self, question: str) -> None:
        """One turn of a new conversation, up to the request that a model would be sent."""
        turn = Turn(question, Conversation(conversation_id="c_1", token_hash="", created_at=datetime.now(UTC)))
        start = time.perf_counter()
        brief = self._shop.assistant.prepare(turn)
        prepared = time.perf_counter()
        cards = Answer(brief, "l_1").first_products()
        shown = time.perf_counter()
        compose(brief, TOOL_SPECS)
        end = time.perf_counter()
        self.total.add((end - start) * 1000)
        steps = dict(brief.latency_ms) | {"cards": (shown - prepared) * 1000, "prompt": (end - shown) * 1000}
        for step, milliseconds in steps.items():
            self.steps[step].add(milliseconds)
        self.n_with_products += cards is not None

    def take_all(self, questions: Iterable[str]) -> None:
        """One turn for each."""
        for question in questions:
            self.take(question)

    def forget(self) -> None:
        """Drop what was measured so far."""
        self.total, self.steps, self.n_with_products = Timings(), defaultdict(Timings), 0


@dataclass(slots=True)
class NaiveTimings:
    """The naive stack's times: at its defaults with its two steps, on one thread, and with a filter."""

    total: Timings = field(default_factory=Timings)
    encode: Timings = field(default_factory=Timings)
    query: Timings = field(default_factory=Timings)
    on_one_thread: Timings = field(default_factory=Timings)
    filtered: Timings = field(default_factory=Timings)

    def take_all(self, questions: Iterable[str], stack: NaiveProcess) -> None:
        """Questions at the defaults."""
        for question in questions:
            milliseconds = stack.turn(question)
            self.total.add(milliseconds["total"])
            self.encode.add(milliseconds["encode"])
            self.query.add(milliseconds["query"])

    def take_variants(self, questions: Sequence[str], folder: Path) -> None:
        """For information, and afterwards: their heavy queries would leave cold caches to whoever is next in turn."""
        with NaiveProcess(folder, n_threads=1) as stack:
            for question in questions:
                self.on_one_thread.add(stack.turn(question)["total"])
            for question in questions:
                self.filtered.add(stack.turn(question, FILTER)["total"])

    def rows(self) -> Iterable[tuple[str, Timings]]:
        """For the table."""
        yield "naive: encode + one Chroma query + prompt", self.total
        yield "naive on one thread", self.on_one_thread
        yield "naive on one thread with a Chroma filter on price and stock", self.filtered


def measure(workplace: Workplace) -> Table:
    """The shop of real size beside the naive stack, then the sample shop."""
    table = Table("One turn without the model", "python -m benchmarks turn")
    try:
        _measure_electronics(table, workplace)
    except Skipped as skipped:
        table.notes.append(f"19,406 products: skipped, {skipped}.")
    _measure_sample(table, workplace)
    return table


def _measure_electronics(table: Table, workplace: Workplace) -> None:
    home, questions = ELECTRONICS.home(workplace), ELECTRONICS.questions(workplace)
    naive = NaiveTimings()
    with open_shop(Settings(home=home)) as shop:
        folder, bench = _naive_folder(workplace, shop, home), TurnBench(shop)
        with NaiveProcess(folder) as stack:
            _warm_up(bench)
            for start in range(0, len(questions), BLOCK_QUESTIONS):
                block = questions[start : start + BLOCK_QUESTIONS]
                bench.take_all(block)
                naive.take_all(block, stack)
            table.notes.append(f"The naive stack alone holds {stack.resident_mb:.0f} MB.")
    naive.take_variants(questions, folder)
    _add_turn_rows(table, bench, ELECTRONICS, has_targets=True)
    _add_naive_rows(table, bench.total, naive)


def _add_naive_rows(table: Table, ours: Timings, naive: NaiveTimings) -> None:
    for name, timings in naive.rows():
        table.add(f"{name}, p50", timings.p50, "ms")
        table.add(f"{name}, p95", timings.p95, "ms")
    table.add("naive ÷ ours, at p50", median_ratio(naive.total, ours), "×", at_least(2.5))
    table.add("naive on one thread ÷ ours, at p50", median_ratio(naive.on_one_thread, ours), "×")
    table.add("naive ÷ ours, median of the questions' ratios", median_of_pairs(naive.total, ours), "×")
    table.add("naive with a filter ÷ ours, at p50", median_ratio(naive.filtered, ours), "×")
    table.notes.append(
        f"naive, medians by step: encode {naive.encode.p50:.2f} ms, Chroma {naive.query.p50:.2f} ms. On a busy machine "
        "PyTorch's second thread waits for a core; the row on one thread shows the stack without that."
    )


def _measure_sample(table: Table, workplace: Workplace) -> None:
    questions = OUTFITTERS.questions(workplace)
    with open_shop(Settings(home=OUTFITTERS.home(workplace))) as shop:
        bench = TurnBench(shop)
        _warm_up(bench)
        bench.take_all(questions)
    _add_turn_rows(table, bench, OUTFITTERS, has_targets=False)


def _warm_up(bench: TurnBench) -> None:
    bench.take_all(WARM_UP)
    bench.forget()


def _add_turn_rows(table: Table, bench: TurnBench, shop: Shop, *, has_targets: bool) -> None:
    table.add(f"{shop.title}: turn, p50", bench.total.p50, "ms", at_most(12) if has_targets else None)
    table.add(f"{shop.title}: turn, p95", bench.total.p95, "ms", at_most(25) if has_targets else None)
    table.notes.append(f"{shop.title}: {len(bench.total)} questions, {bench.n_with_products} with products.")
    table.notes.append(f"{shop.title}, medians by step: {_by_step(bench.steps.items())}.")


def _by_step(steps: Iterable[tuple[str, Timings]]) -> str:
    return ", ".join(f"{step} {timings.p50:.2f} ms" for step, timings in steps)


def _naive_folder(workplace: Workplace, shop: OpenShop, home: Path) -> Path:
    folder = workplace.scratch / "naive-collection"
    if not folder.exists():
        build_collection(folder, list(shop.catalog.all_products()), open_encoder(home))
    return folder
