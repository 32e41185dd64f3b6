"""What the shopper's own history says for a product, in a few words; only what the evidence proves."""

from assistant.brief import TurnBrief
from assistant.template.excerpt import is_quotable
from assistant.template.phrasing import agreeing, pronoun, sentence
from catalog.candidate import Evidence
from catalog.product import Product

#: A signal this weak hardly moved anything; it is no reason.
MIN_WEIGHT = 0.05
#: Signals that follow from a product of the history; `{title}` is its title.
_WITH_CAUSE = {
    "item_neighbours": "often chosen along with {title}",
    "session_neighbours": "often looked at after {title}",
    "content": "much like {title}, which you know",
    "als": "a choice of shoppers who took to {title}",
    "matrix_factorization": "a choice of shoppers who took to {title}",
    "complement": "picked by the shop to go with {title}",
    "sasrec": "a choice of shoppers who took to {title}",
}


def taste_note(product: Product, brief: TurnBrief) -> str:
    """`often chosen along with the Fell Boot`; empty where nothing personal put the product there."""
    candidate = next((c for c in brief.candidates if c.product_id == product.id), None)
    evidence = sorted(candidate.evidence if candidate else (), key=lambda one: -one.weight)
    notes = (_note(one, product, brief) for one in evidence if one.weight >= MIN_WEIGHT)
    return next((note for note in notes if note), "")


def _note(evidence: Evidence, product: Product, brief: TurnBrief) -> str:
    if evidence.signal == "repeat_purchase" and evidence.because == product.id:
        return "you have bought it before"
    cause = brief.products.get(evidence.because) if evidence.because else None
    if cause and evidence.signal in _WITH_CAUSE and is_quotable(cause.title):
        return _WITH_CAUSE[evidence.signal].format(title=f"the {cause.title}")
    return ""


def taste_sentence(product: Product, brief: TurnBrief) -> str:
    """The same as a sentence of its own; empty where there is nothing to say."""
    note = taste_note(product, brief)
    if not note or note.startswith("you "):
        return sentence(note) if note else ""
    return sentence(f"{pronoun(product)} {agreeing('is', product)} {note}")
