"""Has something counted in a process of its own, where it does not stand in the way of answers to shoppers."""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

from api.errors import ServerBusy
from database.errors import DatabaseUnavailable

#: How soon a process is ended after the shop was closed.
_POLL_SECONDS = 0.2
#: How such a process ends where the database is out of reach.
UNAVAILABLE = 3


class ReportFailed(Exception):
    """The process that counted ended without a report; the message is its last word."""


def ask_apart(module: str, asked: Mapping[str, Any], is_closing: threading.Event) -> bytes:
    """What `python -m module` writes for what is asked; waits for it.

    Args:
        module: it reads a JSON object from its standard input, and writes one.
        asked: the object; others on the machine may read a command line, and it may hold a password.
        is_closing: the process is ended when this is set.

    Raises:
        ServerBusy: if `is_closing` is set meanwhile.
        DatabaseUnavailable: if the process says that the database cannot be read.
        ReportFailed: if it ends without an answer for another reason.
    """
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-m", module], stdin=pipe, stdout=pipe, stderr=pipe) as process:  # noqa: S603 ours
        given: bytes | None = json.dumps(asked).encode()
        while True:
            try:
                told, complaint = process.communicate(given, timeout=_POLL_SECONDS)
                break
            except subprocess.TimeoutExpired:
                given = None
                if is_closing.is_set():
                    process.kill()
                    raise ServerBusy("The server is about to end.") from None
    if process.returncode:
        last_word = complaint.decode(errors="replace").strip()[-2_000:]
        if process.returncode == UNAVAILABLE:
            raise DatabaseUnavailable(last_word)
        raise ReportFailed(f"code {process.returncode}: {last_word}")
    return told
