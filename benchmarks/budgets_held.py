"""Turns that name a budget, on three catalogs: does every product shown hold it, or is the miss named?"""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from api.settings import load_settings
from api.shop import Shop
from api.wiring import open_shop
from assistant.brief import Turn
from assistant.conversation import Conversation
from assistant.stream import AnswerText, Card, Products
from benchmarks.errors import Skipped
from benchmarks.shops import DUMMYJSON, ELECTRONICS, OUTFITTERS
from benchmarks.shops import Shop as MeasuredShop
from benchmarks.table import Table, at_least
from benchmarks.workplace import Workplace
from catalog.money import minor_digits

SEED = 20261128
N_CATEGORIES = 60
#: Budgets at these places of a category's prices: from nearly nothing fits to nearly everything does.
PLACES = (0.1, 0.3, 0.6)
PHRASES = (
    "{thing} under {sign}{limit}",
    "I need {thing}, not more than {limit} {word}",
    "show me {thing} up to {limit} {word} please",
    "{thing}, my budget is {sign}{limit}",
    "{thing} for less than {sign}{limit}",
    "max {sign}{limit} for {thing}",
)
#: Said next, in the same conversation: the budget stays.
FOLLOW_UPS = ("show me more", "something else", "in black")
_SIGNS = {"GBP": ("£", "pounds"), "USD": ("$", "dollars"), "EUR": ("€", "euros")}


@dataclass(slots=True)
class _Tally:
    n_turns: int = 0
    n_cards: int = 0
    n_over: int = 0
    n_over_and_named: int = 0
    failures: list[str] = field(default_factory=list)


def measure(workplace: Workplace) -> Table:
    """Template writer, a budget for every category, and what is said next."""
    table = Table("Budgets held", "python -m benchmarks budgets_held")
    for measured in (OUTFITTERS, ELECTRONICS, DUMMYJSON):
        try:
            home = measured.home(workplace)
        except Skipped as skipped:
            table.notes.append(f"{measured.title} is left out: {skipped}.")
            continue
        tally = _of(home, measured)
        n_held = tally.n_cards - tally.n_over
        table.add(f"{measured.title}: turns that name a budget or follow one", tally.n_turns, "")
        table.add(f"{measured.title}: cards within the budget", n_held, "")
        table.add(f"{measured.title}: cards over it, the miss named", tally.n_over_and_named, "")
        percent = 100 * (n_held + tally.n_over_and_named) / max(tally.n_cards, 1)
        table.add(f"{measured.title}: held or named, %", percent, "", at_least(100))
        table.notes += [f"{measured.title}: {failure}" for failure in tally.failures[:10]]
    table.notes.append(
        "Over the budget only where nothing of the kind is within it; each such card must say by how much."
    )
    return table


def _of(home: Path, measured: MeasuredShop) -> _Tally:
    tally, rng = _Tally(), random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copytree(home, Path(folder) / "home"))
        with open_shop(load_settings(home=copied)) as shop, asyncio.Runner() as runner:
            for question, limit in _questions(shop, rng):
                runner.run(_converse(shop, question, limit, rng.choice(FOLLOW_UPS), tally))
    return tally


def _questions(shop: Shop, rng: random.Random) -> Iterator[tuple[str, int]]:
    """A question for each of the largest categories and places in its prices, with its limit in minor units."""
    overview = shop.catalog.overview()
    sign, word = _SIGNS.get(overview.currency or "", ("", overview.currency or ""))
    unit = 10 ** minor_digits(overview.currency or "EUR")
    for category in overview.categories[:N_CATEGORIES]:
        if category.price_min is None or category.price_max is None:
            continue
        low, high = category.price_min.amount, category.price_max.amount
        for place in PLACES:
            limit = max(round((low + (high - low) * place * place) / unit), 1)
            thing = category.path.split(">")[-1].strip().lower()
            yield rng.choice(PHRASES).format(thing=thing, sign=sign, word=word, limit=limit), limit * unit


async def _converse(shop: Shop, question: str, limit: int, follow_up: str, tally: _Tally) -> None:
    conversation, token = Conversation.begin()
    shop.conversations.create(conversation)
    for said in (question, follow_up):
        cards, prose = await _answer(shop, Turn(said, conversation, new_token=token))
        conversation = shop.conversations.load(conversation.conversation_id) or conversation
        tally.n_turns += 1
        for card in cards:
            _judge(card, prose, limit, f"{question!r}, {said!r}", tally)


async def _answer(shop: Shop, turn: Turn) -> tuple[tuple[Card, ...], str]:
    cards: tuple[Card, ...] = ()
    prose = ""
    async with aclosing(shop.assistant.answer(turn)) as events:
        async for event in events:
            cards = event.items if isinstance(event, Products) else cards
            prose += event.text if isinstance(event, AnswerText) else ""
    return cards, prose


def _judge(card: Card, prose: str, limit: int, asked: str, tally: _Tally) -> None:
    tally.n_cards += 1
    if card.price is not None and card.price.amount <= limit:
        return
    tally.n_over += 1
    if "over" in card.reason or "above" in card.reason or "no price" in card.reason:
        tally.n_over_and_named += 1
    else:
        tally.failures.append(f"{asked}: {card.title} at {card.price}: {card.reason!r}; {prose[:120]!r}")
