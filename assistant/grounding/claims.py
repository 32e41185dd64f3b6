"""A sentence under examination: what it names, which figures it gives, and which product each of them is said of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from assistant.grounding.comparisons import OF_NAME, is_compared, is_tied
from assistant.grounding.facts import Facts
from assistant.grounding.figures import Figure, read_figures
from assistant.grounding.languages import is_foreign
from assistant.grounding.mentions import Mention, speaks_of_all, speaks_of_some, speaks_of_them
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.quotations import quotations
from assistant.grounding.subjects import leads_to, spoken_of
from assistant.grounding.units import Measure, measures_in

ClaimKind = Literal[
    "price", "discount", "stock", "rating", "product", "link", "action", "code", "delivery", "figure", "quote",
    "markup", "safety", "secret", "prompt", "record",
]  # fmt: skip

#: Where a clause about one variant ends and one about another begins.
_BREAK = re.compile(r";|\b(?:but|while|whereas|though|although|however)\b|\.\s")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nothing|without|cannot|neither|nor|isn't|aren't|\w+n't)\b", re.IGNORECASE
)
_PAUSE = re.compile(r"[,;:]|\bbut\b")
_CONDITION = re.compile(
    r"\b(?:if|whether|unless|(?:when|once) (?:it|they)|would you like|want me|shall i|should i|do you want|let me know"
    r"|can look|can check|happy to)\b",
    re.IGNORECASE,
)
#: A capital in the midst of a sentence begins another one, glued to it.
_ANEW = re.compile(r"(?<=[^\W\d_] )(?=(?:The|Der|Die|Das|El|La|Le) \x01)")
_UNIT_AFTER = re.compile(
    r"\s?-?(?:kgs?|kilos?|g|grams?|gramm|gramos?|mg|lbs?|oz|ounces?|l|litres?|liters?|litros?|ml|cl|mm|cm|m"
    r"|metres?|meters?|metros?"
    r"|km|inch(?:es)?|in|ft|feet|\"|°\s?[cf]?|degrees?|grad|grados|w|watts?|persons?|people"
    r"|kw|v|volts?|mah|wh|hz|khz|mhz|ghz|gb|tb|mb|mp|megapixels?|d|denier|k|fps|dpi|lumens?|lm|nits|bar|psi|hours?"
    r"|hrs?|minutes?|mins?)\b"
    r"|\s?(?:°|\")"
)
_ANOTHER = re.compile(r"\banother one\b|\ba (?:similar|second|cheaper|dearer) one\b", re.IGNORECASE)
_IT = re.compile(r"\W*(?:it|it's|its|they|they're|er|sie|es)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"^\W*(?:it|it's|its|this|this one|that|that one|their|priced|costs?|at|yours|only|just|now)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Finding:
    """An unsupported claim at `start:end`; `replacement` is the true wording where there is one."""

    start: int
    end: int
    kind: ClaimKind
    replacement: str | None = None


@dataclass
class Sentence:
    """One sentence with its mentions and figures.

    Attributes:
        text: as checks read it.
        masked: the same with named products blanked out, so that their words and numbers make no claims.
        carried: ids of what the sentences before spoke of last.
        earlier: ids of everything the answer spoke of before, what it compares with.
        said: amounts of money said before in the answer, the last one last.
        previous: the sentence before.
    """

    text: str
    mentions: list[Mention]
    facts: Facts
    carried: frozenset[str] = frozenset()
    earlier: tuple[str, ...] = ()
    said: tuple[Decimal, ...] = ()
    previous: str = ""
    masked: str = field(init=False)
    figures: list[Figure] = field(init=False)
    _spoken_of: dict[tuple[int, int], list[Mention]] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.masked = _masked(self.text, self.mentions)
        if self.quotes and (quoted := [m for m in self.mentions if self._is_quoted(m)]):
            self.mentions = [mention for mention in self.mentions if mention not in quoted]
            self.masked = _masked(self.text, self.mentions)
        self.figures = read_figures(self.masked)

    def _is_quoted(self, mention: Mention) -> bool:
        """Whether a name is part of somebody's true words, so that nothing is said of it here."""
        return any(
            start <= mention.start and mention.end <= end and (start, end) != (mention.start, mention.end)
            for start, end in self.quotes
            if self.is_said(start, end)
        )

    @cached_property
    def lower(self) -> str:
        """The masked text in lower case, position for position."""
        lowered = self.masked.lower()
        return lowered if len(lowered) == len(self.masked) else self.masked

    @cached_property
    def is_foreign(self) -> bool:
        """Whether it is in another language than English."""
        return is_foreign(self.masked, self.facts.language)

    @cached_property
    def measures(self) -> dict[int, Measure]:
        """What its figures measure, by where they start."""
        return {figure.start: measure for figure, measure in measures_in(self.lower, self.figures)}

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """What stands between quotation marks."""
        return quotations(self.masked, self.text, self.is_said) if '"' in self.masked else []

    def is_said(self, start: int, end: int) -> bool:
        """Whether somebody said these words in a row."""
        return self.facts.says(self.text[start:end])

    def is_in_true_quote(self, position: int) -> bool:
        """Whether a position is inside a quotation of words that somebody really said."""
        return any(start <= position < end and self.is_said(start, end) for start, end in self.quotes)

    @cached_property
    def begins_with_pronoun(self) -> bool:
        """Whether it goes on about what was spoken of before."""
        return _PRONOUN.match(self.text) is not None

    def before(self, position: int, n_characters: int = 45) -> str:
        """What stands before a position, lower case."""
        return self.lower[max(0, position - n_characters) : position]

    def after(self, position: int, n_characters: int = 45) -> str:
        """What stands after a position, lower case."""
        return self.lower[position : position + n_characters]

    def clause(self, start: int, end: int) -> str:
        """The words around a span up to the nearest full stop or semicolon, lower case."""
        left = max(self.lower.rfind(mark, 0, start) for mark in (";", ". ", "\n"))
        rights = [at for mark in (";", ". ", "\n") if (at := self.lower.find(mark, end)) >= 0]
        return self.lower[left + 1 : min(rights, default=len(self.lower))]

    def is_negated(self, position: int, n_characters: int = 32) -> bool:
        """Whether a "not" stands shortly before, in the same clause."""
        return _NEGATION.search(_PAUSE.split(self.before(position, n_characters))[-1]) is not None

    def is_conditional(self, position: int) -> bool:
        """Whether the words before make it a question or an offer, not a claim."""
        start = max((m.end() for m in _ANEW.finditer(self.masked, 0, position)), default=0)
        return _CONDITION.search(self.lower, start, position) is not None

    def spoken_of(self, position: int, end: int | None = None) -> list[Mention]:
        """The mentions that something said at `position` is about; empty if the sentence names none."""
        where = (position, position if end is None else end)
        if where not in self._spoken_of:
            self._spoken_of[where] = self._find_spoken_of(*where)
        return self._spoken_of[where]

    def _find_spoken_of(self, position: int, end: int) -> list[Mention]:
        found = spoken_of(self.mentions, self.text, position, end)
        goes_on = len(self.carried) == 1 and found and found[0].start > end and _IT.match(self.text) is not None
        return [] if goes_on and not leads_to(self.text, found[0], end) else found

    def subjects(self, position: int, end: int | None = None) -> list[ProductFacts]:
        """Every product that something said at `position` may be about: named, or carried, or any that is known."""
        named = self.spoken_of(position, end)
        if named:
            return self._facts(i for mention in named for i in mention.ids)
        if not self.mentions and _ANOTHER.search(self.text):
            return self._others()
        spoken = self.compared_with()
        if len(spoken) > 1 and speaks_of_some(self.text):
            return spoken
        if self.mentions and not self.begins_with_pronoun and (others := self._not_compared(spoken)):
            return others
        if self.carried and (not speaks_of_all(self.text) or (len(self.carried) == 1 and speaks_of_them(self.text))):
            return self._facts(self.carried)
        return self._facts(self.facts.shown) if self.facts.shown else list(self.facts.products.values())

    def _others(self) -> list[ProductFacts]:
        """What "another one like it" may be: not what was spoken of, and at a price that is told."""
        told = {figure.value for figure in self.figures if figure.kind == "money"}
        others = [f for i, f in self.facts.products.items() if len(self.carried) > 1 or i not in self.carried]
        return [f for f in others if told & f.prices] or others

    def _not_compared(self, spoken: list[ProductFacts]) -> list[ProductFacts]:
        """Of what was spoken of, everything but what the sentence only compares with."""
        only = {i for m in self.mentions if is_compared(self.text, m) for i in m.ids}
        return [facts for facts in spoken if facts.product.id not in only]

    def only_subject(self, position: int, end: int | None = None) -> ProductFacts | None:
        """The product that something said at `position` is about, when there is no doubt."""
        named = self.spoken_of(position, end)
        ids = named[0].ids if len(named) == 1 else self.carried if not named and self.begins_with_pronoun else ()
        facts = self._facts(ids)
        return facts[0] if len(facts) == 1 else None

    def named(self) -> list[ProductFacts]:
        """Everything the sentence names, and what it carries on about."""
        return self._facts([*(i for mention in self.mentions for i in sorted(mention.ids)), *sorted(self.carried)])

    def compared_with(self) -> list[ProductFacts]:
        """What a difference may be a difference to: everything named here or before in the answer."""
        return self._facts(
            [*(i for mention in self.mentions for i in sorted(mention.ids)), *self.carried, *self.earlier]
        )

    def named_here(self) -> list[ProductFacts]:
        """Everything the sentence itself names."""
        return self._facts(i for mention in self.mentions for i in sorted(mention.ids))

    def named_once(self) -> list[ProductFacts]:
        """What the sentence names without doubt."""
        return self._facts(i for mention in self.mentions if len(mention.ids) == 1 for i in mention.ids)

    def known(self, ids: Iterable[str]) -> list[ProductFacts]:
        """The products of these ids, as far as they are known."""
        return self._facts(ids)

    def has_unit(self, figure: Figure) -> bool:
        """Whether a unit of measure stands right behind a figure."""
        return _UNIT_AFTER.match(self.lower, figure.end) is not None

    def is_of_next(self, figure: Figure) -> bool:
        """Whether the words around a figure tell whose it is: "4.2 for the B", "than the B at 4.2"."""
        return any(
            OF_NAME.fullmatch(self.lower, figure.end, m.start) is not None
            if m.start >= figure.end
            else is_tied(self.text, m, figure.start)
            for m in self.spoken_of(figure.start, figure.end)
        )

    def labels_near(self, subjects: Iterable[ProductFacts], position: int, end: int) -> frozenset[str]:
        """Option labels ("M", "Slate") between the product's name and a bit after `end`."""
        starts = [m.end for m in self.mentions if m.end <= position]
        starts += [m.end() for m in _BREAK.finditer(self.lower, 0, position)]
        spans = [*(m.start for m in self.mentions), *(f.start for f in self.figures)]
        cuts = [start for start in spans if start >= end] + [m.start() for m in _BREAK.finditer(self.lower, end)]
        segment = self.masked[max(starts, default=0) : min([end + 40, *cuts])]
        labels = frozenset(label for subject in subjects for label in subject.labels)
        return frozenset(label for label in labels if _stands_in(label, segment))

    def _facts(self, ids: Iterable[str]) -> list[ProductFacts]:
        return [self.facts.products[i] for i in dict.fromkeys(ids) if i in self.facts.products]


def _masked(text: str, mentions: list[Mention]) -> str:
    """The text with names blanked out; descriptions are ordinary words."""
    for mention in mentions:
        if not mention.is_described:
            text = text[: mention.start] + "\x01" * (mention.end - mention.start) + text[mention.end :]
    return text


def _stands_in(label: str, segment: str) -> bool:
    """Short labels only as they are written: the `s` of "it's" is not the size."""
    at = segment.find(label) if len(label) <= 3 else segment.casefold().find(label.casefold())
    while at >= 0:
        around = segment[max(0, at - 1) : at] + segment[at + len(label) : at + len(label) + 1]
        if not any(c.isalnum() or c == "'" for c in around):
            return True
        at = segment.find(label, at + 1) if len(label) <= 3 else segment.casefold().find(label.casefold(), at + 1)
    return False
