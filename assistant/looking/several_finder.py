"""Several wishes in one message: each searched under its own conditions, all of them within the one budget."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product as combinations

from assistant.looking.audience import is_unasked_for_children
from assistant.looking.extreme_finder import ExtremeFinder
from assistant.looking.finder import Finder
from assistant.looking.found_wish import FoundWish
from assistant.looking.kind import kind_of, noun_phrase
from assistant.looking.limits import LookLimits
from assistant.looking.look import Found, Look
from assistant.looking.variant_price import wanted_price
from assistant.need import PriceWish, ShoppingNeed
from assistant.ports import CatalogReader
from catalog.candidate import Candidate
from catalog.product import Product
from catalog.vocabulary import words_of

#: Of every part, so many of the best and of the cheapest take part in combinations: 4 parts make 4,096 of them.
N_BEST, N_CHEAPEST = 5, 3
#: Longer words of all parts are the whole sentence.
MAX_CONTEXT = 4
#: Cheaper is worth a tenth less, where that can be had.
NOTICEABLE = 0.9
#: Cards for the parts together, and at most of one part.
N_CARDS, N_PER_PART = 4, 2


@dataclass(frozen=True, slots=True)
class _Choice:
    """A product that a part may take: its place among the part's finds, its price as asked for, its stock."""

    candidate: Candidate
    place: int
    price: int | None
    in_stock: bool = True


