"""Writes answers without a model: what is there, why, and what it misses."""

from assistant.template.reasons import reason_for
from assistant.template.suggestions import suggest
from assistant.template.writer import TEMPLATE_WRITER, write_answer

__all__ = ["TEMPLATE_WRITER", "reason_for", "suggest", "write_answer"]
