"""What can go wrong with events.

EventError
├── ImportRefused          nothing of a file of orders or events was taken
├── WindowInvalid          a part of the log that cannot be read so
└── PseudonymKeyInvalid    the secret behind the shoppers' keys cannot be used
"""


class EventError(Exception):
    """Anything about events that a shop's engineer can put right."""


class ImportRefused(EventError):
    """Nothing of the file was taken; the message says why."""


class PseudonymKeyInvalid(EventError):
    """The secret behind the shoppers' keys cannot be used."""


class WindowInvalid(EventError):
    """What names a part of the log is no window, or ends before it begins."""
