"""`/console/catalog`: what the shop sells, and what its records lack."""

from typing import Any

from fastapi.responses import HTMLResponse

from api.console.office import TheOffice
from api.console.staff_router import StaffRouter
from api.door import TheDoor
from api.shop import Shop

router = StaffRouter()
#: Fault → what it means for shoppers.
FAULTS = {
    "no_price": ("Without a price", "never found under a price limit, and shown without one"),
    "no_image": ("Without a picture", "a card without a picture"),
    "no_link": ("Without a link", "a card that leads nowhere"),
    "no_category": ("Without a category", "not found by its kind, and left out of spreads over the shelves"),
    "no_description": ("Without a description", "found by title and attributes alone"),
    "not_in_stock": ("Not in stock", "shown only where nothing else fits, and marked"),
    "same_name": ("Same brand and title as another", "two cards that nobody can tell apart"),
}


@router.get("/catalog")
async def show_catalog(office: TheOffice, door: TheDoor) -> HTMLResponse:
    """Reads every product once after a change of the catalog."""
    return await office.show("catalog.html", faults=FAULTS, **await office.work(_facts_of, door.shop))


def _facts_of(shop: Shop) -> dict[str, Any]:
    return {"stats": shop.catalog.stats(), "health": shop.catalog.health(), "search": shop.status()["search"]}
