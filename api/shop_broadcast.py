"""How a server process tells others of events, as the settings say."""

from collections.abc import Sequence

from api.errors import SettingsInvalid
from api.settings import Settings, variable_name
from events.broadcast import EventBroadcast, Exchange
from events.listener import EventListener


def open_broadcast(settings: Settings, listeners: Sequence[EventListener]) -> EventBroadcast | None:
    """Through the broker that the settings name, not started yet; None where they name none.

    Args:
        settings: where the broker is.
        listeners: told of what other processes stored.

    Raises:
        SettingsInvalid: if one is named and its client is not installed.
    """
    exchange = reach_broker(settings)
    return EventBroadcast(exchange, listeners) if exchange else None


def reach_broker(settings: Settings) -> Exchange | None:
    """The broker that the settings name; it is not connected to yet.

    Raises:
        SettingsInvalid: if its client is not installed.
    """
    if settings.broker_url is None:
        return None
    try:
        from events.rabbit import RabbitFanout  # half a second: not where there is no broker
    except ModuleNotFoundError:
        fault = f"{variable_name('broker_url')}: needs pip install 'shopkeeper-assistant[broker]'"
        raise SettingsInvalid([fault]) from None
    return RabbitFanout(settings.broker_url.get_secret_value())
