"""What a gift is to be about: what its receiver does and likes, without all that is said around it."""

import re

from assistant.looking.audience import CHILD_WORDS, PEOPLE
from assistant.looking.kind import says_how
from assistant.looking.purposes import activity_of
from assistant.need import ShoppingNeed
from catalog.product_words import singular
from catalog.vocabulary import CatalogVocabulary, words_of

_GIFT = re.compile(r"\b(?:gifts?|presents?|treat)\b", re.IGNORECASE)
#: Said of every gift, or of how much somebody likes something.
_AROUND = frozenset(
    """a an the and or but for of to in on at with from who that which he she they his her their him them my our your it
    its i we you is are be was has have had do does did so very really quite always just also lot lots of much many all
    most keen avid big huge fan fond into mad about love loves like likes enjoy enjoys enjoying adore adores crazy
    passionate gift gifts present presents birthday christmas wedding anniversary housewarming graduation retirement
    party treat surprise something anything stuff things idea ideas buy get give giving need want wants looking year
    years old turning turns spend spending spends time go goes going her his house day days little new first small nice
    good great perfect drink drinks eat eats make makes play plays work works live lives person someone somebody thank
    """.split()
)
_AGES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
#: Up to this age somebody is given what is made for children.
MAX_CHILD_AGE = 14


def is_gift(need: ShoppingNeed) -> bool:
    """Whether it is to be given to somebody."""
    return bool(need.recipient or need.occasion or _GIFT.search(need.text))


def interest_of(need: ShoppingNeed, vocabulary: CatalogVocabulary) -> str:
    """What to look for: "cycling" of "birthday present for my dad he cycles to work"; "" if nothing is told."""
    names = {word for said in (need.recipient, need.occasion) for word in words_of(said or "")}
    words = [word for word in words_of(need.text) if "'" not in word and "’" not in word]
    does = [activity for word in words if word not in names | _AROUND and (activity := activity_of(word, vocabulary))]
    if does:
        words = [*(word for word in words if says_how(word) and word not in _AROUND), *does]
    kept = [
        word
        for word in words
        if word not in _AROUND | names | set(_AGES) and singular(word) not in PEOPLE | CHILD_WORDS
    ]
    text = " ".join(dict.fromkeys(word for word in kept if not word.isdigit()))
    return f"{text} for kids".strip() if is_for_a_child(need) else text


def is_for_a_child(need: ShoppingNeed) -> bool:
    """Whether the receiver is a child, by the word for them or their age."""
    words = {singular(word) for word in words_of(f"{need.recipient or ''} {need.text}")}
    ages = [int(word) for word in words if word.isdigit() and len(word) <= 2]
    ages += [age for age, word in enumerate(_AGES, start=1) if word in words]
    return bool(words & CHILD_WORDS) or bool(need.recipient and any(age <= MAX_CHILD_AGE for age in ages))
