"""`/console`: the way in."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

router = APIRouter(include_in_schema=False)


@router.get("/console")
async def go_inside() -> RedirectResponse:
    """Nobody is asked for a key here: a browser that gave it for this path would send it to all of the server's."""
    return RedirectResponse("/console/", 308)
