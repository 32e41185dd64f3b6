"""`/v1/conversations`: what was said, for whoever holds the token; and forgetting it."""

import asyncio
from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel

from api.door import AnyCaller, TheDoor
from api.turns import load_own
from assistant.conversation import Conversation

router = APIRouter(prefix="/v1/conversations", tags=["conversations"])


class PastMessage(BaseModel):
    message_id: str
    role: Literal["user", "assistant"]
    content: str
    at: datetime
    writer: str | None = None
    cards: tuple[dict[str, Any], ...] = ()
    citations: tuple[dict[str, Any], ...] = ()
    is_complete: bool = True

    model_config = {"from_attributes": True}


class PastMessages(BaseModel):
    conversation_id: str
    created_at: datetime
    messages: tuple[PastMessage, ...]

    @classmethod
    def of(cls, conversation: Conversation) -> "PastMessages":
        """What of a conversation is the shopper's to see."""
        messages = tuple(PastMessage.model_validate(message) for message in conversation.messages)
        return cls(conversation_id=conversation.conversation_id, created_at=conversation.created_at, messages=messages)


@router.get("/{conversation_id}/messages", response_model_exclude_none=True)
async def list_messages(conversation_id: str, caller: AnyCaller, door: TheDoor) -> PastMessages:
    """All messages of a conversation, oldest first."""
    return PastMessages.of(await load_own(door.shop, conversation_id, caller))


@router.delete("/{conversation_id}", status_code=204, response_class=Response)
async def delete_conversation(conversation_id: str, caller: AnyCaller, door: TheDoor) -> None:
    """Forget a conversation with everything in it; an answer under way is stopped."""
    await load_own(door.shop, conversation_id, caller)
    await door.runs.stop(conversation_id)
    await asyncio.to_thread(door.shop.conversations.delete, conversation_id)
