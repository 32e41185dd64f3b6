"""The fake Anthropic server of the tests, which are no package."""

import importlib.util
import sys
from types import ModuleType

from benchmarks.errors import Skipped
from benchmarks.workplace import REPOSITORY


def load_wire_module() -> ModuleType:
    """`tests/anthropic_wire_server.py`, loaded once.

    Raises:
        Skipped: if the tests are not there.
    """
    name = "anthropic_wire_server"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, REPOSITORY / "tests" / f"{name}.py")
        if spec is None or spec.loader is None:
            raise Skipped(f"needs tests/{name}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]
