"""Figures that a shopper asked for ("under 2 kg", "for four people"), as the record states them."""

from dataclasses import dataclass, field

from assistant.brief import TurnBrief
from assistant.looking.measured import MeasuredWish, measured_in
from assistant.looking.party import made_for, party_size, places_stated
from assistant.template.worded_fact import WordedFact, fact_of
from catalog.product import Product


@dataclass(slots=True)
class AskedFigures:
    """What a record says of them.

    Attributes:
        met: figures that meet what is asked for.
        missed: those that do not, worded: "18 l, not at least 30 litres".
        silent: what was said of figures that the record does not state.
    """

    met: list[WordedFact] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


def asked_figures(product: Product, brief: TurnBrief) -> AskedFigures:
    """Hold the figures of the turn's need against a record."""
    asked = AskedFigures()
    _add_places(asked, product, brief.need.text)
    for wish in measured_in(brief.need.text):
        found = wish.figure_of(product)
        if found is None:
            asked.silent += [] if _is_written(wish, product) else [wish.figure]
            continue
        fact = fact_of(found[0], product.attributes[found[0]])
        if wish.is_met_by(found[1]):
            asked.met.append(fact)
        else:
            asked.missed.append(f"{fact.value}, not {wish.said}")
    return asked


def _is_written(wish: MeasuredWish, product: Product) -> bool:
    """Whether its words say it, though no figure does: "1TB" of a title."""
    words = f"{product.title} {product.description.plain}".casefold().replace(" ", "")
    return wish.figure.casefold().replace(" ", "") in words


def _add_places(asked: AskedFigures, product: Product, text: str) -> None:
    size, name, places = party_size(text), places_stated(product), made_for(product)
    if size is None or name is None or not places:
        return
    if places < size:
        asked.missed.append(f"for {places} only")
    else:
        asked.met.append(fact_of(name, product.attributes[name]))
