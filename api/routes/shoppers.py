"""`/v1/shoppers`: what is kept of a shopper, to see, to change, to take along and to erase."""

import asyncio
import re
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from api.access import Caller
from api.door import AnyCaller, Door, TheDoor
from api.errors import NotFound
from api.ownership import holds_token
from catalog.money import Money
from shoppers.consent import Consent
from shoppers.memory_keeper import MemoryEdit
from shoppers.profile import ShopperProfile
from shoppers.statement import Statement

router = APIRouter(prefix="/v1/shoppers", tags=["shoppers"])
_SHOPPER_ID = re.compile(r"[^\x00-\x1f\x7f]{1,220}")
_MEANT = "changed in the settings"
_NO_STORE = {"Cache-Control": "no-store"}
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class NewStatement(_Part):
    """What the shopper states: `value` of a preference, dislike, size or recipient; `limit` of a budget."""

    kind: Literal["preference", "dislike", "size", "budget", "recipient"]
    name: Words = ""
    value: Words = ""
    limit: Money | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "NewStatement":
        if self.kind == "budget" and (self.limit is None or self.value):
            raise ValueError("a budget has a limit and no value")
        if self.kind != "budget" and (self.limit is not None or not self.value):
            raise ValueError(f"a {self.kind} has a value and no limit")
        return self

    def to_statement(self) -> Statement:
        """As the memory keeps it; of a budget and a liking the name says nothing."""
        is_named = self.kind in ("size", "recipient")
        return Statement(kind=self.kind, name=self.name if is_named else "", value=self.value, limit=self.limit)


class ConsentChange(_Part):
    """Purposes that are not named stay as they are."""

    serve: bool | None = None
    personalize: bool | None = None
    train: bool | None = None


class ShopperChange(_Part):
    """All of it or nothing: `add` states or replaces, `remove` names entries, `consent` is set first."""

    add: Annotated[tuple[NewStatement, ...], Field(max_length=80)] = ()
    remove: Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(max_length=200)] = ()
    consent: ConsentChange = ConsentChange()


class ShopperEntry(BaseModel):
    entry_id: str
    statement: Statement
    source: Literal["stated", "concluded"]
    because: str
    at: datetime


class ShopperRecord(BaseModel):
    """What is known of a shopper; `profile` is what search, order and words are shaped by."""

    shopper_id: str
    profile: ShopperProfile
    entries: tuple[ShopperEntry, ...]
    consent: Consent


class ShopperExport(ShopperRecord):
    """Everything that is kept."""

    exported_at: datetime
    conversations: tuple[dict[str, Any], ...]
    events: tuple[dict[str, Any], ...]
    refused_events: tuple[dict[str, Any], ...]


# Before the next one: a path takes whatever stands there, this ending included.
@router.get("/{shopper_id:path}/export", responses={200: {"model": ShopperExport}})
async def export_shopper(shopper_id: str, caller: AnyCaller, door: TheDoor) -> Response:
    """Everything that is kept of a shopper, as one object."""
    await _check_may_see(door, shopper_id, caller)
    await asyncio.to_thread(door.shop.impressions.flush)  # what was shown a moment ago is kept, too
    told = await asyncio.to_thread(door.shop.shoppers.export, shopper_id, with_events=caller.is_secret)
    return JSONResponse(told, headers=_NO_STORE)


@router.get("/{shopper_id:path}", responses={200: {"model": ShopperRecord}})
async def get_shopper(shopper_id: str, caller: AnyCaller, door: TheDoor) -> Response:
    """What is remembered of a shopper, each entry with its source and date; and what they agreed to."""
    await _check_may_see(door, shopper_id, caller)
    return await _shown(door, shopper_id, caller)


@router.patch("/{shopper_id:path}", responses={200: {"model": ShopperRecord}})
async def change_shopper(shopper_id: str, change: ShopperChange, caller: AnyCaller, door: TheDoor) -> Response:
    """Add, replace and remove entries; set consent. A concluded entry that is removed is not concluded again."""
    await _check_may_see(door, shopper_id, caller)
    consent = change.consent.model_dump(exclude_none=True)
    edit = MemoryEdit([one.to_statement() for one in change.add], change.remove, consent)
    await asyncio.to_thread(door.shop.shoppers.memory.edit, shopper_id, edit, _MEANT)
    return await _shown(door, shopper_id, caller)


@router.delete("/{shopper_id:path}", status_code=204, response_class=Response)
async def erase_shopper(shopper_id: str, caller: AnyCaller, door: TheDoor) -> None:
    """Erase a shopper: memory, consent, conversations and events; answers under way in them are stopped."""
    await _check_may_see(door, shopper_id, caller)
    await door.runs.stop_all_of(shopper_id)
    await asyncio.to_thread(door.shop.impressions.flush)  # of an answer that was just stopped
    await asyncio.to_thread(door.shop.shoppers.erase, shopper_id)


async def _shown(door: Door, shopper_id: str, caller: Caller) -> Response:
    told = await asyncio.to_thread(door.shop.shoppers.show, shopper_id, with_events=caller.is_secret)
    return JSONResponse(told, headers=_NO_STORE)


async def _check_may_see(door: Door, shopper_id: str, caller: Caller) -> None:
    """A secret key opens every shopper; the token of a conversation opens the anonymous one it belongs to."""
    is_possible = _SHOPPER_ID.fullmatch(shopper_id) is not None
    if caller.is_secret and is_possible:
        return
    if not is_possible or not await asyncio.to_thread(holds_token, door.shop, shopper_id, caller):
        raise NotFound("There is no such shopper, or no proof came along that you may see them.")