class SeveralFinder:
    """Finds something for every part, and a combination that the budget holds. Thread-safe."""

    def __init__(
        self, finder: Finder, extremes: ExtremeFinder, catalog: CatalogReader, limits: LookLimits | None = None
    ) -> None:
        self._finder = finder
        self._extremes = extremes
        self._catalog = catalog
        self._limits = limits or LookLimits()

    def find(self, look: Look) -> tuple[Found, tuple[FoundWish, ...]]:
        """One list for all parts, those that belong together first, and what each part found."""
        looks = [replace(look, need=need) for need in part_needs(look.need)]
        each = max(N_PER_PART, self._limits.n_candidates // len(looks))
        found = [self._of_part(one, each) for one in looks]
        choices = [self._choices(one.need, result.candidates) for one, result in zip(looks, found, strict=True)]
        earlier = self._earlier(look, choices)
        together = self._limit(look.need, earlier, choices)
        if together is not None and all(choices) and not _affordable(choices, together):
            choices = [self._with_cheapest(one, known) for one, known in zip(looks, choices, strict=True)]
        taken = _combination(choices, together)
        wishes = tuple(
            FoundWish(
                self._label(one.need),
                one.need,
                _taken_first(result.candidates, choice),
                result.n_matching,
                result.relaxed,
                result.is_weak,
                before,
            )
            for one, result, choice, before in zip(looks, found, taken, earlier, strict=True)
        )
        every = {choice.candidate.product_id: choice.candidate for some in choices for choice in some}
        every |= {candidate.product_id: candidate for result in found for candidate in result.candidates}
        ids = list(dict.fromkeys(_dealt([wish.product_ids for wish in wishes])))
        corrections = {wrong: right for result in found for wrong, right in result.corrections.items()}
        return (
            Found(
                candidates=[every[one] for one in ids],
                n_matching=sum(result.n_matching for result in found),
                relaxed=tuple(dict.fromkeys(name for result in found for name in result.relaxed)),
                is_weak=all(result.is_weak for result in found),
                corrections=corrections,
                plan={"parts": [dict(result.plan) for result in found]},
            ),
            wishes,
        )

    def _earlier(self, look: Look, choices: Sequence[Sequence[_Choice]]) -> list[str]:
        """What was taken for each part before, where something cheaper than that is asked for."""
        earlier: list[str] = []
        for part, some in zip(look.need.parts, choices, strict=True):
            kind = kind_of(part, look.stock) if look.need.cheaper_than_ref else None
            own = {choice.candidate.product_id for choice in some} | set(kind.ids if kind else ())
            shown = (one for one in look.need.references if one in own and one not in earlier)
            earlier.append(next(shown, "") if look.need.cheaper_than_ref else "")
        return earlier

    def _limit(self, need: ShoppingNeed, earlier: Sequence[str], choices: Sequence[Sequence[_Choice]]) -> int | None:
        """What all parts together may cost: less than those before them, where cheaper ones are asked for."""
        records = self._catalog.products(earlier) if all(earlier) else {}
        prices = [_price(records[one], part) for one, part in zip(earlier, need.parts, strict=True) if one in records]
        known = [price for price in prices if price is not None]
        if not known or len(known) < len(need.parts):
            return need.together_max
        noticeable = round(sum(known) * NOTICEABLE)
        there = [[choice for choice in some if choice.in_stock] for some in choices]
        less = noticeable if _affordable(there, noticeable) else sum(known) - 1
        return less if need.together_max is None else min(less, need.together_max)

    def _label(self, part: ShoppingNeed) -> str:
        """What the part is called, without what it is wanted for: "stove" of "stove camping"."""
        kind = kind_of(part, self._catalog.stocklist())
        name = noun_phrase(part.text)
        if kind is None:
            return name
        words, noun = words_of(name), words_of(kind.noun)
        ends = [end for end in range(len(noun), len(words) + 1) if words[end - len(noun) : end] == noun]
        return " ".join(words[: ends[0]]) if ends else name

    def _of_part(self, look: Look, n_products: int) -> Found:
        found = self._finder.find(look).honest()
        return replace(found, candidates=found.candidates[:n_products])

    def _choices(self, need: ShoppingNeed, candidates: Sequence[Candidate]) -> list[_Choice]:
        """What the part may take; for a child only where one is spoken of."""
        products = self._catalog.products([candidate.product_id for candidate in candidates])
        return [
            _Choice(candidate, place, _price(product, need), product.in_stock)
            for place, candidate in enumerate(candidates)
            if (product := products.get(candidate.product_id)) and not is_unasked_for_children(product, need.text)
        ]

    def _with_cheapest(self, look: Look, known: list[_Choice]) -> list[_Choice]:
        """The part's finds and the cheapest of its kind, for a budget that the best do not keep to."""
        cheapest = replace(look, need=look.need.model_copy(update={"sort": "price_asc"}))
        answered = self._extremes.find(cheapest)
        more = self._choices(look.need, answered[0].candidates[:N_CHEAPEST] if answered else ())
        ids = {choice.candidate.product_id for choice in known}
        fresh = [choice for choice in more if choice.candidate.product_id not in ids]
        return [*known, *(replace(choice, place=len(known) + place) for place, choice in enumerate(fresh))]


def part_needs(need: ShoppingNeed) -> list[ShoppingNeed]:
    """The parts as needs of their own, with what all of them share; no part alone may cost more than all together."""
    tail = _shared_tail([words_of(part.text) for part in need.parts])
    return [part.model_copy(update=dict(_shared(need, part, tail))) for part in need.parts]


def _shared_tail(texts: Sequence[Sequence[str]]) -> int:
    """How many words all texts end with alike: "norway in march"; each keeps one word of its own."""
    longest = min(map(len, texts), default=1) - 1
    alike = (n for n in range(longest, 0, -1) if len({tuple(text[-n:]) for text in texts}) == 1)
    return next(alike, 0) if len(texts) > 1 else 0


def _for_what(text: str, tail: int) -> str:
    """The part with what all are wanted for set apart: "boots for norway in march"."""
    words = text.split()
    if not tail or len(words) <= tail:
        return text
    own = words[:-tail]
    return " ".join([*own, *([] if own[-1] in ("for", "in") else ["for"]), *words[-tail:]])


def _shared(need: ShoppingNeed, part: ShoppingNeed, tail: int) -> Iterator[tuple[str, object]]:
    is_new = need.text and not tail and need.text not in part.text and len(words_of(need.text)) <= MAX_CONTEXT
    yield "text", f"{part.text} for {need.text}" if is_new else _for_what(part.text, tail)
    yield "exclude", tuple(dict.fromkeys((*part.exclude, *need.exclude)))
    yield "in_stock", part.in_stock or need.in_stock
    yield "brands", part.brands or need.brands
    yield "rating_min", part.rating_min if part.rating_min is not None else need.rating_min
    yield "attributes", {**need.attributes, **part.attributes}
    yield "more", part.more or need.more
    price = part.price if part.price.is_stated else need.price
    limits = [limit for limit in (price.max, need.together_max) if limit is not None]
    yield "price", PriceWish(min=price.min, max=min(limits, default=None), about=price.about)


def _price(product: Product, need: ShoppingNeed) -> int | None:
    price = wanted_price(product, need.attributes) or product.price
    return price.amount if price else None


def _affordable(choices: Sequence[Sequence[_Choice]], together: int) -> bool:
    cheapest = [min((c.price for c in some if c.price is not None), default=None) for some in choices]
    return all(price is not None for price in cheapest) and sum(price or 0 for price in cheapest) <= together


def _combination(choices: Sequence[Sequence[_Choice]], together: int | None) -> list[_Choice | None]:
    """One of each part: the best placed whose sum is within the budget; if none is, the cheapest of all."""
    pools = [_pool(some) for some in choices]
    filled = [pool for pool in pools if pool]
    if not filled or together is None:
        chosen = {id(pool): pool[0] for pool in filled}
    else:
        best = min(combinations(*filled), key=lambda combo: _badness(combo, together))
        chosen = {id(pool): choice for pool, choice in zip(filled, best, strict=True)}
    return [chosen.get(id(pool)) for pool in pools]


def _pool(choices: Sequence[_Choice]) -> list[_Choice]:
    cheapest = sorted((c for c in choices if c.price is not None), key=lambda c: (c.price or 0, c.place))
    pool = {choice.candidate.product_id: choice for choice in (*choices[:N_BEST], *cheapest[:N_CHEAPEST])}
    return sorted(pool.values(), key=lambda choice: choice.place)


def _badness(combo: Sequence[_Choice], together: int) -> tuple[int, int, int, int, tuple[int, ...]]:
    """Unknown prices, sums over the budget and what is sold out last; then the places, the dearer of equals first."""
    unpriced = sum(choice.price is None for choice in combo)
    total = sum(choice.price or 0 for choice in combo)
    over = max(0, total - together)
    places = tuple(choice.place for choice in combo)
    return unpriced, over, sum(not choice.in_stock for choice in combo), sum(place * place for place in places), places


def _taken_first(candidates: Sequence[Candidate], taken: _Choice | None) -> tuple[str, ...]:
    ids = [candidate.product_id for candidate in candidates]
    return tuple(dict.fromkeys([*([taken.candidate.product_id] if taken else []), *ids]))


def _dealt(lists: Sequence[Sequence[str]]) -> list[str]:
    """The first cards, every part represented, part after part; then the rest in turn."""
    shares = _shares([len(some) for some in lists])
    first = [one for some, share in zip(lists, shares, strict=True) for one in some[:share]]
    longest = max(map(len, lists), default=0)
    return [*first, *(some[place] for place in range(longest) for some in lists if place < len(some))]


def _shares(sizes: Sequence[int]) -> list[int]:
    """How many of the first cards each part has: one each, then a second one from the first part on."""
    shares = [min(1, size) for size in sizes]
    for part, size in enumerate(sizes):
        if sum(shares) < N_CARDS and size > 1 and shares[part] < N_PER_PART:
            shares[part] += 1
    return shares


def wish_of(product_id: str, wishes: Sequence[FoundWish]) -> FoundWish | None:
    """The part that a product was found for: the first that found it, one that takes it before others."""
    takers = [wish for wish in wishes if wish.product_ids[:1] == (product_id,)]
    return next(iter([*takers, *(wish for wish in wishes if product_id in wish.product_ids)]), None)


def taken_products(wishes: Sequence[FoundWish], shown: Mapping[str, Product]) -> list[tuple[FoundWish, Product]]:
    """The combination: of every part the first product that is shown."""
    taken = ((wish, next((one for one in wish.product_ids if one in shown), None)) for wish in wishes)
    return [(wish, shown[one]) for wish, one in taken if one is not None]
