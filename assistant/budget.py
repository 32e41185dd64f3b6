"""What may be spent on a language model, in tokens and in money."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

CURRENCY = "USD"  # providers' price lists are in US dollars
_AMOUNT = re.compile(r"(\d[\d_]*(?:\.\d+)?)\s*(tokens|usd)", re.IGNORECASE)
_EXAMPLE = "write it like 50000 tokens, or 0.50 USD, or 50000 tokens, 0.50 USD"


@dataclass(frozen=True, slots=True)
class Spent:
    """What was used. `tokens` counts those read from the provider's cache, too; `cost` is in US dollars."""

    tokens: int = 0
    cost: Decimal = Decimal(0)

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.tokens + other.tokens, self.cost + other.cost)


@dataclass(frozen=True, slots=True)
class Budget:
    """A day's; None sets no limit."""

    tokens: int | None = None
    cost: Decimal | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `50000 tokens, 0.50 USD`, or one of the two.

        Raises:
            ValueError: with an example, if it is anything else.
        """
        limits: dict[str, Decimal] = {}
        for amount, unit in _AMOUNT.findall(text):
            limits.setdefault(unit.lower(), Decimal(amount.replace("_", "")))
        if not limits or _AMOUNT.sub("", text).strip(" ,"):
            raise ValueError(_EXAMPLE)
        tokens = limits.get("tokens")
        if tokens is not None and tokens != int(tokens):
            raise ValueError(f"a token is not divided; {_EXAMPLE}")
        return cls(None if tokens is None else int(tokens), limits.get("usd"))

    def is_used_up(self, spent: Spent) -> bool:
        """Whether nothing more may be spent."""
        return (self.tokens is not None and spent.tokens >= self.tokens) or (
            self.cost is not None and spent.cost >= self.cost
        )

    def __str__(self) -> str:
        tokens = None if self.tokens is None else f"{self.tokens:,} tokens"
        cost = None if self.cost is None else f"{self.cost} {CURRENCY}"
        return ", ".join(limit for limit in (tokens, cost) if limit) or "no limit"
