"""How the template writer chooses and joins its words."""

import hashlib
import re
from collections.abc import Sequence

from assistant.cards import shorten
from assistant.cleaning import clean
from catalog.product import Product

#: Longer titles are cut at a word in prose; the card has the whole.
MAX_TITLE_CHARACTERS = 60
MAX_READ_CHARACTERS = 400
_WHOLE_AMOUNT = re.compile(r"(?<=\d)(?<![.,]\d\d)\.00(?=\D|$)(?! [A-Z]{3})")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


_HEAD_END = re.compile(r"\s(?:of|for|with|in|by|and|from|[–—-])\s|[,(:;/]")
_PLURAL_VERBS = {
    **{f"{verb}s": verb for verb in "cost weigh hold run give sleep list come need".split()},
    "is": "are",
    "has": "have",
}
_VERB = re.compile(rf"(^|, (?:and |but )?| and | but | it | they |; )({'|'.join(_PLURAL_VERBS)})\b")


class Phrasing:
    """Picks among ways to say a thing: always the same way for one message, different ways for different ones."""

    def __init__(self, message: str) -> None:
        self._seed = message.strip().casefold().encode("utf-8", "surrogatepass")

    def pick(self, slot: str, ways: Sequence[str]) -> str:
        """One of `ways`; `slot` names the place in the answer, so that places vary independently."""
        digest = hashlib.blake2b(self._seed, digest_size=8, salt=slot.encode()[:16]).digest()
        return ways[int.from_bytes(digest, "big") % len(ways)]


def joined(parts: Sequence[str], conjunction: str = "and") -> str:
    """`a, b and c`; with a comma before the last where a part has an "and" of its own."""
    if len(parts) <= 1:
        return "".join(parts)
    if (len(parts) > 2 and any(" and " in part for part in parts)) or (len(parts) == 2 and " and " in parts[0]):
        return f"{', '.join(parts[:-1])}, {conjunction} {parts[-1]}"
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def counted(count: int, noun: str) -> str:
    """`1 rating`, `57 ratings`, `1,204 ratings`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def with_round_amounts(text: str) -> str:
    """Whole amounts as people write them in a sentence: `£42.00` → `£42`; `£42.50` stays."""
    return _WHOLE_AMOUNT.sub("", text)


def capitalised(text: str) -> str:
    """The text with its first letter upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as one sentence: capital first, one full stop last."""
    text = capitalised(text.strip())
    return text if text.endswith((".", "?", "!", "…", ".”", "!”", "?”")) else f"{text}."


def short_title(product: Product) -> str:
    """The title as prose can carry it: cut at a word, without closing punctuation or Markdown's own characters."""
    plain = _LINK.sub(" ", clean(product.title, MAX_READ_CHARACTERS))
    plain = "".join(" " if c in "*[]<>`\\\n" else c for c in plain)
    return shorten(plain, MAX_TITLE_CHARACTERS).rstrip(" .,;:!-–") or product.id


def with_article(noun: str) -> str:
    """`an expedition tent`, `a mug`, `pegs`."""
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun
    first = noun.split(" ", 1)[0]
    is_spelled = first.isupper() and noun != "A"  # an HDD, a USB cable, an N band
    has_vowel = first[0] in "AEFHILMNORSX" if is_spelled else noun[:1].casefold() in tuple("aeiou")
    return f"{'an' if has_vowel else 'a'} {noun}"


def is_plural(product: Product) -> bool:
    """Whether the name takes "are": gloves, pegs, trousers; by its last word, before any "of" or "with"."""
    head = _HEAD_END.split(product.title)[0].split()
    word = head[-1] if head else ""
    ends_plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "as", "lens", "ics"))
    return ends_plural and len(word) > 3 and not word.isupper()


def agreeing(predicate: str, product: Product) -> str:
    """A predicate of clauses ("costs £2.00 more and is waterproof") in the number of the product's name."""
    if not is_plural(product):
        return predicate
    return _VERB.sub(lambda found: f"{found[1]}{_PLURAL_VERBS[found[2]]}", predicate)


def pronoun(product: Product) -> str:
    """`it` or `they`."""
    return "they" if is_plural(product) else "it"


def possessive(product: Product) -> str:
    """`its` or `their`."""
    return "their" if is_plural(product) else "its"


def bold(product: Product) -> str:
    """The product's name as the answer's prose shows it."""
    return f"**{short_title(product)}**"


def the(product: Product) -> str:
    """`the **Windline Softshell**`; a name of one word, with its own article or a figure first, keeps to itself."""
    first = product.title.split(" ", 1)[0].casefold()
    stands_alone = first in ("the", "a", "an", "my") or not first[:1].isalpha() or len(product.title.split()) == 1
    return bold(product) if stands_alone else f"the {bold(product)}"
