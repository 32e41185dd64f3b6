"""Holds back what the facts of a conversation do not support, as the answer streams."""

from assistant.grounding.facts import Facts
from assistant.grounding.verifier import AnswerVerifier, Correction, verify_reason

__all__ = ["AnswerVerifier", "Correction", "Facts", "verify_reason"]
