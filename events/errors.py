"""What can go wrong with events.

EventError
├── ImportRefused          nothing of a file of orders or events was taken
├── BatchRefused           a request of events cannot be read, or is too large
├── EventRefused           one event breaks a rule
├── EventPassedOver        one record is no event that is kept
├── BrokerUnavailable      other processes cannot be told of events
├── EventsDelayed          the log cannot be written soon enough; nothing was acknowledged
├── WindowInvalid          a part of the log that cannot be read so
└── PseudonymKeyInvalid    the secret behind the shoppers' keys cannot be used
"""


class EventError(Exception):
    """Anything about events that a shop's engineer can put right."""


class ImportRefused(EventError):
    """Nothing of the file was taken; the message says why."""


class BatchRefused(EventError):
    """A request of events cannot be read (`invalid_json`, `no_events`), or is too large (`too_many_events`)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class EventRefused(EventError):
    """One event breaks a rule; the message says which, without repeating what was sent."""


class EventPassedOver(EventError):
    """One record is no event that is kept here; the message says why."""


class EventsDelayed(EventError):
    """The log cannot be written soon enough; nothing was acknowledged, and sending it again is safe."""


class BrokerUnavailable(EventError):
    """The broker cannot be used; the message says why, and holds no password."""


class PseudonymKeyInvalid(EventError):
    """The secret behind the shoppers' keys cannot be used."""


class WindowInvalid(EventError):
    """What names a part of the log is no window, or ends before it begins."""
