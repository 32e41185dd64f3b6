"""The assistant: one turn of a conversation, from the shopper's message to the last event of the answer."""

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.answer import Answer
from assistant.brief import Turn, TurnBrief
from assistant.briefing import Briefing
from assistant.conversation import Message
from assistant.language_model import ModelError
from assistant.model_writer import ModelWriter
from assistant.ports import ConversationStore
from assistant.stream import (
    AnswerText,
    Failure,
    MessageEnd,
    MessageStart,
    Status,
    Suggestion,
    Suggestions,
    TurnEvent,
)
from assistant.template.suggestions import suggest
from assistant.template.writer import TEMPLATE_WRITER, write_answer

log = logging.getLogger("shopkeeper.assistant")

_INTERRUPTED = "\n\nI was interrupted there, so here is the short version. "


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the assistant gets its time and its random ids from."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seconds: Callable[[], float] = time.perf_counter
    new_id: Callable[[], str] = lambda: secrets.token_hex(12)


class Assistant:
    """Answers turns. With a `model_writer` the model writes; without, or when it fails, the template writer does."""

    def __init__(
        self,
        briefing: Briefing,
        conversations: ConversationStore,
        model_writer: ModelWriter | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._briefing = briefing
        self._conversations = conversations
        self._model_writer = model_writer
        self._clock = clock or Clock()

    def prepare(self, turn: Turn) -> TurnBrief:
        """What an answer would be made from, without writing one."""
        return self._briefing.prepare(turn)

    async def answer(self, turn: Turn) -> AsyncGenerator[TurnEvent, None]:
        """Stream one answer: `message_start` first, exactly one of `message_end` or `error` last."""
        clock = self._clock
        run_id, message_id = f"r_{clock.new_id()}", f"m_{clock.new_id()}"
        yield MessageStart(
            conversation_id=turn.conversation.conversation_id,
            conversation_token=turn.new_token,
            message_id=message_id,
            run_id=run_id,
            created_at=clock.now(),
        )
        try:
            async with aclosing(self._turn(turn, message_id)) as events:
                async for event in events:
                    yield event
        except Exception:
            log.exception("turn %s failed", run_id)
            yield Failure(
                code="turn_failed",
                title="The answer failed",
                detail="Something went wrong on our side. Please send the message again.",
                status=500,
                retryable=True,
            )

    async def _turn(self, turn: Turn, message_id: str) -> AsyncGenerator[TurnEvent, None]:
        start = self._clock.seconds()
        yield Status(text="Having a look for you…")
        brief = await asyncio.to_thread(self._briefing.prepare, turn)
        answer = Answer(brief, f"l_{self._clock.new_id()}")
        outcome = _Outcome(self._model_writer.name if self._model_writer else TEMPLATE_WRITER)
        try:
            if first := answer.first_products():
                yield first
            latency = dict(brief.latency_ms) | {"products": self._milliseconds_since(start)}
            async with aclosing(self._write(answer, outcome)) as events:
                async for event in events:
                    latency.setdefault("first_text", self._milliseconds_since(start))
                    yield event
        finally:
            # Also when the shopper stops the answer or leaves: what was seen can be pointed at in the next message.
            await asyncio.to_thread(self._record, answer, message_id, outcome.writer)
        yield MessageEnd(
            stop_reason=outcome.stop_reason,
            writer=outcome.writer,
            usage=answer.usage or None,
            latency=latency | {"total": self._milliseconds_since(start)},
            notice=outcome.notice,
            n_corrected=answer.n_corrected,
        )

    async def _write(self, answer: Answer, outcome: "_Outcome") -> AsyncGenerator[TurnEvent, None]:
        """The model's answer, or, from where it breaks off, the template's; then the suggestions."""
        if self._model_writer:
            try:
                async with aclosing(self._model_writer.write(answer)) as events:
                    async for event in events:
                        yield event
                outcome.stop_reason = answer.stop_reason
            except ModelError as error:
                answer.add_usage(error.usage)
                outcome.give_up(error.notice)
                log.warning("template writer answers: %s: %s", type(error).__name__, error)
            except Exception:
                # Our own fault in handling what the model said; the shopper is better served by the template.
                outcome.give_up("the language model's answer could not be used")
                log.exception("template writer answers")
        if outcome.writer == TEMPLATE_WRITER:
            for part in await asyncio.to_thread(_written_by_template, answer):
                yield part
        suggestions = suggest(answer.brief)
        if suggestions:
            yield Suggestions(items=tuple(Suggestion(text=text) for text in suggestions))

    def _record(self, answer: Answer, message_id: str, writer: str) -> None:
        """Keep the shopper's message and the answer together: one without the other would mislead the next turn."""
        turn, now = answer.brief.turn, self._clock.now()
        asked = Message(
            message_id=f"m_{self._clock.new_id()}", role="user", content=turn.message, at=now, need=answer.brief.need
        )
        told = Message(
            message_id=message_id,
            role="assistant",
            content=answer.text,
            at=now,
            shown=answer.shown,
            found=answer.found,
            writer=writer,
            cards=tuple(card.model_dump(mode="json", exclude_none=True) for card in answer.cards),
        )
        self._conversations.append(turn.conversation.conversation_id, (asked, told))

    def _milliseconds_since(self, start: float) -> float:
        return round((self._clock.seconds() - start) * 1000, 2)


def _written_by_template(answer: Answer) -> list[TurnEvent]:
    """The template's answer on the cards that are shown, after whatever of the model's prose was already sent."""
    written = write_answer(answer.brief, answer.cards)
    text = (_INTERRUPTED if answer.text else "") + written.text
    answer.text += text
    return [AnswerText(text=text), *(extra for extra in (written.comparison, written.citations) if extra)]


@dataclass(slots=True)
class _Outcome:
    writer: str
    stop_reason: str = "end_turn"
    notice: str | None = None

    def give_up(self, notice: str) -> None:
        self.writer, self.notice = TEMPLATE_WRITER, notice
