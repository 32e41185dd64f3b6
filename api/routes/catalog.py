"""`/v1/catalog`: what the shop sells, to read; and, with a secret key, to change."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import AfterValidator, BaseModel, Field

from api.door import Reader, SecretCaller, TheDoor
from api.errors import NotFound
from catalog.feeds.links import fault_of
from catalog.feeds.row import shown
from catalog.product import Product

router = APIRouter(prefix="/v1/catalog", tags=["catalog"])
MAX_PRODUCTS_PER_CHANGE = 500


class ProductList(BaseModel):
    """One page; `next_cursor` is absent on the last."""

    products: list[dict[str, Any]]
    next_cursor: str | None = None


def _leading_to_the_web(product: Product) -> Product:
    for link in (product.url, *(medium.url for medium in product.media)):
        if link and (fault := fault_of(link)):
            raise ValueError(f"link {shown(link)} {fault}")
    return product


class ProductChanges(BaseModel):
    products: Annotated[
        list[Annotated[Product, AfterValidator(_leading_to_the_web)]],
        Field(min_length=1, max_length=MAX_PRODUCTS_PER_CHANGE),
    ]


class ChangeReport(BaseModel):
    """What a change did; `version` is the catalog's after it."""

    version: int
    n_added: int
    n_changed: int
    n_removed: int
    n_unchanged: int


@router.get("/products", response_model_exclude_none=True)
def list_products(
    _: Reader,
    door: TheDoor,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ProductList:
    """The catalog in the feed's order, page by page."""
    page = door.shop.catalog.list_products(cursor, limit)
    return ProductList(products=[product.to_json() for product in page.products], next_cursor=page.next_cursor)


@router.patch("/products")
def upsert_products(changes: ProductChanges, _: SecretCaller, door: TheDoor) -> ChangeReport:
    """Add these products, or change those that are there; the others stay. Search follows within seconds."""
    return ChangeReport(**asdict(door.shop.upsert_products(changes.products)))


@router.get("/products/{product_id:path}")
def get_product(product_id: str, _: Reader, door: TheDoor) -> dict[str, Any]:
    """One product."""
    product = door.shop.catalog.products([product_id]).get(product_id)
    if product is None:
        raise NotFound("There is no product with this id.")
    return product.to_json()


@router.delete("/products/{product_id:path}", status_code=204, response_class=Response)
def delete_product(product_id: str, _: SecretCaller, door: TheDoor) -> None:
    """Remove a product with its reviews."""
    if not door.shop.delete_products([product_id]).n_removed:
        raise NotFound("There is no product with this id.")


@router.get("/stats")
def catalog_stats(_: Reader, door: TheDoor) -> dict[str, Any]:
    """The catalog in numbers; where its feed lies is not told."""
    return {name: value for name, value in door.shop.catalog.stats().to_json().items() if name != "source"}
