"""A shopper's message that came in another protocol: in which conversation it is, and the answer that is begun."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.access import Caller
from api.chat_request import MAX_MESSAGE_CHARACTERS, ChatMessage, ChatRequest, Visiting, has_words
from api.door import Door
from api.errors import NotFound
from api.run import Run
from api.told_message import ConversationKey, ToldMessage, retold_turns
from api.turns import begin_turn


@dataclass(frozen=True, slots=True)
class ForeignTurn:
    """The conversation so far, the shopper's message last.

    Attributes:
        messages: oldest first; the last is the shopper's and has words.
        visiting: what the page and the caller know.
        key: the conversation that the caller names.
        goes_on: whether the conversation of the last answer goes on; otherwise it is told anew.
    """

    messages: Sequence[ToldMessage]
    visiting: Visiting
    key: ConversationKey | None = None
    goes_on: bool = True

    def in_conversation(self, key: ConversationKey | None) -> ChatRequest:
        """The message as `POST /v1/chat` takes it."""
        return ChatRequest(
            conversation_id=key.conversation_id if key else None,
            conversation_token=key.token if key else None,
            message=ChatMessage(content=self.messages[-1].text),
            context=self.visiting.context,
            user=self.visiting.user,
        )

    @property
    def last_key(self) -> ConversationKey | None:
        """The conversation that the latest answer was given in, if the client kept it and its token."""
        if not self.goes_on:
            return None
        latest = next((message for message in reversed(self.messages) if message.role == "assistant"), None)
        return latest.key if latest and latest.key and latest.key.token else None


def up_to_question(messages: Sequence[ToldMessage]) -> tuple[ToldMessage, ...]:
    """The messages up to the last one of the shopper.

    Raises:
        ValueError: if there is none, or it cannot be answered.
    """
    places = [place for place, message in enumerate(messages) if message.role == "user"]
    if not places:
        raise ValueError("messages holds no message of the role user; there is nothing to answer")
    question = messages[places[-1]].text
    if not has_words(question):
        raise ValueError("the last message of the role user is empty; write what you are looking for")
    if len(question) > MAX_MESSAGE_CHARACTERS:
        raise ValueError(f"the last message of the role user is longer than {MAX_MESSAGE_CHARACTERS:,} characters")
    return tuple(messages[: places[-1] + 1])


async def begin_foreign_turn(door: Door, turn: ForeignTurn, caller: Caller) -> Run:
    """Start answering: in the conversation that is named, else in that of the last answer, else as it is retold.

    What is retold is not kept, since the client keeps it; a conversation that begins here is.

    Raises:
        NotFound: if the conversation named is not the caller's.
        TurnInProgress: if its last message is still being answered.
        ServerBusy: if too many answers are under way.
    """
    if turn.key:
        return await begin_turn(door, turn.in_conversation(turn.key), caller)
    if turn.last_key:
        try:
            return await begin_turn(door, turn.in_conversation(turn.last_key), caller)
        except NotFound:
            pass  # forgotten here after its time, but not by the client
    return await begin_turn(door, turn.in_conversation(None), caller, retold_turns(turn.messages[:-1]))
