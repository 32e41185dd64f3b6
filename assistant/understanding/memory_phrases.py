"""What shoppers say of themselves and of what is remembered: "I'm a size 42", "I love merino", "forget my size"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.understanding.amount import read_amount
from assistant.understanding.gift_phrases import Gift
from assistant.understanding.lexicon import EDGE_WORDS, PREPOSITIONS
from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.size_phrases import read_size
from assistant.understanding.utterance import Utterance
from catalog.money import Money
from shoppers.statement import Statement

_TALK = PhraseTable(
    {
        "like": """
            i really/absolutely/just/always/usually/mostly/generally/do/_ love/adore/like
            i always/usually/mostly/generally/normally/only prefer/buy/wear/use
            i am a/_ big/huge/_ fan of, i am really/very/_ into, i am obsessed with
            my favourite/favorite colour/color/brand/material/fabric/_ is""",
        "diet": "i/we am/are a/strictly/_ vegan/vegetarian/pescatarian/vegans/vegetarians",
        "budget": """
            my budget is usually/normally/generally/typically/always around/about/up~to/under/max/_
            i usually/normally/generally/typically/never/rarely spend about/around/up~to/under/over/more~than/_""",
        "for": "i am buying/shopping for, i buy/shop a~lot/often/mostly/mainly/usually/_ for",
        "forget": """
            forget/delete/remove/erase my, forget/delete/remove what i/i~have just/_ said/told~you about my/_
            forget/delete/remove that i am/was a/_, you can/_ forget about my
            forget/delete/remove that/_ i really/never/always/usually/_ like/love/hate/dislike/wear/take/prefer/eat/use
            forget/delete/remove that/_ i do/did/would/can not really/ever/_ like/wear/want/eat/use/take/have/stand/bear
            forget/delete/remove that/_ i said/told~you that/_ i do~not/never/_ like/wear/want/eat/use/love/hate
            forget/delete/remove that/_ i can/could not stand/bear, forget/delete/remove that i have
            forget/delete/remove that/_ i am/was allergic/intolerant to
            forget about/_ my dislike/aversion/allergy of/to
            forget/delete/remove about/_ my dislike/love/hatred/allergy/preference of/to/for
            do not remember my, stop remembering my""",
        "forget_all": """
            forget/delete/erase/remove/clear/wipe everything/anything/all/what/all~of~it/whatever/_ that/_ you/u
            know/remember/have/stored/saved/kept/learned/know~or~remember on/about/of me
            forget/delete/erase/clear/wipe everything/all/_ about me
            forget/delete/erase/clear/wipe everything/all/what i/i~have told/said to/_ you
            forget/delete/erase/clear/wipe/reset my/your whole/_ profile/memory, forget me, forget who i am
            forget/delete/erase/clear/wipe all my/_ preferences, do not remember anything/everything about~me/_
            stop remembering me/everything/anything, do not remember me""",
        "forget_that": "forget/delete/remove/erase that, forget what i just said, do not remember that",
        "ask": """
            what/everything do/did you/u know/remember/have of/about/on me
            what do/did you/u remember, what you know/remember/have about/of me
            what have you/u got/remembered/saved/stored/noted/learned/kept of/about/on me
            do you/u remember/know me, do you/u still/_ remember/know my size/sizes/budget/preferences/name/taste
            do you/u remember what i like/told~you/said, what did i tell you about me/myself/my
            who am i, what are my saved/_ preferences/sizes
            what is my saved/usual/_ size/shoe~size/budget, what do you think i like
            what is saved/stored/remembered about me, show me what you know/remember about me""",
    }
)
_TRIGGERS = frozenset(
    """love adore like prefer fan into obsessed favourite favorite vegan vegans vegetarian vegetarians pescatarian
    budget spend buying shopping buy shop wear take size sizes feet foot am forget delete remove erase clear wipe reset
    know remember remembered saved stored tell always usually mostly""".split()
)
#: "I love it", "I like the second one", "I like to run": these say nothing that lasts.
_NO_THING = frozenset(
    """it this that these those them the one ones both all to how your you his her my our what when where which an a
    something anything everything neither none him they he she first second third look looks idea""".split()
)
_ENDS = (PREPOSITIONS - {"of"}) | frozenset(
    "i you we he she but so show need want looking please too most best very much do can what any it ever more".split()
)
_LIKES = PhraseTable(
    {"likes": "who/he/she/they really/also/_ loves/likes/love/like/enjoys/adores/collects/plays/hates/is~into/are~into"}
)
#: Of what may stand beside a statement without asking for anything.
_BESIDE = frozenset(
    "remember note btw fyi way ever never know future reference thanks please remind mind always keep".split()
)
_MAX_WORDS = 3
#: What is not kept in memory: limits of this search, and what the shop keeps elsewhere.
_NOT_REMEMBERED = frozenset("budget price order account password data details information address email name".split())


@dataclass(frozen=True, slots=True)
class MemoryTalk:
    """What of a message is about the shopper.

    Attributes:
        stated: dislikes apart; those are read with the exclusions.
        forget: words of what is to be forgotten, or `*`.
        asks: asks what is remembered.
        forgets_last: "forget that": whatever was stated last.
        spans: tokens, start and end, that say nothing else.
        leads: tokens, start and end, that lead up to what is liked and are not searched for.
        forgotten: tokens, start and end, that say what is to be forgotten, which is not stated once more.
    """

    stated: tuple[Statement, ...] = ()
    forget: tuple[str, ...] = ()
    asks: bool = False
    forgets_last: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    leads: tuple[tuple[int, int], ...] = ()
    forgotten: tuple[tuple[int, int], ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether there is anything of the kind."""
        return bool(self.stated or self.forget or self.asks)

    def is_all_of(self, utterance: Utterance) -> bool:
        """Whether nothing else was said, as far as nobody took it."""
        inside = {position for start, end in self.spans for position in range(start, end)}
        return not any(
            token.kind != "mark" and token.text not in EDGE_WORDS | _BESIDE
            for position, token in enumerate(utterance.tokens)
            if position not in inside and not utterance.taken[position]
        )


