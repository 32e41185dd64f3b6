"""Serves the shop over HTTP until it is stopped."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import CliError
from cli.exit_code import ExitCode
from cli.program_log import show_log
from cli.terminal import Terminal

if TYPE_CHECKING:
    from api.server import Routes
    from api.settings import Settings
    from api.shop import Shop

HostOption = Annotated[
    str | None, typer.Option("--host", metavar="ADDRESS", help="Listen here (else SHOPKEEPER_HOST, 127.0.0.1).")
]
PortOption = Annotated[
    int | None,
    typer.Option("--port", min=0, max=65535, metavar="N", help="Listen on this port (else SHOPKEEPER_PORT, 8000)."),
]
#: A server that has just started has other things to do first.
SETTLING_SECONDS = 60.0
_NO_CATALOG = "There is no catalog yet and so nothing to recommend. In another terminal: shopkeeper catalog import FILE"


class AddressTaken(CliError):
    """Another program listens there, or the address is not ours."""


def serve_shop(
    shop: "Shop",
    listener: socket.socket,
    terminal: Terminal,
    settling_seconds: float = SETTLING_SECONDS,
    beside: "Routes" = (),
) -> int:
    """Serve until Ctrl-C or a signal. A shop without a catalog is served too; it is ready once it has one.

    Args:
        shop: opened by the caller, who closes it.
        listener: where it is served.
        terminal: told where that is.
        settling_seconds: how long after the start a look after the models is made up for that was missed.
        beside: routes that are served beside the API's.
    """
    # The web framework takes half a second; a taken port is told before that.
    from api.server import make_server, take_events_apart

    show_log(shop.settings.log_level)
    if shop.catalog.version():
        with terminal.working("Opening the shop…"):
            shop.open_all()
    else:
        terminal.note(_NO_CATALOG)
    take_events_apart(shop)
    with _retraining(shop.settings, terminal, settling_seconds):
        terminal.say(f"Serving on {address_of(listener)} (API: /openapi.json). Ctrl-C stops.")
        make_server(shop, beside=beside).run(sockets=[listener])
    return ExitCode.OK


@contextmanager
def _retraining(settings: "Settings", terminal: Terminal, settling_seconds: float) -> Iterator[None]:
    """Look after the models at the set times, if any are."""
    if settings.retrain_schedule is None:
        yield
        return
    from cli.retraining_schedule import schedule_of  # APScheduler: only where it is wanted

    with schedule_of(settings, settling_seconds) as schedule:
        when = f"{schedule.next_at:%Y-%m-%d %H:%M} UTC" if schedule.next_at else "never: no such moment comes"
        terminal.note(f"Models are looked after at '{settings.retrain_schedule}'; next: {when}.")
        yield


def listen(settings: "Settings") -> socket.socket:
    """Take the address of the settings.

    Raises:
        AddressTaken: if it cannot be had.
    """
    host, port = settings.host, settings.port
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = error.strerror or error
        raise AddressTaken(
            f"Cannot listen on {host}:{port} ({reason}); choose another port with --port N (0 takes a free one)."
        ) from error
    return listener


def address_of(listener: socket.socket) -> str:
    """The URL to open on this machine."""
    return url_of(*listener.getsockname()[:2])


def url_of(host: str, port: int) -> str:
    """The URL to open on this machine for who listens on this host and port."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (compared, not bound)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
