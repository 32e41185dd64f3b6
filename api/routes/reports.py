"""`GET /v1/reports`: what came of what the shop showed, for whoever runs it."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import AfterValidator

from api.door import SecretCaller, TheDoor
from api.shop_reports import DEFAULT_WINDOW
from events.errors import WindowInvalid
from events.window import Window
from recommenders.reporting.shop_report import ShopReport

router = APIRouter(tags=["reports"])
_NO_STORE = {"Cache-Control": "no-store"}


def _checked(text: str) -> str:
    try:
        Window.parse(text)
    except WindowInvalid:
        raise ValueError("write days (30d), or START..END (2026-05-01..2026-06-01), either end of it open") from None
    return text


WindowText = Annotated[
    str,
    AfterValidator(_checked),
    Query(max_length=100, description="`30d`: so many days in UTC, the newest event's the last; or `START..END`."),
]


@router.get("/v1/reports", responses={200: {"model": ShopReport}})
async def get_report(_: SecretCaller, door: TheDoor, window: WindowText = DEFAULT_WINDOW) -> Response:
    """Clicks, carts, purchases, order values and more of the lists of a window: whole, by surface, policy and day.

    Counted in a process of its own, and at most once a minute for each window.
    """
    # Shielded: who asked may leave, and others wait for the same report.
    report = await asyncio.shield(asyncio.wrap_future(door.shop.reports.ask(Window.parse(window))))
    return Response(report, media_type="application/json", headers=_NO_STORE)
