"""What the shopper does not want: "no wool or leather", "anything but Fjellmark", "waterproof, not water-resistant"."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.understanding.brand_phrases import BrandMention
from assistant.understanding.lexicon import ADJECTIVES, COLOURS, EDGE_WORDS, MATERIALS, ORDINALS, PREPOSITIONS
from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex, folded, singular

_NEGATORS = PhraseTable(
    {
        "strong": """
            anything/everything/all/any/_ but not/no/without
            anyone/anybody/everyone/everybody but/except/besides, free of/from
            anything/everything/all/any/something/nothing but/except/besides, anything/_ other than
            apart/aside from, except for/_, excluding/exclude/excludes, without, with no, instead of
            drop/lose the, nothing, leave/leaving/cut out, skip/skipping/ditch/omit/omitting, steer clear of
            stay/keep/staying away from
            get/getting rid of, filter/take out, spare me, not keen/hooked on, not a/an/any/_ big/huge/great/_ fan of
            not fond/crazy/mad of/about, anything/something/_ different/other from/than/to, not/nothing containing
            rather than, avoid/avoiding, nothing with/from/by/made/in of/from/_, allergic to
            can/could not stand/bear, i/we really/absolutely/just/_ detest/loathe/despise
            do/does/did/must/should/can/may/will not contain/include/have/come any/_ in/with/_
            rather not have, not looking/searching for, not interested in, not after
            not show/give/recommend/suggest me/us/_
            none of that/those/the/this/your, not made of/from/with/out of/_
            do/does/did/can/would not like/want/stand/love/wear/eat/use, ohne
            außer, sauf, excepto, pas de, nicht von""",
        # not only in this search
        "lasting": """
            i/we never ever/_ wear/eat/use/buy/drink, i/we do not ever/really/_ like/wear/eat/drink
            i/we can/could not stand/bear, i/we really/absolutely/just/_ hate/dislike/detest/loathe/despise
            i am/have allergic/intolerant/allergy/an~allergy to, i/we am/are allergic to""",
        # what need not be is neither looked for nor left out
        "indifferent": """
            do/does/need/did not need/have/require to be/have/_, do/does not need/require, need not be/have
            forget about/_ the/those/these/that, no need for, not necessarily, must not necessarily be""",
        # "does not take much room": with a verb of its own it says something else
        "verb": "do/does/did/has/have/had/will/would/can/could/should not",
        "weak": """
            not, no, nor, is/are not, never
            kein/keine/keinen, nicht""",
    }
)
#: After a negator these do not name what to avoid: "not too expensive", "no idea", "don't want to…".
_NO_OBJECT = frozenset(
    """too very so that really super overly particularly as only sure just necessarily bad much many important to yet
    worries worry problem problems thanks thank idea preference preferences matter limit budget need rush hurry longer
    more less one mind care know think understand at i you we it is am are was working certain fussy bothered all way
    doubt clue thing be quite exactly always even because if when what where why how this these those them him her me
    least over under above below later sooner chance pressure offence offense nonsense brainer slip show fuss
    hassle charge shipping delivery tested""".split()
)
_SKIPPED = frozenset(
    """a an any the in from by with of made to be it for anything something some one ones brand brands products please
    either like want again items being""".split()
)
_BOUNDARIES = (PREPOSITIONS - {"in"}) | frozenset(
    "or and nor but in please i you it they he she we thanks just only not no always prefer rather".split()
)
#: "Not in use", "not in a hurry".
_STATES = frozenset("use need hurry rush mood".split())
_MAX_WORDS = 3
_EVER = frozenset("ever".split())
#: Said after what is left out: "wool excluded", "leather is a no-go".
_RULED_OUT = PhraseTable(
    {
        "out": """
            excluded, is/are out/excluded, is/are a/_ no-go/dealbreaker/deal-breaker, is/are off the table/menu
            is/are not an/_ option/allowed/acceptable/ok/okay/good~for~me, does/do not work for me, is/are a no go
            is/are out of the question, need not apply"""
    }
)
#: "Nothing to wear" rules out what is worn; "I have nothing to wear" does not.
_TO_BE_DONE = PhraseTable(
    {
        goods: f"""
            nothing/not~anything/not~something/no~things/no~more/anything~but/anything~except to {verb}
            nothing/not~anything/not~something i/you/he/she/they/one can/could/would {verb}, nothing {can_be}"""
        for goods, verb, can_be in (
            ("clothes", "wear", "wearable"), ("food", "eat", "edible"), ("drinks", "drink", "drinkable"),
        )
    }
)  # fmt: skip
_ENDINGS = frozenset("ever again at all though needed required necessary included involved added".split())
_PRONOUNS = frozenset("it one this these those that them".split())
_LINKS = frozenset((",", "or", "nor", "and", "&", "oder", "und", "ou", "et", "o", "y"))


class ExclusionReader:
    """Reads the exclusions of one message."""

    def __init__(self, utterance: Utterance, brands: Sequence[BrandMention], index: VocabularyIndex) -> None:
        self._utterance = utterance
        self._brands = {mention.start: mention for mention in brands}
        self._index = index
        self._is_for_ever = not _EVER.isdisjoint(utterance.words())  # "I'm vegan, so no leather ever"
        self.lasting: list[str] = []
        self._counts = Counter(singular(word) for word in utterance.words())

    def read(self) -> tuple[str, ...]:
        """Take every exclusion out of the message and return what it names; brands as the catalog spells them."""
        found: list[str] = [*self._not_to_be_done()]
        for start, end, strength in list(_NEGATORS.find(self._utterance)):
            if self._utterance.taken[start] or self._means_nothing(start, end, strength):
                continue
            excluded = self._list(end, strength)
            if excluded:
                self._utterance.take(start, end)
                found += excluded if strength != "indifferent" else ()
                is_lasting = strength == "lasting" or self._is_for_ever or self._is_of_the_shopper()
                if is_lasting and strength != "indifferent":
                    self.lasting += excluded
        found += (*self._materials(), *self._ruled_out())
        return tuple(dict.fromkeys(found))

    def _not_to_be_done(self) -> Iterator[str]:
        """ "Nothing to wear, please": what one does that with."""
        for start, end, goods in list(_TO_BE_DONE.find(self._utterance)):
            if self._utterance.text_at(start - 1) not in ("have", "has", "got", "had"):
                self._utterance.take(start, end)
                yield goods

    def _is_of_the_shopper(self) -> bool:
        """ "No polyester for me": whatever is searched for."""
        words = self._utterance.words()
        return words[-2:] == ["for", "me"] or words[-3:-1] == ["for", "me"]

    def _materials(self) -> Iterator[str]:
        """ "Non-leather", "leather free": of materials, which records state; "gluten free" is a quality of its own."""
        for position, token in enumerate(self._utterance.tokens):
            if self._utterance.taken[position]:
                continue
            before, after = self._utterance.free_at(position - 1), self._utterance.free_at(position + 1)
            name = token.text.removeprefix("non-").removesuffix("-free")
            if name not in MATERIALS or (name == token.text and before != "non" and after != "free"):
                continue
            self._utterance.take(position - (before == "non"), position + 1 + (after == "free"))
            yield name

    def _ruled_out(self) -> Iterator[str]:
        """ "Wool excluded", "leather is a no-go": the words right before."""
        for start, end, _ in list(_RULED_OUT.find(self._utterance)):
            first = start
            while start - first < _MAX_WORDS - 1 and self._belongs(first - 1) and not self._is_edge(first - 1):
                first -= 1
            mention = next(
                (m for m in self._brands.values() if m.end == start and not self._utterance.taken[m.start]), None
            )
            if mention or first < start:
                first = mention.start if mention else first
                words = " ".join(self._utterance.text_at(position) for position in range(first, start))
                self._utterance.take(first, end)
                yield mention.brand if mention else words

    def _is_edge(self, position: int) -> bool:
        return self._utterance.text_at(position) in EDGE_WORDS

    def _means_nothing(self, start: int, end: int, strength: str) -> bool:
        if self._utterance.free_at(end) == "the" and self._utterance.free_at(end + 1) in (*ORDINALS, "last"):
            return True  # "not the second" points at something
        while self._utterance.free_at(end) in ("a", "an", "any") and end - start < 8:
            end += 1  # "I don't have a preference"
        after = self._utterance.free_at(end)
        if after == "in" and {self._utterance.free_at(end + 1), self._utterance.free_at(end + 2)} & _STATES:
            return True
        if after == "to":
            return self._utterance.free_at(end + 1) != "be"
        if after in _PRONOUNS and strength == "strong":
            return False
        said = self._utterance.text_at(end - 1)
        if said in ("nothing", "the") and end - start <= 2 and not self._is_quality(self._utterance.free_at(end)):
            return True  # "nothing fits", "drop the idea"; "nothing synthetic" and "drop the leather" leave out
        if strength == "verb" or after[:1].isdigit() or self._is_doing(after):
            return True  # "size no 9", "without breaking the bank"
        # "No, the blue one" answers; it excludes nothing.
        answers = self._utterance.text_at(start) == "no" and after in (",", ".", "the", "")
        return answers or after in _NO_OBJECT

    def _is_quality(self, word: str) -> bool:
        is_named = word in MATERIALS or word in COLOURS
        return bool(word) and (is_named or (word not in ADJECTIVES and bool(self._index.values([word]))))

    def _is_doing(self, word: str) -> bool:
        return word.endswith("ing") and word not in self._index.words and word not in _SKIPPED

    def _list(self, start: int, strength: str) -> list[str]:
        """The things named from `start` on: "wool", "wool or leather", "wool, leather or down"."""
        found: list[str] = []
        previous: list[str] = []
        position = end = start
        while True:
            name, words, after = self._thing(position)
            if not name or (
                previous
                and _may_go_on(self._utterance, end)
                and not (self._goes_on(previous, words, after) or self._ends_the_list(strength, position, after))
            ):
                return found
            found.append(name)
            self._utterance.take(end, after)
            previous, end = words, after
            if self._utterance.free_at(end) not in _LINKS:
                return found
            position = end + 1

    def _goes_on(self, previous: list[str], words: list[str], after: int) -> bool:
        """Whether a thing after a comma or "and" is still excluded: one kind with the last, or before an "or"."""
        if self._index.brand(previous) and self._index.brand(words):
            return True
        return self._utterance.free_at(after) in ("or", "nor") or self._index.share_an_attribute(previous, words)

    def _ends_the_list(self, strength: str, start: int, after: int) -> bool:
        """ "Excluding beats and bose": one last word; but "not black and warm", "without a hood and light"."""
        is_last = after == start + 1 == len(self._utterance) and self._utterance.text_at(start - 1) != ","
        return strength in ("strong", "lasting") and is_last and self._utterance.text_at(start) not in ADJECTIVES

    def _thing(self, start: int) -> tuple[str, list[str], int]:
        """What is excluded, its words, and where it ends."""
        while self._utterance.free_at(start) in _SKIPPED:
            start += 1
        mention = self._brands.get(start)
        if mention and not self._utterance.taken[start]:
            return mention.brand, folded(mention.brand), mention.end
        end = start
        while end - start < _MAX_WORDS and self._belongs(end):
            end += 1
        while end > start and self._utterance.text_at(end - 1) in EDGE_WORDS | _ENDINGS:
            end -= 1
        end = self._without_subject(start, end)
        words = [self._utterance.text_at(position) for position in range(start, end)]
        return " ".join(words), [word for text in words for word in folded(text)], end

    def _belongs(self, position: int) -> bool:
        word = self._utterance.free_at(position)
        return bool(word) and self._utterance.tokens[position].kind == "word" and word not in _BOUNDARIES

    def _without_subject(self, start: int, end: int) -> int:
        """In "boots, no leather boots" it is leather that is excluded, not boots."""
        if end - start < 2:
            return end
        is_named_again = self._counts[singular(self._utterance.text_at(end - 1))] > 1
        return end - 1 if is_named_again or self._is_all_that_is_sought(start, end) else end

    def _is_all_that_is_sought(self, start: int, end: int) -> bool:
        """ "I don't want leather boots", and not another word: boots are looked for all the same."""
        word = self._utterance.text_at(start)
        noun = self._utterance.text_at(end - 1)
        if word not in MATERIALS | COLOURS or noun in MATERIALS | COLOURS or noun in ADJECTIVES:
            return False
        return not any(
            not self._utterance.taken[position] and token.kind != "mark" and token.text not in EDGE_WORDS
            for position, token in enumerate(self._utterance.tokens)
            if not start <= position < end and token.text not in ("no", "not")
        )


def _may_go_on(utterance: Utterance, end: int) -> bool:
    """Whether a comma or "and" stands there, after which an exclusion may or may not go on."""
    return utterance.free_at(end) in (",", "and", "&", "und", "et", "y")
