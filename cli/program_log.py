"""The program's own log: silent for a person at a terminal, on standard error for a server and for debugging."""

import logging

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def silence_log() -> None:
    """Keep warnings of the program from standing between a person and the answer."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())


def show_log(level: str) -> None:
    """Write the log to standard error from `level` up, unless it goes somewhere already."""
    root = logging.getLogger()
    if all(isinstance(handler, logging.NullHandler) for handler in root.handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter(_FORMAT))
        root.addHandler(handler)
        root.setLevel(level.upper())
