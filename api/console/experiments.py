"""`/console/experiments`: what is tried, and what may be said of it."""

import json
from concurrent.futures import CancelledError
from typing import Annotated, Any

from fastapi import Path
from fastapi.responses import HTMLResponse

from api.console.office import TheOffice
from api.console.staff_router import StaffRouter
from api.door import Door, TheDoor
from api.errors import ServerBusy
from api.process_apart import ReportFailed
from database.errors import DatabaseError

router = StaffRouter()
Name = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]


@router.get("/experiments")
async def list_experiments(office: TheOffice, door: TheDoor) -> HTMLResponse:
    """The newest first."""
    return await office.show("experiments.html", experiments=await office.work(door.shop.experiments.all))


@router.get("/experiments/{name}")
async def show_experiment(name: Name, office: TheOffice, door: TheDoor) -> HTMLResponse:
    """What it is, and what it found so far: counted in a process of its own."""
    experiment = await office.work(door.shop.experiments.get, name)
    look, state = (None, "ready") if experiment.started_at is None else _look(door, name)
    return await office.show("experiment.html", experiment=experiment, look=look, state=state)


def _look(door: Door, name: str) -> tuple[dict[str, Any] | None, str]:
    """The look if it is there, and the state it is in: `ready`, `counting`, or why it failed."""
    try:
        asked = door.shop.reports.ask_experiment(name)
        if not asked.done():
            return None, "counting"
        look: dict[str, Any] = json.loads(asked.result())
        return (None, str(look["refused"])) if "refused" in look else (look, "ready")
    except ServerBusy:
        return None, "counting"
    except (ReportFailed, DatabaseError, CancelledError) as error:
        return None, str(error) or "the count was given up"
