"""Writes answers without a model: what is there, why, and what it misses."""

from assistant.template.reasons import reasons_for
from assistant.template.suggestions import suggest
from assistant.template.writer import TEMPLATE_WRITER, write_answer

__all__ = ["TEMPLATE_WRITER", "reasons_for", "suggest", "write_answer"]
