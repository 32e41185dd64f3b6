"""What the cases of understanding are shown: products that fit the words, found by counting, the same every time."""

from collections import Counter
from collections.abc import Iterable, Iterator

from assistant.brief import Turn
from assistant.conversation import Conversation
from assistant.fakes import passes
from assistant.need import ShoppingNeed
from assistant.relaxation import conditions
from catalog.product import Product
from catalog.product_words import record_stems, stems_of


class Shelf:
    """The products of a catalog, found by the words of their records."""

    def __init__(self, products: Iterable[Product]) -> None:
        self.products = {product.id: product for product in products}
        # what is without a price cannot be more or less than anything: it is shown last
        self._ordered = sorted(self.products.values(), key=lambda product: product.price is None)
        self._places: dict[str, list[int]] = {}

    def pick(self, need: ShoppingNeed, conversation: Conversation, count: int) -> tuple[str, ...]:
        """Ids of `count` products: those that fit the need, filled up with others if there are too few."""
        where = conditions(need, Turn("", conversation))
        picked: dict[str, None] = {}
        for product in self._by_words(need.text):
            if len(picked) == count:
                break
            if passes(product, where):
                picked[product.id] = None
        for product in self._ordered:
            if len(picked) >= count:
                break
            picked.setdefault(product.id)
        return tuple(picked)

    def _by_words(self, text: str) -> Iterator[Product]:
        """Those that share the most words with the text first."""
        if not self._places:
            for place, product in enumerate(self._ordered):
                for stem in record_stems(product):
                    self._places.setdefault(stem, []).append(place)
        shared = Counter(place for stem in stems_of(text) for place in self._places.get(stem, ()))
        for place, _ in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0])):
            yield self._ordered[place]
