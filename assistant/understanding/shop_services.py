"""Questions about what a shop does besides selling: opens, mends, tells how to wash, and keeps what is written.

They are told by two or three words that stand apart ("when is your shop in Kendal open?", "have my boots resoled").
"""

from collections.abc import Callable
from itertools import pairwise

from assistant.understanding.shop_topics import is_question, opening
from assistant.understanding.utterance import Utterance

_PLACES = frozenset("shop store branch showroom outlet warehouse counter".split())
_OPEN = frozenset("open opens opened close closes closed closing opening shut".split())
_WHEN = frozenset("when hours days".split())
_DAYS = frozenset(
    """monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday
    sundays weekend weekends today tomorrow tonight now holiday holidays easter christmas early late lunchtime
    evenings weekdays""".split()
)
_OF_THE_SHOP = frozenset("you your they the".split())
_CARE = frozenset(
    """wash clean dry iron maintain reproof re-proof reproofing waterproof proof wax oil grease condition descale
    deep-clean tumble season launder treat store handwash hand-wash care look""".split()
)
_WHO = frozenset("i you we one".split())
_MAY = frozenset("can could should may do must would to".split())
#: What a question of care is of in general; "the Windline" and "it" are products.
_POINTING = frozenset("it this that these those them the".split())
_MEND = frozenset(
    "repair mend fix resole re-sole resoling patch restitch sharpen reproof re-proof rewax service".split()
)
_MENDED = frozenset(
    """repaired mended fixed resoled re-soled patched restitched sharpened reproofed re-proofed rewaxed serviced
    replaced""".split()
)
_WORK = frozenset(
    "repair repairs repairing mending resole resoling re-soling sharpening reproofing re-proofing".split()
)
_OWN = frozenset("my our a an some".split())
_WRITTEN = frozenset("chat chats conversation conversations messages".split())
_KEPT = frozenset(
    """train training trained stored saved kept recorded read deleted private used keep store save record share sell
    see seen monitored logged shared sold long erase delete confidential""".split()
)
_SENT = frozenset("arrive arrives arriving deliver delivered dispatch dispatched ship shipped posted".split())
_VISITS = frozenset("collect visit come pick try see drop bring return go pop browse buy".split())
_MISHAPS = frozenset(
    """fit fits wrong broken breaks break damaged faulty fails late lost leaks leak rips tears tear small big large
    arrives arrive mind defective missing stolen like""".split()
)
_NEAR = 7


def asks_for_a_service(utterance: Utterance) -> bool:
    """Whether the message asks for something of that kind."""
    return any(asks(utterance) for asks in _SIGNS)


def _asks_when_open(utterance: Utterance) -> bool:
    words = utterance.words()
    if _OPEN.isdisjoint(words) or not is_question(utterance):
        return False
    at = next(place for place, word in enumerate(words) if word in _OPEN)
    before = words[max(0, at - _NEAR) : at]
    if any(word in _PLACES and before[place - 1] in _OF_THE_SHOP for place, word in enumerate(before) if place):
        return True
    is_of_shop = not {"you", "they"}.isdisjoint(before)
    return is_of_shop and (not _WHEN.isdisjoint(words) or not _DAYS.isdisjoint(words))


def _asks_to_come_by(utterance: Utterance) -> bool:
    words = utterance.words()
    pairs = set(pairwise(words))
    is_there = any((owner, place) in pairs for owner in ("your", "the", "a") for place in _PLACES - {"counter"})
    return is_there and is_question(utterance) and not _VISITS.isdisjoint(words)


def _asks_what_if(utterance: Utterance) -> bool:
    words = utterance.words()
    if "if" not in words or not is_question(utterance):
        return False
    at = words.index("if")
    return words[max(0, at - 2) : at][-1:] in (["what"], ["happens"]) and not _MISHAPS.isdisjoint(words[at:])


def _asks_how_to_care(utterance: Utterance) -> bool:
    words = utterance.words()
    asked = opening(utterance)
    is_way = "way" in words[:5] and asked in ("what", "which")
    for place, word in enumerate(words[:9]):
        if word not in _CARE or place == 0:
            continue
        is_asked = (asked == "how" and words[place - 1] in (*_WHO, "to")) or (is_way and words[place - 1] == "to")
        is_allowed = asked in _MAY and words[place - 1] in _WHO - {"you"} and word not in ("store", "look")
        if not (is_asked or is_allowed):
            continue
        after = words[place + 1 : place + 3]
        if word in ("care", "look") and after[:1] not in (["for"], ["after"]):
            continue
        thing = after[1:] if word in ("care", "look", "tumble") else after
        return bool(thing) and thing[0] not in _POINTING and not _points_later(words[place + 1 :])
    return False


def _points_later(words: list[str]) -> bool:
    """ "Can I wash a stain out of it": of the product in view after all."""
    return bool(words) and words[-1] in ("it", "this", "them", "these")


def _asks_to_mend(utterance: Utterance) -> bool:
    words = utterance.words()
    for place, word in enumerate(words):
        before = words[max(0, place - _NEAR) : place]
        if word in _MEND and is_question(utterance) and before[-1:] == ["you"]:
            return True
        if word in _MENDED and any(
            verb in ("have", "get", "getting", "having", "need", "want") and own in _OWN - {"some"}
            for verb, own in pairwise(before)
        ):
            return True
        if word in _WORK and is_question(utterance):
            return not {"cost", "costs", "much", "do", "offer", "price", "long"}.isdisjoint(words)
    return False


def _asks_what_is_kept(utterance: Utterance) -> bool:
    words = utterance.words()
    if not is_question(utterance) or _KEPT.isdisjoint(words):
        return False
    if not _WRITTEN.isdisjoint(words):
        return not {"my", "our", "this", "these", "the", "are"}.isdisjoint(words)
    pairs = set(zip(words, words[1:], words[2:], strict=False))
    return any(("what", "i", verb) in pairs for verb in ("write", "type", "say", "tell", "ask", "wrote", "said"))


def _asks_when_it_comes(utterance: Utterance) -> bool:
    words = utterance.words()
    return opening(utterance) in ("how", "when") and not _SENT.isdisjoint(words)


_SIGNS: tuple[Callable[[Utterance], bool], ...] = (
    _asks_when_open,
    _asks_how_to_care,
    _asks_to_mend,
    _asks_what_is_kept,
    _asks_when_it_comes,
    _asks_to_come_by,
    _asks_what_if,
)
