"""Takes events in within this process: for tests, and for whoever embeds a shop."""

import asyncio
from datetime import UTC, datetime, timedelta

from api.event_desk import ACKNOWLEDGED_SECONDS, LATE, SentRequest
from events.errors import EventsDelayed
from events.intake import EventIntake, Judged
from events.receipt import Receipt
from events.sent_batch import SentBatch, read_batch

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: More events than these take longer to judge than other requests should wait.
_JUDGED_AT_ONCE = 50


class DeskHere:
    """An `EventDesk` over the intake of this process; whoever opened that closes it."""

    def __init__(self, intake: EventIntake) -> None:
        self._intake = intake

    async def prepare(self) -> None:
        """Begin before the first request arrives."""
        self._intake.prepare()

    async def take(self, request: SentRequest) -> Receipt:
        """See `EventDesk`."""
        batch = read_batch(request.body, request.call)
        is_small = len(batch.records) <= _JUDGED_AT_ONCE
        judged = (
            judge(self._intake, batch, request)
            if is_small
            else await asyncio.to_thread(judge, self._intake, batch, request)
        )
        writing = asyncio.wrap_future(self._intake.write(judged))
        try:
            async with asyncio.timeout(ACKNOWLEDGED_SECONDS):
                return Receipt.of(judged.told(await writing))
        except TimeoutError:
            raise EventsDelayed(LATE) from None

    async def close(self) -> None:
        """Nothing: the shop closes its writer."""


def judge(intake: EventIntake, batch: SentBatch, request: SentRequest) -> Judged:
    """Hold a request's events against the rules."""
    return intake.judge(batch, request.sender, _EPOCH + timedelta(microseconds=request.received_us))
