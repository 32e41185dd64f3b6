"""Answers several wishes in one message: what to take for each, and what it comes to together."""

from collections.abc import Sequence

from assistant.brief import TurnBrief
from assistant.looking.found_wish import FoundWish
from assistant.looking.several_finder import taken_products
from assistant.looking.variant_price import wanted_price
from assistant.template.excerpt import is_quotable
from assistant.template.find_answer import corrections
from assistant.template.fit import fit_of
from assistant.template.lead import Lead
from assistant.template.part_brief import brief_for
from assistant.template.phrasing import Phrasing, agreeing, joined, sentence
from assistant.template.price_words import price_text
from assistant.template.twins import names_of, with_figure
from catalog.money import Money
from catalog.product import Product

MAX_LABEL_CHARACTERS = 48
_WAYS = ("For {what}, I'd take {name}", "For {what} there's {name}", "{What}: {name}")


def write_several(brief: TurnBrief, shown: Sequence[Product]) -> str:
    """A paragraph for each wish, the sum, and the alternatives that have cards."""
    taken = taken_products(brief.wishes, {product.id: product for product in shown})
    by_wish = {id(wish): product for wish, product in taken}
    said = [_wish(wish, by_wish.get(id(wish)), brief, place) for place, wish in enumerate(brief.wishes)]
    parts = [*corrections(brief), "\n\n".join(said), _sum(taken, brief), _alternatives(taken, brief, shown)]
    return "\n\n".join(part for part in parts if part)


def _wish(wish: FoundWish, product: Product | None, brief: TurnBrief, place: int) -> str:
    what = _label(wish)
    if product is None:
        return f"For {what} I found nothing that fits."
    own = brief_for(product, brief)
    lead = Lead(own, [product], fit_of(product, own))
    way = Phrasing(f"{brief.turn.message} {place}").pick("wish", _WAYS)
    name = names_of([product])[0]
    told = way.format(what=what, What=f"{what[:1].upper()}{what[1:]}", name=name)
    opening = sentence(f"{told}, {_figure(product, wish)}")
    if wish.is_weak:
        are = agreeing("is", product)
        return f"For {what} nothing fits well; the nearest {are} {with_figure(name, _figure(product, wish))}."
    return " ".join([opening, *_aside(own), *lead.merits()])


def _aside(own: TurnBrief) -> list[str]:
    names = {"rating": "the rating", "in_stock": "the stock", "price": "the price", "brands": "the brand"}
    dropped = [names[name] for name in own.relaxed if name in names]
    return [f"Nothing met every condition there, so this leaves {joined(dropped)} aside."] if dropped else []


def _label(wish: FoundWish) -> str:
    text = " ".join(wish.label.split())
    if not text or len(text) > MAX_LABEL_CHARACTERS or not is_quotable(text):
        return "that"
    return text if text.startswith(("the ", "a ", "an ")) else f"the {text}"


def _figure(product: Product, wish: FoundWish) -> str:
    price = wanted_price(product, wish.need.attributes)
    return str(price) if price and price != product.price else price_text(product)


def _sum(taken: Sequence[tuple[FoundWish, Product]], brief: TurnBrief) -> str:
    """`Together £178, £22 under your £200.`"""
    total = _total(taken)
    if total is None or len(taken) < 2:
        return ""
    earlier = _total([(w, brief.products[w.before]) for w in brief.wishes if w.before in brief.products])
    if earlier and earlier.currency == total.currency and all(wish.before for wish in brief.wishes):
        return _against_earlier(total, earlier, brief)
    together = brief.need.together_max
    if together is None:
        return f"Together that comes to {total}."
    limit, gap = total.model_copy(update={"amount": together}), abs(together - total.amount)
    difference = total.model_copy(update={"amount": gap})
    if total.amount > together:
        return (
            f"I found no combination for {limit} or less: the cheapest comes to {total}, {difference} over. "
            "If you can do without one of them, or spend a little more, tell me."
        )
    return (
        f"Together {total}, exactly your {limit}." if not gap else f"Together {total}, {difference} under your {limit}."
    )


def _total(taken: Sequence[tuple[FoundWish, Product]]) -> Money | None:
    """What they come to; None where a price is missing."""
    prices = [wanted_price(product, wish.need.attributes) or product.price for wish, product in taken]
    known = [price for price in prices if price]
    if not known or len(known) < len(prices) or len({price.currency for price in known}) > 1:
        return None
    return Money(amount=sum(price.amount for price in known), currency=known[0].currency)


def _against_earlier(total: Money, earlier: Money, brief: TurnBrief) -> str:
    """`Together £172, £6 less than before.`"""
    if total.amount >= earlier.amount:
        return f"I found no combination for less than {earlier}, so that stays the cheapest I can put together."
    saved, together = total.model_copy(update={"amount": earlier.amount - total.amount}), brief.need.together_max
    if together is None or total.amount > together:
        return f"Together {total}, {saved} less than before."
    limit, gap = (total.model_copy(update={"amount": amount}) for amount in (together, together - total.amount))
    return f"Together {total}, {saved} less than before and {gap} under your {limit}."


def _alternatives(taken: Sequence[tuple[FoundWish, Product]], brief: TurnBrief, shown: Sequence[Product]) -> str:
    """What else has a card, part by part."""
    chosen = {product.id for _, product in taken}
    told = []
    for wish in brief.wishes:
        rest = [product for product in shown if product.id in wish.product_ids and product.id not in chosen]
        chosen |= {product.id for product in rest}
        if rest:
            names = [with_figure(name, _figure(p, wish)) for name, p in zip(names_of(rest), rest, strict=True)]
            told.append(f"{joined(names, 'or')} for {_label(wish)}")
    return sentence(f"If something else appeals: {joined(told)}") if told else ""
