"""`/v1/runs`: take up an answer whose stream broke, or stop it."""

from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import Response

from api.access import Caller
from api.door import AnyCaller, Door, TheDoor
from api.errors import NotFound
from api.event_stream import stream_run
from api.run import Run

router = APIRouter(prefix="/v1/runs", tags=["chat"])


@router.get("/{run_id}/events", responses={200: {"content": {"text/event-stream": {}}}}, response_class=Response)
async def follow_run(
    run_id: str, caller: AnyCaller, door: TheDoor, last_event_id: Annotated[str, Header()] = ""
) -> Response:
    """The events of an answer behind `Last-Event-ID`, from the first without it; kept for two minutes."""
    run = _own_run(door, run_id, caller)
    return stream_run(run, _number(last_event_id, run_id), door.shop.settings.ping_seconds)


@router.post("/{run_id}/cancel", status_code=204, response_class=Response)
async def cancel_run(run_id: str, caller: AnyCaller, door: TheDoor) -> None:
    """Stop an answer; one that is over stays as it is."""
    await _own_run(door, run_id, caller).stop()


def _own_run(door: Door, run_id: str, caller: Caller) -> Run:
    run = door.runs.get(run_id)
    if run is None or not caller.may_open(run.conversation):
        raise NotFound("There is no such answer any more, or its conversation's token did not come along.")
    return run


def _number(last_event_id: str, run_id: str) -> int:
    """The number in `<run_id>:<number>`; anything else means from the beginning."""
    number = last_event_id.removeprefix(f"{run_id}:")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 8 else 0
