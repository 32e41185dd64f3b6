"""The deterministic writer: plain sentences from the catalog's facts, without a language model."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.brief import TurnBrief
from assistant.stream import Card
from assistant.template.chat_answer import write_chat
from assistant.template.comparison import MIN_PRODUCTS, write_comparison
from assistant.template.find_answer import write_found
from assistant.template.nothing_found import write_nothing
from assistant.template.phrasing import the, with_round_amounts
from assistant.template.product_answer import is_named, names_another, write_product_answer, write_which_one
from assistant.template.shop_answer import write_shop_answer
from assistant.template.written_answer import WrittenAnswer
from catalog.product import Product

TEMPLATE_WRITER = "template"
N_COMPARED = 3
_NOT_AT_HAND = (
    "That doesn't seem to be one of the products we have in front of us. "
    "Ask me to find it first, and I'll answer from its record."
)


def write_answer(brief: TurnBrief, cards: Sequence[Card]) -> WrittenAnswer:
    """Answer a turn. Products named are those on `cards`, or those the shopper points at; nothing else."""
    written = _answer(brief, cards)
    return replace(written, text=with_round_amounts(written.text))


def _answer(brief: TurnBrief, cards: Sequence[Card]) -> WrittenAnswer:
    shown = [brief.products[card.product_id] for card in cards if card.product_id in brief.products]
    match brief.need.kind:
        case "chat":
            return WrittenAnswer(write_chat(brief))
        case "shop_question":
            return write_shop_answer(brief)
        case "compare":
            return _compare(brief, shown)
        case "product_question":
            return _answer_question(brief, shown)
        case _:
            return WrittenAnswer(write_found(brief, shown) if shown else write_nothing(brief))


def _compare(brief: TurnBrief, shown: list[Product]) -> WrittenAnswer:
    referenced = _unique(brief.referenced)
    products = referenced or shown[:N_COMPARED]
    if products and names_another(brief, products):
        return WrittenAnswer(_NOT_AT_HAND)
    if len(products) >= MIN_PRODUCTS:
        return write_comparison(brief, products)
    if products:
        return WrittenAnswer(f"What shall I compare {the(products[0])} with? Name another, or say “the first two”.")
    return WrittenAnswer(
        "Which products shall I compare? Ask me to find something first, then say “compare the first two”."
    )


def _answer_question(brief: TurnBrief, shown: list[Product]) -> WrittenAnswer:
    products = _unique(brief.referenced)
    if not products:
        page = brief.turn.page_product_id
        products = [brief.products[page]] if page in brief.products and page else []
    if not products:
        products = [product for product in shown if is_named(product, brief.turn.message)][:1]
    if products and names_another(brief, products):
        return WrittenAnswer(_NOT_AT_HAND)
    return write_product_answer(brief, products) if products else write_which_one(brief, shown)


def _unique(products: Sequence[Product]) -> list[Product]:
    return list({product.id: product for product in products}.values())
