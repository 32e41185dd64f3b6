"""What the pages of the console share."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Annotated, ParamSpec, TypeVar

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from api.console.pages import Pages
from api.console.rehearsals import Rehearsals
from api.console.staff_guard import StaffGuard
from api.door import Door
from events.pseudonym import Pseudonyms
from events.shopper_id import is_anonymous

#: Pages that are worked on at the same time; the others wait. A search reads as fast as a core can, and a small server
#: has two of them, of which one is the shoppers'.
N_AT_ONCE = 1
_PSEUDONYM_DIGITS = 10
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Office:
    """One server's console."""

    def __init__(self, door: Door, guard: StaffGuard | None = None) -> None:
        self.guard = guard or StaffGuard(door.keys)
        self.pages = Pages(door.shop.settings.shop_name)
        self.rehearsals = Rehearsals(door.shop)
        self._home = door.shop.settings.home
        self._work = ThreadPoolExecutor(N_AT_ONCE, thread_name_prefix="console")

    async def work(
        self, task: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """What a function returns that may take a while, such as one that reads the database."""
        return await asyncio.wrap_future(self._work.submit(task, *args, **kwargs))

    async def show(self, template: str, **facts: object) -> HTMLResponse:
        """A page; drawing the largest takes some twenty milliseconds, for which no answer may stand still."""
        return HTMLResponse(await self.work(self.pages.render, template, **facts))

    def pseudonym(self, shopper_id: str | None) -> str:
        """A name by which staff tell shoppers apart, and never learn who they are; empty for nobody."""
        if shopper_id is None:
            return ""
        kind = "browser" if is_anonymous(shopper_id) else "shopper"
        return f"{kind}-{self._pseudonyms.key(shopper_id)[:_PSEUDONYM_DIGITS]}"

    @cached_property
    def _pseudonyms(self) -> Pseudonyms:
        return Pseudonyms.of_home(self._home)

    def close(self) -> None:
        """Give up what waits."""
        self._work.shutdown(wait=False, cancel_futures=True)


async def _office(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


TheOffice = Annotated[Office, Depends(_office)]
