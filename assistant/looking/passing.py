"""Whether anything of a kind passes conditions: a count over columns, not a search."""

from assistant.looking.kind import Kind
from assistant.ports import ProductSearch
from catalog.filter import ProductFilter
from catalog.stocklist import Stocklist

#: A kind with this share of its shelf is told apart from the rest of it.
KIND_SHARE = 0.25


def passes_any(kind: Kind | None, where: ProductFilter, search: ProductSearch, stock: Stocklist) -> bool:
    """Whether a product of the kind, or one beside them, passes the conditions."""
    if kind is None or where.is_empty:
        return True
    shelf = stock.beside(kind.ids)
    # Where a good part of a shelf is of the kind, the rest of it is not: a hammock is no tent.
    is_told_apart = len(kind.ids) >= KIND_SHARE * (len(kind.ids) + len(shelf))
    ids = (*kind.ids, *(() if is_told_apart else (*stock.named(kind.noun), *shelf)))
    return search.search("", where.model_copy(update={"only_ids": ids}), 1).n_matching > 0
