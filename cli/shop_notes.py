"""What is to be said, or mended, before the first answer of a shop."""

from typing import TYPE_CHECKING

from cli.terminal import Terminal

if TYPE_CHECKING:
    from api.shop import Shop

_NO_KEY = "No ANTHROPIC_API_KEY is set: the template writer answers instead of a language model."
_INDEX_BEHIND = "The search index is not that of the catalog (an interrupted import, a broken file); mending it."


def note_missing_key(shop: "Shop", terminal: Terminal) -> None:
    """Write a line to standard error if no model is configured."""
    if shop.language_model is None:
        terminal.note(_NO_KEY)


def mend_index(shop: "Shop", terminal: Terminal) -> None:
    """Bring an index up to date that is broken or behind the catalog; a whole one costs a look at two files.

    A server answers by words meanwhile. A command of one answer would give a poor one, and then wait for the same work.
    """
    search = shop.status()["search"]
    if search["is_current"] and search["state"] == "ready":
        return
    terminal.note(_INDEX_BEHIND)
    with terminal.progress("Mending the search index") as advance:
        shop.refresh_index(advance)
