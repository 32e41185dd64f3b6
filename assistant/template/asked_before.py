"""Whether a question was asked in this conversation before: nobody wants to hear it twice."""

from assistant.brief import TurnBrief


def is_asked_before(opening: str, brief: TurnBrief) -> bool:
    """Whether an earlier answer has a question that begins so."""
    told = (message.content for message in brief.turn.conversation.messages if message.role == "assistant")
    return any(opening.casefold() in text.casefold() for text in told)
