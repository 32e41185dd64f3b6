"""Answers wishes that were left open: a few different things, each with what it is for."""

from collections.abc import Sequence
from itertools import islice

from assistant.brief import TurnBrief
from assistant.template.asked_before import is_asked_before
from assistant.template.description_line import description_lines
from assistant.template.find_answer import corrections
from assistant.template.fit import Fit, fit_of
from assistant.template.phrasing import Phrasing, joined, sentence, with_article
from assistant.template.price_words import limit_text, price_text
from assistant.template.shop_range import in_the_plural, main_categories
from assistant.template.twins import names_of, with_figure
from assistant.template.worded_fact import notable_facts
from catalog.product import Product

N_TOLD = 4
_RELATIONS = frozenset(
    """dad mum mom father mother brother sister son daughter wife husband partner girlfriend boyfriend friend boss
    colleague uncle aunt niece nephew cousin grandma grandpa grandmother grandfather teacher neighbour neighbor
    flatmate roommate fiance fiancee kid child baby""".split()
)
_HOLIDAYS = frozenset(("christmas", "easter", "valentine's day", "mother's day", "father's day", "halloween"))
_GIFT = (
    "Some ideas{}, each of a different kind:",
    "Here are a few different things{}:",
    "A few ideas{} to choose from:",
)
_OPEN = (
    "A few different things that could fit:",
    "Here's a small spread to look at:",
    "Some quite different things, so that you can see what appeals:",
)


def write_spread(brief: TurnBrief, products: Sequence[Product]) -> str:
    """A list with a line for each of the first products, and a question if the answer would change it."""
    shown = list(products[:N_TOLD])
    lines = [
        f"- {with_figure(name, _price(product, fit))}: {_told(product, fit)}"
        for name, product in zip(names_of(shown), shown, strict=True)
        for fit in [fit_of(product, brief)]
    ]
    opening = " ".join([*corrections(brief), _opening(brief), *_missed(brief)])
    return "\n\n".join(part for part in (opening, "\n".join(lines), _question(brief)) if part)


def for_whom(brief: TurnBrief) -> str:
    """`for your dad`, `for a wedding`, `for Anna`; empty where nobody is named."""
    need = brief.need
    if need.recipient:
        whose = "your " if need.recipient.casefold() in _RELATIONS else ""
        return f" for {whose}{need.recipient}"
    return f" for {_article(need.occasion)}" if need.occasion else ""


def _article(occasion: str) -> str:
    return occasion.title() if occasion.casefold() in _HOLIDAYS else with_article(occasion)


def _opening(brief: TurnBrief) -> str:
    whom, phrasing = for_whom(brief), Phrasing(brief.turn.message)
    return phrasing.pick("gift", _GIFT).format(whom) if whom else phrasing.pick("spread", _OPEN)


def _missed(brief: TurnBrief) -> list[str]:
    return ["None of it is within the price you named."] if "price" in brief.relaxed else []


def _price(product: Product, fit: Fit) -> str:
    if not product.price:
        return ""
    against = limit_text(fit.price) if fit.price.over else ""
    return f"{price_text(product)}, {against}" if against else price_text(product)


def _told(product: Product, fit: Fit) -> str:
    """What it is for, by its own figures, or a line of its description."""
    facts = [fact.note for fact in fit.facts[:2]] or [fact.note for fact in islice(notable_facts(product), 1)]
    line = next(description_lines(product), "")
    if facts:
        said = joined(facts)
        return f"{said}. “{line}.”" if line and len(line) <= 70 else f"{said}."
    return sentence(f"“{line}”" if line else "worth a look")


def _question(brief: TurnBrief) -> str:
    """What it should be for, if nothing of that was said: at most once in a conversation."""
    if brief.need.text or brief.need.categories:
        return ""
    names = [in_the_plural(name).casefold().replace(" & ", " and ") for name in main_categories(brief.vocabulary, 3)]
    if len(names) < 2:
        return ""
    who = "do they enjoy" if brief.need.recipient else "are you in the mood for"
    opening = f"What {who}"
    return "" if is_asked_before(opening, brief) else f"{opening}: {joined(names, 'or')}?"