def read_memory_talk(utterance: Utterance, gift: Gift, currency: str) -> MemoryTalk:
    """Read, without taking anything."""
    if _TRIGGERS.isdisjoint(utterance.words()):
        return MemoryTalk()
    talk = MemoryTalk()
    for start, end, tag in _TALK.find_anywhere(utterance):
        talk = _heard(talk, utterance, (start, end, tag), currency)
    for statement, start, end in _of_others(utterance, gift):
        talk = replace(talk, stated=(*talk.stated, statement), spans=(*talk.spans, (start, end)))
    for size in read_size(utterance):
        statement = Statement(kind="size", name=size.name, value=size.value)
        lead = (size.start, size.value_at)
        talk = replace(
            talk,
            stated=(*talk.stated, statement),
            spans=(*talk.spans, (size.start, size.end)),
            leads=(*talk.leads, lead),
        )
    return talk


def _heard(talk: MemoryTalk, utterance: Utterance, phrase: tuple[int, int, str], currency: str) -> MemoryTalk:
    start, end, tag = phrase
    if tag in ("ask", "forget_all", "forget_that"):
        forget = ("*",) if tag == "forget_all" else talk.forget
        return replace(
            talk,
            forget=forget,
            asks=talk.asks or tag == "ask",
            forgets_last=tag == "forget_that",
            spans=(*talk.spans, (start, end)),
        )
    if tag == "budget":
        return _with_budget(talk, utterance, start, end, currency)
    if tag == "diet":
        value = utterance.text_at(end - 1).removesuffix("s")
        statement = Statement(kind="preference", value=value)
        return replace(talk, stated=(*talk.stated, statement), spans=(*talk.spans, (start, end)))
    value, after = _thing(utterance, end)
    if not value or tag == "for":
        return talk
    spans = (*talk.spans, (start, after))
    if tag == "forget":
        if not _NOT_REMEMBERED.isdisjoint(value.split()):
            return talk
        forgotten = (*talk.forgotten, (start, after))
        return replace(talk, forget=(*talk.forget, value), spans=spans, forgotten=forgotten)
    statement = Statement(kind="preference", value=value)
    return replace(talk, stated=(*talk.stated, statement), spans=spans, leads=(*talk.leads, (start, end)))


def _with_budget(talk: MemoryTalk, utterance: Utterance, start: int, end: int, currency: str) -> MemoryTalk:
    place = end + (utterance.text_at(end) in "£$€" and end < len(utterance))
    amount = read_amount(utterance, place, currency) if place < len(utterance) else None
    if amount is None or amount.is_measure:
        return talk
    limit = Money(amount=amount.minor(currency), currency=currency)
    statement = Statement(kind="budget", limit=limit)
    return replace(talk, stated=(*talk.stated, statement), spans=(*talk.spans, (start, amount.end)))


def _thing(utterance: Utterance, start: int) -> tuple[str, int]:
    """The words of what is liked or forgotten, and where they end; nothing for a pronoun."""
    if utterance.text_at(start) in _NO_THING:
        return "", start
    end = start
    while end - start < _MAX_WORDS and end < len(utterance):
        token = utterance.tokens[end]
        if token.kind == "mark" or token.text in _ENDS:
            break
        end += 1
    return " ".join(token.text for token in utterance.tokens[start:end]), end


def _of_others(utterance: Utterance, gift: Gift) -> Iterator[tuple[Statement, int, int]]:
    """ "I'm buying for my dad, he loves cycling": somebody they buy for, with what is told of them."""
    if gift.recipient is None or gift.recipient in ("him", "her", "them"):
        return
    is_told = any(tag == "for" for _, _, tag in _TALK.find_anywhere(utterance))
    for start, end, _ in _LIKES.find_anywhere(utterance):
        value, after = _thing(utterance, end)
        if value:
            verb = " ".join(utterance.text_at(position) for position in range(start + 1, end))
            yield Statement(kind="recipient", name=gift.recipient, value=f"{verb} {value}"), start, after
            return
    if is_told:
        yield Statement(kind="recipient", name=gift.recipient), 0, 0
