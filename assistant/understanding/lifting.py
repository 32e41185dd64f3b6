"""What the shopper no longer asks for: "it doesn't have to be waterproof", "leather is fine after all"."""

from dataclasses import dataclass

from assistant.understanding.lexicon import EDGE_WORDS, PREPOSITIONS, PROPERTIES
from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.utterance import Utterance

#: "does" before "not" may have been said of the thing itself: "the colour does not matter".
_AFTER = PhraseTable(
    {
        "allowed": """
            is/are/would~be actually/also/_ fine/ok/okay/good/alright/allowed after~all/too/now/again/then/also
            is/are/would~be actually/also/_ fine/ok/okay/alright/allowed/acceptable with/by/for me
            is/are/would~be actually/also/_ fine/ok/okay/alright/allowed/acceptable, after all""",
        "indifferent": """
            is/are not really/that/so/_ important/needed/necessary/required, does/do not really/_ matter
            is/are optional, is/are not a must/requirement/problem/issue""",
    }
)
_BEFORE = PhraseTable(
    {
        "allowed": """
            i do/would not mind, i am fine/ok/okay/happy with, i am not against
            you can/may include/show/use/add/bring~back, include, bring back""",
        "moderate": "not/nothing too/very/that/overly/so/super/particularly",
        "indifferent": """
            do/does/did/would not need/have/has/require to actually/_ be/have/come~with/_, do/does not need/require a/_
            need not be/have, forget about/_ the/those/these/that/being, no need for/to~be, not necessarily
            must not necessarily be, can/could be without, i do not need it/them to be""",
    }
)
_ANY_STOCK = PhraseTable(
    {
        "any_stock": """
            do/does not need/have to be currently/immediately/_ in~stock/available, need not be in~stock/available
            in stock or not, out of stock is/are/would~be also/_ fine/ok/okay/alright/good for/by/with me too/as~well/_
            out of stock is/are/would~be also/_ fine/ok/okay/alright/good too/as~well/also/_
            the/_ stock/availability does not matter/_, stock is not/no important/problem/issue/a~problem/an~issue
            i/we can/could/will/would happily/gladly/easily/also/_ wait for/_ it/them/one/that/_
            i/we do/would not mind waiting for/_ it/them/one/_, happy/fine/ok to wait for/_ it/them/one/_
            whether/if it/they is/are in stock or not, regardless of stock/availability
            backorder/backorders/preorder/pre-order/preorders is/are fine/ok/okay/good, include/show sold~out ones/_
            include/show/with the/_ sold-out/sold~out/out~of~stock/unavailable ones/items/products/_ too/as~well/_
            sold out is/are fine/ok/okay/alright too/_""",
    }
)
_SKIPPED = frozenset("a an the any to be it actually ok okay well oh hmm hm and but also yes no".split())
#: Of these nothing was asked that could be dropped.
_NO_WISH = (
    PROPERTIES
    | frozenset(
        """any whatever that this it those these everything anything budget money brand brands one ones size quality
        all both either neither limit what which there i you we they time second first third last""".split()
    )
) - frozenset(("reviews",))
_MAX_WORDS = 3
#: "Forget the wool thing".
_VAGUE = frozenset("thing part rule bit requirement condition again".split())


@dataclass(frozen=True, slots=True)
class Lifted:
    """Words that are no longer asked for.

    Attributes:
        wishes: what a product need not be or have.
        exclusions: what may be there again.
        stock: it may also be out of stock.
    """

    wishes: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    stock: bool = False


def read_lifted(utterance: Utterance) -> Lifted:
    """Take the phrases that lift something out of the message, with what they lift."""
    found: dict[str, list[str]] = {"indifferent": [], "allowed": [], "moderate": []}
    any_stock = list(_ANY_STOCK.find(utterance))
    for start, end, _ in any_stock:
        start -= utterance.free_at(start - 1) in ("it", "they", "that", "which")
        utterance.take(start, end)
    for start, end, tag in list(_AFTER.find(utterance)):
        first = _back(utterance, start)
        if first < start and _closes(utterance, end):
            found[tag].append(_take(utterance, first, start, (first, end)))
    for start, end, tag in list(_BEFORE.find(utterance)):
        first = end
        while utterance.free_at(first) in _SKIPPED:
            first += 1
        last = first
        while last - first < (1 if tag == "moderate" else _MAX_WORDS) and _names(utterance, last):
            last += 1
        if (
            last > first
            and utterance.text_at(first) not in _NO_WISH
            and (_closes(utterance, last) or tag == "moderate")
        ):
            start -= utterance.free_at(start - 1) in ("it", "they", "that", "which")
            end = last + (utterance.free_at(last) in _VAGUE)
            found[tag].append(_take(utterance, first, last, (start, end)))
    return Lifted(tuple(found["indifferent"]), tuple(found["allowed"]), bool(any_stock))


def _take(utterance: Utterance, first: int, last: int, span: tuple[int, int]) -> str:
    words = " ".join(utterance.text_at(position) for position in range(first, last))
    utterance.take(*span)
    return words


def _back(utterance: Utterance, end: int) -> int:
    start = end
    while end - start < _MAX_WORDS and _names(utterance, start - 1):
        start -= 1
    return end if utterance.free_at(start) in _NO_WISH or utterance.free_at(end - 1) in _NO_WISH else start


def _names(utterance: Utterance, position: int) -> bool:
    word = utterance.free_at(position)
    is_word = bool(word) and utterance.tokens[position].kind == "word"
    return (
        is_word and word not in PREPOSITIONS and word not in _SKIPPED and (word not in EDGE_WORDS or word in _NO_WISH)
    )


def _closes(utterance: Utterance, position: int) -> bool:
    """Whether a clause ends there: "leather is fine", but not "a tent that is good for winter"."""
    word = utterance.free_at(position)
    return (
        not word[:1].isalnum()
        or word in _VAGUE
        or word in ("and", "but", "as", "so", "thanks", "please", "or", "though", "either")
    )
