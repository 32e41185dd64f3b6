"""Plays cases: each through an assistant of its own, in a fresh conversation, turn by turn as a door would."""

import time
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from assistant.brief import Turn, TurnBrief
from assistant.conversation import Conversation, Message
from assistant.evaluation.case import Case, CaseState, CaseTurn
from assistant.evaluation.played import PlayedCase, PlayedTurn
from assistant.evaluation.recording import RecordingModel
from assistant.evaluation.stage import Scene, Stage
from assistant.ports import LanguageModel
from assistant.recollection import recollect
from assistant.stream import TurnEvent
from shoppers.rank_request import Visit
from shoppers.statement import Statement

SHOPPER, ANOTHER = "shopper-of-the-case", "another-shopper"
#: An answer may rest on more sections and reviews than the brief holds, when a tool looked further.
N_SECTIONS = 20
N_REVIEWS = 40


async def play(case: Case, stage: Stage, model: LanguageModel | None) -> PlayedCase:
    """Play a case; without a model the template writes. An error of ours ends it and is told, not raised."""
    recorder = RecordingModel(model) if model else None
    scene = stage.set_up(case.plant, recorder)
    conversation, _ = Conversation.begin(None if case.state.is_anonymous else SHOPPER)
    scene.conversations.create(conversation)
    player = _Play(scene, case.state, conversation.conversation_id, recorder)
    played: list[PlayedTurn] = []
    for place, one in enumerate(case.turns, start=1):
        try:
            turn = await player.take(one)
            played.append(player.with_leads(turn) if place == len(case.turns) else turn)
        except Exception as error:
            return PlayedCase(tuple(played), f"turn {place} raised {type(error).__name__}: {error}")
    return PlayedCase(tuple(played))


@dataclass(slots=True)
class _Play:
    """One case under way."""

    scene: Scene
    state: CaseState
    conversation_id: str
    recorder: RecordingModel | None
    seen: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._remember(SHOPPER, self.state.memory)
        self._remember(ANOTHER, self.state.other_memory)

    async def take(self, one: CaseTurn) -> PlayedTurn:
        turn = self._turn(one.say)
        brief = self.scene.assistant.prepare(turn)
        clean = self.scene.clean_briefing.prepare(turn)
        start = time.perf_counter()
        events = await self._events(turn)
        milliseconds = (time.perf_counter() - start) * 1000
        asked, told = self._kept(turn)
        need = (asked.need if asked else None) or brief.need
        ids = self._ids_seen(brief, told)
        clean_catalog = self.scene.clean_catalog
        return PlayedTurn(
            turn=turn,
            brief=brief,
            clean=clean,
            events=events,
            need=need,
            told=told.content if told else "",
            kept_shown=told.shown if told else (),
            kept_found=told.found if told else (),
            records=self.scene.catalog.products(ids),
            clean_records=clean_catalog.products(ids),
            sections=tuple(clean_catalog.find_policies(clean.asked, N_SECTIONS)),
            reviews=tuple(review for i in ids for review in clean_catalog.reviews(i, N_REVIEWS)),
            overview=clean_catalog.overview(),
            rounds=self.recorder.take() if self.recorder else (),
            memory=self.scene.memory.recall(SHOPPER),
            milliseconds=milliseconds,
        )

    def with_leads(self, played: PlayedTurn) -> PlayedTurn:
        """The same turn with what each of its suggestions would lead to."""
        return replace(played, leads={text: self._lead(text) for text in played.suggestions})

    def _lead(self, text: str) -> TurnBrief:
        return self.scene.assistant.prepare(self._turn(text))

    def _turn(self, message: str) -> Turn:
        conversation = self.scene.conversations.load(self.conversation_id)
        if conversation is None:
            raise LookupError("the conversation is gone")
        state = self.state
        turn = Turn(
            message=message,
            conversation=conversation,
            profile=state.profile,
            page_product_id=state.page,
            cart=state.cart,
            locale=state.locale,
            visit=Visit(
                shopper_id=None if state.is_anonymous else SHOPPER,
                viewed=tuple(dict.fromkeys([*state.viewed, *state.cart, *([state.page] if state.page else [])])),
                locale=state.locale,
            ),
        )
        return recollect(turn, self.scene.memory)

    async def _events(self, turn: Turn) -> tuple[TurnEvent, ...]:
        sent: list[TurnEvent] = []
        async with aclosing(self.scene.assistant.answer(turn)) as events:
            async for event in events:
                sent.append(event)
        return tuple(sent)

    def _kept(self, turn: Turn) -> tuple[Message | None, Message | None]:
        """The two messages that this turn added to the conversation."""
        conversation = self.scene.conversations.load(self.conversation_id)
        added = conversation.messages[len(turn.conversation.messages) :] if conversation else ()
        by_role = {message.role: message for message in added}
        return by_role.get("user"), by_role.get("assistant")

    def _remember(self, shopper_id: str, statements: Sequence[Statement]) -> None:
        self.scene.memory.remember(shopper_id, statements, "said in an earlier conversation")

    def _ids_seen(self, brief: TurnBrief, told: Message | None) -> tuple[str, ...]:
        """Ids of everything found, shown or pointed at in the conversation so far."""
        ids = [*brief.products, *(told.found if told else ()), *(told.shown if told else ()), *brief.need.references]
        self.seen.update(dict.fromkeys(ids))
        return tuple(self.seen)
