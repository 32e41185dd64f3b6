"""What the shopper's own history says for a product, in a few words; only what the evidence proves."""

from assistant.brief import TurnBrief
from assistant.template.excerpt import is_quotable
from catalog.candidate import Evidence
from catalog.product import Product

#: A signal this weak moved nothing; it is no reason.
MIN_WEIGHT = 0.02
#: Signals that follow from a product of the history; `{title}` is its title.
_WITH_CAUSE = {
    "item_neighbours": "often chosen along with {title}",
    "session_neighbours": "often looked at after {title}",
    "content": "much like {title}, which you know",
}
#: Signals that have an opinion only of shoppers with a history.
_OF_TASTE = ("als", "matrix_factorization", "sasrec")


def taste_note(product: Product, brief: TurnBrief) -> str:
    """`often chosen along with Fell Boot`; empty where nothing personal put the product there."""
    candidate = next((c for c in brief.candidates if c.product_id == product.id), None)
    evidence = sorted(candidate.evidence if candidate else (), key=lambda one: -one.weight)
    notes = (_note(one, product, brief) for one in evidence if one.weight >= MIN_WEIGHT)
    return next((note for note in notes if note), "")


def _note(evidence: Evidence, product: Product, brief: TurnBrief) -> str:
    if evidence.signal == "repeat_purchase" and evidence.because == product.id:
        return "you have bought it before"
    cause = brief.products.get(evidence.because) if evidence.because else None
    if cause and evidence.signal in _WITH_CAUSE and is_quotable(cause.title):
        return _WITH_CAUSE[evidence.signal].format(title=cause.title)
    return "chosen by shoppers of your taste" if evidence.signal in _OF_TASTE else ""
