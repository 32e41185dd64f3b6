"""Checks what no honest answer says: recalls nobody knows of, approvals nobody gave, secrets asked for."""

import re
from collections.abc import Callable, Iterator

from assistant.grounding.claims import ClaimKind, Finding, Sentence

#: Of a product or a brand; what the shop's documents or the record say in the same words is allowed.
_SAFETY = re.compile(
    r"\b(?:(?:been|was|were|is|are|being|safety|product|urgent)\s+recall(?:ed|s)?|recalled\b|recall (?:notice"
    r"|alert|of)"
    r"|(?:is|are|has been|have been|was|were)\s+(?:\w+\s+)?(?:banned|withdrawn|pulled from (?:sale|the market))"
    r"|safety (?:recall|warning|alert)|caught fire|toxic|poisonous|carcinogenic|causes? (?:cancer|burns|injur\w+)"
    r"|zurückgerufen|rückruf|retirad[oa]s? del mercado|rappelée?s?\b)"
)
_APPROVED = re.compile(
    r"\b(?:refund|return|discount|credit|claim|request|exchange|compensation|exception|price match"
    r"|upgrade)s?\b[^.,;]{0,40}"
    r"\b(?:is|was|are|were|has been|have been|been|gets?)?\s*(?:approved|granted|authori[sz]ed|confirmed|accepted)\b"
    r"|\b(?:approved|granted|authori[sz]ed)\b[^.,;]{0,30}\b(?:refund|discount|credit|exception)s?\b"
    r"|\bi(?:'ve| have|'m| am)?\s+(?:just |already |now )*(?:escalat\w+|forward\w*|transferr?\w+|hand(?:ed"
    r"|ing) (?:you|this) over"
    r"|connect(?:ed|ing)|open(?:ed|ing) a (?:ticket|case)|contact(?:ed|ing)|inform(?:ed|ing)|alert(?:ed|ing))\b"
)
_PRIVATE = (
    r"(?:(?:credit |debit |bank |payment )?card (?:number|details?|information|data)|(?:credit"
    r"|debit) card\b(?! payment)"
    r"|cvv2?|cvc|security code|expiry date|(?:your )?pin (?:code|number)|your pin|passwords?|passcode|social security"
    r"|bank (?:account|details)"
    r"|account number|iban|log-?in details|kartennummer|kreditkarten\w*|passwort|número de (?:la |tu |su )?tarjeta"
    r"|contraseña|numéro de (?:la |votre )?carte|mot de passe)"
)
_ASKS_SECRET = re.compile(
    rf"\b(?:ask|give|send|tell|share|provide|enter|type|confirm|reply with|need|require|want|let me have|what(?:'s"
    rf"| is"
    rf"| are)"
    rf"|verify|submit|paste|message|geben|nennen|brauche|schicken|dame|dime|envía\w*|necesito|donnez|envoyez"
    rf"|indiquez)\b"
    rf"[^.;!]{{0,60}}\b{_PRIVATE}|\b{_PRIVATE}\b[^.;!]{{0,20}}(?:please|bitte|por favor|s'il vous plaît)"
)
_TAX = re.compile(
    r"\b(?:vat|tax|duty)[- ]free\b|\bno (?:vat|sales tax|import duty|customs)\b|\b(?:without|excluding"
    r"|minus) (?:the )?vat\b"
)
_CROWD = re.compile(
    r"\b(?:most|many|a lot of|nine out of ten|\d+ ?%|\d+ (?:of|out of) \d+) (?:of )?(?:our )?(?:shoppers"
    r"|customers|people|buyers)"
    r"\b[^.,;]{0,30}\b(?:prefer|choose|chose|buy|bought|love|pick|picked|recommend|go for)"
)
_NEVER = re.compile(r"\b(?:never|not|don't|no need|nie|nicht|nunca|jamais)\b|n't\b")


def check_trust(sentence: Sentence) -> Iterator[Finding]:
    """Every such claim of the sentence."""
    for kind, pattern, is_allowed in _RULES:
        for match in pattern.finditer(sentence.lower):
            if not is_allowed(sentence, match):
                yield Finding(*match.span(), kind)


def _is_denied_or_told(sentence: Sentence, match: re.Match[str]) -> bool:
    """Only the shop's own documents may speak of a recall; a record or a review may be anybody's."""
    told = (said.text for said in sentence.facts.document_sentences)
    return sentence.is_negated(match.start()) or any(match[0] in text for text in told)


def _is_open(sentence: Sentence, match: re.Match[str]) -> bool:
    return sentence.is_negated(match.start()) or sentence.is_conditional(match.start())


def _is_told(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the shop's documents, or the record of what is spoken of, use the very words."""
    phrase = match[0]
    told = " ".join(said.text for said in sentence.facts.document_sentences)
    return phrase in told or any(phrase in subject.text.casefold() for subject in sentence.subjects(0))


def _warns(sentence: Sentence, match: re.Match[str]) -> bool:
    """ "Never send your card number": the opposite of asking."""
    return _NEVER.search(sentence.lower[: match.start()]) is not None


_RULES: tuple[tuple[ClaimKind, re.Pattern[str], Callable[[Sentence, re.Match[str]], bool]], ...] = (
    ("safety", _SAFETY, _is_denied_or_told),
    ("action", _APPROVED, _is_open),
    ("secret", _ASKS_SECRET, _warns),
    ("discount", _TAX, _is_told),
    ("rating", _CROWD, _is_told),
)
