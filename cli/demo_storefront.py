"""The demo's storefront: the pages of the sample shop, on the server of the API."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.server import Routes
    from api.shop import Shop


def storefront_address(address: str) -> str:
    """Where the shop's pages are, on a server at this address."""
    from storefront.site import PATH  # Starlette and Jinja: `--help` need not wait for them

    return f"{address}{PATH}"


def storefront_of(shop: "Shop", address: str) -> "Routes":
    """The pages, for the server of this shop at this address."""
    from cli.demo_shoppers import shoppers_of
    from storefront.shop_front import Signboard
    from storefront.site import storefront_routes

    keys = shop.settings.public_keys
    sign = Signboard(address=address, key=keys[0].get_secret_value() if keys else "")
    return storefront_routes(shop.catalog, shoppers_of(shop), sign)
