"""What a feed says of products that belong together: its own keys (SKUs, handles, numbers) become product ids."""

from collections.abc import Iterable, Iterator, Mapping

from pydantic import ValidationError

from catalog.feeds.disk_spool import DiskSpool
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, shown
from catalog.product import Product, Relation, RelationKind


def with_relations(
    found: Iterable[FeedProduct], owners: Mapping[str, str], report: ImportReport
) -> Iterator[FeedProduct]:
    """The same products in the same order, with relations that name products of the feed.

    A relation may name what comes later. From the first product that has one, all wait on disk for the end of the feed.
    A relation to nothing that the feed has is left out with a warning.

    Args:
        found: products whose relations hold the feed's keys.
        owners: key → product id; it may fill while `found` is read.
        report: takes the warnings.
    """
    with DiskSpool() as spool:
        waiting: list[tuple[int, int]] = []
        for one in found:
            if waiting or one.product.related:
                waiting.append((one.line, spool.put(one.product.model_dump_json(exclude_defaults=True).encode())))
            else:
                yield one
        for line, place in waiting:
            product = Product.model_validate_json(spool.at(place))
            yield FeedProduct(line, _resolved(FeedProduct(line, product), owners, report))


def _resolved(found: FeedProduct, owners: Mapping[str, str], report: ImportReport) -> Product:
    product = found.product
    if not product.related:
        return product
    resolved: dict[Relation, None] = {}
    for relation in product.related:
        other = _relation_to(owners.get(relation.id), relation.kind)
        if other is None:
            report.warn(found.line, f"{relation.kind} {shown(relation.id)} is not sold in this feed and left out")
        elif other.id != product.id:
            resolved[other] = None
    return product.model_copy(update={"related": tuple(resolved)})


def _relation_to(owner: str | None, kind: RelationKind) -> Relation | None:
    """None also where the id is one that no product may have: its row was refused."""
    try:
        return None if owner is None else Relation(id=owner, kind=kind)
    except ValidationError:
        return None
