"""Checks amounts, shares and times of the shop's service by what they are said of, in any language.

Documents are in the shop's language; an answer may be in another. A few words name the same service in each ("Express",
"große Möbel", "Unión Europea"): a figure holds where a sentence or a table's row of the documents gives it for the same
service and in the same role: "over £60" is a condition, not a fee.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from assistant.grounding.claims import Sentence
from assistant.grounding.facts import DocumentSentence
from assistant.grounding.figures import Figure

_SERVICES: Mapping[str, str] = {
    "standard": r"standard\w*|estándar|normale?r? (?:versand|lieferung|pakete?)",
    "express": r"express\w*|expr[eé]s",
    "furniture": r"(?:large[- ])?furniture|(?:große[rn]? )?möbel\w*|muebles(?: grandes)?|meubles",
    "europe": r"eu|european union|norway|switzerland|europäische\w* union|norwegen|schweiz|unión europea|noruega|suiza"
    r"|germany|france|spain|italy|austria|(?<!northern )ireland|deutschland|österreich|frankreich|spanien|alemania"
    r"|españa|francia",
    "america": r"united states|usa|us|canada|vereinigte\w* staaten|kanada|estados unidos|canadá|ee\.? ?uu",
    "elsewhere": r"everywhere else|anywhere else|elsewhere|rest of the world|restliche\w*|übrige\w*"
    r"|resto(?: de(?:l mundo| destinos)?)?",
    "student": r"students?|stud(?:ierende|enten)\w*|estudiantes?",
    "wrap": r"(?:gift[- ])?wrap\w*|geschenkverpackung|geschenkpapier|(?:ein|ver)pack\w+|eingepackt"
    r"|envolver|envoltorio|envuelt\w+|papel de regalo|papier cadeau|emball\w+|paquet cadeau",
    "voucher": r"gift cards?|geschenkkarten?|gutscheinkarten?|tarjetas? regalo",
    "return": r"returns?|rücksend\w+|rückporto|rückgabe|zurück\w*|devol\w+",
    "refund": r"refund\w*|erstatt\w+|reembols\w+",
    "repair": r"repair\w*|reparatur\w*|reparier\w+|reparaci\w+",
    "sharpen": r"sharpen\w*|schärf\w*|afila\w*|aiguis\w+|affût\w+",
    "resole": r"re-?sol(?:e[ds]?|ing)|besohl\w+|neubesohl\w+|poner suelas?|ressemel\w+",
    "proof": r"re-?proof\w*|imprägnier\w+|reimpermeabiliz\w+|réimperméabilis\w+",
    "warranty": r"warrant\w+|garantie|garantía",
}
_SERVICE = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _SERVICES.items()))
_CONDITION = re.compile(
    r"\b(?:over|above|under|below|more than|less than|exceeds?|from|unter|bis|dès|menos de|moins de"
    r"|spend(?:ing)?|reach\w*|über|ab|mehr als|más de|superan?(?: las| los)?"
    r"|a partir de|desde|superior(?:es)? a|plus de)\s+(?:the\s+|de\s+|las\s+|los\s+)?$"
)
_LEADS_TO = re.compile(r"\s+(?:(?:for|to|für|nach|in|para|a)\s+(?:the\s+|die\s+|la\s+)?)?")
_CLAUSE = re.compile(r";|\.\s")


def service_gives(sentence: Sentence, figure: Figure) -> bool:
    """Whether the documents give this figure for the service it is said of; never where a product is named."""
    if any(not mention.is_described for mention in sentence.mentions):
        return False
    service = _service_of(sentence, figure)
    if not service:
        return False
    must_be_reached = is_condition(sentence.before(figure.start, 24))
    return any(
        told.value == figure.value
        and told.kind == figure.kind
        and is_condition(said.text[: told.start]) == must_be_reached
        for said in _told_of(sentence, service)
        for told in said.figures
    )


def service_has_all(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the figures of a clause stand in what the documents say of the services it names, money checked apart."""
    left = max((m.end() for m in _CLAUSE.finditer(sentence.lower, 0, start)), default=0)
    right = next((m.start() for m in _CLAUSE.finditer(sentence.lower, end)), len(sentence.lower))
    services = _named(sentence.lower[left:right])
    figures = [f for f in sentence.figures if left <= f.start < right]
    if not services or not figures:
        return False
    told = {value for service in services for said in _told_of(sentence, service) for value in said.numbers}
    return all(service_gives(sentence, f) if f.kind == "money" else f.value in told for f in figures)


def leads_to_service(sentence: Sentence, figure: Figure) -> bool:
    """Whether a service stands right behind a figure: "10% for students"."""
    after = _SERVICE.search(sentence.lower, figure.end)
    return after is not None and _LEADS_TO.fullmatch(sentence.lower, figure.end, after.start()) is not None


def names_service(text: str) -> bool:
    """Whether words (lower case) name one of the shop's services."""
    return _SERVICE.search(text) is not None


def fees_of(sentence: Sentence) -> list[Decimal]:
    """What the documents take for the services that a sentence names, conditions apart."""
    return [
        told.value
        for service in _named(sentence.lower)
        for said in _told_of(sentence, service)
        for told in said.figures
        if told.kind == "money" and not is_condition(said.text[: told.start])
    ]


def _told_of(sentence: Sentence, service: str) -> Iterator[DocumentSentence]:
    """What the documents say of a service: sentences that name it, or name none under a title that does."""
    return (said for said in sentence.facts.document_sentences if service in (_named(said.text) or _named(said.joined)))


@lru_cache(maxsize=4_000)
def _named(text: str) -> frozenset[str]:
    return frozenset(match.lastgroup for match in _SERVICE.finditer(text) if match.lastgroup)


def _service_of(sentence: Sentence, figure: Figure) -> str | None:
    """The one right behind ("the £29 furniture charge"), else the last one before, else the first one after."""
    found = list(_SERVICE.finditer(sentence.lower))
    after = [match for match in found if match.start() >= figure.end]
    before = [match for match in found if match.end() <= figure.start]
    if after and _LEADS_TO.fullmatch(sentence.lower, figure.end, after[0].start()):
        return after[0].lastgroup
    may_follow = not sentence.begins_with_pronoun or len(sentence.carried) != 1
    chosen = before[-1:] or (after[:1] if may_follow else [])
    return chosen[0].lastgroup if chosen else None


def is_condition(before: str) -> bool:
    """Whether an amount is one that an order must reach, by the words before it."""
    return _CONDITION.search(before) is not None
