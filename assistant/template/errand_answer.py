"""Says honestly what the chat cannot do, and where it can be done: the product's page, the shop's documents."""

from dataclasses import replace

from assistant.brief import TurnBrief
from assistant.errand import Errand, topic_of
from assistant.template.phrasing import Phrasing, short_title, the
from assistant.template.shop_answer import write_shop_answer
from assistant.template.written_answer import WrittenAnswer
from catalog.product import Product
from catalog.product_words import stems_of

_CANNOT = {
    "cart": (
        "I can't put things in your cart from here.",
        "The cart is out of my reach, I'm afraid: nothing was added.",
        "I can't change your cart, so nothing has been added or removed.",
    ),
    "checkout": (
        "I can't place orders from here, so nothing has been bought.",
        "Ordering is done on the shop's pages, not by me; nothing has been ordered.",
    ),
    "order": (
        "I can't look into orders from here.",
        "I have no access to orders or parcels from this chat.",
    ),
    "discount": (
        "I can't give discounts or change a price.",
        "Prices aren't mine to change: what a product's card shows is what it costs.",
    ),
    "price_match": ("I can't change a price myself.",),
    "personal_data": (
        "I can't see or change account data, and I wouldn't show anybody else's.",
        "Accounts and personal data are out of my reach.",
    ),
    "person": (
        "I'm an AI assistant and can't put you through from here.",
        "There's no person on this line: I'm the shop's AI assistant, and I can't transfer you.",
    ),
}


def write_errand(brief: TurnBrief) -> WrittenAnswer:
    """What cannot be done, then where it can: a product's page, or what the documents say of it."""
    errand = brief.errand or "person"
    cannot = Phrasing(brief.turn.message).pick("errand", _CANNOT[errand])
    if errand in ("cart", "checkout"):
        return WrittenAnswer(f"{cannot} {_at_the_page(brief)}")
    policy = _policy(brief, errand)
    if policy is None:
        return WrittenAnswer(f"{cannot} {_elsewhere(errand)}")
    return WrittenAnswer(f"{cannot} {policy.text}", citations=policy.citations)


def _policy(brief: TurnBrief, errand: Errand) -> WrittenAnswer | None:
    """What the documents say on the matter; None if no passage is about it."""
    topic = topic_of(errand, brief.asked)
    if topic is None:
        return None
    question, proofs = topic
    fitting = tuple(s for s in brief.policies if proofs & stems_of(f"{s.title} {s.text}"))
    if not fitting:
        return None
    return write_shop_answer(replace(brief, policies=fitting), question)


def _at_the_page(brief: TurnBrief) -> str:
    products = list(brief.products.values())
    pointed = brief.referenced or products[:1]
    if not pointed:
        return "Open the product's page to add it there."
    product = pointed[0]
    link = f"[{short_title(product)}]({product.url})" if product.url else the(product)
    return f"You can do that on the product's own page: {link}{_choice(product)}."


def _choice(product: Product) -> str:
    names = [option.name.casefold() for option in product.options if len(option.values) > 1][:2]
    return f", where you choose the {' and '.join(names)} as well" if names else ""


def _elsewhere(errand: str) -> str:
    if errand in ("order", "person", "personal_data"):
        return "Our documents say nothing of that either; please look on the shop's own pages."
    return "Our documents don't mention anything of the kind, so please ask the shop's staff."
