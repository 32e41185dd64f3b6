"""What the shopper might say next; each leads somewhere, because it comes from the products and documents at hand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.brief import TurnBrief
from assistant.template.excerpt import is_quotable
from assistant.template.options_in_stock import OptionsInStock
from assistant.template.phrasing import agreeing, is_plural, short_title
from assistant.template.shop_range import main_categories
from catalog.money import Money, minor_digits
from catalog.product import Product

MAX_SUGGESTIONS = 4
N_SHOWN = 4
MAX_TITLE_CHARACTERS = 40
_TOPICS = (
    (("return", "refund"), "How do returns work?"),
    (("shipping", "delivery"), "What does delivery cost?"),
    (("warranty", "guarantee"), "How long is the warranty?"),
    (("privacy",), "What happens to my data?"),
    (("payment", "pay"), "How can I pay?"),
)


def suggest(brief: TurnBrief) -> tuple[str, ...]:
    """At most four things to say next, the most useful first."""
    makers = {
        "chat": _invitations,
        "shop_question": _other_topics,
        "product_question": _about_product,
        "compare": _about_product,
    }
    made = makers.get(brief.need.kind, _after_find)(brief)
    said = brief.turn.message.strip().rstrip("?.!").casefold()
    fresh = (text for text in dict.fromkeys(made) if text.rstrip("?").casefold() != said)
    return tuple(islice(fresh, MAX_SUGGESTIONS))


def _invitations(brief: TurnBrief) -> Iterator[str]:
    for name in main_categories(brief.vocabulary, 3):
        yield f"Show me {_lower(name)}"


def _other_topics(brief: TurnBrief) -> Iterator[str]:
    """Topics that other sections at hand treat; the one just answered is left out."""
    answered = brief.policies[0].document.casefold() if brief.policies else ""
    for section in brief.policies[1:]:
        named = f"{section.document} {section.title}".casefold()
        if section.document.casefold() == answered:
            continue
        yield from (text for words, text in _TOPICS if any(word in named for word in words))
    yield from _invitations(brief)


def _after_find(brief: TurnBrief) -> Iterator[str]:
    products = brief.ranked
    if not products:
        yield from _invitations(brief)
        return
    yield from islice(_cheaper(brief, products), 1)
    yield from islice(_labels(brief, products), 1)
    if len(products) >= 2:
        yield "Compare the first two"
    yield from islice(_opinions(products), 1)
    yield from islice(_brands(brief, products), 1)
    if brief.n_matching > len(products) >= N_SHOWN and not brief.is_weak:
        yield "Show me more"


def _about_product(brief: TurnBrief) -> Iterator[str]:
    products = brief.referenced or brief.ranked
    if not products:
        yield from _invitations(brief)
        return
    product, asked = products[0], brief.turn.message.casefold()
    name = _name(product)
    if not any(word in asked for word in ("say", "review", "people")):
        yield from islice(_opinions(products), 1)
    if product.options and is_quotable(product.options[0].name) and "size" not in asked and "stock" not in asked:
        yield f"Which {product.options[0].name.lower()}s are in stock for {name}?"
    if "material" in product.attributes and "made" not in asked:
        yield f"What {agreeing('is', product)} {name} made of?"
    if any(key in product.attributes for key in ("weight_g", "weight_kg")) and "weigh" not in asked:
        yield f"How much {'do' if is_plural(product) else 'does'} {name} weigh?"
    if len(brief.referenced) < 2 and product.price:
        yield "How much does it cost?" if "cost" not in asked and "price" not in asked else "Tell me more about it"


def _cheaper(brief: TurnBrief, products: Sequence[Product]) -> Iterator[str]:
    """A round limit that the dearer of the shown are above and at least one candidate is below."""
    prices = sorted(p.price.amount for p in products if p.price)
    shown = [p.price for p in products[:N_SHOWN] if p.price]
    if not shown or not prices:
        return
    ceiling = brief.need.price.max
    dearest = max(price.amount for price in shown)
    for step in _round_amounts(shown[0].currency, dearest):
        is_tighter = step < dearest and (ceiling is None or step < ceiling)
        if is_tighter and prices[min(1, len(prices) - 1)] < step:
            yield f"Under {_plain(Money(amount=step, currency=shown[0].currency))}"
            return


def _round_amounts(currency: str, below: int) -> list[int]:
    """Round amounts up to a figure, the largest that is at most three quarters of it first."""
    unit = 10 ** minor_digits(currency)
    steps = [digit * unit * 10**power for power in range(9) for digit in (1, 2, 3, 4, 5, 6, 8)]
    return [step for step in reversed(steps) if step <= below * 0.75]


def _plain(money: Money) -> str:
    """`£80` for `£80.00`: as one says it."""
    return str(money).replace(".00", "") if minor_digits(money.currency) == 2 else str(money)


def _labels(brief: TurnBrief, products: Sequence[Product]) -> Iterator[str]:
    """A colour that candidates have in stock and that was not asked for; the commonest first."""
    asked = {value.casefold() for values in brief.need.attributes.values() for value in values}
    asked |= set(brief.need.text.casefold().split())
    counts: Counter[str] = Counter()
    for product in products:
        stock = OptionsInStock(product)
        for name in ("Colour", "Color"):
            counts.update(stock.in_stock(name))
    for label, _ in counts.most_common():
        if label.casefold() not in asked and len(label) <= 20 and is_quotable(label):
            yield f"In {label.lower()}"


def _opinions(products: Sequence[Product]) -> Iterator[str]:
    for product in products[:N_SHOWN]:
        if product.rating and product.rating.count:
            yield f"What do people say about {_name(product)}?"


def _brands(brief: TurnBrief, products: Sequence[Product]) -> Iterator[str]:
    counts = Counter(product.brand for product in products if product.brand)
    if len(counts) < 2 or brief.need.brands:
        return
    for brand in filter(is_quotable, (brand for brand, _ in counts.most_common())):
        yield f"Only {brand}"


def _name(product: Product) -> str:
    title = short_title(product)
    return f"the {title}" if len(title) <= MAX_TITLE_CHARACTERS else "the first one"


def _lower(name: str) -> str:
    return " ".join(word.lower() if word.istitle() else word for word in name.split())
