"""Answers "find me …": the first pick and why, how the next ones differ, what none of them offers."""

from collections.abc import Sequence
from itertools import islice

from assistant.brief import TurnBrief
from assistant.template.clarifying import clarifying_question
from assistant.template.differences import differences
from assistant.template.fit import Fit, fit_of
from assistant.template.lead import Lead
from assistant.template.phrasing import Phrasing, agreeing, capitalised, joined, pronoun, sentence, the
from assistant.template.price_words import price_text
from assistant.template.wishes import content_stems, wish_words
from assistant.template.worded_fact import notable_facts, said_together
from catalog.product import Product
from catalog.product_words import singular

N_IN_PROSE = 3
N_DIFFERENCES = 3
_CHEAPER = (
    "To spend less, there {are} {name}{price}: {it} {said}",
    "{Name}{price} {said}",
    "If you'd rather spend less, {name}{price} {said}",
)
_DEARER = (
    "{Name}{price} {said}",
    "For more money, {name}{price} {said}",
    "Then there {are} {name}{price}: {it} {said}",
)
_AS_DEAR = ("{Name}{price} {said}", "{Name}{price}, for its part, {said}")
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
    by_meaning = bool(unknown) and len(unknown) == len(wish_words(brief))
    lead = Lead(brief, products[0], fits[0], unknown if by_meaning else ())
    paragraphs = [
        " ".join([*_corrections(brief), lead.opening(), *lead.support()]),
        " ".join([*_others(brief, products, fits, phrasing), *_nearest_price(brief, products, fits)]),
        " ".join([*([] if by_meaning else _unanswered(unknown)), *clarifying_question(brief)]),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _others(brief: TurnBrief, products: Sequence[Product], fits: Sequence[Fit], phrasing: Phrasing) -> list[str]:
    """How the next ones differ from the first, or, where no figure differs, what they are."""
    said: list[str] = []
    used: list[str] = []
    pairs = zip(products[1:N_IN_PROSE], fits[1:N_IN_PROSE], strict=True)
    for place, (product, fit) in enumerate(pairs):
        own = [fact.clause for fact in fit.facts if fact.key not in {met.key for met in fits[0].facts}][:1]
        gaps = _ordered(differences(product, products[0], across_kinds=False), brief)
        different = list(dict.fromkeys([*gaps[:1], *own, *gaps[1:]]))[:N_DIFFERENCES]
        predicate = joined([*different, *_known_by(product, products[0], N_DIFFERENCES - 1 - len(different))])
        ways = [way for way in _ways(product, products[0]) if way not in used]
        used.append(phrasing.pick(f"other {place}", ways))
        said.append(sentence(_told(used[-1], product, _price(product, fit), predicate or "is much alike")))
        said[-1] = sentence(said[-1].rstrip(".") + _caveat(product, fit, fits[0], different))
    return said


def _known_by(product: Product, first: Product, n: int) -> list[str]:
    """What the record says of it and not of the first, where little can be compared."""
    shared = {fact.clause for fact in notable_facts(first)}
    own = (fact.clause for fact in notable_facts(product) if fact.clause not in shared)
    facts = list(islice(own, max(n, 0)))
    return [said_together(facts)] if facts else []


def _told(way: str, product: Product, price: str, predicate: str) -> str:
    name, are = the(product), agreeing("is", product)
    said = agreeing(predicate, product)
    return way.format(name=name, Name=capitalised(name), price=price, said=said, it=pronoun(product), are=are)


def _ways(product: Product, first: Product) -> Sequence[str]:
    if not product.price or not first.price or product.price.amount == first.price.amount:
        return _AS_DEAR
    return _CHEAPER if product.price.amount < first.price.amount else _DEARER


def _price(product: Product, fit: Fit) -> str:
    if not product.price:
        return ""
    return f" ({price_text(product)}{f', {fit.price.over} over' if fit.price.over else ''})"


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
    words = joined([f"“{word}”" for word in unknown[:3]], "or")
    return [f"None of these records mentions {words}, so I can't promise that."]


def _corrections(brief: TurnBrief) -> list[str]:
    read = [f"“{wrong}” as “{right}”" for wrong, right in brief.corrections.items()][:3]
    return [f"I read {joined(read)}."] if read else []


def _no_match(products: Sequence[Product], phrasing: Phrasing) -> str:
    """Nothing fits: say so, and offer the nearest as no more than that."""
    near = products[:2]
    named = joined([f"{the(product)} ({price_text(product)})" for product in near])
    verb, which = ("are", "either") if len(near) > 1 else ("is", "it")
    opening = phrasing.pick("weak", _NO_MATCH)
    return f"{opening}. The nearest I can see {verb} {named}, but I wouldn't call {which} a match."
