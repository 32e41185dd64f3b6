"""The storefront as routes: what a server mounts beside the API, on the same origin."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from catalog.store import CatalogStore
from storefront.rendering import FOLDER
from storefront.safe_headers import SafeHeaders
from storefront.shop_front import ShopFront, Signboard
from storefront.shopper import Shopper

PATH = "/shop"


def storefront_routes(catalog: CatalogStore, shoppers: Sequence[Shopper], sign: Signboard) -> list[BaseRoute]:
    """The shop under `/shop`, and the way there from `/`."""
    front = ShopFront(catalog, shoppers, sign)
    pages = Starlette(
        routes=[
            Route("/", front.home),
            Route("/c/{slug}", front.section),
            Route("/p/{product_id:path}", front.product),
            Route("/pictures/{product_id:path}.svg", front.picture),
            Route("/search", front.search),
            Route("/cart", front.plain("cart")),
            Route("/checkout", front.plain("checkout")),
            Route("/orders", front.orders),
            Route("/help/{name}", front.document),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
        ],
        middleware=[Middleware(SafeHeaders, pictures=sign.address)],
        exception_handlers={404: front.not_found},
    )
    return [Mount(PATH, pages), Route("/", front.lead_in)]
