"""The fake Anthropic server of the tests, which are no package."""

import importlib.util
import sys
from types import ModuleType

from benchmarks.errors import Skipped
from benchmarks.workplace import REPOSITORY

_NAME = "anthropic_wire_server"


def wire_server() -> ModuleType:
    """The module `tests/anthropic_wire_server.py`.

    Raises:
        Skipped: if it is not there.
    """
    if _NAME not in sys.modules:
        spec = importlib.util.spec_from_file_location(_NAME, REPOSITORY / "tests" / f"{_NAME}.py")
        if spec is None or spec.loader is None:
            raise Skipped(f"needs tests/{_NAME}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[_NAME] = module
        spec.loader.exec_module(module)
    return sys.modules[_NAME]
