import asyncio
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.account import Account
from assistant.budget import Budget, Spent
from assistant.language_model import ModelBudgetUsedUp
from assistant.payer import Payer
from assistant.spending import READ_SECONDS, USED_UP, Budgets, Ledger
from assistant.spending_store import KEEP_DAYS, SpendingStore, SqlSpendingStore
from database.engine import Database, open_database

DAY = date(2026, 11, 20)
ANNA = Payer(session="c_anna", key="k1")
BERT = Payer(session="c_bert", key="k1")
SHOP = Account("shop")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/shop.db")
    opened.migrate()
    yield opened
    opened.close()


class Calendar:
    day = DAY

    def today(self) -> date:
        return self.day


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


class Books:
    """Opens ledgers of one store and closes them all."""

    def __init__(self, store: SpendingStore, calendar: Calendar) -> None:
        self.store = store
        self.opened: list[Ledger] = []
        self._calendar = calendar

    def open(self, **budgets: Budget) -> Ledger:
        ledger = Ledger(self.store, Budgets(**budgets), self._calendar.today)
        self.opened.append(ledger)
        return ledger


@pytest.fixture
def books(database: Database, calendar: Calendar) -> Iterator[Books]:
    books = Books(SqlSpendingStore(database), calendar)
    yield books
    for ledger in books.opened:
        ledger.close()


def refusal(ledger: Ledger, payer: Payer) -> str | None:
    """Why a call would be refused, if it would."""
    try:
        asyncio.run(ledger.check(payer))
    except ModelBudgetUsedUp as error:
        return error.notice
    return None


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("50000 tokens", Budget(50_000)),
        ("0.50 USD", Budget(None, Decimal("0.50"))),
        ("50_000 tokens, 2 usd", Budget(50_000, Decimal(2))),
        ("2 USD 1000 tokens", Budget(1_000, Decimal(2))),
    ],
)
def test_a_budget_is_read_in_tokens_and_in_money(text: str, budget: Budget) -> None:
    assert Budget.parse(text) == budget


@pytest.mark.parametrize("text", ["", "50000", "5 EUR", "0.5 tokens", "5 USD and more", "-5 USD"])
def test_anything_else_is_no_budget(text: str) -> None:
    with pytest.raises(ValueError, match="write it like 50000 tokens"):
        Budget.parse(text)


@pytest.mark.parametrize("budget", [Budget(100), Budget(None, Decimal("0.01")), Budget(100, Decimal(9))])
def test_a_budget_holds_in_whichever_unit_ends_first(books: Books, budget: Budget) -> None:
    ledger = books.open(shop=budget)
    ledger.count(ANNA, Spent(99, Decimal("0.0099")))
    assert refusal(ledger, ANNA) is None
    ledger.count(ANNA, Spent(1, Decimal("0.0001")))
    assert refusal(ledger, ANNA) == USED_UP["shop"]


def test_a_conversations_budget_is_its_own_a_keys_is_shared(books: Books) -> None:
    ledger = books.open(session=Budget(100), key=Budget(150))
    ledger.count(ANNA, Spent(100))
    assert refusal(ledger, ANNA) == USED_UP["session"]
    assert refusal(ledger, BERT) is None
    ledger.count(BERT, Spent(60))
    assert refusal(ledger, BERT) == USED_UP["key"]
    assert refusal(ledger, Payer("c_cleo", "k2")) is None


def test_who_comes_without_a_key_has_no_keys_budget(books: Books) -> None:
    ledger = books.open(key=Budget(1))
    ledger.count(Payer("c_anna"), Spent(100))
    assert refusal(ledger, Payer("c_anna")) is None


def test_a_budget_of_nothing_lets_nothing_through(books: Books) -> None:
    assert refusal(books.open(shop=Budget(0)), ANNA) == USED_UP["shop"]


def test_a_restart_forgets_nothing(books: Books) -> None:
    first = books.open(shop=Budget(100))
    first.count(ANNA, Spent(60, Decimal("0.000000125")))
    first.close()
    second = books.open(shop=Budget(100))
    assert refusal(second, ANNA) is None
    assert second.spent(SHOP) == Spent(60, Decimal("0.000000125"))
    second.count(ANNA, Spent(40))
    assert refusal(second, ANNA) == USED_UP["shop"]


