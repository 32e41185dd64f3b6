"""Looks one turn ahead: whether a reply would find anything, said after this answer."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.brief import Turn
from assistant.conversation import Conversation, Message
from assistant.need import ShoppingNeed
from assistant.relaxation import conditions
from assistant.template.excerpt import is_quotable
from assistant.tools.context import ToolContext
from catalog.candidate import Candidate

N_SHOWN = 4
N_LOOKED_AT = 3
#: A reply is offered only if what it finds shares this much of its meaning, or of its words; less is a guess.
SURE_SEMANTIC, SURE_WORDS = 0.45, 0.8
_MONEY = re.compile(r"[£€$¥₹₩]|\b(?:GBP|EUR|USD|CHF|pounds?|euros?|dollars?)\b", re.IGNORECASE)


def leads_somewhere(reply: str, context: ToolContext) -> bool:
    """Whether the reply, understood as the next message, has an answer in the catalog or the documents."""
    understand = context.lookup.understand
    if understand is None or not is_quotable(_MONEY.sub("", reply)):
        return False
    turn = _after(context, reply)
    need = understand(turn)
    match need.kind:
        case "shop_question":
            return bool(context.lookup.catalog.find_policies(reply, 1))
        case "product_question" | "compare":
            return bool(need.references)
        case "find":
            return _finds(need, turn, context)
        case _:
            return False


def _finds(need: ShoppingNeed, turn: Turn, context: ToolContext) -> bool:
    search = context.lookup.search
    found = [search.search(one.text, conditions(one, turn), N_LOOKED_AT).candidates for one in need.parts or (need,)]
    return all(candidates and (_is_sure(candidates) or not need.text) for candidates in found)


def _is_sure(candidates: Sequence[Candidate]) -> bool:
    strongest = {e.signal: 0.0 for candidate in candidates for e in candidate.evidence}
    for candidate in candidates:
        for one in candidate.evidence:
            strongest[one.signal] = max(strongest[one.signal], one.weight)
    return strongest.get("semantic", 0.0) >= SURE_SEMANTIC or strongest.get("words", 0.0) >= SURE_WORDS


def _after(context: ToolContext, reply: str) -> Turn:
    """The next turn, were this one over with the products that are chosen so far."""
    turn, at = context.brief.turn, context.brief.turn.conversation.created_at
    ranked = [candidate.product_id for candidate in context.candidates]
    shown = tuple(i for i in ranked if i in context.presented) or tuple(ranked[:N_SHOWN])
    asked = Message(message_id="next", role="user", content=turn.message, at=at, need=context.brief.need)
    told = Message(message_id="next", role="assistant", content="", at=at, shown=shown)
    known: Conversation = turn.conversation.model_copy(update={"messages": (*turn.conversation.messages, asked, told)})
    return replace(turn, message=reply, conversation=known)
