"""Whose memory a conversation reads and writes: what a caller must prove for that."""

from api.access import Caller, sha256
from api.chat_request import ChatRequest
from api.errors import NotFound
from api.shop import Shop
from assistant.conversation import Conversation
from events.shopper_id import is_anonymous, shopper_id_of

_ANOTHERS = "This conversation belongs to another shopper; begin a new one for this one."


def settle_owner(shop: Shop, conversation: Conversation, request: ChatRequest, caller: Caller) -> Conversation:
    """The conversation with the shopper it belongs to; one that gains its shopper takes along what was said before.

    A signed-in shopper is vouched for by a secret key. An anonymous id could be anyone's: it owns a conversation only
    with consent, and only the first that claims it, or whoever holds the token of an earlier conversation of it.

    Raises:
        NotFound: if the conversation belongs to another signed-in shopper than the one named.
    """
    named = shopper_id_of(request.user.id if caller.is_secret else None, request.user.anonymous_id)
    owner = conversation.shopper_id
    if named is None or named == owner or caller.is_opted_out or request.user.consent.personalization is False:
        return conversation
    if owner is not None and not is_anonymous(owner):
        if is_anonymous(named):
            return conversation
        raise NotFound(_ANOTHERS)
    if is_anonymous(named) and (owner is not None or not _may_own(shop, named, request, caller)):
        return conversation
    if request.conversation_id is not None:
        _take_along(shop, conversation, named)
    return conversation.model_copy(update={"shopper_id": named})


def holds_token(shop: Shop, shopper_id: str, caller: Caller, token: str | None = None) -> bool:
    """Whether the caller shows the token of a conversation of this anonymous shopper."""
    given = token or caller.conversation_token
    if given is None or not is_anonymous(shopper_id):
        return False
    return shop.conversations.is_opened_by(shopper_id, sha256(given))


def _may_own(shop: Shop, anonymous: str, request: ChatRequest, caller: Caller) -> bool:
    if not request.user.consent.personalization:
        return False
    if shop.shoppers.consents.claim(anonymous):
        return True
    is_known = caller.is_secret or holds_token(shop, anonymous, caller, request.conversation_token)
    return is_known and not shop.shoppers.consents.has_withdrawn(anonymous)


def _take_along(shop: Shop, conversation: Conversation, shopper_id: str) -> None:
    shop.conversations.assign(conversation.conversation_id, shopper_id)
    for entry in conversation.memory.entries:
        shop.shoppers.memory.remember(shopper_id, [entry.statement], entry.because)
