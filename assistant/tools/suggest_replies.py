"""Lets the model propose what the shopper might say next; only what leads somewhere is sent."""

from typing import Annotated

from pydantic import Field

from assistant.tools.context import ToolContext

MAX_PROPOSED, MAX_SUGGESTED = 6, 4


def suggest_replies(
    context: ToolContext,
    replies: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=60)]], Field(min_length=1, max_length=MAX_PROPOSED)
    ],
) -> str:
    """Offer up to four short replies in the shopper's voice and language, such as choices of your question.

    Each must be something this shop can answer; those that find nothing are dropped. Optional.
    """
    fresh = dict.fromkeys(reply.strip() for reply in replies if reply.strip())
    ahead = context.ahead()
    leading = [reply for reply in fresh if ahead and ahead.leads_somewhere(reply)]
    context.suggested = tuple(leading[:MAX_SUGGESTED])
    dropped = [reply for reply in fresh if reply not in leading]
    return "Offered." if not dropped else f"Left out, because they lead nowhere here: {'; '.join(dropped)[:200]}"
