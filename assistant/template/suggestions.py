"""What the shopper might say next; each leads somewhere, because it comes from the products and documents at hand."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.brief import TurnBrief
from assistant.template.excerpt import is_quotable
from assistant.template.options_in_stock import OptionsInStock
from assistant.template.phrasing import agreeing, is_plural, short_title
from assistant.template.plain_nouns import many
from assistant.template.shop_range import category_name, in_the_plural, main_categories
from catalog.money import Money, minor_digits
from catalog.product import Product

MAX_SUGGESTIONS = 4
#: Of each sort so many are looked into before none is offered.
MAX_TRIED = 3
N_INVITATIONS, MAX_PARTS = 3, 2
N_SHOWN = 4
MAX_TITLE_CHARACTERS = 40
_TOPICS = (
    (("return", "refund"), "How do returns work?"),
    (("shipping", "delivery"), "What does delivery cost?"),
    (("warranty", "guarantee"), "How long is the warranty?"),
    (("privacy",), "What happens to my data?"),
    (("payment", "pay"), "How can I pay?"),
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Replies of one sort, the most useful first, of which so many are offered at most."""

    texts: Iterable[str]
    n: int = 1


def suggest(
    brief: TurnBrief, leads: Callable[[str], bool] = lambda text: True, proposed: Iterable[str] = ()
) -> tuple[str, ...]:
    """At most four things to say next, the most useful first.

    Args:
        brief: of the turn that was answered.
        leads: whether a reply would find anything; what would not is left out.
        proposed: what somebody else would have said next; it comes first, and is known to lead somewhere.
    """
    makers = {
        "chat": _after_chat,
        "shop_question": _after_shop_question,
        "product_question": _after_product,
        "compare": _after_product,
    }
    said = brief.turn.message.strip().rstrip("?.!").casefold()
    chosen = {text.casefold(): text for text in proposed}
    for group in makers.get(brief.need.kind, _after_find)(brief):
        if len(chosen) >= MAX_SUGGESTIONS:
            break
        fresh = (text for text in islice(group.texts, MAX_TRIED) if text.rstrip("?").casefold() != said)
        new = (text for text in fresh if text.casefold() not in chosen and leads(text))
        chosen |= {text.casefold(): text for text in islice(new, group.n)}
    return tuple(islice(chosen.values(), MAX_SUGGESTIONS))


def _after_chat(brief: TurnBrief) -> Iterator[_Group]:
    yield _Group(_invitations(brief), N_INVITATIONS)


def _after_shop_question(brief: TurnBrief) -> Iterator[_Group]:
    yield _Group(_other_topics(brief), MAX_SUGGESTIONS)
    yield _Group(_invitations(brief), N_INVITATIONS)


def _after_find(brief: TurnBrief) -> Iterator[_Group]:
    """Refinements of what was found; after a denial what there is instead."""
    products = brief.ranked
    if not products or brief.is_weak:
        yield _Group(_opinions(products))
        yield _Group(_invitations(brief, products), N_INVITATIONS)
        return
    if brief.need.parts:
        yield _Group(_parts(brief), MAX_PARTS)
    else:
        yield _Group(_dearer(brief, products) if "price" in brief.relaxed else _cheaper(brief, products))
        yield from () if brief.is_spread or brief.extreme else (_Group(_labels(brief, products)),)
        yield from () if brief.is_spread or len(products) < 2 else (_Group(["Compare the first two"]),)
    yield _Group(_opinions(products))
    yield from () if brief.is_spread or brief.extreme or brief.need.parts else (_Group(_brands(brief, products)),)
    yield from (_Group(["Show me more"]),) if brief.n_matching > len(products) >= N_SHOWN else ()
    yield _Group(_invitations(brief, products), MAX_SUGGESTIONS if brief.is_spread else 1)


def _after_product(brief: TurnBrief) -> Iterator[_Group]:
    yield _Group(_about_product(brief), MAX_SUGGESTIONS)
    if not (brief.referenced or brief.ranked):
        yield _Group(_invitations(brief), N_INVITATIONS)


def _invitations(brief: TurnBrief, near: Sequence[Product] = ()) -> Iterator[str]:
    """Categories that exist, those of the products at hand first."""
    shelves = [category_name(product.category) for product in near[:N_SHOWN] if product.category]
    for name in dict.fromkeys([*filter(None, shelves), *main_categories(brief.vocabulary, N_INVITATIONS)]):
        yield f"Show me {_lower(in_the_plural(name))}"


def _parts(brief: TurnBrief) -> Iterator[str]:
    """Each wish by itself."""
    for wish in brief.wishes:
        if wish.product_ids and len(wish.label) <= MAX_TITLE_CHARACTERS and is_quotable(wish.label):
            yield f"Show me only {many(wish.label)}"


def _other_topics(brief: TurnBrief) -> Iterator[str]:
    """Topics that other sections at hand treat; the one just answered is left out."""
    answered = brief.policies[0].document.casefold() if brief.policies else ""
    for section in brief.policies[1:]:
        named = f"{section.document} {section.title}".casefold()
        if section.document.casefold() == answered:
            continue
        yield from (text for words, text in _TOPICS if any(word in named for word in words))


def _about_product(brief: TurnBrief) -> Iterator[str]:
    products = brief.referenced or brief.ranked
    if not products:
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
    for step in reversed(_round_amounts(shown[0].currency)):
        is_tighter = step <= dearest * 0.75 and (ceiling is None or step < ceiling)
        if is_tighter and prices[min(1, len(prices) - 1)] < step:
            yield f"Under {_plain(Money(amount=step, currency=shown[0].currency))}"


def _dearer(brief: TurnBrief, products: Sequence[Product]) -> Iterator[str]:
    """Where nothing costs as little as was asked: round limits that something at hand is below."""
    prices = sorted((product.price for product in products if product.price), key=lambda price: price.amount)
    for step in _round_amounts(prices[0].currency) if prices else ():
        if step > prices[0].amount:
            yield f"Under {_plain(Money(amount=step, currency=prices[0].currency))}"


def _round_amounts(currency: str) -> list[int]:
    unit = 10 ** minor_digits(currency)
    return [digit * unit * 10**power for power in range(9) for digit in (1, 2, 3, 4, 5, 6, 8)]


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
