"""What the shell is told when a command ends."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Part of the terminal's contract: scripts decide by these numbers."""

    OK = 0
    ERROR = 1
    USAGE = 2
    WARNINGS = 3
    REFUSED = 4
    UPSTREAM = 5
    INTERRUPTED = 130
