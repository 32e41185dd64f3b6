"""Several wishes in one message: "boots and a hat for Norway", "a tent under 200 and two sleeping bags under 80 each".

Only things that are sold make a list. "Salt and pepper mill", "a shirt with pockets and a hood", "boots for hiking and
running" and "rock and roll" name one thing each.
"""

from dataclasses import dataclass

from assistant.understanding.enumeration import numbered
from assistant.understanding.lexicon import (
    ADJECTIVES,
    EDGE_WORDS,
    NUMBER_WORDS,
    OPENERS,
    PREPOSITIONS,
    PROPERTIES,
    UNITS,
)
from assistant.understanding.set_phrases import SET_PHRASES
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex, folded, singular

#: As many as a need has parts for.
MAX_WISHES = 4

_SEPARATORS = frozenset(("and", "&", ",", ";", "plus", "+", ".", "then", "also", "und", "y", "et"))
_ARTICLES = frozenset("a an some any another ein eine einen un une una unos des".split())
#: Between a separator and the thing it leads up to: "and also maybe a hat".
_LEADING = frozenset(
    "and also then maybe perhaps please plus as well along with , ok oh i we need want und y et".split()
)
#: Hold what is really wanted: "a pair of boots", "a box of nails".
_HOLDERS = frozenset("pair pairs pack packs set sets box boxes bag bags bottle bottles roll rolls couple piece".split())
#: Said of a thing, and none themselves, whatever titles end in.
_NO_THINGS = PROPERTIES | frozenset(
    """pack packs package count set style shade finish design pattern flavor flavour scent support frame brand model
        version type theme look looks closure party shower half decoration idea ideas pick choose gift present gifts
        presents piece pieces inch inches feet foot price budget total quality rest back front top bottom
side""".split()
)
#: What these introduce is part of the thing before, or said of it.
_PARTS = frozenset(
    "with without has have having featuring including includes that which who mit avec con w where".split()
)
_ALONG = (("along", "with"), ("together", "with"))
_SHARED = frozenset("for für pour para in during this to".split())
#: One thing made for two: "salt and pepper mill", "hat and scarf set", "phone and tablet stand".
_SHARED_HEADS = frozenset(
    """set kit combo bundle duo rack holder stand organiser organizer shelf mill mills grinder grinders case box tray
    dispenser cleaner polish cover covers hanger bin store storage mix shaker shakers basket""".split()
)
#: Two words that go as one.
_PAIRS = frozenset(
    """plug~play rock~roll black~white salt~pepper bed~breakfast mac~cheese butter~jelly hide~seek bits~bobs mix~match
    grab~go drum~bass fish~chips home~garden health~beauty arts~crafts food~drink nuts~bolts peace~quiet wash~wear
    trial~error lock~key hook~loop bread~butter sweet~sour in~out up~down front~back day~night men~women""".split()
)
#: A new sentence is a new wish only if it says so: "and a stove", "I also need".
_STOPS = frozenset(".;!?")
_MORE = frozenset("also and plus another und también aussi".split())
_NEGATIONS = frozenset("no not without except but nor or never ohne kein keine sin sans".split())
_LEADS = ("lead", "subject")
_ALL_LEADING = _LEADING | _ARTICLES | _SEPARATORS | frozenset(NUMBER_WORDS)
_ENDS = {"along", "together"} | PREPOSITIONS | _PARTS | _NEGATIONS | EDGE_WORDS | _SEPARATORS


@dataclass(frozen=True, slots=True)
class WishList:
    """Texts of the wishes in the order named, two to four, and what is said for all of them; empty for one wish."""

    wishes: tuple[str, ...] = ()
    shared: str = ""


@dataclass(frozen=True, slots=True)
class _Thing:
    """A noun phrase: tokens `start` to `end`.

    Attributes:
        level: 2 if it is a category of the catalog, 1 if titles end in it, 0 if the catalog has the word at all.
        has_article: an article or a count leads it.
        words: folded, without what leads up to them.
    """

    start: int
    end: int
    level: int
    has_article: bool
    words: tuple[str, ...]


