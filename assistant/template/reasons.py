"""Why a product is on the list: one line for its card, in the shopper's own terms."""

from collections.abc import Iterator, Sequence

from assistant.brief import TurnBrief
from assistant.cards import MAX_REASON_CHARACTERS, shorten
from assistant.superlatives import PRICE, RATING
from assistant.template.description_line import description_lines, in_a_row
from assistant.template.excerpt import is_quotable
from assistant.template.extreme_answer import figure_text
from assistant.template.fit import Fit, fit_of
from assistant.template.part_brief import brief_for
from assistant.template.phrasing import capitalised, joined, with_round_amounts
from assistant.template.price_words import about_text, limit_text, price_text, rating_note, stock_note
from assistant.template.taste_words import taste_note
from assistant.template.worded_fact import notable_facts
from catalog.product import Product

N_FACTS = 4
#: One word of a long wish, found in a sentence, proves little.
MAX_WORDS_FOR_A_QUOTE = 3
#: What is left must at least hold the price against the budget.
MAX_WISH_CHARACTERS = 84


def reasons_for(products: Sequence[Product], brief: TurnBrief) -> list[str]:
    """Why each of these products, at most 140 characters a reason, no two alike."""
    given: list[str] = []
    for product in products:
        reason = _line(product, brief)
        given.append(reason if reason not in given else _told_apart(product, reason, given))
    return given


def _line(product: Product, brief: TurnBrief) -> str:
    brief = brief_for(product, brief)
    parts = [*_order_note(product, brief), *_parts(product, fit_of(product, brief), taste_note(product, brief))]
    return _fitted([with_round_amounts(part) for part in parts if part])


def _order_note(product: Product, brief: TurnBrief) -> list[str]:
    """The figure that a superlative asked for."""
    extreme = brief.extreme
    if extreme is None or extreme.name in ("", PRICE, RATING):
        return []
    text = figure_text(product, extreme.name)
    return [text if text != "not stated" else ""]


def _parts(product: Product, fit: Fit, taste: str) -> Iterator[str]:
    """Wishes met, taste, wishes missed, price against the limit, rating; in the order a shopper weighs them."""
    wishes = _wishes(fit)
    yield wishes or taste or _notable(product, fit)
    yield taste
    if fit.preferences:
        yield f"{joined(fit.preferences[:2])}, as you like"
    yield stock_note(fit)
    yield from fit.misses[:2]
    limit = limit_text(fit.price) or about_text(fit.price)
    if limit or not product.price or product.list_price:
        yield limit or price_text(product)  # the card has the price itself
    yield rating_note(product.rating)
    yield _notable(product, fit) if wishes else in_a_row(next(description_lines(product), ""))


def _wishes(fit: Fit) -> str:
    notes = list(dict.fromkeys(fact.note for fact in fit.facts))[:N_FACTS]
    text = joined(notes)
    if len(text) > MAX_WISH_CHARACTERS and notes:
        text = joined(notes[:1])
    if not text and fit.quotes and len(fit.quotes) + len(fit.unknown) <= MAX_WORDS_FOR_A_QUOTE:
        text = f"“{next(iter(fit.quotes.values()))}”"
    return text if len(text) <= MAX_WISH_CHARACTERS else ""


def _notable(product: Product, fit: Fit) -> str:
    """A figure to know the product by, when the shopper's words name none."""
    said = {fact.key for fact in fit.facts}
    for fact in notable_facts(product):
        if len(fact.note) <= MAX_WISH_CHARACTERS and fact.key not in said:
            return fact.note
    return _brand(product) or next(description_lines(product), "")


def _brand(product: Product) -> str:
    """`from Skerry`, unless the title says so or it cannot be quoted."""
    brand = product.brand or ""
    is_new = brand and brand.casefold() not in product.title.casefold()
    return f"from {brand}" if is_new and is_quotable(brand) else ""


def _fitted(parts: list[str]) -> str:
    """As many parts as fit, joined; the first is always there."""
    text = ""
    for part in parts:
        longer = f"{text}; {part}" if text else capitalised(part)
        if len(longer) <= MAX_REASON_CHARACTERS and part.casefold() not in text.casefold().split("; "):
            text = longer
    return text or shorten("; ".join(parts), MAX_REASON_CHARACTERS) or "Among the closest to what you asked for"


def _told_apart(product: Product, reason: str, earlier: list[str]) -> str:
    """The same reason again is no reason: begin with what only this product has."""
    brand = _brand(product)
    price = with_round_amounts(price_text(product))
    for extra in (brand, *(f.note for f in notable_facts(product)), *description_lines(product), price):
        longer = f"{reason}; {extra}"
        is_new = extra and extra.casefold() not in reason.casefold() and longer not in earlier
        if is_new and len(longer) <= MAX_REASON_CHARACTERS:
            return longer
    return shorten(f"No. {len(earlier) + 1} on the list: {reason}", MAX_REASON_CHARACTERS)
