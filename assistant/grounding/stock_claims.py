"""Checks what can be had and what cannot, down to the sizes and colours that a clause names."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.grounding.claims import Sentence
from assistant.grounding.mentions import speaks_of_all
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.variant_labels import Label, combinations_of, labels_in
from catalog.product import Variant

#: Whatever says that something can be had or not, in any language: one such word ends what the next is said of.
_CLAIM = re.compile(
    r"\b(?:out of stock|sold out|in stock|unavailable|available|ausverkauft|vergriffen|lieferbar|verfügbar|vorrätig"
    r"|erhältlich|auf lager|agotad[oa]s?|disponibles?|en stock|épuisée?s?|quedan?)\b"
)
_BREAK = re.compile(
    r"[;:(\n]|\.\s|\b(?:but|while|whereas|though|although|however|because|since|aber|doch|weil|denn|während|pero|mientras|aunque|porque|mais|car)\b"
)
_COMMA = re.compile(r",(?!\d)")
#: What ends a list right before a comma: "in Black oder Rust, Slate ist …".
_LIST_ENDS = re.compile(r"\b(?:and|or|und|oder|y|o|et|ou)\s+[\w-]+(?: [\w-]+)?$")
#: Behind a comma these begin another statement.
_ANEW = re.compile(
    r"\s(?:with|as(?! well)|so|where|only|just|not|mit|da|wo|nur|con|donde|ya que|sólo|solo"
    r"|avec|où|puisque|seule?|given that|seeing that|now that)\s"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|comes?|runs?|costs?|has|have|weighs?|takes?|goes|gives?|ist|sind|kommt|kostet|hat|haben"
    r"|gibt|wiegt|cuestan?|tienen?|es|son|está|hay|coûte|est)\b|'s\b|'re\b"
)
_LEADS_ON = re.compile(
    r"\s*(?:[\w£.'-]+\s+){0,4}?(?:only\s+|just\s+|nur\s+|solo\s+)?(?:in|for|en|auf|dans|is|are|ist|sind|es|son"
    r"|except|bar|apart|:)\s"
)
_POINTS_BACK = re.compile(
    r"\W*(?:and\s+)?(?:that|this|it|which|those|they|die|der|das|diese|esa|ese|celle|er|sie|es|il|elle)\b"
)
_THAT_COLOUR = re.compile(
    r"\b(?:that|this|the same|diese[rnm]?|es[ae]|est[ae]|cette|ce)\s+"
    r"(?P<kind>colou?r|farbe|color|couleur|size|größe|talla|length)\b"
)
_EVERY = re.compile(
    r"\b(?:every|all|both|each|either|jeder|allen?|beiden|todas?|todos|ambos|ambas)\s+(?:\w+\s+){0,3}?"
    r"(?:colou?rs?|sizes?|lengths?|versions?|widths?|finish(?:es)?|shades?|patterns?|designs?|capacities|farben?|größen?|colores|tallas)\b"
)
_EXCEPT = re.compile(
    r"\b(?:except|apart from|other than|bar|save for|außer|bis auf"
    r"|mit ausnahme|ausgenommen|hormis|à part|a excepción|excepto|salvo|menos|sauf)\b"
)
_ONLY = re.compile(r"\b(?:only|nur|lediglich|solo|sólo|solamente)\b")
_ONLY_SOME = re.compile(
    r"\b(?:some|certain|a few|several|most|other|selected|one of the|in (?:that|this)) (?:sizes?|colou?rs?"
    r"|variants?|options?|styles?)\b"
)

#: "Even if it is sold out" allows for it; of a product by its name it is said that it is so.
_EVEN_IF = re.compile(r"\b(?:even|selbst|auch) (?:if|wenn)\b")
#: "The warmest one in stock".
_THE_ONE = re.compile(r"\bthe (?:\w+(?:est|er) )?$")


@dataclass(frozen=True, slots=True)
class _Clause:
    """What a claim is said of: the words before and after it, and what stood before those in the sentence."""

    text: str
    earlier: str


def is_in_stock(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether everything that a phrase may be said of can be had, in the sizes and colours named."""
    subjects, clause = _subjects(sentence, match), _clause(sentence, match)
    needs_stock = "stock" in match[0] or "ship" in match[0]
    holds = _of_those_meant(sentence, subjects, clause, lambda s, labels: _can_be_had(s, clause, labels, needs_stock))
    return holds or _may_be_of_some(sentence, match, is_out=False)


