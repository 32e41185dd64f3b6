"""schema.org products in JSON-LD: a file, JSON lines, or a web page that carries them.

Properties: https://schema.org/Product, https://schema.org/ProductGroup, https://schema.org/Offer
"""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import ValidationError

from catalog.errors import RowRefused
from catalog.feeds.format import Anchors, FeedFormat, ReadingSettings
from catalog.feeds.grouping import products_of
from catalog.feeds.json_ld_facts import attributes_of, categories_of, condition_of, images_of, rating_of, reviews_of
from catalog.feeds.json_ld_node import Node
from catalog.feeds.json_ld_nodes import read_nodes
from catalog.feeds.json_ld_offer import best_of, prices_of, single_offers, status_of
from catalog.feeds.offer import Offer
from catalog.feeds.plain_text import plain
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, reason_of, shown
from catalog.feeds.source import FeedSource
from catalog.product import AvailabilityStatus
from catalog.review import Review

#: Properties a ProductGroup may vary by, and what a shopper reads.
_OPTIONS = {
    "size": "Size",
    "color": "Color",
    "material": "Material",
    "pattern": "Pattern",
    "suggestedGender": "Gender",
    "suggestedAge": "Age group",
}
_IDS = ("sku", "productID", "gtin", "gtin13", "gtin12", "gtin14", "gtin8", "mpn", "@id", "url")


