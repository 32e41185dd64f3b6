"""What is to be remembered of a message, and whether it is about nothing else."""

from assistant.conversation import Conversation
from assistant.understanding.reading import Reading
from shoppers.statement import Statement

#: So many of a message are kept; a message of more is no longer about the shopper.
_MAX_STATEMENTS = 6
_SAYS_NOTHING = frozenset("small_talk filler".split())


def statements_of(reading: Reading) -> tuple[Statement, ...]:
    """Everything the shopper says of themselves, as it may be remembered."""
    disliked = [Statement(kind="dislike", value=name[:80]) for name in reading.disliked if name.strip()]
    return tuple(dict.fromkeys((*reading.memory.stated, *disliked)))[:_MAX_STATEMENTS]


def is_only_of_the_shopper(reading: Reading) -> bool:
    """Whether the message says something of the shopper and asks for nothing else.

    During a search "I hate wool", "I like blue" and "I'm a size 42" go on with it; without one there is nothing to
    look for.
    """
    talk = reading.memory
    if not (talk.is_any or reading.disliked or reading.forget):
        return False
    if not talk.is_all_of(reading.utterance) or reading.pointed.by_name or reading.rating is not None:
        return False
    kinds = {statement.kind for statement in talk.stated}
    has_wish = reading.price.is_stated and "budget" not in kinds
    if has_wish or set(reading.exclude) - set(reading.disliked) or reading.tags - _SAYS_NOTHING - {"reset"}:
        return False
    if talk.asks or reading.forget:
        return True
    is_quality = any(s.kind == "preference" and reading.index.values(s.value.split()) for s in talk.stated)
    goes_on = reading.before is not None and bool(reading.disliked or "size" in kinds or is_quality)
    return not goes_on and "recipient" not in kinds


def what_is_forgotten(reading: Reading, conversation: Conversation | None) -> tuple[str, ...]:
    """Words of what is to be forgotten; "forget that" means what was stated last."""
    if not reading.memory.forgets_last:
        return reading.memory.forget
    need = conversation.last_need if conversation else None
    stated = need.stated[-1:] if need else ()
    said = (statement.value or statement.name or statement.kind for statement in stated)
    return (*reading.memory.forget, *said)
