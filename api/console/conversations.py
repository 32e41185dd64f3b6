"""`/console/conversations`: what was said, and why it was answered so."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import HTMLResponse

from api.console.conversation_view import turns_of
from api.console.office import Office, TheOffice
from api.console.staff_router import StaffRouter
from api.door import TheDoor
from api.errors import NotFound
from api.shop import Shop
from assistant.conversation_search import ConversationFilter, ConversationSearch, Ending, Place, Rated
from catalog.product import Product
from events.masked import mail_names

router = StaffRouter()
_ID = re.compile(r"c_[0-9a-f]{32}")
Text = Annotated[str, Query(max_length=200)]
#: Turns on a page, the latest: each may come with a prompt of many thousand characters.
MAX_TURNS = 100
NO_CHOICE = Literal[""]


@router.get("/conversations")
async def list_conversations(  # noqa: PLR0913  (a field of the form is a parameter)
    office: TheOffice,
    door: TheDoor,
    q: Text = "",
    writer: Text = "",
    ending: Ending | NO_CHOICE = "",
    rated: Rated | NO_CHOICE = "",
    shopper: Text = "",
    behind: Text = "",
) -> HTMLResponse:
    """The newest first."""
    where = ConversationFilter(q, writer, ending or None, rated or None, _owner(office, shopper))
    page = await office.work(ConversationSearch(door.shop.database).find, where, Place.read(behind))
    asked = {"q": q, "writer": writer, "ending": ending, "rated": rated, "shopper": shopper}
    return await office.show(
        "conversations.html",
        asked=asked,
        is_filtered=any(asked.values()) or bool(behind),
        page=page,
        pseudonym=office.pseudonym,
        days=door.shop.settings.conversation_days,
    )


@router.get("/conversations/{conversation_id}")
async def show_conversation(conversation_id: str, office: TheOffice, door: TheDoor) -> HTMLResponse:
    """Every turn with what it was made from."""
    facts = await office.work(_facts_of, office, door.shop, conversation_id)
    return await office.show("conversation.html", **facts)


def _owner(office: Office, shopper: str) -> Any:
    """Whether a shopper has this pseudonym; everybody without one."""
    return (lambda shopper_id: office.pseudonym(shopper_id) == shopper) if shopper else (lambda _: True)


def _facts_of(office: Office, shop: Shop, conversation_id: str) -> dict[str, Any]:
    conversation = shop.conversations.load(conversation_id) if _ID.fullmatch(conversation_id) else None
    if conversation is None:
        raise NotFound("There is no such conversation; it may be past its retention, or its shopper deleted it.")
    rated = {one.message_id: one for one in shop.feedback.of_conversation(conversation_id)}
    causes = {one.get("because") for m in conversation.messages for card in m.cards for one in card.get("evidence", ())}
    known: Mapping[str, Product] = shop.catalog.products(sorted(one for one in causes if one))
    turns = turns_of(conversation, rated, shop.catalog.vocabulary().currency)
    return {
        "conversation": conversation,
        "shopper": office.pseudonym(conversation.shopper_id),
        "n_turns": len(turns),
        "turns": turns[-MAX_TURNS:],
        "titles": {product.id: product.title for product in known.values()},
        "spared": sorted(conversation.ever_found),
        "hidden": sorted(mail_names("\n".join(message.content for message in conversation.messages))),
    }