class WishListReader:
    """Cuts one message into its wishes."""

    def __init__(self, utterance: Utterance, index: VocabularyIndex) -> None:
        self._utterance = utterance
        self._index = index
        self._leads: dict[int, int] = {}

    def read(self) -> WishList:
        """The wishes; nothing is taken."""
        items = numbered(self._utterance)
        if items:
            return self._numbered(items)
        if (_SEPARATORS | {"along", "together", "well"}).isdisjoint(token.text for token in self._utterance.tokens):
            return WishList()
        self._leads = {start: end for start, end, tag in SET_PHRASES.find_anywhere(self._utterance) if tag in _LEADS}
        starts: list[tuple[int, int]] = []
        last: _Thing | None = None
        position = 0
        while position < len(self._utterance):
            thing = self._thing_at(position) if self._may_begin(position) else None
            if thing and (last is None or self._is_another(last, thing)):
                starts.append((position, thing.start))
                last = thing
                position = thing.end
            else:
                position += 1
        if len(starts) < 2 or last is None:
            return WishList()
        return self._cut(starts[:MAX_WISHES], last)

    def _numbered(self, items: list[tuple[int, int]]) -> WishList:
        free = [position for position in range(len(self._utterance)) if not self._utterance.taken[position]]
        wishes = [self._utterance.part(place for place in free if start <= place < end) for start, end in items]
        return WishList(tuple(_without_ends(wish) for wish in wishes[:MAX_WISHES]))

    def _may_begin(self, position: int) -> bool:
        """Whether a wish may begin there: at the start, after a separator, where something is asked for."""
        if self._utterance.taken[position]:
            return False
        before = self._utterance.text_at(position - 1)
        is_joined = f"{self._utterance.text_at(position - 2)} {before}" in ("along with", "together with", "well as")
        return position == 0 or before in _SEPARATORS or position in self._leads or is_joined

    def _thing_at(self, position: int) -> _Thing | None:
        start, has_article = self._led(position)
        end = start
        while end < len(self._utterance) and end - start < 6 and self._belongs(end):
            end += 1
        words = [word for place in range(start, end) for word in folded(self._utterance.text_at(place))]
        if not words or words[-1].isdigit() or words[-1] in _NO_THINGS or words[0] in _NO_THINGS:
            return None
        level = self._level(words)
        if level is None or (level == 0 and not has_article):
            return None
        return _Thing(start, end, level, has_article, tuple(words))

    def _level(self, words: list[str]) -> int | None:
        if self._index.ends_in_category(words):
            return None if words[-1] in UNITS and any(word.isdigit() for word in words) else 2
        if words[-1] in UNITS:
            return None
        if self._index.is_sold(words):
            return 1
        return 0 if self._index.is_known(words[-1]) and not self._index.values(words[-1:]) else None

    def _led(self, position: int) -> tuple[int, bool]:
        """Where the noun phrase begins, and whether an article or a count leads it."""
        has_article = False
        while position < len(self._utterance):
            word = self._utterance.free_at(position)
            is_count = word in NUMBER_WORDS or (word.isdigit() and len(word) < 3)
            is_count = is_count and self._utterance.text_at(position + 1) not in ("tops", "max")
            if position in self._leads:
                position = self._leads[position]
            elif word in _ARTICLES or (is_count and self._utterance.text_at(position + 1).isalpha()):
                has_article, position = True, position + 1
            elif word in _HOLDERS and self._utterance.free_at(position + 1) == "of":
                position += 2
            elif word in _LEADING and not has_article:
                position += 1
            else:
                break
        return position, has_article

    def _belongs(self, position: int) -> bool:
        token = self._utterance.tokens[position]
        if self._utterance.taken[position] or token.kind == "mark":
            return False
        return token.text not in _ENDS

    def _is_another(self, last: _Thing, thing: _Thing) -> bool:
        """Whether the later thing is a wish of its own, or only part of what is said of the earlier one."""
        if last.words[-1] == thing.words[-1] or (not last.level and not (last.has_article and thing.has_article)):
            return False
        between = [self._utterance.text_at(place) for place in range(last.end, thing.start)]
        if not _STOPS.isdisjoint(between):
            return thing.level == 2 and not _MORE.isdisjoint(between)
        said = self._without_separators(between)
        if not said:
            return not self._is_one_thing(last, thing, is_listed="," in between)
        if not _PARTS.isdisjoint(said):
            return thing.level == 2 and thing.has_article and not self._holds_a_thing(said)
        if not PREPOSITIONS.isdisjoint(said):
            return (thing.has_article or thing.level == 2) and (thing.level > 0) and not self._holds_a_thing(said)
        return thing.level > 0 and (thing.has_article or thing.level == 2)

    def _without_separators(self, between: list[str]) -> list[str]:
        text = " ".join(between)
        for one, other in _ALONG:
            text = text.replace(f"{one} {other}", " ")
        if text.split()[:1] == ["with"] or "as well as" in text:
            text = text.replace("as well as", " ")
        return [word for word in text.split() if word not in _ALL_LEADING or word == "with"]

    def _holds_a_thing(self, said: list[str]) -> bool:
        """ "A laptop with a mouse and a keyboard": what comes with it is a thing itself, and so the next one."""
        return any(
            word.isalpha() and word not in _PARTS | PREPOSITIONS and self._index.is_sold([word]) for word in said
        )

    def _is_one_thing(self, last: _Thing, thing: _Thing, *, is_listed: bool) -> bool:
        if f"{last.words[-1]}~{thing.words[0]}" in _PAIRS:
            return True
        if thing.has_article:
            return False
        if not last.level or not thing.level:
            return True
        if not is_listed and self._index.is_category([*last.words, *thing.words]):
            return True  # "salt and pepper" of a category of that name
        is_whole = self._index.is_category(list(thing.words))
        if len(thing.words) > 1 and thing.words[-1] in _SHARED_HEADS and not is_whole:
            return True
        # "phone and tablet stand": two nouns in the singular before one that both belong to
        is_bare = len(last.words) == 1 and last.words[0] == singular(last.words[0]) and not last.has_article
        return is_bare and len(thing.words) > 1 and not is_whole and self._index.is_sold(list(thing.words[:1]))

    def _cut(self, starts: list[tuple[int, int]], last: _Thing) -> WishList:
        """The tokens from each start on; what only leads up to a thing is no part of any."""
        free = [position for position in range(len(self._utterance)) if not self._utterance.taken[position]]
        tail = self._tail(last)
        ends = [lead for lead, _ in starts[1:]] + [tail]
        wishes = [
            self._utterance.part(place for place in free if start <= place < end)
            for (_, start), end in zip(starts, ends, strict=True)
        ]
        first = starts[0][0]
        before = self._utterance.part(place for place in free if place < first)
        after = self._utterance.part(place for place in free if place >= tail)
        if self._is_a_name(first) and len(wishes) < MAX_WISHES:
            wishes, before = [before, *wishes], ""
        return WishList(tuple(_without_ends(wish) for wish in wishes), f"{before} , {after}".strip(" ,"))

    def _is_a_name(self, end: int) -> bool:
        """ "Rug, lamp and chair" in a shop without rugs: what opens the list is a wish like the others."""
        words = [self._utterance.text_at(place) for place in range(end)]
        named = [word for word in words[:-1] if word not in _ARTICLES]
        return words[-1:] in ([","], ["+"], ["&"], ["and"]) and 0 < len(named) <= 2 and all(map(_is_noun, named))

    def _tail(self, last: _Thing) -> int:
        """Where what is said for all begins: "boots and a hat for Norway in March", "…, no wool"."""
        for position in range(last.end, len(self._utterance)):
            word = self._utterance.free_at(position)
            if word in _SHARED and not self._is_own(position):
                return position
            if word in (",", ";", ".") or word in _PARTS:
                return position + 1 if word in (",", ";", ".") else len(self._utterance)
        return len(self._utterance)

    def _is_own(self, position: int) -> bool:
        """ "A case for my phone", "in black": said of the last thing alone."""
        place = position + 1
        while self._utterance.text_at(place) in EDGE_WORDS and place < len(self._utterance):
            place += 1
        words = folded(self._utterance.text_at(place))
        return bool(words) and (
            self._index.is_sold(words)
            or (self._utterance.text_at(position) == "in" and bool(self._index.values(words)))
        )


def _is_noun(word: str) -> bool:
    return word.isalpha() and word not in _ENDS and word not in ADJECTIVES and word not in OPENERS


def _without_ends(text: str) -> str:
    words = text.split()
    while words and (words[-1] in _SEPARATORS or words[-1] in ("as", "with", "along", "together", "(", ")")):
        words.pop()
    return " ".join(words)