def is_out_of_stock(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether everything that a phrase may be said of cannot be had, in the sizes and colours named."""
    subjects, clause = _subjects(sentence, match), _clause(sentence, match)
    status = {"pre": "preorder", "bac": "backorder", "dis": "discontinued"}.get(match[0][:3])
    holds = _of_those_meant(sentence, subjects, clause, lambda s, labels: _is_gone(s, clause, labels, status))
    return holds or (status is None and _may_be_of_some(sentence, match, is_out=True))


def _of_those_meant(
    sentence: Sentence,
    subjects: list[ProductFacts],
    clause: _Clause,
    holds: Callable[[ProductFacts, list[Label]], bool],
) -> bool:
    """Of all subjects; where sizes and colours are all that tells whose they are, of any that comes in all of them."""
    if all(mention.is_described for mention in sentence.mentions):
        spoken = sentence.compared_with() or list(sentence.facts.products.values())
        known = [(len({label.value for label in labels_in(clause.text, s)}), s) for s in spoken]
        most = max((n for n, _ in known), default=0)
        meant = [s for n, s in known if n == most > 0]
        if len(subjects) == 1 and subjects[0] in meant:
            meant = subjects
        if any(holds(s, labels) for s in meant for labels in _readings(sentence, s, clause)):
            return True
    return bool(subjects) and all(any(holds(s, labels) for labels in _readings(sentence, s, clause)) for s in subjects)


def _readings(sentence: Sentence, subject: ProductFacts, clause: _Clause) -> Iterator[list[Label]]:
    """The sizes and colours that the clause names, and these with what the sentence named of other options before."""
    labels = _labels(sentence, subject, clause)
    yield labels
    named = {label.option for label in labels}
    earlier = [label for label in labels_in(clause.earlier, subject) if label.option not in named]
    if labels and earlier:
        yield [*earlier, *labels]
        yield [*{label.option: label for label in earlier}.values(), *labels]


def allows_for_a_name(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a phrase says, behind "even if", what holds of a product that is called by its name there."""
    said = list(_EVEN_IF.finditer(sentence.lower, 0, match.start()))
    return bool(said) and any(said[-1].end() <= m.start and m.end <= match.start() for m in sentence.mentions)


def counts_no_stock(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the number of "10 is in stock" is a size, a price or a pronoun: "UK 10", "£189 and in stock"."""
    at = match.start()
    figure = next((f for f in sentence.figures if f.start <= at < f.end), None)
    if figure is None or not match[0].endswith("in stock"):
        return False
    if figure.is_spelled and _THE_ONE.search(sentence.before(at, 24)):
        return True
    subjects = sentence.subjects(at, match.end())
    return any(label.start <= at < label.end for s in subjects for label in labels_in(sentence.masked, s))


def _subjects(sentence: Sentence, match: re.Match[str]) -> list[ProductFacts]:
    named = sentence.spoken_of(match.start(), match.end())
    if len(named) == 1 and re.search(r"\b(?:both|all|each)\b", sentence.before(match.start(), 16)):
        named = [m for m in sentence.mentions if m.end <= match.start()]
        return sentence.known(i for m in named for i in m.ids)
    return sentence.subjects(match.start(), match.end())


def _can_be_had(subject: ProductFacts, clause: _Clause, labels: list[Label], needs_stock: bool) -> bool:
    groups, others = _groups(subject, labels)
    if _EXCEPT.search(clause.text.casefold()) and others:
        excepted = [variant for group in groups for variant in group]
        return all(_is_there(v, needs_stock) for v in others) and not any(_is_there(v, False) for v in excepted)
    if _EVERY.search(clause.text.casefold()):
        return all(group and all(_is_there(v, needs_stock) for v in group) for group in groups)
    return all(any(_is_there(v, needs_stock) for v in group) for group in groups)


def _is_gone(subject: ProductFacts, clause: _Clause, labels: list[Label], status: str | None) -> bool:
    groups, others = _groups(subject, labels)
    variants = [variant for group in groups for variant in group]
    if status:
        return any(v.availability.status == status for v in variants)
    if _EXCEPT.search(clause.text.casefold()) and others:
        return not any(_is_there(v, False) for v in others) and all(_is_there(v, False) for v in variants)
    if _ONLY_SOME.search(clause.text.casefold()) and not others:
        return any(not v.availability.available for v in subject.product.variants)
    beside = _beside(others, labels)
    if beside and _ONLY.search(clause.text.casefold()) and any(not _is_there(v, False) for v in beside):
        return False
    return all(group and not any(_is_there(v, True) for v in group) for group in groups)


def _beside(others: list[Variant], labels: list[Label]) -> list[Variant]:
    """Of other variants, those that differ in the option named last: of "M …, only Slate" the other ones in M."""
    fixed = {one.value for one in labels if one.option != labels[-1].option}
    return [v for v in others if fixed <= {o.label for o in v.options}] if len(fixed) == 1 else others


def _is_there(variant: Variant, needs_stock: bool) -> bool:
    return variant.availability.available and (variant.availability.status == "in_stock" or not needs_stock)


def _groups(subject: ProductFacts, labels: list[Label]) -> tuple[list[list[Variant]], list[Variant]]:
    """The variants of each combination of options that is named, and all others; all together where none is."""
    if not labels:
        return [list(subject.product.variants)], []
    groups = [subject.labelled_variants(together) for together in combinations_of(labels)]
    return groups, [v for v in subject.product.variants if not any(v in group for group in groups)]


def _labels(sentence: Sentence, subject: ProductFacts, clause: _Clause) -> list[Label]:
    """What the clause names; of options it does not name, what the sentence did for the claim before."""
    labels = labels_in(clause.text, subject)
    pointed = _THAT_COLOUR.search(clause.text.lower())
    if pointed:
        labels += _pointed_at(pointed["kind"], f"{sentence.previous} {clause.earlier}", subject)
    earlier = labels_in(clause.earlier, subject)
    points_back = _POINTS_BACK.match(clause.text.casefold()) is not None
    if labels and (points_back or _CLAIM.search(clause.earlier.casefold())):
        named = {label.option for label in labels}
        return [*(label for label in earlier if label.option not in named), *labels]
    return labels or (earlier if points_back else [])


def _pointed_at(kind: str, previous: str, subject: ProductFacts) -> list[Label]:
    """ "That colour": the one that the sentence before told."""
    is_colour = kind.startswith(("col", "farb", "coul"))
    named = [label for label in labels_in(previous, subject) if label.option.casefold().startswith("colo") == is_colour]
    return named[-1:]


def _clause(sentence: Sentence, match: re.Match[str]) -> _Clause:
    lower = sentence.lower
    claims = [claim for claim in _CLAIM.finditer(lower) if claim.end() <= match.start() or claim.start() >= match.end()]
    start = 0
    for claim in claims:
        if claim.end() <= match.start():
            start = _end_of(lower, claim, match.start())
    start = _start_of(sentence, start, match.start())
    following = next((claim.start() for claim in claims if claim.start() >= match.end()), len(lower))
    end = _end_of(lower, match, following, [m.start for m in sentence.mentions if m.start >= match.end()])
    return _Clause(sentence.masked[start:end], sentence.masked[:start])


def _start_of(sentence: Sentence, start: int, position: int) -> int:
    """After the last word or comma that begins a new statement, and after the last but one name."""
    lower = sentence.lower
    start = max([start, *(m.end() for m in _BREAK.finditer(lower, start, position))])
    for comma in _COMMA.finditer(lower, start, position):
        is_anew = _ANEW.match(lower, comma.end()) or _LIST_ENDS.search(lower, start, comma.start())
        if is_anew or _VERB.search(lower, start, comma.start()):
            start = comma.end()
    names = [m for m in sentence.mentions if start <= m.start and m.end <= position and not m.is_described]
    return names[-1].end if len(names) > 1 else start


def _end_of(lower: str, match: re.Match[str], limit: int, names: Sequence[int] = ()) -> int:
    """Where what is said behind a claim ends: "in stock in Peat and Slate", "sold out in that colour"."""
    limit = min([limit, *names, *(m.start() for m in _BREAK.finditer(lower, match.end(), limit))])
    if not _LEADS_ON.match(lower, match.end(), limit):
        return match.end()
    comma = _COMMA.search(lower, match.end(), limit)
    if comma and ((limit < len(lower) and not names) or _VERB.search(lower, comma.end(), limit)):
        return comma.start()
    return limit


def _may_be_of_some(sentence: Sentence, match: re.Match[str], *, is_out: bool) -> bool:
    """Whether it is open which product or version a phrase is said of, and one at hand is as it says.

    Never where a product is named, or a size or colour of one; nor of "it", nor of all.
    """
    is_named = any(not mention.is_described for mention in sentence.mentions)
    if is_named or sentence.begins_with_pronoun or speaks_of_all(sentence.text):
        return False
    subjects = sentence.subjects(match.start(), match.end())
    if any(labels_in(sentence.masked, subject) for subject in subjects):
        return False
    return any(_is_there(variant, True) != is_out for subject in subjects for variant in subject.product.variants)
