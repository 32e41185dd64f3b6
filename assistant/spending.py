"""Counts what a language model is used, by account and day, and says when a budget is used up."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from assistant.account import Account, Scope
from assistant.budget import Budget, Spent
from assistant.language_model import ModelBudgetUsedUp
from assistant.payer import Payer
from assistant.spending_store import SpendingStore

_Line = tuple[date, Account]
log = logging.getLogger("shopkeeper.assistant")

#: A ledger that takes longer holds nobody up.
READ_SECONDS = 1.0

#: What `message_end` says when a budget is used up.
USED_UP: Mapping[Scope, str] = {
    "shop": "the day's model budget is used up",
    "key": "this key's model budget for the day is used up",
    "session": "this conversation's model budget for the day is used up",
}


@dataclass(frozen=True, slots=True)
class Budgets:
    """A day's (UTC) limits, each of its own account."""

    shop: Budget = field(default_factory=Budget)
    key: Budget = field(default_factory=Budget)
    session: Budget = field(default_factory=Budget)

    def of(self, account: Account) -> Budget:
        """The limit of an account."""
        limits: dict[Scope, Budget] = {"shop": self.shop, "key": self.key, "session": self.session}
        return limits[account.scope]


class Ledger:
    """The day's sums. Counting takes microseconds; the store is written behind it, by a thread.

    A call under way is counted when it ends, so that a budget is overdrawn by as much as is under way at most. A store
    that fails stops nobody: the sums of this process hold until it is back.
    """

    def __init__(
        self,
        store: SpendingStore,
        budgets: Budgets | None = None,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        self.budgets = budgets or Budgets()
        self._store = store
        self._today = today
        self._lock = threading.Lock()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._stored: dict[_Line, Spent] = {}
        self._waiting: dict[_Line, Spent] = {}
        self._writing: dict[_Line, Spent] = {}
        self._tidied: date | None = None

    async def check(self, payer: Payer) -> None:
        """Let pass who may still spend.

        Raises:
            ModelBudgetUsedUp: if nothing is left.
        """
        today = self._today()
        limited = [account for account in Account.of(payer) if self.budgets.of(account) != Budget()]
        if unknown := [account for account in limited if (today, account) not in self._stored]:
            await self._learn(today, unknown)
        for account in limited:
            if self.budgets.of(account).is_used_up(self.spent(account)):
                raise ModelBudgetUsedUp(USED_UP[account.scope])

    def count(self, payer: Payer, spent: Spent) -> None:
        """Add what a call has used."""
        today = self._today()
        with self._lock:
            for account in Account.of(payer):
                line = today, account
                self._waiting[line] = self._waiting.get(line, Spent()) + spent
        self._writer.submit(self._write)

    def spent(self, account: Account) -> Spent:
        """An account's sum of today, as far as this process knows it."""
        line = self._today(), account
        with self._lock:
            return _sum(sums.get(line) for sums in (self._stored, self._writing, self._waiting))

    def flush(self) -> None:
        """Wait until everything counted so far is kept, or could not be."""
        self._writer.submit(self._write).result()

    def close(self) -> None:
        """Keep what is counted, and end the thread."""
        if self._waiting:
            self._writer.submit(self._write)
        self._writer.shutdown()

    async def _learn(self, day: date, accounts: Sequence[Account]) -> None:
        # On the writer's thread: a sum read while it is being written would be counted twice.
        reading = asyncio.wrap_future(self._writer.submit(self._load, day, accounts))
        try:
            async with asyncio.timeout(READ_SECONDS):
                await reading
        except TimeoutError:
            log.warning("the ledger is not read in time; what other processes have used is not known yet")

    def _load(self, day: date, accounts: Sequence[Account]) -> None:
        found: dict[Account, Spent] = {}
        try:
            found = self._store.load(day, accounts)
        except Exception:
            log.exception("the ledger cannot be read; this process counts from zero until it can")
        with self._lock:
            for account in accounts:
                self._stored.setdefault((day, account), found.get(account, Spent()))

    def _write(self) -> None:
        with self._lock:
            self._writing, self._waiting = self._waiting, {}
        kept: dict[_Line, Spent] = {}
        for day in {day for day, _ in self._writing}:
            try:
                kept |= self._write_day(day)
            except Exception:
                log.exception("the ledger cannot be written; trying again with the next call")
        with self._lock:
            self._stored |= kept
            for line, spent in self._writing.items():
                if line not in kept:
                    self._waiting[line] = self._waiting.get(line, Spent()) + spent
            self._writing = {}

    def _write_day(self, day: date) -> dict[_Line, Spent]:
        sums = self._store.add(day, {account: spent for (of, account), spent in self._writing.items() if of == day})
        self._tidy(self._today())
        return {(day, account): spent for account, spent in sums.items()}

    def _tidy(self, today: date) -> None:
        """Once a day, what is over is forgotten."""
        if self._tidied == today:
            return
        self._store.forget_before(today)
        self._tidied = today
        with self._lock:
            self._stored = {line: spent for line, spent in self._stored.items() if line[0] == today}


def _sum(parts: Iterable[Spent | None]) -> Spent:
    total = Spent()
    for part in parts:
        total = total + (part or Spent())
    return total
