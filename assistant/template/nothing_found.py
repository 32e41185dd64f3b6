"""Answers when no product is left: which condition emptied the list, and what to loosen."""

from assistant.brief import TurnBrief
from assistant.cards import shorten
from assistant.template.conditions_text import conditions_text
from assistant.template.phrasing import joined
from assistant.template.shop_range import range_text


def write_nothing(brief: TurnBrief) -> str:
    """Say truthfully that there is nothing, why, and what would help."""
    if brief.vocabulary.n_products == 0 and not brief.products:
        return "The catalog is empty at the moment, so I have nothing to show you yet."
    need, dislikes = brief.need, brief.turn.profile.dislikes
    if need.more and brief.turn.conversation.ever_shown:
        return (
            "That is all I have for this: you have seen everything that fits. Change a condition and I'll look again."
        )
    if brief.n_matching > 0:
        return f"I couldn't find anything for that in our catalog. {range_text(brief)}".strip()
    avoided = [*need.exclude, *(wish for wish in dislikes if wish not in need.exclude)]
    if avoided:
        words = joined([f"“{shorten(word, 40)}”" for word in avoided[:4]], "or")
        them = "one of them" if len(avoided) > 1 else "it"
        return f"I found nothing that leaves out {words}. If you can live with {them}, tell me and I'll look again."
    conditions = conditions_text(brief)
    if conditions != "that meets every condition":
        return f"I found nothing {conditions}. Loosen one of those and I'll look again."
    return f"I couldn't find anything for that. {range_text(brief)}".strip()
