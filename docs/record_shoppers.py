"""Writes `docs/three-shoppers.md`: the same questions, asked by three simulated shoppers of the sample shop.

shopkeeper --home DIR demo --once       # once: imports the shop, simulates its year, trains every model
python docs/record_shoppers.py DIR
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from api.settings import Settings
from api.shop import Shop
from api.wiring import open_shop
from assistant.brief import Turn, TurnBrief
from assistant.conversation import Conversation
from assistant.template.reasons import reasons_for
from catalog.candidate import Candidate
from catalog.product import Product
from shoppers.rank_request import Visit

#: A cyclist, somebody who furnishes a home, a camper, and nobody known.
SHOPPERS = ("u_0884", "u_2778", "u_2616", None)
QUESTIONS = ("what do you recommend for me?", "a light", "gloves")
N_CARDS, N_EVENTS, N_SIGNALS = 3, 5, 3
PAGE = Path(__file__).with_name("three-shoppers.md")


def main() -> int:
    """Ask, and write down what came."""
    with open_shop(Settings(home=Path(sys.argv[1]))) as shop:
        PAGE.write_text("\n".join(_page(shop)) + "\n", encoding="utf-8")
    return 0


def _page(shop: Shop) -> Iterator[str]:
    yield "# The same question, three shoppers\n"
    yield "Made by `docs/record_shoppers.py` from the sample shop's simulated year; without a language model. With each"
    yield "product: the reason on its card, and the strongest signals behind its place.\n"
    for shopper in SHOPPERS:
        yield f"## {shopper or 'A stranger'}\n"
        yield from _known(shop, shopper)
        for question in QUESTIONS:
            yield f"**{question}**\n"
            yield from _answer(shop, question, shopper)


def _known(shop: Shop, shopper: str | None) -> Iterator[str]:
    if shopper is None:
        yield "Nothing is known.\n"
        return
    lines = shop.events.history(shopper, datetime.now(UTC), 200)
    products = shop.catalog.products([line.product_id for line in lines])
    newest = dict.fromkeys((line.type, line.product_id) for line in reversed(lines) if line.product_id in products)
    told = [f"{kind} {products[one].title}" for kind, one in newest][:N_EVENTS]
    yield f"{len(lines)} events; the newest: {', '.join(told)}.\n"


def _answer(shop: Shop, question: str, shopper: str | None) -> Iterator[str]:
    brief = shop.assistant.prepare(Turn(question, Conversation.begin()[0], visit=Visit(shopper)))
    shown = brief.candidates[:N_CARDS]
    reasons = reasons_for([brief.products[one.product_id] for one in shown], brief)
    for candidate, reason in zip(shown, reasons, strict=True):
        product = brief.products[candidate.product_id]
        yield f"1. {product.title}, {product.price} — {reason}  "
        yield f"   _{_signals(candidate, brief)}_"
    yield ""


def _signals(candidate: Candidate, brief: TurnBrief) -> str:
    strongest = sorted(candidate.evidence, key=lambda one: -abs(one.weight))[:N_SIGNALS]
    return ", ".join(f"{one.signal} {one.weight:.2f}{_cause(one.because, brief.products)}" for one in strongest)


def _cause(because: str | None, products: Mapping[str, Product]) -> str:
    return f" (from {products[because].title})" if because in products else ""


if __name__ == "__main__":
    raise SystemExit(main())
