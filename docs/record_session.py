"""Records a conversation in the terminal as a picture: `python docs/record_session.py HOME`.

HOME is a data folder that holds the sample shop.

Runs the real `shopkeeper chat` in a pseudo-terminal, types the questions, and writes what it showed as SVG.
"""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

COLUMNS = 112
QUESTIONS = ("a warm jacket for cycling under 120", "cheaper", "what do people say about the second one?", "/quit")
QUIET_SECONDS = 2.0
TIMEOUT_SECONDS = 90.0


def record(home: str) -> str:
    """What the terminal shows of the conversation, with its colours."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": "80"}
    environment.pop("ANTHROPIC_API_KEY", None)
    command = [str(Path(sys.executable).with_name("shopkeeper")), "--home", home, "chat"]
    chat = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)  # noqa: S603
    os.close(theirs)
    seen = _until_quiet(ours)
    for question in QUESTIONS:
        os.write(ours, f"{question}\n".encode())
        seen += _until_quiet(ours)
    chat.wait(TIMEOUT_SECONDS)
    return seen.decode("utf-8", "replace").replace("\r\n", "\n")


def _until_quiet(terminal: int) -> bytes:
    """Read until nothing came for a while; the first words may take long."""
    seen, deadline = b"", time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], QUIET_SECONDS if seen else TIMEOUT_SECONDS)
        if not ready:
            break
        try:
            seen += os.read(terminal, 65_536)
        except OSError:  # the other end is closed
            break
    return seen


def as_svg(shown: str) -> str:
    """The text in a drawn window, in fonts that every system has."""
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi(shown))
        svg = console.export_svg(title="shopkeeper chat")
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    target = Path(__file__).with_name("session.svg")
    target.write_text(as_svg(record(sys.argv[1])), encoding="utf-8")
    print(target)  # noqa: T201
