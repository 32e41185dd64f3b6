"""From event lines to arrays: validated, expressed on the engine, fetched as numbers."""

from dataclasses import replace

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from recommenders.errors import TrainingRefused
from recommenders.id_index import IdIndex
from recommenders.interactions.config import InteractionsConfig
from recommenders.interactions.engine import Engine
from recommenders.interactions.event_lines import read_lines
from recommenders.interactions.interaction_log import InteractionLog, numbered_visits
from recommenders.interactions.interactions_table import told_interactions
from recommenders.interactions.validation import validate
from recommenders.interactions.visits import ORDER
from recommenders.product_facts import ProductFacts
from recommenders.training_set import Interactions, TrainingSet

DEFAULT_CONFIG = InteractionsConfig()


def read_log(
    engine: Engine, events: ir.Table, catalog: ProductFacts | None = None, config: InteractionsConfig = DEFAULT_CONFIG
) -> InteractionLog:
    """All interactions of the events, thresholds left to the training sets that are cut from the log.

    Args:
        engine: runs the expressions.
        events: what `engine.read` gives.
        catalog: facts of the products on sale.
        config: what counts and what is refused; its thresholds are not used.

    Raises:
        TrainingRefused: if columns are missing or too many lines are faulty.
    """
    return _read(engine, events, catalog, replace(config, min_shopper_events=1, min_product_events=1))


def build_training_set(
    engine: Engine, events: ir.Table, catalog: ProductFacts | None = None, config: InteractionsConfig = DEFAULT_CONFIG
) -> TrainingSet:
    """The training set of the whole window, thresholds of `config` applied on the engine.

    Args: as of `read_log`.

    Raises:
        TrainingRefused: if columns are missing or too many lines are faulty; see also `refuse_unlearnable`.
    """
    return _read(engine, events, catalog, config).training_set()


def training_set_without_events(catalog: ProductFacts, as_of: int) -> TrainingSet:
    """For a shop on its first day: products, and no interaction."""
    nothing = np.empty(0)
    entries = _entries(nothing, nothing, dict.fromkeys(("second", "weight", "kind", "units", "amount"), nothing))
    return InteractionLog(IdIndex(()), IdIndex(()), entries, as_of, catalog).training_set()


def refuse_unlearnable(data: TrainingSet) -> None:
    """Make sure there is something to learn from events: more than one of them, of shoppers and of products.

    Raises:
        TrainingRefused: says what there is and what can be done without.
    """
    n_shoppers = len(np.unique(data.interactions.shopper))
    n_products = len(np.unique(data.interactions.product))
    without = "content and popularity serve meanwhile, and order history can be imported"
    if len(data.interactions) < 2:
        raise TrainingRefused(f"{len(data.interactions)} events are too few to learn from: {without}")
    if n_shoppers < 2:
        raise TrainingRefused(
            f"all {len(data.interactions):,} events are of one shopper, {data.shoppers[0]}: {without}"
        )
    if n_products < 2:
        only = data.products[int(data.interactions.product[0])]
        raise TrainingRefused(f"all {len(data.interactions):,} events are of one product, {only}: {without}")


def _read(engine: Engine, events: ir.Table, catalog: ProductFacts | None, config: InteractionsConfig) -> InteractionLog:
    lines = engine.share(read_lines(events))
    report = validate(engine, lines, config)
    told = engine.keep(told_interactions(engine, lines, config, report.currency))
    shoppers, products = _ids(engine, told, "visitor"), _ids(engine, told, "product")
    columns = engine.fetch(_coded(told))
    figures = {name: columns[name].to_numpy() for name in ("second", "weight", "kind", "units")}
    figures["amount"] = pc.fill_null(columns["amount"].cast(pa.float32(), safe=False), np.nan).to_numpy()
    shopper = columns["shopper"].to_numpy()
    entries = _entries(shopper, columns["product_row"].to_numpy(), figures, columns["visit"].to_numpy())
    return InteractionLog(shoppers, products, entries, config.end, catalog, report)


def _ids(engine: Engine, told: ir.Table, column: str) -> IdIndex:
    return IdIndex(engine.fetch(told.select(column).distinct())[column].to_pylist())


def _coded(told: ir.Table) -> ir.Table:
    """Numbers alone, ordered; rows count the ids in ascending order of their bytes, as `IdIndex` does."""
    shoppers = told.select(key="visitor").distinct()
    shoppers = shoppers.mutate(shopper=ibis.row_number().over(order_by=shoppers["key"]).cast("int32"))
    products = told.select(id="product").distinct()
    products = products.mutate(product_row=ibis.row_number().over(order_by=products["id"]).cast("int32"))
    coded = told.inner_join(shoppers, told["visitor"] == shoppers["key"])
    coded = coded.inner_join(products, coded["product"] == products["id"])
    order = ["product_row" if name == "product" else name for name in ORDER]
    return coded.order_by("shopper", *order).select(
        "shopper", "product_row", "second", "weight", "kind", "visit", "units", "amount"
    )


def _entries(
    shopper: npt.NDArray[np.generic],
    product: npt.NDArray[np.generic],
    figures: dict[str, npt.NDArray[np.generic]],
    visit: npt.NDArray[np.generic] | None = None,
) -> Interactions:
    shopper_rows = shopper.astype(np.int32, copy=False)
    visits = shopper_rows if visit is None else visit.astype(np.int32, copy=False)
    return Interactions(
        shopper_rows,
        product.astype(np.int32, copy=False),
        figures["second"].astype(np.int64, copy=False),
        figures["weight"].astype(np.float32),
        figures["kind"].astype(np.uint8),
        numbered_visits(shopper_rows, visits),
        figures["units"].astype(np.int32),
        figures["amount"].astype(np.float32, copy=False),
    )
