"""What a shopper's events tell of their liking, concluded when it is asked for; never mixed with what was stated."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import quantiles

from catalog.money import Money
from catalog.product import Product
from catalog.product_words import stems_of
from events.event_line import HistoryLine
from events.log import EventLog
from shoppers.entry_words import word_key
from shoppers.memory import MemoryEntry
from shoppers.statement import Statement

ProductLookup = Callable[[Sequence[str]], Mapping[str, Product]]

#: Newest lines of a history, and newest purchases, that are read.
N_LINES = 200
N_PURCHASES = 30
#: So often chosen is a habit; a brand must also make up this share of what it is counted among.
N_CHOSEN = 3
MIN_SHARE = 0.4
#: A size bought so often, in this share of the purchases of its kind, is the shopper's own.
N_SIZE = 2
SIZE_SHARE = 0.6
MAX_BRANDS = 3
MAX_CATEGORIES = 3
_CHOSEN = ("purchase", "add_to_cart")
_TAKEN_BACK = ("refund", "remove_from_cart")


@dataclass(slots=True)
class _Choice:
    """A product bought or put into the cart in one visit, or on one day: once, however many events say so."""

    product: Product
    line: HistoryLine
    is_bought: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Conclusions:
    """Draws conclusions from the log of events.

    Attributes:
        events: the log.
        products: looks products up.
    """

    events: EventLog
    products: ProductLookup = field(repr=False)

    def of(self, shopper_id: str, now: datetime) -> tuple[MemoryEntry, ...]:
        """Brands and kinds of product chosen again and again, sizes bought, and what is usually paid; oldest first."""
        choices = self._choices(shopper_id, now)
        if len(choices) < N_SIZE:
            return ()
        found = [*_brands(choices), *_categories(choices), *_usual_price(choices)]
        found += self._sizes(shopper_id, now, choices)
        return tuple(sorted(found, key=lambda entry: entry.at))

    def _choices(self, shopper_id: str, now: datetime) -> list[_Choice]:
        """Oldest first; what was taken back afterwards is none."""
        lines = self.events.history(shopper_id, now, N_LINES)
        products = self.products([line.product_id for line in lines if line.type in _CHOSEN])
        found: dict[tuple[str, str], _Choice] = {}
        for line in lines:
            occasion = (line.product_id, line.session_id or line.at.date().isoformat())
            if line.type in _TAKEN_BACK:
                _take_back(found, line)
            elif line.type in _CHOSEN and line.product_id in products:
                known = found.pop(occasion, None)
                is_bought = line.type == "purchase" or (known is not None and known.is_bought)
                product = products[line.product_id]
                found[occasion] = _Choice(product, line, is_bought, _kind(product))
        return list(found.values())

    def _sizes(self, shopper_id: str, now: datetime, choices: Sequence[_Choice]) -> Iterator[MemoryEntry]:
        kept = {one.product.id: one for one in choices if one.is_bought}  # what came back may have been the wrong size
        sizes: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
        for bought in self.events.bought_variants(shopper_id, now, N_PURCHASES) if kept else ():
            if choice := kept.get(bought.product_id):
                for label in _size_labels(choice.product, bought.variant_id):
                    sizes[choice.kind].append((label, bought.at))
        for kind, worn in sizes.items():
            (label, n), n_all = Counter(label for label, _ in worn).most_common(1)[0], len(worn)
            if n >= N_SIZE and n >= SIZE_SHARE * n_all:
                newest = max(at for own, at in worn if own == label)
                yield _concluded(Statement(kind="size", name=kind, value=label), f"bought {n} of {n_all} in it", newest)


def _take_back(found: dict[tuple[str, str], _Choice], line: HistoryLine) -> None:
    """The newest choice of the product that came back; a thing out of the cart may still have been bought before."""
    of_product = [key for key, one in found.items() if key[0] == line.product_id]
    takes = [key for key in of_product if found[key].is_bought == (line.type == "refund")]
    if takes:
        del found[takes[-1]]


def _brands(choices: Sequence[_Choice]) -> Iterator[MemoryEntry]:
    """Brands chosen often, among all that was chosen or within the kind of product they were mostly chosen in."""
    counted = Counter(one.product.brand for one in choices if one.product.brand)
    for brand, n in counted.most_common(MAX_BRANDS):
        if n < N_CHOSEN:
            break
        own = [one for one in choices if one.product.brand == brand]
        kind, n_of_kind = Counter(one.kind for one in own).most_common(1)[0]
        all_of_kind = [one for one in choices if kind and one.kind == kind]
        if kind and n_of_kind >= N_CHOSEN and n_of_kind >= MIN_SHARE * len(all_of_kind):
            because = f"{_verb(own)} {n_of_kind} of {len(all_of_kind)} {kind} from {brand}"
        elif n >= MIN_SHARE * len(choices):
            because = f"{_verb(own)} {n} of {len(choices)} things from {brand}"
        else:
            continue
        yield _concluded(Statement(kind="preference", value=brand[:80]), because, own[-1].line.at)


def _categories(choices: Sequence[_Choice]) -> Iterator[MemoryEntry]:
    counted = Counter(one.kind for one in choices if one.kind)
    for kind, n in counted.most_common(MAX_CATEGORIES):
        if n >= N_CHOSEN:
            own = [one for one in choices if one.kind == kind]
            because = f"{_verb(own)} {kind} {n} times"
            yield _concluded(Statement(kind="preference", value=kind), because, own[-1].line.at)


def _usual_price(choices: Sequence[_Choice]) -> Iterator[MemoryEntry]:
    """The middle half of what was paid: for people and for the prompt; no search and no price follows from it."""
    paid = [one.line for one in choices if one.is_bought and one.line.price_minor and one.line.currency]
    if not paid:
        return
    currency = Counter(line.currency for line in paid).most_common(1)[0][0]
    amounts = [line.price_minor for line in paid if line.currency == currency and line.price_minor]
    if len(amounts) < N_CHOSEN or currency is None:
        return
    low, _, high = (round(amount) for amount in quantiles(amounts, n=4, method="inclusive"))
    low_money, high_money = Money(amount=low, currency=currency), Money(amount=high, currency=currency)
    because = f"usually paid {low_money} to {high_money} ({len(amounts)} purchases)"
    yield _concluded(Statement(kind="budget", name="usual", limit=high_money), because, paid[-1].at)


def _concluded(statement: Statement, because: str, at: datetime) -> MemoryEntry:
    words = "\x00".join((statement.kind, word_key(statement.name), word_key(statement.value)))
    entry_id = f"c_{hashlib.blake2b(words.encode(), digest_size=8).hexdigest()}"
    return MemoryEntry(entry_id=entry_id, statement=statement, source="concluded", because=because, at=at)


def _verb(choices: Sequence[_Choice]) -> str:
    return "bought" if all(one.is_bought for one in choices) else "bought or carted"


def _kind(product: Product) -> str:
    """The narrowest category, "Jackets" of "Apparel > Jackets"; empty where there is none short enough to say."""
    kind = (product.category or "").rpartition(">")[2].strip()
    return kind if len(kind) <= 80 else ""


def _size_labels(product: Product, variant_id: str | None) -> list[str]:
    variant = next((one for one in product.variants if one.id == variant_id), None)
    options = variant.options if variant else ()
    return [o.label for o in options if "size" in stems_of(o.name) and 0 < len(o.label) <= 80]
