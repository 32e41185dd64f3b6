"""A RabbitMQ server of a test's own, which may be killed."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from uuid import uuid4

import pytest

START_SECONDS = 60
#: Debian's program for everybody comes last: it insists on one user and one folder.
PROGRAMS = ("/usr/lib/rabbitmq/bin/rabbitmq-server", shutil.which("rabbitmq-server"))


class RabbitServer:
    """On a free port of loopback, with its data in a folder; not started yet."""

    def __init__(self, folder: Path) -> None:
        program = next((one for one in PROGRAMS if one and Path(one).exists()), None)
        if program is None:
            if os.environ.get("CI"):
                pytest.fail("rabbitmq-server is missing, and CI must not skip this")
            pytest.skip("rabbitmq-server is not installed")
        self._program, self._folder = program, folder
        self.port, internal = _free_port(), _free_port()
        self.url = f"amqp://guest:guest@127.0.0.1:{self.port}/"
        settings = folder / "rabbitmq.conf"
        settings.write_text(f"listeners.tcp.1 = 127.0.0.1:{self.port}\n")
        self._environment = os.environ | {
            "HOME": str(folder),
            "RABBITMQ_NODENAME": f"test-{uuid4().hex[:8]}@localhost",
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_CONFIG_FILE": str(settings),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
            "RABBITMQ_PID_FILE": str(folder / "pid"),
            "RABBITMQ_DIST_PORT": str(internal),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Wait until it listens."""
        self._process = subprocess.Popen(
            [self._program],
            env=self._environment,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + START_SECONDS
        while not self._listens():
            assert self._process.poll() is None and time.monotonic() < deadline, "rabbitmq-server did not start"
            time.sleep(0.1)

    def kill(self) -> None:
        """As a power cut would: nothing is told to anybody."""
        if self._process is not None:
            os.killpg(self._process.pid, 9)
            self._process.wait()
            self._process = None

    def _listens(self) -> bool:
        with socket.socket() as asking:
            return asking.connect_ex(("127.0.0.1", self.port)) == 0


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
