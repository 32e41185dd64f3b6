"""What the catalog calls its products, for events that arrive: read anew when it changed, if not at every change."""

import time
from collections.abc import Callable, Sequence

from catalog.lookup import CatalogLookup
from events.catalog_ids import in_catalog_ids
from events.event import Event
from events.product_codes import ProductCodes

#: Reading 20,000 products takes two seconds of a core: who changes the stock all day must not pay them each time.
SECONDS_KEPT = 30.0


class CatalogCodes:
    """Used by the one thread that writes events."""

    def __init__(self, catalog: CatalogLookup, clock: Callable[[], float] = time.monotonic) -> None:
        self._catalog = catalog
        self._clock = clock
        self._version = -1
        self._read_at = 0.0
        self._codes = ProductCodes()

    def named(self, events: Sequence[Event]) -> list[Event]:
        """The events, their products by the catalog's ids."""
        self._follow()
        return [in_catalog_ids(event, self._codes) for event in events]

    def _follow(self) -> None:
        version = self._catalog.version()
        is_fresh = self._version >= 0 and self._clock() - self._read_at < SECONDS_KEPT
        if version == self._version or is_fresh:
            return
        self._codes = ProductCodes.of(self._catalog.all_products())
        self._version, self._read_at = version, self._clock()
