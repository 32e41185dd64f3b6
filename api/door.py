"""What every route shares: the open shop, the answers under way, the keys, the metrics."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Header, Request

from api.access import Caller, Keys
from api.metrics import Metrics
from api.run_registry import RunLimits, RunRegistry
from api.settings import Settings
from api.shop import Shop


@dataclass(frozen=True, slots=True)
class Door:
    """One server's parts."""

    shop: Shop
    runs: RunRegistry
    keys: Keys
    metrics: Metrics

    @classmethod
    def of(cls, shop: Shop) -> "Door":
        """A door to a shop, as its settings say."""
        # The registry tells the metrics of ended runs, the metrics ask the registry for a count: each is made first.
        metrics = Metrics(lambda: runs.n_active, lambda: shop.is_breaker_open)
        runs = RunRegistry(run_limits(shop.settings), metrics.count_turn)
        if shop.model.language_model:
            shop.model.language_model.on_usage = metrics.count_usage
        shop.event_listeners.append(metrics.count_event)
        if shop.broadcast:
            metrics.watch_broadcast(shop.broadcast)
        return cls(shop, runs, Keys(shop.settings), metrics)


def run_limits(settings: Settings) -> RunLimits:
    """The part of the settings that concerns answers under way."""
    return RunLimits(settings.max_turns, settings.resume_seconds, settings.keep_run_seconds)


# Coroutines, because the framework runs plain functions on threads, and those may all be searching.
async def _door(request: Request) -> Door:
    door: Door = request.app.state.door
    return door


TheDoor = Annotated[Door, Depends(_door)]


async def _caller(
    door: TheDoor,
    authorization: Annotated[str, Header(description="`Bearer pk_…`, `Bearer sk_…` or a conversation's token.")] = "",
    x_conversation_token: Annotated[str | None, Header(description="A conversation's token.")] = None,
    sec_gpc: Annotated[str, Header(description="`1`: nothing known of the shopper is used or kept.")] = "",
) -> Caller:
    caller = door.keys.caller(authorization, x_conversation_token)
    return replace(caller, is_opted_out=sec_gpc.strip() == "1")


AnyCaller = Annotated[Caller, Depends(_caller)]


async def _reader(door: TheDoor, caller: AnyCaller) -> Caller:
    door.keys.check_reader(caller)
    return caller


async def _secret_caller(door: TheDoor, caller: AnyCaller) -> Caller:
    door.keys.check_secret(caller)
    return caller


Reader = Annotated[Caller, Depends(_reader)]
SecretCaller = Annotated[Caller, Depends(_secret_caller)]
