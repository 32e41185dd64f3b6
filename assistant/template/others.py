"""What is said of the products after the first: what each is for, and where it is better or worse."""

from collections.abc import Sequence
from itertools import islice

from assistant.brief import TurnBrief
from assistant.looking.purposes import PURPOSES
from assistant.template.description_line import description_lines
from assistant.template.differences import differences
from assistant.template.fit import Fit
from assistant.template.phrasing import Phrasing, agreeing, capitalised, joined, possessive, pronoun, sentence, the
from assistant.template.price_words import price_text
from assistant.template.taste_words import taste_sentence
from assistant.template.twins import names_of, with_figure
from assistant.template.wishes import content_stems, wish_words
from assistant.template.worded_fact import WordedFact, notable_facts, said_together
from catalog.product import Product
from catalog.product_words import singular

N_IN_PROSE = 3
#: With less, a line of the description helps.
MIN_SAID = 1
_PLAIN = "{Name} {said}"
_CHEAPER = (
    "To spend less, there {are} {name}: {it} {said}",
    _PLAIN,
    "If you'd rather spend less, {name} {said}",
    "Easier on the purse, {name} {said}",
)
_DEARER = (
    _PLAIN,
    "For more money, {name} {said}",
    "Then there {are} {name}: {it} {said}",
    "Another to look at: {name}; {it} {said}",
)
_AS_DEAR = (_PLAIN, "{Name}, for the same money, {said}")
_RECORD_SAYS = ("record says", "description")
#: Ends and beginnings of a difference that speaks against a product.
_WORSE_ENDS, _WORSE_STARTS = (" more",), ("is rated lower", "is not ", "is out of stock", "is rated for milder")
_BETTER_IF_MORE = ("holds", "runs", "sleeps", "gives")


def others(brief: TurnBrief, products: Sequence[Product], fits: Sequence[Fit]) -> list[str]:
    """A sentence or two on the second and the third of `products`."""
    if not brief.need.text:
        return [_for_itself(p, fit, brief) for p, fit in zip(products[1:N_IN_PROSE], fits[1:], strict=False)]
    phrasing = Phrasing(brief.turn.message)
    said: list[str] = []
    used: list[str] = []
    names = names_of(products[:N_IN_PROSE])
    for place, (product, fit) in enumerate(zip(products[1:N_IN_PROSE], fits[1:N_IN_PROSE], strict=True)):
        clauses = _clauses(product, fit, products[0], fits[0], brief)
        # Without a clause of its own the price is what is said of it, and once is enough.
        ways = [way for way in _ways(product, products[0]) if clauses and not _is_like(way, used)]
        used.append(phrasing.pick(f"other {place}", ways or [_PLAIN]))
        name = with_figure(names[place + 1], _price(product, fit))
        told = _told(used[-1], product, name, _predicate(clauses) or _alike(product, products[0]))
        said.append(sentence(told.rstrip(".") + _caveat(product, fit, fits[0], clauses)))
        said += _line(product, place) if len(clauses) < MIN_SAID and not fit.unknown else []
    return said


def _clauses(product: Product, fit: Fit, first: Product, first_fit: Fit, brief: TurnBrief) -> list[str]:
    """What to say of it, at most three clauses: what it meets or is for, then where it is better and worse."""
    met = {fact.key for fact in first_fit.facts}
    own = [fact.clause for fact in fit.facts if fact.key not in met][:1]
    purpose = _purpose(product)
    is_other_use = purpose is not None and purpose.clause != getattr(_purpose(first), "clause", "")
    if purpose and is_other_use and not any(fact.key == purpose.key for fact in fit.facts):
        own.append(purpose.clause)
    own = own or [fact.clause for fact in islice(_known_by(product, first), 1)]
    gaps = [gap for gap in differences(product, first, across_kinds=False) if not gap.startswith("costs")]
    gaps = _ordered(gaps, brief)
    better, worse = [gap for gap in gaps if not _is_worse(gap)][:1], [gap for gap in gaps if _is_worse(gap)][:1]
    return list(dict.fromkeys([*own[:1], *better, *worse] if better or worse else own[:2]))


def _alike(product: Product, first: Product) -> str:
    """Where neither figures nor uses differ: what it costs more or less."""
    return next((gap for gap in differences(product, first) if gap.startswith("costs")), "is much alike")


def _predicate(clauses: Sequence[str]) -> str:
    """`is meant for travel and holds 3.6 l more, but weighs 175 g more`."""
    good = [clause for clause in clauses if not _is_worse(clause)]
    bad = [clause for clause in clauses if _is_worse(clause)]
    if good and bad:
        return f"{said_together(good)}, but {joined(bad)}"
    return said_together(good) or joined(bad)


def _is_worse(gap: str) -> bool:
    if gap.startswith(_BETTER_IF_MORE):
        return gap.endswith((" less", " fewer"))
    return gap.endswith(_WORSE_ENDS) or gap.startswith(_WORSE_STARTS)


def _purpose(product: Product) -> WordedFact | None:
    return next((fact for fact in notable_facts(product) if fact.key.casefold() in PURPOSES), None)


def _for_itself(product: Product, fit: Fit, brief: TurnBrief) -> str:
    """What it is and why it is here: products of different kinds are no dearer or lighter than each other."""
    facts = said_together(fact.clause for fact in islice(notable_facts(product), 2))
    told = agreeing(facts or "is worth a look", product)
    taste = taste_sentence(product, brief)
    name = capitalised(with_figure(the(product), _price(product, fit)))
    return " ".join([sentence(f"{name} {told}"), *([taste] if taste else [])])


def _known_by(product: Product, first: Product) -> list[WordedFact]:
    """What the record says of it and not of the first."""
    shared = {fact.clause for fact in notable_facts(first)}
    return [fact for fact in islice(notable_facts(product), 6) if fact.clause not in shared]


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
        return _AS_DEAR if product.price else _DEARER[:1]
    return _CHEAPER if product.price.amount < first.price.amount else _DEARER


def _is_like(way: str, used: Sequence[str]) -> bool:
    """Whether the way was used, or another that says as well that this one costs less."""
    return way in used or (way in _CHEAPER and way != _PLAIN and any(u in _CHEAPER and u != _PLAIN for u in used))


def _price(product: Product, fit: Fit) -> str:
    if not product.price:
        return ""
    return f"{price_text(product)}{f', {fit.price.over} over' if fit.price.over else ''}"


def _ordered(different: list[str], brief: TurnBrief) -> list[str]:
    """Differences that speak to the shopper's words first."""
    wanted = {singular(word) for word in wish_words(brief)}
    return sorted(different, key=lambda text: not wanted & content_stems(text))


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
