"""What the process for events has to know."""

import json
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """Sent over the socket: others on the machine may read a command line.

    Attributes:
        url: of the database, with its password.
        event_days: what happened longer ago is refused.
    """

    url: str
    event_days: int

    @classmethod
    def of(cls, content: bytes) -> Self:
        """Those of a frame."""
        return cls(**json.loads(content))
