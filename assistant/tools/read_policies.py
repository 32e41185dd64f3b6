"""Lets the model read the shop's own documents."""

from typing import Annotated

from pydantic import Field

from assistant.material import describe_sections
from assistant.tools.context import ToolContext
from assistant.tools.found import Found

N_SECTIONS = 3


def read_policies(
    context: ToolContext, question: Annotated[str, Field(min_length=1, max_length=300, description="In a few words.")]
) -> Found:
    """What the shop's documents say of delivery, returns, warranty, payment, privacy and the like.

    Answer from these sections alone; they are cited beside your answer. If they are silent, say so.
    """
    sections = tuple(context.lookup.catalog.find_policies(question, N_SECTIONS))
    if not sections:
        return Found("The shop's documents say nothing about that.")
    return Found(describe_sections(sections, context.described), sections=sections)
