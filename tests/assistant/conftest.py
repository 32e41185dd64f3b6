"""Fixtures of the assistant's tests."""

from tests.assistant.agent_shop import open_shop

__all__ = ["open_shop"]
