"""What a language model costs."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from assistant.language_model import Usage

#: The provider's terms for a cache of five minutes: writing costs a quarter more, reading a tenth of the input's price.
CACHE_WRITE_FACTOR, CACHE_READ_FACTOR = Decimal("1.25"), Decimal("0.1")
_PER = Decimal(1_000_000)
_PRICE = re.compile(r"([^\s=,]+)=(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class ModelPrice:
    """US dollars per million tokens."""

    input: Decimal
    output: Decimal

    @classmethod
    def parse_all(cls, text: str) -> dict[str, Self]:
        """Read `model=input/output`, several separated by commas or spaces.

        Raises:
            ValueError: with an example, if it is anything else.
        """
        found = {name: cls(Decimal(into), Decimal(out)) for name, into, out in _PRICE.findall(text)}
        if not found or _PRICE.sub("", text).strip(" ,"):
            raise ValueError("write input and output per million tokens like claude-haiku-5-5=1.00/5.00")
        return found

    def cost_of(self, usage: Usage) -> Decimal:
        """What these tokens cost."""
        n_read, n_written = usage.get("cache_read_input_tokens", 0), usage.get("cache_creation_input_tokens", 0)
        n_input = usage.get("input_tokens", 0) + n_written * CACHE_WRITE_FACTOR + n_read * CACHE_READ_FACTOR
        return (n_input * self.input + usage.get("output_tokens", 0) * self.output) / _PER
