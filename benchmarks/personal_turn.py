"""One turn without the model for a shopper who is known: 19,406 real products, every kind of model, 100,000 shoppers.

There is no public log of these shoppers, so models and log are those of the synthetic shop, under the ids of the
real products: as large as in earnest, and as slow.
"""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from api.settings import Settings
from api.shop import Shop as OpenShop
from api.wiring import open_shop
from assistant.answer import Answer
from assistant.brief import Turn
from assistant.conversation import Conversation
from assistant.prompt import compose
from assistant.tools.toolbox import TOOL_SPECS
from benchmarks.recommending import prepared
from benchmarks.serving_models import SHOP
from benchmarks.shop_of_shoppers import fill_log
from benchmarks.shops import ELECTRONICS
from benchmarks.table import Table, at_most
from benchmarks.timings import Timings
from benchmarks.workplace import Workplace
from recommenders.artifact import Artifact
from recommenders.id_index import IdIndex
from recommenders.registry import Registry
from shoppers.rank_request import Visit

MAX_P50, MAX_P95 = 20.0, 40.0
WARM_UP = 20


def measure(workplace: Workplace) -> Table:
    """Every question once, each from another shopper."""
    table = Table("A turn for a shopper who is known", "python -m benchmarks personal_turn --data DIR")
    home = _home(workplace)
    shoppers = pq.read_table(home / "lines.parquet", columns=["shopper"])["shopper"].unique().to_pylist()
    drawn = np.random.default_rng(3).permutation(sorted(shoppers)).tolist()
    questions = ELECTRONICS.questions(workplace)
    with open_shop(Settings(home=home)) as shop:
        total, steps = _asked(shop, questions, drawn)
        n_models = len(shop.recommenders.models().versions)
    table.add("turn: understand, sources, search, rank, facts, cards, prompt; p50", total.p50, "ms", at_most(MAX_P50))
    table.add("the same, p95", total.p95, "ms", at_most(MAX_P95))
    for step, timings in steps.items():
        table.add(f"step: {step}, p50", timings.p50, "ms")
    table.notes += [
        f"{n_models} models serve, {len(shoppers):,} shoppers with {SHOP.n_events:,} lines in the log; "
        f"{len(questions) - WARM_UP} questions, each the first of a conversation and of another shopper.",
        "Models and log are synthetic, under the ids of real products: this measures time, not wisdom.",
    ]
    return table


def _asked(shop: OpenShop, questions: Sequence[str], shoppers: Sequence[str]) -> tuple[Timings, dict[str, Timings]]:
    total, steps = Timings(), dict[str, Timings]()
    for place, (question, shopper) in enumerate(zip(questions, shoppers, strict=False)):
        if place == WARM_UP:
            total, steps = Timings(), {}
        conversation = Conversation(conversation_id="c_1", token_hash="", created_at=datetime.now(UTC))
        with total.measure():
            brief = shop.assistant.prepare(Turn(question, conversation, visit=Visit(shopper)))
            Answer(brief, "l_1").first_products()
            compose(brief, TOOL_SPECS)
        for step, milliseconds in brief.latency_ms.items():
            steps.setdefault(step, Timings()).add(milliseconds)
    return total, steps


def _home(workplace: Workplace) -> Path:
    """The electronics shop with the synthetic shop's models and log; made on first use."""
    home, source = workplace.scratch / "personal-home", workplace.scratch / "recommending"
    if (home / "done").exists():
        return home
    lines = prepared(source)
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(ELECTRONICS.home(workplace), home)
    with open_shop(Settings(home=home)) as shop:
        real = [product.id for product in shop.catalog.all_products()]
        ids = IdIndex([*real, *(f"~{row:06}" for row in range(SHOP.n_products - len(real)))])
        _rename(lines, home / "lines.parquet", ids)
        fill_log(shop.database, home / "lines.parquet")
    registry = Registry(home)
    artifacts = _versions(Registry(source), ids)
    registry.promote_all({artifact.kind: registry.add(artifact).version for artifact in artifacts})
    (home / "done").touch()
    return home


def _versions(registry: Registry, ids: IdIndex) -> list[Artifact]:
    """What serves, with other ids in the same rows."""
    serving = registry.serving().versions
    return [replace(registry.read(kind, version), products=ids, version="") for kind, version in serving.items()]


def _rename(lines: Path, renamed: Path, ids: IdIndex) -> None:
    """The same log with the ids of the products in the same rows."""
    table = pq.read_table(lines)
    rows = pc.index_in(table["product"], value_set=pa.array(SHOP.product_ids()))
    column = pc.take(pa.array(ids.ids), rows.combine_chunks())
    pq.write_table(table.set_column(table.schema.get_field_index("product"), "product", column), renamed)
