"""`/console/try`: a chat as any shopper, with everything that the answer was made from beside it."""

from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.chat_request import MAX_MESSAGE_CHARACTERS, has_words
from api.console.conversation_view import need_in_words
from api.console.errors import TrialRefused
from api.console.office import TheOffice
from api.console.rehearsals import Rehearsed
from api.console.staff_router import StaffRouter
from api.door import TheDoor
from assistant.conversation import Conversation
from assistant.stream import Failure
from events.shopper_id import shopper_id_of

router = StaffRouter()
PATH = "/console/try"
Short = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class TrialForm(BaseModel):
    """What the page's form sends: a question, as whom it is asked, and the rehearsal that it goes on with."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: Annotated[str, StringConstraints(max_length=MAX_MESSAGE_CHARACTERS)] = ""
    user_id: Short = ""
    anonymous_id: Short = ""
    rehearsal: Annotated[str, Field(max_length=64)] = ""

    @property
    def shopper_id(self) -> str | None:
        """As the log has it; None for somebody of whom nothing is known."""
        return shopper_id_of(self.user_id, self.anonymous_id)


@router.get("/try")
async def begin_trial(
    office: TheOffice,
    door: TheDoor,
    user_id: Annotated[str, Query(max_length=200)] = "",
    anonymous_id: Annotated[str, Query(max_length=200)] = "",
) -> HTMLResponse:
    """An empty chat."""
    form = TrialForm(user_id=user_id, anonymous_id=anonymous_id)
    return await office.show("try.html", form=form, writer=door.shop.writer, rehearsed=None)


@router.post("/try")
async def ask_as_shopper(request: Request, office: TheOffice, door: TheDoor) -> HTMLResponse:
    """The answer to a question; nothing of it is kept but, for a while and in memory, the rehearsal itself."""
    form = _form_of(await request.body())
    turn, brief = await office.work(office.rehearsals.prepare, form.question, form.shopper_id, form.rehearsal)
    rehearsed = await office.rehearsals.answer(turn, brief)
    facts = await office.work(_facts_of, rehearsed)
    return await office.show("try.html", form=form, writer=door.shop.writer, **facts)


def _form_of(body: bytes) -> TrialForm:
    try:
        sent = parse_qs(body.decode(), max_num_fields=20, encoding="utf-8", errors="strict")
        form = TrialForm.model_validate({name: values[-1] for name, values in sent.items()})
    except ValueError:
        raise TrialRefused(
            f"The form cannot be read; a question has at most {MAX_MESSAGE_CHARACTERS:,} characters, an id 200."
        ) from None
    if not has_words(form.question):
        raise TrialRefused("Nothing was asked; write a question.")
    return form


def _facts_of(rehearsed: Rehearsed) -> dict[str, Any]:
    brief = rehearsed.brief
    answer, failure = (None, rehearsed.answer) if isinstance(rehearsed.answer, Failure) else (rehearsed.answer, None)
    return {
        "rehearsed": rehearsed,
        "earlier": _earlier(rehearsed.conversation),
        "answer": answer,
        "failure": failure,
        "need": need_in_words(brief.need, brief.vocabulary.currency),
        "shown": [card["product_id"] for card in answer["products"]["items"]]
        if answer and "products" in answer
        else [],
        "titles": {product.id: product.title for product in brief.products.values()},
    }


def _earlier(conversation: Conversation) -> list[Any]:
    """What was said before this turn."""
    return list(conversation.messages[:-2])
