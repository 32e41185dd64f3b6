"""The storefront: what each address of the shop answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from catalog.per_version import PerVersion
from catalog.product import Product
from catalog.store import CatalogStore
from storefront.documents import Document, documents_of
from storefront.drawings import picture_response
from storefront.listing import SORTS, Listing
from storefront.offer import Offer
from storefront.rendering import Pages
from storefront.shelf import Section, Shelf
from storefront.shopper import NEWCOMER, Shopper

#: Reviews on a product's page, newest first.
N_REVIEWS = 6
#: Products of a search are asked for by the page itself; it says no longer words than the service takes.
MAX_QUERY_CHARACTERS = 1_000
Endpoint = Any


@dataclass(frozen=True, slots=True)
class Signboard:
    """What is written over the door.

    Attributes:
        name: of the shop.
        address: where it is, `http://127.0.0.1:8000`; pictures of the chat's cards are from there.
        key: the public key that pages call the service with; "" where it needs none.
    """

    name: str = "Outfitters"
    address: str = ""
    key: str = ""


class ShopFront:
    """The pages over a catalog; a change of the catalog is seen with the next request."""

    def __init__(self, catalog: CatalogStore, shoppers: Sequence[Shopper], sign: Signboard) -> None:
        self._catalog = catalog
        self._shoppers = (*shoppers, NEWCOMER)
        self._shelf = PerVersion(lambda: Shelf.of(catalog.all_products()))
        self._documents = PerVersion(lambda: documents_of(catalog.policies()))
        self._pages = Pages(sign=sign, shoppers=self._shoppers, sorts=SORTS)

    @property
    def shelf(self) -> Shelf:
        """What is sold now."""
        return self._shelf.at(self._catalog.version())

    @property
    def documents(self) -> dict[str, Document]:
        """The shop's own words, by name."""
        return self._documents.at(self._catalog.version())

    def home(self, request: Request) -> Response:
        """The front page."""
        shelf = self.shelf
        return self._render("home", n_products=len(shelf.products), windows=list(map(self._window, shelf.departments)))

    def section(self, request: Request) -> Response:
        """The products of a department or of a part of one."""
        section = self.shelf.sections.get(request.path_params["slug"])
        if section is None:
            raise HTTPException(404)
        listing = Listing.asked(request.query_params.get("sort"), request.query_params.get("stock"))
        products = listing.of(self.shelf.in_section(section))
        return self._render("section", section=section, products=products, listing=listing, here=_department(section))

    def product(self, request: Request) -> Response:
        """One product."""
        product = self._product(request)
        reviews = self._catalog.reviews(product.id, N_REVIEWS)
        offer = Offer.of(product, request.query_params.get("variant"))
        section = self.shelf.section_of(product)
        return self._render("product", offer=offer, section=section, reviews=reviews, here=_department(section))

    def picture(self, request: Request) -> Response:
        """The drawing of a product."""
        return picture_response(request, self._product(request))

    def search(self, request: Request) -> Response:
        """The page on which results of a search are shown; it fetches them itself."""
        return self._render("search", query=request.query_params.get("q", "")[:MAX_QUERY_CHARACTERS].strip())

    def document(self, request: Request) -> Response:
        """One of the shop's own documents."""
        document = self.documents.get(request.path_params["name"])
        if document is None:
            raise HTTPException(404)
        return self._render("document", document=document)

    def orders(self, request: Request) -> Response:
        """What was bought: in this browser, and by the shopper in the simulated year."""
        return self._render("orders", products=self.shelf.products)

    def plain(self, name: str) -> Endpoint:
        """A page that the browser fills from its own storage."""
        return partial(self._plain, name)

    def lead_in(self, request: Request) -> Response:
        """From the bare address into the shop."""
        return RedirectResponse("/shop/", 307)

    def not_found(self, request: Request, error: Exception) -> Response:
        """The page for an address that leads nowhere, with ways on."""
        return self._render("not_found", 404)

    def _plain(self, name: str, request: Request) -> Response:
        return self._render(name)

    def _product(self, request: Request) -> Product:
        product = self.shelf.products.get(request.path_params["product_id"])
        if product is None:
            raise HTTPException(404)
        return product

    def _window(self, department: Section) -> tuple[Section, Product]:
        """A department with the product that stands for it: of the dearer half, the one that most people rated."""
        priced = sorted(
            self.shelf.in_section(department), key=lambda product: product.price.amount if product.price else 0
        )
        dearer = priced[len(priced) // 2 :]
        return department, max(dearer, key=lambda product: (product.rating.count or 0) if product.rating else 0)

    def _render(self, name: str, status: int = 200, **told: Any) -> HTMLResponse:
        shared = {"departments": self.shelf.departments, "documents": self.documents, "here": None}
        return self._pages.render(name, status, **shared | told)


def _department(section: Section | None) -> Section | None:
    return (section.department or section) if section else None
