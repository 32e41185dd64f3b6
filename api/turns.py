"""From a request to a running answer: whose conversation it is, and the turn that is taken in it."""

import asyncio
import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace

from api.access import Caller
from api.chat_request import ChatRequest, Visiting
from api.door import Door
from api.errors import NotFound
from api.ownership import settle_owner
from api.retelling import RetoldTurn, retold_conversation
from api.run import Run
from api.shop import Shop
from assistant.brief import Turn
from assistant.conversation import Conversation
from assistant.stream import TurnEvent
from events.shopper_id import shopper_id_of
from shoppers.rank_request import Visit

_CONVERSATION_ID = re.compile(r"c_[0-9a-f]{32}")


async def load_own(shop: Shop, conversation_id: str, caller: Caller, token: str | None = None) -> Conversation:
    """The caller's conversation.

    Raises:
        NotFound: if there is none, or it is not the caller's: the same words for both.
    """
    known = None
    if _CONVERSATION_ID.fullmatch(conversation_id):
        known = await asyncio.to_thread(shop.conversations.load, conversation_id)
    if known is None or not caller.may_open(known, token):
        raise NotFound("There is no such conversation, or its token did not come along (X-Conversation-Token).")
    return known


async def begin_turn(door: Door, request: ChatRequest, caller: Caller, told: Sequence[RetoldTurn] = ()) -> Run:
    """Start answering a message, in a new conversation or in the caller's own.

    Args:
        door: of the server.
        request: the message.
        caller: who sends it.
        told: what was said before a new conversation, which then is not kept.

    Raises:
        NotFound: if the conversation is not the caller's.
        TurnInProgress: if its last message is still being answered.
        ServerBusy: if too many answers are under way.
    """
    token: str | None = None
    if request.conversation_id is None:
        conversation, token = Conversation.begin()
    else:
        own = (door.shop, request.conversation_id, caller, request.conversation_token)
        conversation = await load_own(*own)
        if await door.runs.make_way(conversation.conversation_id):
            conversation = await load_own(*own)  # with what was shown before the former answer was stopped
    if not told or caller.is_secret:  # what is not kept could never be shown to be a browser's own
        conversation = await asyncio.to_thread(settle_owner, door.shop, conversation, request, caller)
    turn = Turn(
        message=request.message.content,
        conversation=conversation,
        profile=request.user.profile,
        page_product_id=request.context.page.product_id,
        cart=tuple(item.product_id for item in request.context.cart.items if item.product_id),
        locale=request.context.locale,
        visit=visit_of(request, caller),
        key=caller.key,
        new_token=token,
    )
    turn = await asyncio.to_thread(_with_the_known, door.shop, turn, told)
    return door.runs.start(turn.conversation, answer_turn(door.shop, turn))


def _with_the_known(shop: Shop, turn: Turn, told: Sequence[RetoldTurn]) -> Turn:
    """The turn with what was said before, where that is retold, and with what is remembered."""
    if told:
        turn = replace(turn, conversation=retold_conversation(shop, turn, told), new_token=None)
    return shop.with_memory(turn)


def visit_of(request: Visiting, caller: Caller) -> Visit:
    """Who is here: a signed-in shopper if a caller with a secret key says so, else the browser's anonymous id."""
    page = request.context.page.product_id
    in_cart = [item.product_id for item in request.context.cart.items if item.product_id]
    return Visit(
        shopper_id=shopper_id_of(request.user.id if caller.is_secret else None, request.user.anonymous_id),
        session_id=request.context.session_id,
        viewed=tuple(dict.fromkeys([*in_cart, *([page] if page else [])])),
        is_consented=not caller.is_opted_out and request.user.consent.personalization is not False,
        locale=request.context.locale,
    )


async def answer_turn(shop: Shop, turn: Turn) -> AsyncGenerator[TurnEvent, None]:
    """The assistant's answer; a new conversation is kept as soon as the first event is out, not before."""
    is_kept = turn.new_token is None
    async with aclosing(shop.assistant.answer(turn)) as events:
        async for event in events:
            yield event
            if not is_kept:
                await asyncio.to_thread(shop.conversations.create, turn.conversation)
                is_kept = True
