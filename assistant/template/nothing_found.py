"""Answers when no product is left: which condition emptied the list, and what to loosen."""

from assistant.brief import TurnBrief
from assistant.cards import shorten
from assistant.template.conditions_text import conditions_text
from assistant.template.excerpt import is_quotable
from assistant.template.phrasing import Phrasing, joined
from assistant.template.shop_range import range_text

MAX_NOUN_CHARACTERS = 40


def write_nothing(brief: TurnBrief, *, is_told: bool = False) -> str:
    """Say truthfully that there is nothing, why, and what would help; `is_told`: that there is nothing was said."""
    if brief.vocabulary.n_products == 0 and not brief.products:
        return "The catalog is empty at the moment, so I have nothing to show you yet."
    need, dislikes = brief.need, brief.turn.profile.dislikes
    if need.more and brief.turn.conversation.ever_shown:
        return (
            "That is all I have for this: you have seen everything that fits. Change a condition and I'll look again."
        )
    if brief.n_matching > 0:
        return " ".join(part for part in ("" if is_told else _nothing_called(brief), _instead(brief)) if part)
    avoided = [*need.exclude, *(wish for wish in dislikes if wish not in need.exclude)]
    if avoided:
        words = joined([f"“{shorten(word, 40)}”" for word in avoided[:4]], "or")
        them = "one of them" if len(avoided) > 1 else "it"
        return f"I found nothing that leaves out {words}. If you can live with {them}, tell me and I'll look again."
    conditions = conditions_text(brief)
    if conditions != "that meets every condition":
        return f"I found nothing {conditions}. Loosen one of those and I'll look again."
    return f"I couldn't find anything for that. {range_text(brief)}".strip()


def _nothing_called(brief: TurnBrief) -> str:
    noun = brief.presence.noun if brief.presence else ""
    if noun and len(noun) <= MAX_NOUN_CHARACTERS and is_quotable(noun):
        ways = ("I can't find anything for “{}” in our catalog.", "I'm afraid we have nothing for “{}”.")
        return Phrasing(brief.turn.message).pick("nothing", ways).format(noun)
    return "I'm afraid I can't find anything for that in our catalog."


def _instead(brief: TurnBrief) -> str:
    """What there is; once told, it is known."""
    sold = range_text(brief)
    told = (message.content for message in brief.turn.conversation.messages if message.role == "assistant")
    tail = sold.split(" ")[-4:]
    return "" if not sold or any(" ".join(tail) in text for text in told) else sold
