"""Whether a page may call: for routes that a browser could be made to reach without being asked first."""

from urllib.parse import urlsplit

from api.errors import OriginRefused
from api.settings import LOOPBACK, NO_ORIGIN, Settings


def origins_that_read(settings: Settings) -> list[str]:
    """Those whose pages may read what is answered: `null`, which any page can call itself, may only send events."""
    return [origin for origin in settings.allowed_origins if origin != NO_ORIGIN]


def check_sender(origin: str | None, settings: Settings) -> None:
    """The same for events, which sandboxed frames send, too, where the shop lists `null`.

    Raises:
        OriginRefused: for every other page.
    """
    if origin != NO_ORIGIN or NO_ORIGIN not in settings.allowed_origins:
        check_origin(origin, settings)


def check_origin(origin: str | None, settings: Settings) -> None:
    """Let programs pass, pages of listed origins, and pages of this machine where only this machine can call.

    A page elsewhere that has its own name point at this machine still names itself here.

    Raises:
        OriginRefused: for every other page.
    """
    if origin is None or origin in origins_that_read(settings):
        return
    try:
        host = urlsplit(origin).hostname
    except ValueError:
        host = None
    if not (settings.is_loopback and host in LOOPBACK):
        raise OriginRefused("Pages of this origin may not call here; SHOPKEEPER_ALLOWED_ORIGINS lists those that may.")
