"""`POST /v1/recommendations`: products for a place of the shop, without a word said."""

import secrets
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field, model_validator

from api.chat_request import Visiting
from api.door import Reader, TheDoor
from api.suggested_products import Place
from api.turns import visit_of
from assistant.cards import make_card
from catalog.product import ProductId

router = APIRouter(tags=["recommendations"])
PlaceName = Literal["home", "product", "cart", "session"]


class RecommendationRequest(Visiting):
    """`product_id` is the page's product; what lies in the cart is in `context.cart`, as for chat."""

    surface: PlaceName
    product_id: ProductId | None = None
    exclude: Annotated[tuple[ProductId, ...], Field(max_length=500)] = ()
    limit: Annotated[int, Field(ge=1, le=50)] = 12

    @model_validator(mode="after")
    def _knows_its_page(self) -> "RecommendationRequest":
        if self.surface == "product" and self.page is None:
            raise ValueError("the surface product needs product_id, the product that the page shows")
        return self

    @property
    def page(self) -> str | None:
        """The product that the page shows."""
        return self.product_id or self.context.page.product_id

    @property
    def anchors(self) -> tuple[str, ...]:
        """What the list goes with, the most telling last."""
        in_cart = [item.product_id for item in self.context.cart.items if item.product_id]
        return tuple(dict.fromkeys([*in_cart, *([self.page] if self.page else [])]))


class Recommendations(BaseModel):
    """`items` are cards, best first; `list_id` names the list in the events that come of it."""

    list_id: str
    surface: PlaceName
    items: list[dict[str, Any]]


@router.post("/v1/recommendations")
def recommend(asked: RecommendationRequest, caller: Reader, door: TheDoor) -> Recommendations:
    """What to show at this place to whoever is here. Works without trained models, and better with them."""
    shop, visit = door.shop, door.shop.as_agreed(visit_of(asked, caller))
    place = Place(asked.surface, asked.anchors, asked.exclude, visit, asked.user.profile)
    chosen = shop.suggested_products.choose(place, asked.limit)
    products = shop.catalog.products([candidate.product_id for candidate in chosen])
    cards = [make_card(products[one.product_id], one, "") for one in chosen if one.product_id in products]
    items = [card.model_dump(mode="json", exclude_none=True, exclude={"reason"}) for card in cards]
    return Recommendations(list_id=f"l_{secrets.token_hex(12)}", surface=asked.surface, items=items)
