from dataclasses import replace

import numpy as np

from events.vocabulary import CODE_OF, PURCHASE
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import IdIndex
from recommenders.product_facts import ProductFacts
from recommenders.ranking.repeat_categories import repeat_shares
from recommenders.ranking.rules import RuleSettings, settled, showable
from tests.recommenders.checkerboard import AS_OF, training_set

PRODUCTS = IdIndex(["boots", "jerky", "socks", "unfiled"])
FACTS = replace(
    ProductFacts.unknown(PRODUCTS),
    category=np.array([0, 1, 0, -1], dtype=np.int32),
    category_names=("Apparel", "Food"),
    in_stock=np.array([True, True, False, True]),
)
SHARES = np.array([0.05, 0.6, 0.0], dtype=np.float32)
DAY = SECONDS_PER_DAY


def bought(*products: str, days_ago: float = 30, kind: int = PURCHASE) -> History:
    n = len(products)
    return History(
        products=PRODUCTS.rows(products),
        weights=np.ones(n, dtype=np.float32),
        kinds=np.full(n, kind, dtype=np.uint8),
        at=np.full(n, AS_OF - int(days_ago * DAY), dtype=np.int64),
        as_of=AS_OF,
    )


def test_what_is_out_of_stock_or_excluded_is_not_shown() -> None:
    assert showable(FACTS, ["boots", "no such product"]).tolist() == [False, True, False, True]


def test_what_was_bought_is_not_shown_again_but_in_a_category_of_repeats() -> None:
    mask = settled(bought("boots", "jerky", "unfiled"), FACTS, SHARES, RuleSettings())
    assert mask.tolist() == [True, False, False, True]


def test_even_what_is_bought_again_rests_for_some_days() -> None:
    assert settled(bought("jerky", days_ago=1), FACTS, SHARES, RuleSettings(rest_days=3)).tolist()[1]


def test_a_look_is_no_purchase() -> None:
    assert not settled(bought("boots", kind=CODE_OF["view_item"]), FACTS, SHARES, RuleSettings()).any()


def test_products_unknown_to_the_catalog_settle_nothing() -> None:
    assert not settled(bought("gone"), FACTS, SHARES, RuleSettings()).any()


def test_a_category_is_one_of_repeats_when_the_same_product_is_bought_on_several_days() -> None:
    facts = replace(FACTS, products=IdIndex(f"p{row:03}" for row in range(4)))
    events = []
    for shopper in range(100):
        events += [(shopper, 0, AS_OF - 50 * DAY, 0), (shopper, 1, AS_OF - 50 * DAY, 0)]
        events += [(shopper, 2, AS_OF - 20 * DAY, 1), (shopper, 1, AS_OF - 20 * DAY, 1)]
    shares = repeat_shares(training_set(events, 100, 4, facts))
    apparel, food, unfiled = shares.tolist()
    assert food > 0.8
    assert apparel < 0.1
    assert 0.2 < unfiled < 0.5  # nothing known of it: the shop's average
