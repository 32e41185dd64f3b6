"""Writes `docs/conversations/<shop>-<writer>.md`: conversations with a shop, as a shopper sees them.

python docs/record_conversations.py DIR outfitters            # DIR: a data folder that holds the sample shop
python docs/record_conversations.py DIR outfitters honest     # a scripted model writes instead of the template
python docs/record_conversations.py DIR electronics --to OUT  # another catalog; written to the folder OUT

The lines are in `docs/conversations/<shop>/*.txt`, one message a line. Transcripts of the sample shop are kept beside
them; those of a catalog that is not ours to copy go elsewhere.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from api.settings import Settings
from api.shop import Shop
from api.wiring import open_shop
from assistant.evaluation.players.table import PLAYERS, scripted_player
from assistant.stream import (
    AnswerText,
    Card,
    Citations,
    Comparison,
    MessageEnd,
    Products,
    Suggestions,
    TurnEvent,
)
from cli.dialogue import Dialogue

FOLDER = Path(__file__).with_name("conversations")


def main() -> int:
    """Hold every conversation of a shop, and write down what came."""
    parser = argparse.ArgumentParser(description="Record conversations with a shop.")
    parser.add_argument("home", type=Path, metavar="DIR")
    parser.add_argument("name", metavar="SHOP")
    parser.add_argument("writer", nargs="?", default="template", choices=["template", *PLAYERS])
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="OUT")
    asked = parser.parse_args()
    with open_shop(Settings(home=asked.home), language_model=scripted_player(asked.writer)) as shop:
        page = "\n".join(_page(shop, asked.name, asked.writer))
    (asked.to / f"{asked.name}-{asked.writer}.md").write_text(page + "\n", encoding="utf-8")
    return 0


def _page(shop: Shop, name: str, writer: str) -> Iterator[str]:
    files = sorted((FOLDER / name).glob("*.txt"))
    yield f"# Conversations: {name}\n"
    who = (
        "the template writer's, without a language model" if writer == "template" else f"the scripted model {writer}'s"
    )
    yield f"Made by `docs/record_conversations.py`; every answer is {who}."
    for file in files:
        yield f"\n## {file.stem.partition('-')[2].replace('-', ' ').capitalize()}\n"
        yield from _conversation(shop, file.read_text(encoding="utf-8").splitlines())


def _conversation(shop: Shop, lines: list[str]) -> Iterator[str]:
    with Dialogue(shop) as dialogue:
        for line in filter(None, map(str.strip, lines)):
            events: list[TurnEvent] = []
            dialogue.ask(line, events.append)
            yield f"**Shopper:** {line}\n"
            yield from _answer(events)


def _answer(events: list[TurnEvent]) -> Iterator[str]:
    text = "".join(event.text for event in events if isinstance(event, AnswerText))
    yield f"{text}\n"
    cards = [event.items for event in events if isinstance(event, Products)]
    for number, card in enumerate(cards[-1] if cards else (), start=1):
        yield f"{number}. {_card(card)}"
    for event in events:
        yield from _extra(event)
    yield ""


def _card(card: Card) -> str:
    price = f"{'from ' if card.price_from else ''}{card.price}" if card.price else "no price"
    stock = "" if card.availability == "in_stock" else f", {card.availability.replace('_', ' ')}"
    return f"[{card.title} · {price}{stock}] {card.reason}"


def _extra(event: TurnEvent) -> Iterator[str]:
    match event:
        case Comparison():
            yield from _table(event)
        case Citations():
            yield f"\n_Sources: {'; '.join(f'{one.title} ({one.source_id})' for one in event.items)}_"
        case Suggestions():
            yield f"\n_Suggestions: {' · '.join(one.text for one in event.items)}_"
        case MessageEnd() if event.notice:
            yield f"\n_Notice: {event.notice}_"
        case _:
            pass


def _table(table: Comparison) -> Iterator[str]:
    titles = [str(entry["title"]).replace("|", "/") for entry in table.entries]
    yield f"\n| | {' | '.join(titles)} |"
    yield f"|---|{'---|' * len(titles)}"
    for place, dimension in enumerate(table.dimensions):
        values = [str(entry["values"][place]).replace("|", "/") for entry in table.entries]
        yield f"| {dimension} | {' | '.join(values)} |"


if __name__ == "__main__":
    raise SystemExit(main())
