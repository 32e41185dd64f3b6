"""What is kept of a turn: the shopper's message and the answer, as far as it was given."""

from assistant.answer import Answer
from assistant.brief import Turn
from assistant.clock import Clock
from assistant.conversation import Message
from assistant.outcome import Outcome


def messages_of(turn: Turn, answer: Answer | None, outcome: Outcome, clock: Clock) -> tuple[Message, Message]:
    """Both messages of a turn: one without the other would mislead the next turn.

    Args:
        turn: the turn.
        answer: None where the shopper left before anything was found.
        outcome: who wrote, and whether to the end.
        clock: the time, and the id of the shopper's message.
    """
    now, need = clock.now(), answer.brief.need if answer else None
    stated = (*(need.stated if need else ()), *(answer.stated if answer else ()))
    asked = Message(
        message_id=f"m_{clock.new_id()}",
        role="user",
        content=turn.message,
        at=now,
        need=need,
        prompt=answer.prompt if answer else "",
        stated=tuple(dict.fromkeys(stated)),
        forgot=need.forget if need else (),
    )
    told = Message(
        message_id=outcome.message_id,
        role="assistant",
        content=answer.text if answer else "",
        at=now,
        writer=outcome.writer,
        experiments=dict(turn.visit.policy.variants),
        is_complete=outcome.is_complete,
        notice=outcome.notice,
        latency_ms=outcome.latency_ms,
    )
    return asked, told.model_copy(update=_given(answer)) if answer else told


def _given(answer: Answer) -> dict[str, object]:
    return {
        "shown": answer.shown,
        "found": answer.found,
        "cards": tuple(card.model_dump(mode="json", exclude_none=True) for card in answer.cards),
        "citations": tuple(source.model_dump(mode="json", exclude_none=True) for source in answer.citations),
        "exchange": answer.whole_exchange(),
        "n_corrected": answer.n_corrected,
        "usage": dict(answer.usage),
    }
