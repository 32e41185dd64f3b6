"""What the recommenders would show a shopper, without words: for a person, a program, or a run file."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.candidate import RankedProduct
from cli.errors import InputRefused
from cli.plain_text import one_line
from cli.trec import Query, run_lines
from shoppers.rank_request import RankRequest, Visit

if TYPE_CHECKING:
    from api.shop import Shop


class ShopperList:
    """Asks the models that serve.

    Raises:
        InputRefused: if none does.
    """

    def __init__(self, shop: "Shop", limit: int) -> None:
        if not shop.recommenders.models().models:
            raise InputRefused("No model serves yet; train them with: shopkeeper train")
        self._shop, self._limit = shop, limit
        self._ranker = shop.recommenders.ranker(shop.search.affinity, shop.search.vectors)

    def of(self, shopper_id: str) -> tuple[RankedProduct, ...]:
        """The best products for a shopper, best first; what suits a newcomer for one who is not known."""
        request = RankRequest(visit=Visit(shopper_id=shopper_id), surface="home")
        return self._ranker.rank(request)[: self._limit]

    def run(self, queries: Iterable[Query], advance: Callable[[int], None]) -> Iterator[str]:
        """The lines of a run file, a shopper's id being the text of a query; `advance` is told how many are done."""
        for n_done, query in enumerate(queries, start=1):
            yield from run_lines(query.qid, self.of(query.text))
            advance(n_done)

    def to_lines(self, ranked: Iterable[RankedProduct]) -> Iterator[str]:
        """A list for a person: the product and which signals put it there."""
        found = list(ranked)
        products = self._shop.catalog.products([one.product_id for one in found])
        for one in found:
            product = products.get(one.product_id)
            signals = ", ".join(f"{sign.signal} {sign.weight:.2f}" for sign in one.evidence)
            title = one_line(product.title) if product else "(not in the catalog)"
            yield f"{one.rank:>3}. {title}  [{one_line(one.product_id)}]  {signals}"

    def to_json(self, shopper_id: str, ranked: Iterable[RankedProduct]) -> dict[str, Any]:
        """A list for programs."""
        items = [
            {
                "product_id": one.product_id,
                "rank": one.rank,
                "score": round(one.score, 6),
                "evidence": [{"signal": sign.signal, "weight": round(sign.weight, 6)} for sign in one.evidence],
            }
            for one in ranked
        ]
        return {"shopper_id": shopper_id, "items": items}


def read_shoppers(file: Path) -> list[Query]:
    """The shoppers of a file, in order: `qid<TAB>shopper_id`, or a shopper's id alone, which then is the qid too.

    Raises:
        InputRefused: naming the first line that is neither, or that repeats a qid.
    """
    seen: dict[str, int] = {}
    queries = []
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        qid, tab, shopper_id = (part.strip() for part in line.partition("\t"))
        shopper_id = shopper_id if tab else qid
        if not shopper_id or len(qid.split()) != 1:
            raise InputRefused(f"{file}, line {number}: expected qid<TAB>shopper_id, found {line[:60]!r}.")
        if qid in seen:
            raise InputRefused(f"{file}, line {number}: qid {qid!r} was already used on line {seen[qid]}.")
        seen[qid] = number
        queries.append(Query(qid, shopper_id))
    if not queries:
        raise InputRefused(f"{file} names no shopper; every line is qid<TAB>shopper_id, or a shopper's id.")
    return queries
