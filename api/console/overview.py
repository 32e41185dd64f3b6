"""`/console/`: what came of what the shop showed, and how the server is doing."""

import json
from concurrent.futures import CancelledError
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from fastapi.responses import HTMLResponse

from api.console.kpis import plots, tiles
from api.console.live_figures import LiveFigures
from api.console.office import TheOffice
from api.console.staff_router import StaffRouter
from api.door import Door, TheDoor
from api.errors import ServerBusy
from api.process_apart import ReportFailed
from assistant.spending_store import SqlSpendingStore
from database.errors import DatabaseError
from events.window import Window

router = StaffRouter()
Days = Literal["7d", "30d", "90d"]


@router.get("/")
async def show_overview(office: TheOffice, door: TheDoor, window: Days = "30d") -> HTMLResponse:
    """Shows what is counted already; the page asks again for what is still being counted."""
    report, state = _report(door, window)
    since = datetime.now(UTC).date() - timedelta(days=int(window[:-1]) - 1)
    spent = await office.work(SqlSpendingStore(door.shop.database).of_shop, since)
    return await office.show(
        "overview.html",
        window=window,
        state=state,
        report=report,
        tiles=list(tiles(report)) if report else [],
        plots=plots(report, spent) if report else [],
        cost=sum(float(one.cost) for one in spent.values()),
        n_tokens=sum(one.tokens for one in spent.values()),
        **await office.work(_live_facts, door),
    )


@router.get("/live")
async def show_live(office: TheOffice, door: TheDoor) -> HTMLResponse:
    """The part of the page that is asked for again and again."""
    return await office.show("_live.html", **await office.work(_live_facts, door))


def _live_facts(door: Door) -> dict[str, Any]:
    return {
        "live": LiveFigures.read(door.metrics),
        "shop": door.shop.status(),
        "faults": dict(door.shop.recommenders.models().faults),
    }


def _report(door: Door, window: Days) -> tuple[dict[str, Any] | None, str]:
    """The report if it is there, and the state it is in: `ready`, `counting`, or why it failed."""
    try:
        asked = door.shop.reports.ask(Window.parse(window))
        if not asked.done():
            return None, "counting"
        report: dict[str, Any] = json.loads(asked.result())
        return report, "ready"
    except ServerBusy:
        return None, "counting"
    except (ReportFailed, DatabaseError, CancelledError) as error:
        return None, str(error) or "the count was given up"
