"""Words in a record that are said to an assistant rather than to a reader: they are no fact, wherever they stand."""

import re
from functools import lru_cache

_MACHINE = r"(?:assistants?|chatbots?|language models?|llms?|ai|agents?)"
_TO_A_MACHINE = re.compile(
    r"\btodo\s*:|\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rules?|prompt|above|previous"
    r"|prior)\b"
    rf"|\b(?:system|developer|assistant)\s*(?:prompt|message|note|:)|\b(?:dear|attention|note)\b.{{0,20}}\b{_MACHINE}\b"
    r"|\b(?:to|for)[\s,]+(?:(?:you|the|any|all|every|this|our|an?|ai|shopping|virtual|helpful|automated|large|smart"
    rf"|future|other)\W+){{0,3}}{_MACHINE}\b"
    r"|\byou are now\b|\b(?:tell|inform|show|ask|remind|give) (?:the|this|every)"
    r" (?:shopper|customer|user|buyer|visitor)s?\b|\bin your (?:answer|reply|response)\b"
    r"|\bthe [a-z]+_\w+ tool\b|\b(?:call|invoke) the \w+ tool\b"
    r"|\bremember forever\b"
    r"|\bmerchant agreement\b|\bmost important step\b|\bbefore you can\b.{0,60}\bmust\b",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def addresses_a_machine(text: str) -> bool:
    """Whether words are said to an assistant rather than to a reader: they are no fact, wherever they stand."""
    return _TO_A_MACHINE.search(text) is not None


def before_machine_talk(text: str) -> str:
    """The text up to the first words that are said to an assistant."""
    found = _TO_A_MACHINE.search(text)
    return text[: found.start()].rstrip() if found else text


#: A turn matches the same records again and again.
@lru_cache(maxsize=8_192)
def without_machine_talk(text: str) -> str:
    """The text without what is said to an assistant: from those words to the end of their sentence."""
    if not addresses_a_machine(text):
        return text
    kept = map(before_machine_talk, _SENTENCE.split(text))
    return " ".join(part for part in kept if part)
