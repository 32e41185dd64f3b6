"""Composes what is said to the model: what never changes first, then the conversation, this turn's material last."""

import re
from collections.abc import Mapping

from assistant.brief import TurnBrief
from assistant.cleaning import clean, fence
from assistant.language_model import ModelMessage, ModelRequest, ToolSpec
from assistant.material import (
    as_line,
    describe_candidates,
    describe_reviews,
    describe_sections,
    product_facts,
    variant_facts,
)
from assistant.replay import Replay
from assistant.shopper_material import describe_page, describe_search, describe_shopper
from assistant.system_prompt import SYSTEM_PROMPT, system_prompt
from catalog.candidate import Candidate
from catalog.product import Product
from catalog.review import Review

MAX_MESSAGE_CHARACTERS = 4_000
#: Candidates told to the model; more for several wishes at once.
N_CANDIDATES, N_CANDIDATES_OF_SEVERAL = 5, 8
N_REVIEWS = 3
N_SECTIONS = 3
#: Products pointed at that are told with their whole record.
N_WHOLE = 2
_SHOPPER = re.compile(r"<shopper>\n(.*?)\n</shopper>", re.DOTALL)
_NOTHING_REMEMBERED = "Nothing is remembered any more."

__all__ = ["SYSTEM_PROMPT", "compose", "turn_text"]


def compose(
    brief: TurnBrief,
    tools: tuple[ToolSpec, ...],
    known: Mapping[str, Product] | None = None,
    replay: Replay | None = None,
) -> ModelRequest:
    """The first request of a turn. System text and tools are the same in every call, messages only grow in a block.

    Args:
        brief: of the turn.
        tools: what the model may call.
        known: products beyond the brief's that the page speaks of (the cart).
        replay: the conversation so far, where it is at hand.
    """
    replay = replay or Replay.of(brief.turn.conversation)
    text = turn_text(brief, replay.described, known)
    last = ModelMessage("user", replay.opening + text, tool_results=replay.pending)
    told = system_prompt(brief.turn.visit.policy.prompt)
    return ModelRequest(told, (*replay.messages, last), tools, payer=brief.turn.payer)


def turn_text(brief: TurnBrief, described: str = "", known: Mapping[str, Product] | None = None) -> str:
    """This turn's material, as far as `described` does not have it, then the shopper's words."""
    products = {**(known or {}), **brief.products}
    blocks = [
        fence("shopper", _shopper(brief, described)),
        fence("page", describe_page(brief.turn, products)),
        fence("pointed_at", _pointed_at(brief, described)),
        fence("candidates", describe_candidates(_candidates(brief), products, described)),
        fence("documents", describe_sections(brief.policies[:N_SECTIONS], described)),
        fence("reviews", describe_reviews(_reviews(brief))),
        fence("search_notes", describe_search(brief)),
    ]
    words = clean(brief.turn.message, MAX_MESSAGE_CHARACTERS)
    return "\n\n".join([block for block in blocks if block] + [f"The shopper says:\n{words}"])


def _shopper(brief: TurnBrief, described: str) -> str:
    """What is known of the shopper, when it is not what the model was told last."""
    now = describe_shopper(brief.turn)
    told = _SHOPPER.findall(described)
    if not told:
        return now
    now = now or _NOTHING_REMEMBERED
    return "" if fence("shopper", now) == fence("shopper", told[-1]) else now


def _pointed_at(brief: TurnBrief, described: str) -> str:
    """The products that the shopper means: whole records for a question about one or two, else in short."""
    meant = list({product.id: product for product in brief.referenced}.values())
    if brief.need.kind != "product_question" or len(meant) > N_WHOLE:
        return describe_candidates([Candidate(p.id, 0.0) for p in meant], brief.products, described)
    lines = [as_line(product_facts(product) | variant_facts(product)) for product in meant]
    named = [as_line({"product_id": product.id, "facts": "as told above"}) for product in meant]
    return "\n".join(short if line in described else line for line, short in zip(lines, named, strict=True))


def _reviews(brief: TurnBrief) -> list[Review]:
    """A few voices; the rest is a tool's call away."""
    n = max(1, N_REVIEWS // max(len(brief.reviews), 1))
    return [review for reviews in brief.reviews.values() for review in reviews[:n]]


def _candidates(brief: TurnBrief) -> list[Candidate]:
    """The first of the ranking; nothing but what is pointed at where the turn is about that."""
    meant = {product.id for product in brief.referenced}
    if meant and brief.need.kind in ("product_question", "compare"):
        return []
    n = N_CANDIDATES_OF_SEVERAL if brief.need.parts else N_CANDIDATES
    return [candidate for candidate in brief.candidates[:n] if candidate.product_id not in meant]
