"""Answers "find me …": the first pick and why, how the next ones differ, what none of them offers."""

from collections.abc import Sequence
from itertools import islice

from assistant.brief import TurnBrief
from assistant.template.clarifying import clarifying_question
from assistant.template.description_line import description_lines
from assistant.template.differences import differences
from assistant.template.fit import Fit, fit_of
from assistant.template.lead import Lead
from assistant.template.phrasing import Phrasing, agreeing, capitalised, joined, possessive, pronoun, sentence, the
from assistant.template.price_words import price_text
from assistant.template.taste_words import taste_sentence
from assistant.template.twins import names_of, with_figure
from assistant.template.wishes import content_stems, is_missed, wish_words
from assistant.template.worded_fact import notable_facts, said_together
from catalog.product import Product
from catalog.product_words import singular

N_IN_PROSE = 3
N_DIFFERENCES = 3
#: With less, a line of the description helps.
MIN_SAID = 2
_CHEAPER = (
    "To spend less, there {are} {name}: {it} {said}",
    "{Name} {said}",
    "If you'd rather spend less, {name} {said}",
)
_DEARER = (
    "{Name} {said}",
    "For more money, {name} {said}",
    "Then there {are} {name}: {it} {said}",
)
_AS_DEAR = ("{Name} {said}", "{Name}, for its part, {said}")
_RECORD_SAYS = ("record says", "description")
_NO_MATCH = (
    "I don't think we sell that",
    "I can't find anything in the catalog that answers that",
    "That doesn't seem to be something we stock",
)


