"""How well a product fits a need: which wishes it meets, which it misses, what its record leaves open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assistant.brief import TurnBrief
from assistant.need import PriceWish
from assistant.relaxation import price_limits
from assistant.template.asked_figures import asked_figures
from assistant.template.attribute_words import attribute_text
from assistant.template.bookkeeping import is_bare_number, is_bookkeeping, repeats_the_name
from assistant.template.excerpt import best_clause, is_quotable
from assistant.template.options_in_stock import OptionsInStock
from assistant.template.phrasing import joined, with_article
from assistant.template.wishes import RELATED, is_missed, wish_words
from assistant.template.worded_fact import WordedFact, attribute_of, fact_of, narrow
from catalog.money import Money
from catalog.product import AttributeValue, Product
from catalog.product_words import all_stems, record_stems, singular, stems_of

MAX_VALUE_CHARACTERS = 48
#: Shorter words end others by chance.
MIN_COMPOUND_CHARACTERS = 4
_AVAILABILITY = {
    "in_stock": "in stock",
    "backorder": "on back-order",
    "preorder": "for pre-order",
    "out_of_stock": "out of stock",
    "discontinued": "discontinued",
}


@dataclass(frozen=True, slots=True)
class PriceFit:
    """The price against what the shopper said, all in the shop's currency.

    Attributes:
        ceiling: the highest price that was asked for, by message or budget.
        under: how far below the ceiling; over: how far above; each None when it does not hold.
        is_budget: the ceiling is the profile's, not the message's.
        below: how far below the lowest price that was asked for.
        about: the wished price.
        ceiling_follows_what_was_shown: the ceiling comes of "cheaper", it is no figure of the shopper's own.
    """

    price: Money | None = None
    ceiling: Money | None = None
    under: Money | None = None
    over: Money | None = None
    below: Money | None = None
    is_budget: bool = False
    about: Money | None = None
    ceiling_follows_what_was_shown: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """A product held against a need.

    Attributes:
        facts: figures of the record that meet a wish.
        misses: what is wished and not met, worded: "not waterproof", "out of stock in 43".
        quotes: verbatim clauses of the description that hold a wished word, by word.
        unknown: wished words that the record does not mention.
        preferences: stated preferences that the record meets.
    """

    price: PriceFit
    facts: tuple[WordedFact, ...] = ()
    misses: tuple[str, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    availability: str = "in stock"


def fit_of(product: Product, brief: TurnBrief) -> Fit:
    """Hold a product against the turn's need and the shopper's profile."""
    facts, misses = _asked_attributes(product, brief)
    figures = asked_figures(product, brief)
    facts, misses = [*facts, *figures.met], [*misses, *figures.missed]
    words = _Words(product, brief)
    keys = {fact.key.casefold() for fact in facts}
    facts += [fact for fact in words.facts if fact.key.casefold() not in keys]
    misses += [miss for miss in words.misses if miss not in misses]
    return Fit(
        price=price_fit(product, brief),
        facts=tuple(sorted({f.note: f for f in facts if is_quotable(f.note)}.values(), key=_order)),
        misses=tuple(dict.fromkeys((*filter(is_quotable, misses), *_conditions_missed(product, brief)))),
        quotes=words.quotes,
        unknown=(*words.unknown, *figures.silent),
        preferences=tuple(w for w in brief.turn.profile.preferences if stems_of(w) <= record_stems(product)),
        availability=_AVAILABILITY[product.availability],
    )


def price_fit(product: Product, brief: TurnBrief) -> PriceFit:
    """The price against the message's limits, or the budget if the message names none."""
    price, wish, budget = product.price, brief.need.price, brief.turn.profile.budget
    is_budget = wish == PriceWish() and budget is not None
    low, high = wish.min, wish.max
    if is_budget and budget:
        low, high = (bound.amount if bound else None for bound in (budget.min, budget.max))
    currency = price.currency if price else brief.vocabulary.currency
    if currency is None:
        return PriceFit(price)

    def money(amount: int | None) -> Money | None:
        return None if amount is None else Money(amount=amount, currency=currency)

    gap = None if price is None or high is None else price.amount - high
    return PriceFit(
        price=price,
        ceiling=money(high),
        under=money(-gap) if gap is not None and gap <= 0 else None,
        over=money(gap) if gap is not None and gap > 0 else None,
        below=money(low - price.amount) if price and low is not None and price.amount < low else None,
        is_budget=is_budget,
        about=money(wish.about),
        ceiling_follows_what_was_shown=follows_what_was_shown(brief),
    )


