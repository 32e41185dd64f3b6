"""Answers "find me …": the first pick and why, how the next ones differ, what none of them offers."""

from collections.abc import Sequence

from assistant.brief import TurnBrief
from assistant.template.clarifying import clarifying_question
from assistant.template.fit import Fit, fit_of
from assistant.template.lead import Lead
from assistant.template.others import others
from assistant.template.phrasing import Phrasing, joined, the
from assistant.template.presence_words import presence_sentence
from assistant.template.price_words import price_text
from assistant.template.twins import names_of, with_figure
from assistant.template.wishes import is_missed, wish_words
from assistant.understanding.lexicon import COLOURS
from catalog.product import Product
from catalog.vocabulary import words_of

_NO_MATCH = (
    "I don't think we sell that",
    "I can't find anything in the catalog that answers that",
    "That doesn't seem to be something we stock",
)


def write_found(brief: TurnBrief, products: Sequence[Product]) -> str:
    """Prose about `products`, best first; at least one."""
    fits = [fit_of(product, brief) for product in products]
    phrasing = Phrasing(brief.turn.message)
    asked = presence_sentence(brief)
    if brief.is_weak or (asked and brief.presence and not brief.presence.is_known and not brief.presence.wider):
        return " ".join([*corrections(brief), _no_match(products, phrasing, asked)])
    unknown = tuple(word for word in _unknown(fits) if brief.kind is None or word not in words_of(brief.kind.noun))
    wishes = tuple(filter(is_missed, wish_words(brief)))
    by_meaning = bool(unknown) and len(unknown) == len(wishes) and brief.kind is None
    is_met = len(fits[0].unknown) * 2 < len(wishes)
    lead = Lead(brief, products, fits[0], unknown if by_meaning else ())
    paragraphs = [
        " ".join(
            [*corrections(brief), *([asked] if asked else []), lead.opening(is_told=bool(asked)), *lead.support()]
        ),
        " ".join([*others(brief, products, fits), *_nearest_price(brief, products, fits)]),
        " ".join(
            [*([] if by_meaning else _unanswered(_told(unknown, brief, is_met=is_met))), *clarifying_question(brief)]
        ),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


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


def _told(unknown: Sequence[str], brief: TurnBrief, *, is_met: bool) -> tuple[str, ...]:
    """Of wished words that no record mentions those that matter: what was just added, and measures ("1TB"), always."""
    if not is_met:
        return tuple(unknown)
    needs = [m.need for m in brief.turn.conversation.messages if m.need and m.need.kind == "find"]
    before = set(words_of(needs[-1].text)) if needs else set[str]()
    added = set(words_of(brief.need.text)) - before if before <= set(words_of(brief.need.text)) and before else set()
    return tuple(
        word
        for word in unknown
        if word not in COLOURS and word not in before and (word in added or any(map(str.isdigit, word)))
    )


def _unanswered(unknown: Sequence[str]) -> list[str]:
    if not unknown:
        return []
    words = joined([f"“{word}”" for word in unknown[:2]], "or")
    return [f"None of these records mentions {words}, so I can't promise that."]


def corrections(brief: TurnBrief) -> list[str]:
    """What words were read as, so that a wrong reading is seen."""
    if brief.need.language != "en":
        return []  # a translation is no correction
    read = [f"“{wrong}” as “{right}”" for wrong, right in brief.corrections.items()][:3]
    return [f"I read {joined(read)}."] if read else []


def _no_match(products: Sequence[Product], phrasing: Phrasing, denial: str = "") -> str:
    """Nothing fits: say so, and offer the nearest as no more than that."""
    near = products[:2]
    named = joined([with_figure(name, price_text(product)) for name, product in zip(names_of(near), near, strict=True)])
    verb, which = ("are", "either") if len(near) > 1 else ("is", "it")
    opening = denial or f"{phrasing.pick('weak', _NO_MATCH)}."
    return f"{opening} The nearest I can see {verb} {named}, but I wouldn't call {which} a match."
