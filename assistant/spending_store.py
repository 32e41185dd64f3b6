"""Keeps in the shop's database what language models were used, so that a restart forgets nothing."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from sqlalchemy import delete, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from assistant.account import Account
from assistant.budget import Spent
from database.engine import Database
from database.tables import spending

#: Days of which the shop and its keys keep their sums; conversations keep theirs until the day is over.
KEEP_DAYS = 400
_NANO = Decimal(1_000_000_000)


class SpendingStore(Protocol):
    """Keeps sums, by day and account."""

    def load(self, day: date, accounts: Iterable[Account]) -> dict[Account, Spent]:
        """The sums of those accounts that have any."""
        ...

    def add(self, day: date, spent: Mapping[Account, Spent]) -> dict[Account, Spent]:
        """Add to the sums, which other processes may have added to; the new sums."""
        ...

    def forget_before(self, day: date) -> None:
        """Drop what is over."""
        ...


class SqlSpendingStore:
    """The real `SpendingStore`: every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, day: date, accounts: Iterable[Account]) -> dict[Account, Spent]:
        """The sums of those accounts that have any."""
        wanted = [(account.scope, account.name) for account in accounts]
        columns = spending.c.scope, spending.c.name, spending.c.tokens, spending.c.cost_nano
        of_these = tuple_(spending.c.scope, spending.c.name).in_(wanted)
        with self._database.read() as connection:
            rows = connection.execute(select(*columns).where(spending.c.day == day, of_these)).all()
        return {Account(scope, name): Spent(tokens, cost / _NANO) for scope, name, tokens, cost in rows}

    def of_shop(self, since: date) -> dict[date, Spent]:
        """What the whole shop used on each day (UTC) from `since` on, in order; days without anything are left out."""
        columns = spending.c.day, spending.c.tokens, spending.c.cost_nano
        whole = select(*columns).where(spending.c.scope == "shop", spending.c.day >= since).order_by(spending.c.day)
        with self._database.read() as connection:
            return {day: Spent(tokens, cost / _NANO) for day, tokens, cost in connection.execute(whole)}

    def add(self, day: date, spent: Mapping[Account, Spent]) -> dict[Account, Spent]:
        """Add to the sums, which other processes may have added to; the new sums."""
        rows = [
            {"day": day, "scope": account.scope, "name": account.name, "tokens": more.tokens, "cost_nano": _nano(more)}
            for account, more in spent.items()
        ]
        make = sqlite_insert if self._database.is_sqlite else postgresql_insert
        insert = make(spending)
        added = {
            "tokens": spending.c.tokens + insert.excluded.tokens,
            "cost_nano": spending.c.cost_nano + insert.excluded.cost_nano,
        }
        statement = insert.on_conflict_do_update(index_elements=["day", "scope", "name"], set_=added)
        with self._database.write() as connection:
            connection.execute(statement, rows)
        return self.load(day, spent)

    def forget_before(self, day: date) -> None:
        """Drop what is over: the conversations of former days, and everything that is older than `KEEP_DAYS`."""
        is_old = or_(spending.c.scope == "session", spending.c.day < day - timedelta(days=KEEP_DAYS))
        with self._database.write() as connection:
            connection.execute(delete(spending).where(spending.c.day < day, is_old))


def _nano(spent: Spent) -> int:
    return int((spent.cost * _NANO).to_integral_value())