def write_found(brief: TurnBrief, products: Sequence[Product]) -> str:
    """Prose about `products`, best first; at least one."""
    fits = [fit_of(product, brief) for product in products]
    phrasing = Phrasing(brief.turn.message)
    if brief.is_weak:
        return " ".join([*_corrections(brief), _no_match(products, phrasing)])
    unknown = _unknown(fits)
    wishes = tuple(filter(is_missed, wish_words(brief)))
    by_meaning = bool(unknown) and len(unknown) == len(wishes)
    is_met = len(fits[0].unknown) * 2 < len(wishes)
    lead = Lead(brief, products, fits[0], unknown if by_meaning else ())
    paragraphs = [
        " ".join([*_corrections(brief), lead.opening(), *lead.support()]),
        " ".join([*_others(brief, products, fits, phrasing), *_nearest_price(brief, products, fits)]),
        " ".join([*([] if by_meaning or is_met else _unanswered(unknown)), *clarifying_question(brief)]),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _others(brief: TurnBrief, products: Sequence[Product], fits: Sequence[Fit], phrasing: Phrasing) -> list[str]:
    """How the next ones differ from the first, or, where no figure differs or nothing was asked for, what they are."""
    if not brief.need.text:
        return [
            _for_itself(product, fit, brief) for product, fit in zip(products[1:N_IN_PROSE], fits[1:], strict=False)
        ]
    said: list[str] = []
    used: list[str] = []
    pairs = zip(products[1:N_IN_PROSE], fits[1:N_IN_PROSE], strict=True)
    names = names_of(products[:N_IN_PROSE])
    for place, (product, fit) in enumerate(pairs):
        own = [fact.clause for fact in fit.facts if fact.key not in {met.key for met in fits[0].facts}][:1]
        gaps = _ordered(differences(product, products[0], across_kinds=False), brief)
        different = list(dict.fromkeys([*gaps[:1], *own, *gaps[1:]]))[:N_DIFFERENCES]
        known = _known_by(product, products[0], N_DIFFERENCES - 1 - len(different))
        predicate = joined([*different, *known]) or "is much alike"
        ways = [way for way in _ways(product, products[0]) if way not in used]
        used.append(phrasing.pick(f"other {place}", ways))
        name = with_figure(names[place + 1], _price(product, fit))
        told = sentence(_told(used[-1], product, name, predicate))
        said.append(sentence(told.rstrip(".") + _caveat(product, fit, fits[0], different)))
        said += _line(product, place) if len(different) + len(known) < MIN_SAID and not fit.unknown else []
    return said


def _for_itself(product: Product, fit: Fit, brief: TurnBrief) -> str:
    """What it is and why it is here: products of different kinds are no dearer or lighter than each other."""
    facts = said_together(fact.clause for fact in islice(notable_facts(product), 2))
    told = agreeing(facts or "is worth a look", product)
    taste = taste_sentence(product, brief)
    return " ".join(
        [
            sentence(f"{capitalised(with_figure(the(product), _price(product, fit)))} {told}"),
            *([taste] if taste else []),
        ]
    )


def _known_by(product: Product, first: Product, n: int) -> list[str]:
    """What the record says of it and not of the first, where little can be compared."""
    shared = {fact.clause for fact in notable_facts(first)}
    own = (fact.clause for fact in notable_facts(product) if fact.clause not in shared)
    facts = list(islice(own, max(n, 0)))
    return [said_together(facts)] if facts else []


def _line(product: Product, place: int) -> list[str]:
    """A line of the description for a product of which no figure tells anything."""
    said = f"{capitalised(possessive(product))} {_RECORD_SAYS[place % len(_RECORD_SAYS)]}"
    return [f"{said}: “{line}”." for line in description_lines(product)][:1]


def _told(way: str, product: Product, name: str, predicate: str) -> str:
    are = agreeing("is", product)
    said = agreeing(predicate, product)
    return way.format(name=name, Name=capitalised(name), said=said, it=pronoun(product), are=are)


def _ways(product: Product, first: Product) -> Sequence[str]:
    if not product.price or not first.price or product.price.amount == first.price.amount:
        return _AS_DEAR
    return _CHEAPER if product.price.amount < first.price.amount else _DEARER


def _price(product: Product, fit: Fit) -> str:
    if not product.price:
        return ""
    return f"{price_text(product)}{f', {fit.price.over} over' if fit.price.over else ''}"


def _ordered(different: list[str], brief: TurnBrief) -> list[str]:
    """The price before all, then differences that speak to the shopper's words."""
    wanted = {singular(word) for word in wish_words(brief)}
    return sorted(different, key=lambda text: (not text.startswith("costs"), not wanted & content_stems(text)))


def _caveat(product: Product, fit: Fit, lead: Fit, different: Sequence[str]) -> str:
    """What this one misses and the first does not."""
    own = [miss for miss in fit.misses if miss not in lead.misses and f"is {miss}" not in different]
    own = [miss for miss in own if not miss.startswith("rated")]
    if fit.availability not in ("in stock", lead.availability) and f"is {fit.availability}" not in different:
        own.append(fit.availability)
    if own:
        return f"; mind that {pronoun(product)} {agreeing('is', product)} {own[0]}"
    words = [f"“{word}”" for word in fit.unknown if word not in lead.unknown][:2]
    return f"; the record does not mention {joined(words, 'or')}" if words else ""


def _nearest_price(brief: TurnBrief, products: Sequence[Product], fits: Sequence[Fit]) -> list[str]:
    """When all are over the limit: which is over by least, if it is not the first."""
    over = [(fit.price.over.amount, place) for place, fit in enumerate(fits) if fit.price.over]
    if "price" not in brief.relaxed or not over or len(over) < len(fits):
        return []
    _, place = min(over)
    near = fits[place].price
    if place == 0 or not near.over:
        return []
    return [f"Nearest to the limit is {the(products[place])} at {near.price}, {near.over} over."]


def _unknown(fits: Sequence[Fit]) -> tuple[str, ...]:
    """Wished words that no shown record mentions."""
    return tuple(word for word in fits[0].unknown if all(word in fit.unknown for fit in fits))


def _unanswered(unknown: Sequence[str]) -> list[str]:
    if not unknown:
        return []
    words = joined([f"“{word}”" for word in unknown[:2]], "or")
    return [f"None of these records mentions {words}, so I can't promise that."]


def _corrections(brief: TurnBrief) -> list[str]:
    read = [f"“{wrong}” as “{right}”" for wrong, right in brief.corrections.items()][:3]
    return [f"I read {joined(read)}."] if read else []


def _no_match(products: Sequence[Product], phrasing: Phrasing) -> str:
    """Nothing fits: say so, and offer the nearest as no more than that."""
    near = products[:2]
    named = joined([with_figure(name, price_text(product)) for name, product in zip(names_of(near), near, strict=True)])
    verb, which = ("are", "either") if len(near) > 1 else ("is", "it")
    opening = phrasing.pick("weak", _NO_MATCH)
    return f"{opening}. The nearest I can see {verb} {named}, but I wouldn't call {which} a match."
