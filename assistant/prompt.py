"""Composes what is said to the model: the static part first, this turn's material last."""

from importlib.resources import files

from assistant.brief import TurnBrief
from assistant.cleaning import clean, fence
from assistant.conversation import Conversation
from assistant.language_model import ModelMessage, ModelRequest, ToolSpec
from assistant.material import describe_candidates, describe_profile, describe_reviews, describe_sections
from catalog.candidate import Candidate

#: Earlier messages that are repeated to the model; what was shown stays known through the need.
MAX_HISTORY_MESSAGES = 12
MAX_HISTORY_CHARACTERS = 1_200
MAX_MESSAGE_CHARACTERS = 4_000
N_REVIEWS_PER_PRODUCT = 8

SYSTEM_PROMPT = (files("assistant.prompts") / "system.md").read_text(encoding="utf-8")


def compose(brief: TurnBrief, tools: tuple[ToolSpec, ...]) -> ModelRequest:
    """The first request of a turn; the system text and tools are the same in every call, so that they are cached."""
    history = _history(brief.turn.conversation)
    return ModelRequest(
        SYSTEM_PROMPT, (*history, ModelMessage("user", turn_text(brief))), tools, payer=brief.turn.payer
    )


def turn_text(brief: TurnBrief) -> str:
    """This turn's material, then the shopper's words."""
    products = brief.products
    known = [products[i] for i in (*brief.need.references, brief.turn.page_product_id) if i and i in products]
    reviews = [r for found in brief.reviews.values() for r in found[:N_REVIEWS_PER_PRODUCT]]
    blocks = [
        fence("shopper", "" if brief.turn.profile.is_empty else describe_profile(brief.turn.profile)),
        fence("page", brief.turn.page_product_id or ""),
        fence("pointed_at", ", ".join(product.id for product in known)),
        fence("candidates", describe_candidates(_all_candidates(brief), products)),
        fence("documents", describe_sections(brief.policies)),
        fence("reviews", describe_reviews(reviews)),
        fence("search_notes", _notes(brief)),
    ]
    words = clean(brief.turn.message, MAX_MESSAGE_CHARACTERS)
    return "\n\n".join([block for block in blocks if block] + [f"The shopper says:\n{words}"])


def _all_candidates(brief: TurnBrief) -> list[Candidate]:
    ranked = {candidate.product_id for candidate in brief.candidates}
    pointed_at = [Candidate(p.id, 1.0) for p in brief.referenced if p.id not in ranked]
    return [*pointed_at, *brief.candidates]


def _notes(brief: TurnBrief) -> str:
    notes = []
    if brief.relaxed:
        notes.append(f"Nothing passes every condition; dropped: {', '.join(brief.relaxed)}. These are near misses.")
    if brief.is_weak:
        notes.append("No product fits the words well. Say so; do not praise a poor match.")
    if brief.corrections:
        notes.append("Read as: " + ", ".join(f"{a} → {b}" for a, b in brief.corrections.items()))
    return " ".join(notes)


def _history(conversation: Conversation) -> tuple[ModelMessage, ...]:
    """The latest messages as plain text, beginning with the shopper's; the material of earlier turns is left out."""
    recent = list(conversation.messages[-MAX_HISTORY_MESSAGES:])
    while recent and recent[0].role != "user":
        recent.pop(0)
    return tuple(ModelMessage(m.role, clean(m.content, MAX_HISTORY_CHARACTERS) or "(no words)") for m in recent)