def follows_what_was_shown(brief: TurnBrief) -> bool:
    """Whether the highest price comes of "cheaper", now or earlier, and is thus no figure the shopper ever said."""
    return brief.need.cheaper_than is not None and price_limits(brief.need, brief.turn)[1] == brief.need.cheaper_than


class _Words:
    """Every wished word against the record: figures first, then the description's own words."""

    def __init__(self, product: Product, brief: TurnBrief) -> None:
        self.facts: list[WordedFact] = []
        self.misses: list[str] = []
        self.quotes: dict[str, str] = {}
        self.unknown: list[str] = []
        words = wish_words(brief)
        self._record = record_stems(product)
        self._product, self._stems = product, {singular(word) for word in words}
        self._named = stems_of(" ".join([product.title, *(category.value for category in product.categories)]))
        if brief.kind and product.id in brief.kind.ids:
            self._named |= stems_of(brief.kind.noun)  # a notebook is a laptop, whatever its record calls it
        for word in words:
            self._judge(word)

    def _is_kind(self, key: str, stem: str, value: AttributeValue) -> bool:
        """Whether the word only says what the product is: being a tent is no merit of a tent."""
        only_names = key.casefold() != "material" and repeats_the_name(self._product, value)
        return only_names or stem in stems_of(self._product.category or "") or (_is_type(key) and stem in self._named)

    def _is_recorded(self, stem: str) -> bool:
        """Whether the record has the word, by itself or as the end of another: "phone" of a smartphone."""
        is_long = len(stem) >= MIN_COMPOUND_CHARACTERS
        return stem in self._record or (is_long and any(word.endswith(stem) for word in all_stems(self._product)))

    def _judge(self, word: str) -> None:
        stem = singular(word)
        met, missed = self._figures(stem)
        self.facts += met
        self.misses += missed
        if met or missed or stem in self._named:
            return
        if clause := best_clause(self._product.description.plain, stem):
            self.quotes[word] = clause
        elif is_missed(word) and not self._is_recorded(stem):
            self.unknown.append(word)

    def _figures(self, stem: str) -> tuple[list[WordedFact], list[str]]:
        met: list[WordedFact] = []
        missed: list[str] = []
        for key, value in self._product.attributes.items():
            if is_bookkeeping(key):
                continue
            if isinstance(value, bool):
                name = stems_of(key.replace("_", " "))
                if stem in name and name <= self._stems:
                    fact = fact_of(key, value)
                    met, missed = ([*met, fact], missed) if value else (met, [*missed, fact.note])
            elif (named := _named_value(key, value, stem)) and not self._is_kind(key, stem, value):
                met += [] if any(stem in stems_of(fact.value) for fact in met) else [named]
        self._add_related(stem, met, missed)
        return met, missed

    def _add_related(self, stem: str, met: list[WordedFact], missed: list[str]) -> None:
        """Add what figures that speak to the word say: the weight, to "light"."""
        for key in RELATED.get(stem, ()):
            related = attribute_of(self._product, key)
            if related is None or is_bare_number(key, related):
                continue
            if related is not False:
                met.append(fact_of(key, related))
            elif not met and not missed:
                missed.append(fact_of(key, related).note)


def _named_value(key: str, value: AttributeValue, stem: str) -> WordedFact | None:
    """The fact of an attribute whose value names the wish."""
    if isinstance(value, tuple):
        named = [one for one in value if stem in stems_of(one) and len(one) <= MAX_VALUE_CHARACTERS]
        return narrow(key, tuple(named), {stem}) if named else None
    if not isinstance(value, str) or stem not in stems_of(value) or len(value) > MAX_VALUE_CHARACTERS:
        return None
    if is_bare_number(key, value) and value != stem:
        return None  # 24 inches are no "24 - 94"
    return fact_of(key, value) if is_quotable(value) else None


