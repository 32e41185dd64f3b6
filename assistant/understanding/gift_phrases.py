"""Whom something is for, and on what occasion: "a birthday present for my dad", "for our anniversary"."""

from dataclasses import dataclass

from assistant.understanding.lexicon import ADJECTIVES, NUMBER_WORDS
from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.utterance import Utterance

_PEOPLE = frozenset(
    """mum mom mam mother mummy mommy dad father daddy papa parents parent wife husband hubby partner spouse girlfriend
    boyfriend gf bf fiance fiancé fiancée fiancee son daughter child kid kids children baby toddler teenager teen
    brother sister sibling siblings brothers sisters twins grandma grandmother granny gran nan nana grandpa
    grandfather grandad granddad grandparents grandson granddaughter nephew niece uncle aunt auntie cousin friend
    friends mate bestie bff colleague colleagues coworker boss teacher neighbour neighbor roommate flatmate boy girl
    man woman guy lady family in-laws mother-in-law father-in-law sister-in-law brother-in-law godson goddaughter
client host""".split()
)
_PRONOUNS = {"him": "him", "her": "her", "them": "them"}
_OWNERS = frozenset("my our his her their the a an some".split())
_GIFTS = frozenset("gift gifts present presents pressie pressies giftee stocking".split())
#: Stand between "my" and the person: "my best friend", "my 12 year old son", "my little sister's".
_BEFORE_PERSON = frozenset(
    "best old older oldest younger youngest elderly dear lovely year years yo yr month months new ex better other "
    "year-old month-old".split()
)
#: Generic only with an article of its own: "shoes for women" is a kind of shoe, "for a woman" is somebody.
_PLURALS = frozenset("kids children friends colleagues brothers sisters siblings family".split())
_OCCASIONS = PhraseTable(
    {
        "birthday": "birthday/bday/b-day/birthdays",
        "wedding": "wedding/weddings",
        "christmas": "christmas/xmas/x-mas, secret santa, stocking filler/fillers, white elephant",
        "anniversary": "anniversary",
        "valentine's day": "valentine/valentines/valentine's day/_",
        "mother's day": "mother/mothers/mother's/mum's/mums day",
        "father's day": "father/fathers/father's/dad's/dads day",
        "easter": "easter",
        "halloween": "halloween",
        "graduation": "graduation",
        "housewarming": "housewarming/house-warming, house warming, new home gift/present",
        "baby shower": "baby shower, christening, baptism",
        "retirement": "retirement, leaving do/gift/present",
        "engagement": "engagement party/gift/present",
        "thanksgiving": "thanksgiving",
        "hanukkah": "hanukkah/chanukah",
        "eid": "eid",
        "diwali": "diwali",
        "new year": "new year's/years/year eve/_",
    }
)
#: Before an occasion these make it one: "for her birthday", "it's our anniversary", "this christmas".
_LEADS_OCCASION = frozenset(
    """for my our his her their the this next a an upcoming coming is on at before by dad's mum's mom's wife's
    husband's sister's brother's friend's silver golden first second third""".split()
)
#: After it these leave it one; any other noun makes it a thing: "birthday candles", "wedding dress".
_AFTER_OCCASION = _GIFTS | frozenset(
    """and or for in on is i we so to with coming next this soon party celebration day from of but what please ideas
    idea under around about between""".split()
)


@dataclass(frozen=True, slots=True)
class Gift:
    """`recipient` and `occasion` in one word or two, as the shopper said them; None if they said nothing of it."""

    recipient: str | None = None
    occasion: str | None = None


def read_gift(utterance: Utterance) -> Gift:
    """Read, without taking anything: the words also say what to search for."""
    words = set(utterance.words())
    is_gift = not words.isdisjoint(_GIFTS)
    return Gift(_recipient(utterance, is_gift), _occasion(utterance))


def _recipient(utterance: Utterance, is_gift: bool) -> str | None:
    for position, token in enumerate(utterance.tokens):
        person = token.text.removesuffix("'s")
        if person in _PEOPLE and (owner := _owner(utterance, position)) is not None:
            before = utterance.text_at(owner - 1)
            is_mine = utterance.text_at(owner) in ("my", "our")
            is_for = before in ("for", "to") or (before in ("buying", "get", "getting", "give", "giving") and is_mine)
            if is_for or (is_mine and (is_gift or token.text != person)):
                return person
        if is_gift and token.text in (*_PEOPLE, *_PRONOUNS) and utterance.text_at(position - 1) in ("for", "to"):
            return _PRONOUNS.get(token.text, token.text)
    return None


def _owner(utterance: Utterance, position: int) -> int | None:
    """The place of "my" or "a" before the person, over what tells of them."""
    start = position - 1
    while position - start < 7 and _describes(utterance, start):
        start -= 1
    word = utterance.text_at(start)
    if word not in _OWNERS or (utterance.text_at(position) in _PLURALS and word not in ("my", "our", "his", "her")):
        return None
    return start


def _describes(utterance: Utterance, position: int) -> bool:
    word = utterance.text_at(position)
    is_age = word[:1].isdigit() or word in NUMBER_WORDS or word == "-"
    return is_age or word in _BEFORE_PERSON or (word in ADJECTIVES and word not in _OWNERS)


def _occasion(utterance: Utterance) -> str | None:
    for start, end, occasion in _OCCASIONS.find_anywhere(utterance):
        before, after = utterance.text_at(start - 1), utterance.text_at(end)
        is_led = before in _LEADS_OCCASION or before.endswith("'s") or before[:1].isdigit() or before in ("th", "st")
        is_free = not after[:1].isalpha() or after in _AFTER_OCCASION
        if after in _GIFTS or (is_free and (is_led or not before[:1].isalnum())):
            return occasion
    return None
