"""From what on models are to be trained anew."""

import re
from dataclasses import dataclass, fields
from typing import Self

_PAIR = re.compile(r"(\w+)=(\d+(?:\.\d+)?)")
_EXAMPLE = "write it like days=7 events=0.1 psi=0.25 ctr=0.1; a limit of 0 asks for nothing"


@dataclass(frozen=True, slots=True)
class RetrainingLimits:
    """A limit of 0 turns its trigger off.

    Attributes:
        days: since the last training.
        events: new events, as a share of those that the last training read.
        psi: population stability index between what was learned from and what came since. By the rule of thumb of
            credit scoring (Lewis 1994; Siddiqi 2006) nothing has changed below 0.1 and much has from 0.25 on.
        ctr: relative fall of the click-through rate of the lists shown, since the training against before it.
    """

    days: float = 7.0
    events: float = 0.1
    psi: float = 0.25
    ctr: float = 0.1

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `days=7 psi=0.25`; what is not named keeps its default.

        Raises:
            ValueError: with an example, if it is anything else.
        """
        words = text.replace(",", " ").split()
        pairs = [_PAIR.fullmatch(word) for word in words]
        known = {field.name for field in fields(cls)}
        found = {pair[1]: float(pair[2]) for pair in pairs if pair}
        if not words or not all(pairs) or not set(found) <= known:
            raise ValueError(_EXAMPLE)
        return cls(**found)

    def __str__(self) -> str:
        return " ".join(f"{field.name}={getattr(self, field.name):g}" for field in fields(self))
