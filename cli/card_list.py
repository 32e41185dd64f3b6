"""Product cards as a numbered list: a table on a terminal, plain lines elsewhere."""

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from assistant.stream import Card
from catalog.money import Money
from catalog.product import AvailabilityStatus, Rating
from cli.plain_text import one_line
from cli.terminal import Terminal

_HEADINGS = ("#", "Product", "Price", "Rating", "Stock")


def show_cards(terminal: Terminal, cards: Sequence[Card]) -> None:
    """Print the cards; their numbers are what `/why` and `/product` take."""
    if not cards:
        return
    if terminal.is_rich:
        terminal.show(_table(cards))
    else:
        for line in card_lines(cards):
            terminal.say(line)


def card_lines(cards: Iterable[Card]) -> list[str]:
    """Two lines a card: the facts, and the reason."""
    lines = []
    for number, card in enumerate(cards, start=1):
        facts = " · ".join((price_words(card), rating_words(card.rating), stock_words(card.availability)))
        lines.append(f"{number}. {title_words(card)} — {facts}")
        if card.reason:
            lines.append(f"   {one_line(card.reason)}")
    return lines


def title_words(card: Card) -> str:
    """The title, with the brand unless the title begins with it."""
    title, brand = one_line(card.title), one_line(card.brand or "")
    return title if not brand or title.casefold().startswith(brand.casefold()) else f"{title} ({brand})"


def price_words(card: Card) -> str:
    """`from £89.00 (was £110.00)`."""
    return money_words(card.price, card.list_price, is_lowest=card.price_from)


def money_words(price: Money | None, list_price: Money | None = None, *, is_lowest: bool = False) -> str:
    """A price with its former one; `price unknown` where the catalog has none."""
    if price is None:
        return "price unknown"
    words = f"from {price}" if is_lowest else str(price)
    return f"{words} (was {list_price})" if list_price else words


def rating_words(rating: Rating | None) -> str:
    """`4.6 of 5 (57)`."""
    if rating is None:
        return "not rated"
    count = f" ({rating.count:,})" if rating.count is not None else ""
    return f"{rating.value:g} of {rating.scale_max:g}{count}"


def stock_words(status: AvailabilityStatus) -> str:
    """`in stock`."""
    return status.replace("_", " ")


def _table(cards: Iterable[Card]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in _HEADINGS:
        table.add_column(heading, justify="right" if heading == "#" else "left", no_wrap=heading == "#")
    for number, card in enumerate(cards, start=1):
        product = Text(title_words(card), style="bold")
        if card.reason:
            product.append(f"\n{one_line(card.reason)}", style="not bold dim")
        price = Text(price_words(card).replace(" (was", "\n(was"))
        stock = Text(stock_words(card.availability), style="green" if card.availability == "in_stock" else "yellow")
        table.add_row(str(number), product, price, Text(rating_words(card.rating)), stock)
    return table
