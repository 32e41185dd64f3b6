"""A server as it is run: a process of its own, on a real socket."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
NEVER_SERVED = ("torch", "tensorflow", "implicit", "pyspark", "sentence_transformers", "transformers", "keras")
#: Megabytes that a shop without a key or a broker has no use for.
NOT_WITHOUT_A_KEY = ("anthropic", "faststream")
PROGRAM = """
import json, sys
from api.server import serve
from api.settings import load_settings
from api.wiring import open_shop
from retrieval.hashing_encoder import HashingEncoder

try:
    with open_shop(load_settings(), encoder=HashingEncoder()) as shop:
        serve(shop, lambda url: print(url, flush=True))
finally:
    print(json.dumps([name for name in sys.argv[1:] if name in sys.modules]), flush=True)
"""


@pytest.fixture(scope="module")
def served(shop_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server process and its URL."""
    program = tmp_path_factory.mktemp("program") / "serve.py"
    program.write_text(PROGRAM)
    variables = {"SHOPKEEPER_HOME": str(shop_home), "SHOPKEEPER_PORT": "0", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(program), *NEVER_SERVED, *NOT_WITHOUT_A_KEY],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | variables,
    ) as process:
        assert process.stdout
        yield process, process.stdout.readline().strip()
        if process.poll() is None:
            process.kill()


def test_a_fresh_process_answers_and_never_imports_a_training_framework(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    process, url = served
    with httpx.Client(base_url=url, timeout=20, verify=False) as http:
        assert http.get("/readyz").json()["ready"]
        answer = http.post("/v1/chat", json={"message": {"content": "a warm jacket under 120"}}).json()
    assert answer["products"]["items"]
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    told, errors = process.communicate(timeout=15)
    assert json.loads(told) == []
    assert process.returncode == 0
    assert time.monotonic() - started < 10
    assert "Traceback" not in errors
