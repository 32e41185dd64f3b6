"""`POST /v1/search`: products for words, under conditions, without a conversation."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.chat_request import ChatContext, ChatShopper, Visiting
from api.door import Reader, TheDoor
from api.turns import visit_of
from assistant.cards import make_card
from catalog.filter import ProductFilter
from events.event import Attribution

router = APIRouter(tags=["search"])


class SearchRequest(BaseModel):
    """`where` holds hard conditions, prices in minor units; an empty `query` gives all that pass, by standing.

    `user` and `context` say who is asking, as for chat; they do not change what is found.
    """

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    query: Annotated[str, Field(max_length=1_000)] = ""
    where: ProductFilter = ProductFilter()
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    context: ChatContext = ChatContext()
    user: ChatShopper = ChatShopper()


class SearchAnswer(BaseModel):
    """`items` are cards with a `score`, best first; `n_matching` products of the catalog pass the conditions.

    `list_id` names the list in the events that come of it.
    """

    query: str
    list_id: str
    n_matching: int
    corrections: dict[str, str]
    items: list[dict[str, Any]]


@router.post("/v1/search")
def search(request: SearchRequest, caller: Reader, door: TheDoor) -> SearchAnswer:
    """The products that fit the words best among those that pass the conditions."""
    result = door.shop.search.search(request.query, request.where, request.limit)
    products = door.shop.catalog.products([candidate.product_id for candidate in result.candidates])
    there = [found for found in result.candidates if found.product_id in products]
    items = [
        make_card(products[found.product_id], found, "").model_dump(mode="json", exclude_none=True, exclude={"reason"})
        | {"score": round(found.score, 4)}
        for found in there
    ]
    list_id = f"l_{secrets.token_hex(12)}"
    visit = door.shop.as_served(visit_of(Visiting(context=request.context, user=request.user), caller))
    door.shop.impressions.note("search", visit, Attribution(list_id=list_id), there)
    return SearchAnswer(
        query=request.query,
        list_id=list_id,
        n_matching=result.n_matching,
        corrections=dict(result.corrections),
        items=items,
    )