def test_two_processes_share_a_budget(books: Books) -> None:
    one, other = books.open(shop=Budget(100)), books.open(shop=Budget(100))
    for ledger in (one, other):
        assert refusal(ledger, ANNA) is None
        ledger.count(ANNA, Spent(60))
        ledger.flush()
    assert refusal(other, ANNA) == USED_UP["shop"]


def test_a_new_day_begins_with_nothing_spent(books: Books, calendar: Calendar) -> None:
    ledger = books.open(shop=Budget(100))
    ledger.count(ANNA, Spent(100))
    assert refusal(ledger, ANNA)
    calendar.day += timedelta(days=1)
    assert refusal(ledger, ANNA) is None
    assert books.store.load(DAY, [SHOP]) == {SHOP: Spent(100)}


def test_conversations_are_forgotten_with_their_day_and_the_shops_sums_are_kept(
    books: Books, calendar: Calendar
) -> None:
    ledger, session = books.open(), Account.of(ANNA)[-1]
    ledger.count(ANNA, Spent(100))
    ledger.flush()
    assert books.store.load(DAY, [SHOP, session]).keys() == {SHOP, session}
    calendar.day += timedelta(days=1)
    ledger.count(ANNA, Spent(1))
    ledger.flush()
    assert books.store.load(DAY, [SHOP, session]).keys() == {SHOP}
    books.store.forget_before(DAY + timedelta(days=KEEP_DAYS + 1))
    assert books.store.load(DAY, [SHOP]) == {}


def test_the_ledger_names_no_conversation_and_no_key(books: Books) -> None:
    assert not {"c_anna", "k1"} & {account.name for account in Account.of(ANNA)}


class BrokenStore:
    """Fails until it is mended."""

    def __init__(self) -> None:
        self.is_broken = True
        self.kept: dict[Account, Spent] = {}

    def load(self, day: date, accounts: Iterable[Account]) -> dict[Account, Spent]:
        if self.is_broken:
            raise OSError("disk full")
        return {account: self.kept[account] for account in accounts if account in self.kept}

    def add(self, day: date, spent: Mapping[Account, Spent]) -> dict[Account, Spent]:
        if self.is_broken:
            raise OSError("disk full")
        for account, more in spent.items():
            self.kept[account] = self.kept.get(account, Spent()) + more
        return self.load(day, spent)

    def forget_before(self, day: date) -> None:
        pass


class SlowStore(BrokenStore):
    """Has kept what it is given a moment before it says so; `reads` may take a while, too."""

    def __init__(self, read_seconds: float = 0.0) -> None:
        super().__init__()
        self.is_broken = False
        self._read_seconds = read_seconds

    def load(self, day: date, accounts: Iterable[Account]) -> dict[Account, Spent]:
        time.sleep(self._read_seconds)
        return super().load(day, accounts)

    def add(self, day: date, spent: Mapping[Account, Spent]) -> dict[Account, Spent]:
        sums = super().add(day, spent)
        time.sleep(0.1)
        return sums


def test_what_is_being_written_is_not_counted_twice(calendar: Calendar) -> None:
    ledger = Ledger(SlowStore(), Budgets(shop=Budget(100)), calendar.today)
    ledger.count(ANNA, Spent(60))
    time.sleep(0.05)  # kept, and not yet said to be
    assert refusal(ledger, ANNA) is None
    assert ledger.spent(SHOP) == Spent(60)
    ledger.close()


def test_a_store_that_is_slow_holds_nobody_up(calendar: Calendar, caplog: pytest.LogCaptureFixture) -> None:
    ledger = Ledger(SlowStore(read_seconds=READ_SECONDS + 0.5), Budgets(shop=Budget(100)), calendar.today)
    started = time.monotonic()
    assert refusal(ledger, ANNA) is None
    assert time.monotonic() - started < READ_SECONDS + 0.4
    assert "not read in time" in caplog.text
    ledger.close()


def test_a_store_that_fails_stops_nobody_and_nothing_is_lost(
    calendar: Calendar, caplog: pytest.LogCaptureFixture
) -> None:
    store = BrokenStore()
    ledger = Ledger(store, Budgets(shop=Budget(100)), calendar.today)
    assert refusal(ledger, ANNA) is None
    ledger.count(ANNA, Spent(60))
    ledger.flush()
    ledger.count(ANNA, Spent(40))
    assert refusal(ledger, ANNA) == USED_UP["shop"]
    ledger.flush()
    store.is_broken = False
    ledger.close()
    assert store.kept[SHOP] == Spent(100)
    assert "the ledger cannot be written" in caplog.text
