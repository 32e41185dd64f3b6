"""Looks at the broker through which server processes tell each other of events."""

from api.settings import Settings, variable_name
from api.shop_broadcast import reach_broker
from cli.finding import Finding
from events.broadcast import try_once
from events.errors import BrokerUnavailable


def check_broker(settings: Settings) -> Finding:
    """Whether it lets this process in."""
    exchange = reach_broker(settings)
    if exchange is None:
        return Finding("Broker", "ok", "none, as for a single server process")
    try:
        try_once(exchange)
    except BrokerUnavailable as gone:
        fix = f"Start it, or correct {variable_name('broker_url')}; events are taken and kept without it."
        return Finding("Broker", "failed", str(gone), fix)
    return Finding("Broker", "ok", "server processes tell each other of events")