def read_json_ld(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[FeedProduct]:
    """The products; a group of products becomes one with variants. What cannot be read is skipped in the report."""
    return products_of(_JsonLdReader(report, settings).offers(read_nodes(source, report)), report)


class _JsonLdReader:
    def __init__(self, report: ImportReport, settings: ReadingSettings) -> None:
        self._report = report
        self._settings = settings
        self._groups: set[str] = set()

    def offers(self, nodes: Iterator[tuple[int, Node]]) -> Iterator[Offer]:
        for line, node in nodes:
            if "ProductGroup" in node.types:
                yield from self._of_group(line, node)
            else:
                yield from self._rows(line, [node], None)

    def _of_group(self, line: int, group: Node) -> Iterator[Offer]:
        variants = group.nodes("hasVariant")
        whole = [variant for variant in variants if variant.text("name", "sku", "offers") or variant.nodes("offers")]
        yield from self._parent(line, group)
        yield from self._rows(line, whole, group)
        if len(whole) < len(variants):
            n_elsewhere = len(variants) - len(whole)
            self._report.warn(line, f"{n_elsewhere} variants are only referred to, and not in this file")

    def _parent(self, line: int, group: Node) -> Iterator[Offer]:
        group_id = _group_id(group)
        if not group_id or not group.text("name") or group_id in self._groups:
            return
        self._groups.add(group_id)
        self._report.rows += 1
        try:
            yield self._offer(line, group, single_offers(group), is_parent=True)
        except RowRefused as error:
            self._report.skip(line, f"{_named(group)}{error}")

    def _rows(self, line: int, nodes: Sequence[Node], group: Node | None) -> Iterator[Offer]:
        for node in nodes:
            above = group or next(iter(node.nodes("isVariantOf")), None)
            if above is not None and group is None:
                yield from self._parent(line, above)
            self._report.rows += 1
            try:
                yield from self._variants(line, node, above)
            except RowRefused as error:
                self._report.skip(line, f"{_named(node)}{error}")

    def _variants(self, line: int, node: Node, group: Node | None) -> Iterator[Offer]:
        """One row, or one for each offer where the offers are variants with a SKU of their own."""
        offers = single_offers(node)
        skus = [offer.text("sku") for offer in offers]
        if group is None and len(offers) > 1 and all(skus) and len(set(skus)) == len(skus):
            yield self._offer(line, node, offers, is_parent=True)
            for offer, sku in zip(offers, skus, strict=True):
                yield self._offer_of_sku(line, node, offer, sku)
        else:
            yield self._offer(line, node, offers, group=group)

    def _offer_of_sku(self, line: int, node: Node, offer: Node, sku: str) -> Offer:
        price, list_price = prices_of(offer, self._settings.currency)
        name = offer.text("name") or next((item.label for item in offer.nodes("itemOffered")), "") or sku
        return Offer(
            line=line,
            id=sku,
            group=_id_of(node),
            sku=sku,
            title=plain(node.text("name")),
            price=price,
            list_price=list_price,
            status=self._status(line, offer),
            options={"Variant": plain(name)},
        )

    def _offer(
        self, line: int, node: Node, offers: Sequence[Node], *, group: Node | None = None, is_parent: bool = False
    ) -> Offer:
        name = plain(node.text("name") or (group.text("name") if group else ""))
        if not name:
            raise RowRefused("no name")
        product_id = _group_id(node) if "ProductGroup" in node.types else _id_of(node)
        if not product_id:
            raise RowRefused("no sku, productID, gtin, mpn, @id or url to know it by")
        offer = best_of(offers, self._settings.currency) if offers else Node({}, {})
        price, list_price = prices_of(offer, self._settings.currency)
        options = _options_of(node, group) if group else {}
        group_id = (
            product_id if is_parent else (_group_id(group) if group else node.text("inProductGroupWithID")) or None
        )
        self._take_reviews(line, node, group_id or product_id)
        return Offer(
            line=line,
            id=product_id,
            group=group_id,
            sku=node.text("sku") or None,
            title=name,
            brand=plain(node.text("brand", "manufacturer")) or None,
            description=plain(node.text("description")),
            url=node.text("url") or offer.text("url") or node.text("mainEntityOfPage") or None,
            images=images_of(node),
            categories=categories_of(node),
            price=price,
            list_price=list_price,
            status=self._status(line, offer),
            options=options,
            attributes=attributes_of(node, left_out=options),
            rating=rating_of(node),
            condition=condition_of(node, offer),
            is_parent=is_parent,
        )

    def _status(self, line: int, offer: Node) -> AvailabilityStatus:
        status = status_of(offer)
        if status is None:
            word = shown(offer.term("availability"))
            self._report.warn(line, f"availability {word} is unknown and taken for out of stock")
        return status or "out_of_stock"

    def _take_reviews(self, line: int, node: Node, product_id: str) -> None:
        for number, record in enumerate(reviews_of(node), start=1):
            try:
                review = Review.model_validate(
                    {**record, "product_id": product_id, "review_id": record["review_id"] or f"{product_id}-{number}"}
                )
            except ValidationError as error:
                self._report.warn(line, f"review {number} of {shown(product_id)} left out: {reason_of(error)}")
            else:
                self._settings.reviews.append(review)


def _id_of(node: Node) -> str:
    return node.text(*_IDS)


def _group_id(group: Node) -> str:
    return group.text("productGroupID") or _id_of(group)


def _options_of(node: Node, group: Node) -> Mapping[str, str]:
    """What the group says that its variants differ in; where it says nothing, size and colour."""
    names = group.terms("variesBy") or ["size", "color"]
    own = {plain(part.text("name")): part.text("value") for part in node.nodes("additionalProperty")}
    found = {_OPTIONS.get(name, name): plain(node.text(name) or own.get(name, "")) for name in names}
    return {name: value for name, value in found.items() if value}


def _named(node: Node) -> str:
    name = node.text("sku", "productID", "name")
    return f"product {shown(name)}: " if name else ""


JSON_LD = FeedFormat(
    name="json-ld",
    label="schema.org JSON-LD",
    shapes=frozenset({"json", "jsonl", "html"}),
    anchors=Anchors(
        required=(frozenset({"@type=product", "@type=productgroup"}),),
        strong=frozenset(
            {"@context", "@graph", "@id", "@type=offer", "@type=aggregateoffer", "@type=brand", "offers", "hasvariant"}
            | {"@type=aggregaterating", "@type=itemlist", "offers.price", "offers.availability", "productgroupid"}
        ),
        negative=frozenset({"variants", "handle"}),
    ),
    read=read_json_ld,
)
