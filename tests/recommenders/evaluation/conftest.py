"""Small trials for the tests of this folder."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def trials() -> ModuleType:
    """The module `trials`: small trials and scripted models."""
    spec = importlib.util.spec_from_file_location("evaluation_trials", Path(__file__).with_name("trials.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
