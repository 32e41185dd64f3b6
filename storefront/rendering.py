"""Pages from templates; whatever a catalog says is text in them."""

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from catalog.product import Product
from storefront.offer import STOCK_WORDS, major_units

FOLDER = Path(__file__).parent


def product_path(product_id: str) -> str:
    """Where the product's page is."""
    return f"/shop/p/{quote(product_id, safe='')}"


def picture_path(product: Product, colour: str | None = None) -> str:
    """Where the product's picture is, in one of its colours."""
    query = f"?{urlencode({'colour': colour})}" if colour else ""
    return f"/shop/pictures/{quote(product.id, safe='')}.svg{query}"


class Pages:
    """Renders templates with what all of them need."""

    def __init__(self, **shared: Any) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            product_path=product_path,
            picture_path=picture_path,
            stock_words=STOCK_WORDS,
            major_units=major_units,
            **shared,
        )

    def render(self, name: str, status: int = 200, **told: Any) -> HTMLResponse:
        """The page of a template; pages depend on the catalog of the moment, so browsers ask again."""
        text = self._templates.get_template(f"{name}.html").render(page=name, **told)
        return HTMLResponse(text, status, headers={"Cache-Control": "no-cache"})
