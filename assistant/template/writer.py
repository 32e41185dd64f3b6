"""The deterministic writer: plain sentences from the catalog's facts, without a language model."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.brief import TurnBrief
from assistant.stream import Card
from assistant.template.chat_answer import write_chat
from assistant.template.comparison import MIN_PRODUCTS, write_comparison
from assistant.template.errand_answer import write_errand
from assistant.template.extreme_answer import write_extreme
from assistant.template.find_answer import write_found
from assistant.template.language_note import language_note
from assistant.template.memory_answer import acknowledgement, write_forgotten, write_memory
from assistant.template.nothing_found import write_nothing
from assistant.template.phrasing import the, with_round_amounts
from assistant.template.presence_words import presence_sentence
from assistant.template.product_answer import is_named, names_another, write_product_answer, write_which_one
from assistant.template.several_answer import write_several
from assistant.template.shop_answer import write_shop_answer
from assistant.template.spread_answer import write_spread
from assistant.template.written_answer import WrittenAnswer
from catalog.product import Product

TEMPLATE_WRITER = "template"
N_COMPARED = 4
_NOT_AT_HAND = (
    "That doesn't seem to be one of the products we have in front of us. "
    "Ask me to find it first, and I'll answer from its record."
)


def write_answer(brief: TurnBrief, cards: Sequence[Card]) -> WrittenAnswer:
    """Answer a turn. Products named are those on `cards`, or those the shopper points at; nothing else."""
    written = _about_the_shopper(brief) or _answer(brief, cards)
    heard = " ".join(part for part in (language_note(brief), acknowledgement(brief)) if part)
    text = " ".join(part for part in (heard, written.text) if part)
    return replace(written, text=with_round_amounts(text))


def _about_the_shopper(brief: TurnBrief) -> WrittenAnswer | None:
    """What is remembered or forgotten; None for a turn that asks for more than that."""
    need = brief.need
    if brief.errand or brief.candidates:
        return None
    if need.asks_memory:
        return WrittenAnswer(write_memory(brief))
    if need.forget:
        return WrittenAnswer(write_forgotten(brief))
    if need.stated and need.kind in ("chat", "find") and not brief.products:
        return WrittenAnswer("What can I look for?")
    return None


def _answer(brief: TurnBrief, cards: Sequence[Card]) -> WrittenAnswer:
    if brief.errand:
        return write_errand(brief)
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
            return WrittenAnswer(_find(brief, shown))


def _find(brief: TurnBrief, shown: Sequence[Product]) -> str:
    if not shown:
        denial = presence_sentence(brief)
        return " ".join(part for part in (denial, write_nothing(brief, is_told=bool(denial))) if part)
    if brief.wishes:
        return write_several(brief, shown)
    if brief.extreme:
        return write_extreme(brief, shown, brief.extreme)
    if brief.is_spread:
        return write_spread(brief, shown)
    return write_found(brief, shown)


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
