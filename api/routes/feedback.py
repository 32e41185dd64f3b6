"""`POST /v1/feedback`: what a shopper says of an answer."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.chat_request import Short
from api.door import AnyCaller, TheDoor
from api.errors import NotFound
from api.turns import load_own
from assistant.feedback_store import Feedback

router = APIRouter(tags=["conversations"])
_THUMBS = {"down": 1, "up": 5}


class FeedbackRequest(BaseModel):
    """`rating` is `up`, `down`, or 1 to 5 stars; `reason` is a code of the page, `comment` is the shopper's own."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    message_id: Annotated[str, StringConstraints(pattern=r"^m_[0-9A-Za-z_]{1,60}$")]
    rating: Literal["up", "down"] | Annotated[int, Field(ge=1, le=5, strict=True)]
    reason: Annotated[str, StringConstraints(max_length=100)] | None = None
    comment: Annotated[str, StringConstraints(max_length=2_000)] | None = None
    conversation_token: Short | None = None

    def to_feedback(self) -> Feedback:
        """As it is kept, as of now."""
        stars = _THUMBS[self.rating] if isinstance(self.rating, str) else self.rating
        return Feedback(self.message_id, stars, datetime.now(UTC), self.reason, self.comment)


@router.post("/v1/feedback", status_code=204, response_class=Response)
async def give_feedback(given: FeedbackRequest, caller: AnyCaller, door: TheDoor) -> None:
    """Keep what the shopper says of an answer; the latest word on an answer counts."""
    conversation_id = await asyncio.to_thread(door.shop.feedback.conversation_of, given.message_id)
    own = await load_own(door.shop, conversation_id or "", caller, given.conversation_token)
    if not any(message.message_id == given.message_id and message.role == "assistant" for message in own.messages):
        raise NotFound("There is no such answer.")
    await asyncio.to_thread(door.shop.feedback.keep, own.conversation_id, given.to_feedback())
