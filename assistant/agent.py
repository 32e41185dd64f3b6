"""The assistant: one turn of a conversation, from the shopper's message to the last event of the answer."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

from assistant.answer import Answer
from assistant.brief import Turn, TurnBrief
from assistant.briefing import Briefing
from assistant.clock import Clock
from assistant.language_model import ModelError
from assistant.model_writer import ModelWriter
from assistant.outcome import Outcome
from assistant.ports import ConversationStore, ImpressionKeeper, MemoryKeeper
from assistant.remembering import Remembering
from assistant.stream import AnswerText, Failure, MessageEnd, MessageStart, Status, TurnEvent
from assistant.template.writer import TEMPLATE_WRITER, write_answer
from assistant.turn_record import messages_of
from events.event import Attribution

__all__ = ["Assistant", "Clock"]

log = logging.getLogger("shopkeeper.assistant")

MAX_ROUNDS = 3
_INTERRUPTED = "\n\nI was interrupted there, so here is the short version. "


class Assistant:
    """Answers turns. With a `model_writer` the model writes; without, or when it fails, the template writer does."""

    def __init__(  # noqa: PLR0913  (each of them is a port)
        self,
        briefing: Briefing,
        conversations: ConversationStore,
        model_writer: ModelWriter | None = None,
        clock: Clock | None = None,
        memory: MemoryKeeper | None = None,
        impressions: ImpressionKeeper | None = None,
    ) -> None:
        self._briefing = briefing
        self._conversations = conversations
        self._model_writer = model_writer
        self._clock = clock or Clock()
        self._remembering = Remembering(memory)
        self._impressions = impressions

    def rehearsing(self, conversations: ConversationStore) -> "Assistant":
        """One that answers as this one does, and keeps nothing but messages in `conversations`."""
        return Assistant(self._briefing, conversations, self._model_writer, self._clock)

    def prepare(self, turn: Turn) -> TurnBrief:
        """What an answer would be made from, without writing one."""
        return self._briefing.prepare(turn)

    async def answer(self, turn: Turn, brief: TurnBrief | None = None) -> AsyncGenerator[TurnEvent, None]:
        """Stream one answer: `message_start` first, exactly one of `message_end` or `error` last.

        Args:
            turn: what is answered.
            brief: what to answer from, where it was prepared already.
        """
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
            async with aclosing(self._turn(turn, brief, message_id)) as events:
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

    async def _turn(self, turn: Turn, brief: TurnBrief | None, message_id: str) -> AsyncGenerator[TurnEvent, None]:
        """Find, show, write, keep. What was found and shown is kept, too, when the shopper leaves in the middle."""
        start = self._clock.seconds()
        outcome = Outcome(message_id, self._model_writer.name if self._model_writer else TEMPLATE_WRITER)
        answer: Answer | None = None
        try:
            yield Status(text="Having a look for you…")
            if brief is None:
                brief = await asyncio.to_thread(self._brief, turn)
            answer = Answer(brief, f"l_{self._clock.new_id()}")
            if first := answer.first_products():
                yield first
            outcome.latency_ms |= brief.latency_ms
            outcome.latency_ms["products"] = self._milliseconds_since(start)
            async with aclosing(self._write(answer, outcome)) as events:
                async for event in events:
                    outcome.latency_ms.setdefault("first_text", self._milliseconds_since(start))
                    yield event
            outcome.is_complete = True
            outcome.latency_ms["total"] = self._milliseconds_since(start)
        finally:
            await asyncio.to_thread(self._keep, turn, answer, outcome)
        yield MessageEnd(
            stop_reason=outcome.stop_reason,
            writer=outcome.writer,
            usage=answer.usage or None,
            latency=outcome.latency_ms | {"total": self._milliseconds_since(start)},
            notice=outcome.notice,
            n_corrected=answer.n_corrected,
        )

    async def _write(self, answer: Answer, outcome: Outcome) -> AsyncGenerator[TurnEvent, None]:
        """The model's answer, or, from where it breaks off, the template's; then the suggestions."""
        if self._model_writer:
            try:
                async with aclosing(self._ask_model(self._model_writer, answer)) as events:
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
        if suggestions := await asyncio.to_thread(answer.suggestions, self._briefing.foresight):
            yield suggestions

    async def _ask_model(self, writer: ModelWriter, answer: Answer) -> AsyncGenerator[TurnEvent, None]:
        """The loop: the model answers or calls tools, at most three times; the last time it can only answer."""
        turn = await asyncio.to_thread(writer.begin, answer)
        try:
            for rounds_left in range(MAX_ROUNDS - 1, -1, -1):
                async with aclosing(turn.round(may_call=rounds_left > 0)) as events:
                    async for event in events:
                        yield event
                async with aclosing(turn.look()) as events:
                    async for event in events:
                        yield event
                if turn.is_finished:
                    break
        except ModelError:
            for event in turn.break_off():
                yield event
            raise
        for event in turn.finish():
            yield event

    def _brief(self, turn: Turn) -> TurnBrief:
        """What is to be forgotten is forgotten before a word of the answer is written."""
        brief = self._briefing.prepare(turn)
        self._remembering.forget(turn, brief.need.forget)
        return brief

    def _keep(self, turn: Turn, answer: Answer | None, outcome: Outcome) -> None:
        messages = messages_of(turn, answer, outcome, self._clock)
        self._conversations.append(turn.conversation.conversation_id, messages)
        self._remembering.remember(turn, messages[0].stated)
        if self._impressions and answer and (answer.cards or answer.brief.need.kind == "find"):
            place = Attribution(
                list_id=answer.list_id,
                conversation_id=turn.conversation.conversation_id,
                message_id=outcome.message_id,
            )
            self._impressions.note("chat", turn.visit, place, answer.shown_candidates())

    def _milliseconds_since(self, start: float) -> float:
        return round((self._clock.seconds() - start) * 1000, 2)


def _written_by_template(answer: Answer) -> list[TurnEvent]:
    """The template's answer on the cards that are shown, after whatever of the model's prose was already sent."""
    written = write_answer(answer.brief, answer.cards)
    text = (_INTERRUPTED if answer.text else "") + written.text
    answer.text += text
    answer.citations = written.citations.items if written.citations else ()
    return [AnswerText(text=text), *(extra for extra in (written.comparison, written.citations) if extra)]
