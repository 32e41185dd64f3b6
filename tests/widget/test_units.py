"""The widget's modules that need no browser, tested by Node's own runner."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = sorted((Path(__file__).parent / "unit").glob("*.test.js"))
_MISSING = "Node is not installed: the widget's unit tests need version 20 or newer"


def test_the_modules_that_need_no_browser_do_what_their_tests_say() -> None:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI"):
            pytest.fail(_MISSING)
        pytest.skip(_MISSING)
    assert len(UNITS) >= 8
    done = subprocess.run([node, "--test", *map(str, UNITS)], capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
