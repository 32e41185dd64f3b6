"""Compares two to four products: a table of the catalog's facts, and the differences in a few sentences."""

from collections.abc import Sequence

from assistant.brief import TurnBrief
from assistant.cards import summarize_options
from assistant.stream import Comparison
from assistant.template.attribute_words import attribute_label, attribute_text
from assistant.template.bookkeeping import is_bookkeeping
from assistant.template.differences import differences
from assistant.template.excerpt import is_quotable
from assistant.template.fit import fit_of
from assistant.template.leaders import leaders
from assistant.template.phrasing import Phrasing, agreeing, joined, sentence
from assistant.template.price_words import price_text, rating_text
from assistant.template.superlative import superlative_answer, unrated_note
from assistant.template.twins import later_names_of, names_of, with_figure
from assistant.template.verdict import verdict
from assistant.template.wishes import content_stems, wish_words
from assistant.template.written_answer import WrittenAnswer
from catalog.product import Product
from catalog.product_words import singular, stems_of

MIN_PRODUCTS, MAX_PRODUCTS = 2, 4
MAX_DIMENSIONS = 14
N_DIFFERENCES = 4
MAX_VALUE_CHARACTERS = 80
NOT_STATED = "not stated"
_BESIDE = ("", "next to the first, ", "by comparison, ")


def write_comparison(brief: TurnBrief, products: Sequence[Product]) -> WrittenAnswer:
    """Table and prose for the first two to four products."""
    compared = list(products)[:MAX_PRODUCTS]
    asked = verdict(brief, compared) or superlative_answer(brief.asked, compared)
    return WrittenAnswer(asked or _prose(brief, compared), comparison=comparison_table(brief, compared))


def comparison_table(brief: TurnBrief, products: Sequence[Product]) -> Comparison:
    """Price, rating, availability and options, then attributes: those asked for first, then those that differ."""
    keys = _attribute_keys(brief, products)
    has_options = any(product.options for product in products)
    has_ratings = any(product.rating for product in products)
    ratings, options = ["Rating"] if has_ratings else [], ["Options"] if has_options else []
    dimensions = ["Price", *ratings, "Availability", *options, *map(attribute_label, keys)]
    entries = []
    for product in products:
        values = [
            price_text(product),
            *([rating_text(product.rating)] if has_ratings else []),
            fit_of(product, brief).availability,
            *([_options(product)] if has_options else []),
            *(_value(product, key) for key in keys),
        ]
        entries.append({"product_id": product.id, "title": product.title, "values": values})
    return Comparison(dimensions=tuple(dimensions), entries=tuple(entries))


def _options(product: Product) -> str:
    text = summarize_options(product) or "none"
    return text if is_quotable(text) else "see the product's page"


def _attribute_keys(brief: TurnBrief, products: Sequence[Product]) -> list[str]:
    """Attributes that two products state, asked-for and differing ones first; one per label."""
    keys = dict.fromkeys(key for product in products for key in product.attributes if not is_bookkeeping(key))
    asked = {singular(word) for word in wish_words(brief)}

    def order(key: str) -> tuple[bool, bool, bool]:
        stated = [repr(p.attributes[key]) for p in products if key in p.attributes]
        return not asked & stems_of(key.replace("_", " ")), len(stated) < MIN_PRODUCTS, len(set(stated)) == 1

    chosen: dict[str, str] = {}
    for key in sorted(keys, key=order):
        if all(is_quotable(_value(product, key)) for product in products):
            chosen.setdefault(attribute_label(key), key)
    return list(chosen.values())[:MAX_DIMENSIONS]


def _value(product: Product, key: str) -> str:
    if key not in product.attributes:
        return NOT_STATED
    text = attribute_text(key, product.attributes[key])
    return text if len(text) <= MAX_VALUE_CHARACTERS else text[:MAX_VALUE_CHARACTERS].rsplit(" ", 1)[0] + "…"


def _prose(brief: TurnBrief, products: Sequence[Product]) -> str:
    """Two are told by how they differ, more by who leads in what."""
    phrasing = Phrasing(brief.turn.message)
    said = _pairwise(brief, products, phrasing) if len(products) == MIN_PRODUCTS else leaders(products)
    unrated = unrated_note(brief.turn.message, products)
    return " ".join([_opening(products, phrasing), *unrated, *said, *_silent(products)])


def _pairwise(brief: TurnBrief, products: Sequence[Product], phrasing: Phrasing) -> list[str]:
    first, other = products[:MIN_PRODUCTS]
    names = later_names_of(products)
    different = differences(other, first)
    if not different:
        return [sentence(f"on every figure that both state, {names[1]} and {names[0]} are alike")]
    asked = {singular(word) for word in wish_words(brief)}
    different.sort(key=lambda text: not asked & content_stems(text))
    beside = phrasing.pick("beside", _BESIDE)
    return [sentence(f"{beside}{names[1]} {agreeing(joined(different[:N_DIFFERENCES]), other)}")]


def _opening(products: Sequence[Product], phrasing: Phrasing) -> str:
    named = zip(names_of(products), products, strict=True)
    priced = [with_figure(name, price_text(product)) for name, product in named]
    ways = ("Side by side: {}.", "Here are {} next to each other.", "So, {}.")
    return phrasing.pick("compare", ways).format(joined(priced))


def _silent(products: Sequence[Product]) -> list[str]:
    """A gap in the records is worth knowing before choosing."""
    keys = dict.fromkeys(key for product in products for key in product.attributes if not is_bookkeeping(key))
    gaps = [key for key in keys if any(key not in product.attributes for product in products)]
    return ["Where the table says “not stated”, the record is silent."] if gaps else []
