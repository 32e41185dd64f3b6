"""`POST /v1/search`: products for words, under conditions, without a conversation."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.door import Reader, TheDoor
from assistant.cards import make_card
from catalog.filter import ProductFilter

router = APIRouter(tags=["search"])


class SearchRequest(BaseModel):
    """`where` holds hard conditions, prices in minor units; an empty `query` gives all that pass, by standing."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    query: Annotated[str, Field(max_length=1_000)] = ""
    where: ProductFilter = ProductFilter()
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class SearchAnswer(BaseModel):
    """`items` are cards with a `score`, best first; `n_matching` products of the catalog pass the conditions."""

    query: str
    n_matching: int
    corrections: dict[str, str]
    items: list[dict[str, Any]]


@router.post("/v1/search")
def search(request: SearchRequest, _: Reader, door: TheDoor) -> SearchAnswer:
    """The products that fit the words best among those that pass the conditions."""
    result = door.shop.search.search(request.query, request.where, request.limit)
    products = door.shop.catalog.products([candidate.product_id for candidate in result.candidates])
    items = [
        make_card(products[found.product_id], found, "").model_dump(mode="json", exclude_none=True, exclude={"reason"})
        | {"score": round(found.score, 4)}
        for found in result.candidates
        if found.product_id in products
    ]
    return SearchAnswer(
        query=request.query, n_matching=result.n_matching, corrections=dict(result.corrections), items=items
    )
