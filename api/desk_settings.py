"""What the process for events has to know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """Given to its standard input: others on the machine may read a command line.

    Attributes:
        url: of the database, with its password.
        event_days: what happened longer ago is refused.
    """

    url: str
    event_days: int