def _order(fact: WordedFact) -> int:
    """What it is, then the figures, then purpose and options: the order in which they read as one sentence."""
    is_state = fact.clause == f"is {fact.note}"
    return 0 if is_state else (1 if fact.key == "options" else (3 if fact.note.startswith("for ") else 2))


def _asked_attributes(product: Product, brief: TurnBrief) -> tuple[list[WordedFact], list[str]]:
    """Attributes and options that the message names with their values, and the shopper's own size."""
    stock, asked = OptionsInStock(product), brief.need.attributes
    options = {key: values for key, values in asked.items() if stock.has(key)}
    facts: list[WordedFact] = []
    misses: list[str] = []
    for key, values in asked.items():
        value = None if key in options else attribute_of(product, key)
        if value is None or is_bookkeeping(key):
            continue
        if (found := _matching(value, values)) is not None:
            facts += (
                [fact_of(key, found)]
                if not _is_type(key) and (key.casefold() == "material" or not repeats_the_name(product, found))
                else []
            )
        elif not _is_akin(product, value, values):
            misses.append(_not(fact_of(key, value), values))
    met, missed = stock.judge(options)
    facts += [WordedFact("options", f"in {text}", f"is in stock in {text}", text) for text in met]
    own_met, own_missed = _own_size(product, brief, stock)
    facts += [WordedFact("options", f"in your size, {t}", f"is in stock in your size, {t}", t) for t in own_met]
    return facts, [*misses, *missed, *own_missed]


def _is_akin(product: Product, value: AttributeValue, wanted: tuple[str, ...]) -> bool:
    """Whether the record has what is wanted elsewhere, or much the same here ("USB" for "USB cable")."""
    own, record = stems_of(attribute_text("", value)), record_stems(product)
    return any(stems_of(one) & own or stems_of(one) <= record for one in wanted)


def _own_size(product: Product, brief: TurnBrief, stock: OptionsInStock) -> tuple[list[str], list[str]]:
    """The profile's size for this kind of product ("shoe" → "EU 42"), unless the message names one."""
    if not brief.turn.profile.sizes or "size" in {key.casefold() for key in brief.need.attributes}:
        return [], []
    stems = record_stems(product)
    own = [size for kind, size in brief.turn.profile.sizes.items() if stems_of(kind) & stems]
    return stock.judge_size(own[0]) if own else ([], [])


def _matching(value: AttributeValue, wanted: Iterable[str]) -> AttributeValue | None:
    """What of the value is wanted; None if nothing is."""
    names = {one.casefold() for one in wanted}
    if isinstance(value, tuple):
        return tuple(one for one in value if one.casefold() in names) or None
    if isinstance(value, bool):
        return value if ("yes" if value else "no") in names or ("true" if value else "false") in names else None
    return value if str(value).casefold() in names else None


def _not(fact: WordedFact, values: tuple[str, ...]) -> str:
    if fact.note.startswith("for "):
        return f"not listed for {joined(values[:2], 'or')}"
    if _is_type(fact.key):
        return f"{with_article(fact.value)}, not {with_article(values[0])}"
    return f"{fact.value}, not {joined(values[:2], 'or')}"


def _is_type(key: str) -> bool:
    return key.casefold().endswith("type")


def _conditions_missed(product: Product, brief: TurnBrief) -> Iterator[str]:
    """Conditions that had to be dropped and that this product does not meet; price apart."""
    need = brief.need
    if need.brands and (product.brand or "").casefold() not in {brand.casefold() for brand in need.brands}:
        yield f"not from {' or '.join(need.brands)}"
    if need.rating_min is not None:
        if product.rating is None:
            yield "not rated yet"
        elif product.rating.out_of_five < need.rating_min:
            yield f"rated {product.rating.out_of_five:.1f}, below {need.rating_min:g}"
