"""Checks what a sentence says a product is or is made of, where the record says otherwise."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.grounding.claims import Finding, Sentence
from assistant.grounding.product_facts import ProductFacts
from assistant.understanding.lexicon import MATERIALS

_IS = r"(?:is|are|it's|they're|being|both|fully|completely|100 ?%|comes?|a|an|and|,)"
_MADE_OF = re.compile(
    r"\b(?:made|crafted|woven|knitted|sewn|cut|built)\s+(?:entirely\s+|completely\s+)?(?:of|from|out of|in"
    r"|with)\s+([^.,;:()]{3,60})"
)
_NOT = re.compile(r"\b(?:no|not)\b")
#: A denial behind what is denied: "its rain cover is not included".
_DENIED_AFTER = re.compile(
    r"\s*(?:(?:is|are|was|has|have|does|do|can|must)\s?(?:n't|not\b)|isn't|aren't|(?:is|are|comes?|sold) "
    r"(?:sold )?(?:separate|extra|missing|optional)|costs? extra)"
)
#: What somebody only wished for is no quality of the product.
_WISHED = re.compile(r"\b(?:want(?:ed|s)?|wish(?:ed|es)?|miss(?:ed|es)?|lack(?:ed|s)?|need(?:ed|s)?)\s+$")
_GENERIC = frozenset("synthetic synthetics plastic metal wood wooden paper glass rubber fur feather".split())


def check_record(sentence: Sentence) -> Iterator[Finding]:
    """Every quality and every material that the record of the one product spoken of denies."""
    for match in _MADE_OF.finditer(sentence.lower):
        subject = sentence.only_subject(match.start())
        if subject and not sentence.is_negated(match.start()) and _is_of_other_stuff(match[1], subject):
            yield Finding(*match.span(), "record")
    for quality in _qualities(sentence):
        said = quality.search(sentence.lower)
        subject = sentence.only_subject(said.start()) if said else None
        if (
            said
            and subject
            and quality in _denied(subject, sentence.lower)
            and not (
                _NOT.search(said[0])
                or _DENIED_AFTER.match(sentence.lower, said.end())
                or _WISHED.search(sentence.before(said.start(), 20))
                or sentence.is_negated(said.end())
                or sentence.is_conditional(said.start())
            )
        ):
            yield Finding(*said.span(), "record")


def _qualities(sentence: Sentence) -> dict[re.Pattern[str], None]:
    """What the records of the products spoken of deny."""
    return dict.fromkeys(quality for s in sentence.named() for quality in _denied(s, sentence.lower))


def _denied(subject: ProductFacts, text: str) -> Iterator[re.Pattern[str]]:
    """The qualities that the record says the product does not have, as far as a text (lower case) has their words."""
    for name, value in subject.product.attributes.items():
        if value is False and all(word in text for word in _words_of(name)):
            yield _said(name)


@lru_cache(maxsize=1_000)
def _words_of(attribute: str) -> tuple[str, ...]:
    return tuple(re.split(r"[_\s-]+", attribute.casefold().removeprefix("is_")))


@lru_cache(maxsize=1_000)
def _said(attribute: str) -> re.Pattern[str]:
    """How a sentence says that a product has it: "is machine washable", but not "has a waterproof pocket"."""
    name = r"[\s-]?".join(map(re.escape, _words_of(attribute)))
    return re.compile(rf"\b{_IS}\s+(?:\w+\s+){{0,2}}?{name}\b(?!\s+(?:bag|pocket|pouch|cover|sack|zip))")


def _is_of_other_stuff(phrase: str, subject: ProductFacts) -> bool:
    """Whether it names materials, and the record knows none of them though it does state its material."""
    named = {word for word in re.findall(r"[^\W\d_]+", phrase) if word in MATERIALS and word not in _GENERIC}
    states = any("material" in name.casefold() or "fabric" in name.casefold() for name in subject.product.attributes)
    return bool(named) and states and not any(word in subject.text.casefold() for word in named)
