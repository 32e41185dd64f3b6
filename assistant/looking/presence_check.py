"""Whether the shop has a kind of thing, how many and at what price: looked up in the whole catalog before a denial."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.looking.kind import Kind, kind_in, kind_in_records, noun_phrase, with_qualities
from assistant.looking.look import Look
from assistant.looking.presence import Presence
from assistant.looking.subject import kind_for
from assistant.ports import CatalogReader, ProductSearch
from assistant.relaxation import conditions
from catalog.filter import ProductFilter
from catalog.stocklist import Stocklist

MAX_SHELVES = 3


def presence_of(look: Look, search: ProductSearch, catalog: CatalogReader) -> Presence:
    """Count what is called so under the conditions of the turn."""
    stock = look.stock
    phrase = noun_phrase(look.need.text) or look.need.text
    kind = kind_for(look.turn, look.need, stock) or kind_in_records(phrase, catalog)
    if kind is None:
        wider = kind_in(phrase.rsplit(" ", 1)[-1], stock) if " " in phrase else None
        return Presence(phrase, wider=wider.noun if wider else "")
    ids = _passing(kind, conditions(look.need, look.turn), search)
    having, missed = with_qualities(kind, ids, catalog)
    noun = phrase if having and not missed else kind.named_without(missed)
    return replace(_counted(noun, kind, having, stock), missed=missed)


def _counted(phrase: str, kind: Kind, ids: Sequence[str], stock: Stocklist) -> Presence:
    prices = sorted((stock.prices[one] for one in ids if one in stock.prices), key=lambda price: price.amount)
    return Presence(
        noun=phrase,
        n_products=len(ids),
        n_of_kind=len(kind.ids),
        price_min=prices[0] if prices else None,
        price_max=prices[-1] if prices else None,
        shelves=stock.shelves_of(ids)[:MAX_SHELVES],
    )


def _passing(kind: Kind, where: ProductFilter, search: ProductSearch) -> Sequence[str]:
    if where.is_empty:
        return kind.ids
    found = search.search("", where.model_copy(update={"only_ids": kind.ids}), len(kind.ids))
    passing = {candidate.product_id for candidate in found.candidates}
    return [one for one in kind.ids if one in passing]
