"""What can go wrong with a catalog.

CatalogError
├── FeedRefused            nothing of the feed was taken
│   └── UnknownFormat      it looks like none of the formats, or like two of them
├── SourceUnavailable      the server of a feed did not give it; later it may
├── RowRefused             one row was not taken; the rest may be
└── ShrinkRefused          the feed would drop more than half of the catalog
"""


class CatalogError(Exception):
    """Anything a shop's engineer can put right in a feed or a command."""


class FeedRefused(CatalogError):
    """Nothing of the feed was taken; the message says why."""


class UnknownFormat(FeedRefused):
    """The feed looks like none of the known formats, or like two of them."""


class SourceUnavailable(CatalogError):
    """The server of a feed is not there, too slow, or says that it cannot; the message says which."""


class RowRefused(CatalogError):
    """One row cannot become a product; the message says why, with the offending value."""


class ShrinkRefused(CatalogError):
    """Replacing would drop more than half of the catalog."""

    def __init__(self, n_dropped: int, n_before: int) -> None:
        super().__init__(
            f"this feed would drop {n_dropped:,} of the catalog's {n_before:,} products; "
            "if that is meant, import it with --force"
        )
        self.n_dropped = n_dropped
        self.n_before = n_before
