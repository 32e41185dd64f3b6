"""Answers superlatives from the whole catalog: every product of the kind that passes, in order of the figure."""

from collections.abc import Iterable, Mapping, Sequence

from assistant.looking.audience import fitting, names_an_age
from assistant.looking.extreme import Extreme
from assistant.looking.figures import best_column
from assistant.looking.kind import Kind, names_no_kind, with_qualities
from assistant.looking.limits import LookLimits
from assistant.looking.look import Found, Look
from assistant.looking.measured import measured_in, measuring_up
from assistant.looking.subject import kind_for
from assistant.ports import CatalogReader, ProductSearch
from assistant.relaxation import relaxations
from assistant.superlatives import Superlative, superlative_named, superlative_of_sort
from catalog.candidate import Evidence, RankedProduct
from catalog.filter import ProductFilter
from catalog.stocklist import Stocklist

#: Products tried at a time where no kind is named.
N_AT_A_TIME = 400


class ExtremeFinder:
    """Orders all products of a kind by a figure. Thread-safe."""

    def __init__(self, search: ProductSearch, catalog: CatalogReader, limits: LookLimits | None = None) -> None:
        self._search = search
        self._catalog = catalog
        self._limits = limits or LookLimits()
        self._kept: tuple[Stocklist | None, dict[tuple[str, bool], list[str]]] = (None, {})

    def find(self, look: Look) -> tuple[Found, Extreme] | None:
        """The products in the order asked for; None where no superlative is asked or its kind of thing is unknown.

        An `Extreme` without a name has no candidates: no figure answers it.
        """
        need = look.need
        asked = superlative_named(need.superlative) if need.superlative else None
        if asked is None and need.sort:
            asked = superlative_of_sort(need.sort)
        stock = look.stock
        kind = kind_for(look.turn, need, stock)
        if asked is None or (kind is None and not names_no_kind(need.text)):
            return None
        with look.watch.step("search"):
            return self._ordered(look, asked, kind, stock)

    def _ordered(
        self, look: Look, asked: Superlative, kind: Kind | None, stock: Stocklist
    ) -> tuple[Found, Extreme] | None:
        is_any = False
        for where, dropped in relaxations(look.need, look.turn):
            ids, missed = self._of_kind(kind, stock, where, look.need.text)
            is_any = is_any or bool(ids)
            column = best_column(asked, ids, stock)
            if column is None:
                continue
            name, figures, is_bare = column.name, column.figures, column.is_bare
            ordered = self._order(asked, name, figures, stock if kind is None else None)
            passing = ordered if kind else self._passing(ordered, where)
            if not passing:
                continue
            n_silent = len(ids) - len(figures)
            extreme = Extreme(
                asked, name, kind.named_without(missed) if kind else "", len(ordered), n_silent, is_bare, missed
            )
            n_matching = len(ids) if kind else self._search.search("", where, 0).n_matching
            return Found(_ranked(passing[: self._limits.n_candidates], name), n_matching, dropped), extreme
        # What is left of the kind states no figure; of none left, a search says more.
        return (Found(), Extreme(asked, noun=kind.named_without(kind.qualities) if kind else "")) if is_any else None

    def _order(
        self, asked: Superlative, name: str, figures: Mapping[str, float], whole: Stocklist | None
    ) -> Sequence[str]:
        """Best first; the order of the `whole` catalog is kept until the catalog changes."""
        key = (name, asked.highest)
        if whole is not None and self._kept[0] is whole and key in self._kept[1]:
            return self._kept[1][key]
        ordered = sorted(figures, key=lambda one: (-figures[one] if asked.highest else figures[one], one))
        if whole is not None:
            self._kept = (whole, {**(self._kept[1] if self._kept[0] is whole else {}), key: ordered})
        return ordered

    def _of_kind(
        self, kind: Kind | None, stock: Stocklist, where: ProductFilter, text: str
    ) -> tuple[Sequence[str], tuple[str, ...]]:
        """The products of the kind that pass and have the qualities asked for, and those that none has; else all."""
        if kind is None:
            return stock.ids, ()
        ids: Sequence[str] = kind.ids
        if not where.is_empty:
            result = self._search.search("", where.model_copy(update={"only_ids": tuple(ids)}), len(ids))
            passing = {candidate.product_id for candidate in result.candidates}
            ids = [one for one in ids if one in passing]
        ids = self._for_whom(measuring_up(ids, measured_in(text), stock), text)
        return with_qualities(kind, ids, self._catalog)

    def _for_whom(self, ids: Sequence[str], text: str) -> Sequence[str]:
        """Of a kind, what is made for whom the words name."""
        if not names_an_age(text) or len(ids) > N_AT_A_TIME:
            return ids
        records = self._catalog.products(ids)
        return [product.id for product in fitting([records[one] for one in ids if one in records], text)]

    def _passing(self, ordered: Sequence[str], where: ProductFilter) -> list[str]:
        """The first of an order that pass the conditions."""
        if where.is_empty:
            return list(ordered[: self._limits.n_candidates])
        passing: list[str] = []
        for start in range(0, len(ordered), N_AT_A_TIME):
            some = tuple(ordered[start : start + N_AT_A_TIME])
            result = self._search.search("", where.model_copy(update={"only_ids": some}), len(some))
            found = {candidate.product_id for candidate in result.candidates}
            passing += [one for one in some if one in found]
            if len(passing) >= self._limits.n_candidates:
                break
        return passing


def _ranked(ids: Iterable[str], name: str) -> tuple[RankedProduct, ...]:
    return tuple(
        RankedProduct(one, 1.0 / place, (Evidence(f"order by {name}", 1.0),), rank=place)
        for place, one in enumerate(ids, start=1)
    )
