"""Checks what one size or colour costs: "£32 for 1 L or £25 for 0.5 L", "the one-litre £44"."""

import re

from assistant.grounding.claims import Sentence
from assistant.grounding.figures import Figure
from assistant.grounding.product_facts import ProductFacts, major
from assistant.grounding.variant_labels import Label, combinations_of, labels_in

_LEADS_TO = re.compile(
    r"\s*[(,]?\s*(?:(?:for|in|at|buys|gets you|für|in der|bei|por|en|pour)\s+)?"
    r"(?:(?:the|a|an|size|die|der|das|größe|la|el|talla|version|versión)\s+){0,2}",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s*(?:,|/|in|and|und|y)?\s*", re.IGNORECASE)
_BREAK = re.compile(r"[;\n]|\.\s|\b(?:but|while|whereas|aber|während|pero|mientras)\b")
_REACH = 45


def variant_price_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool | None:
    """Whether an amount is the price of the size or colour said with it; None where none is, or all cost the same."""
    decided = False
    for subject in subjects:
        labels = _labels(sentence, figure, subject) if len(subject.prices) > 1 else []
        if not labels:
            continue
        decided = True
        groups = [subject.labelled_variants(together) for together in combinations_of(labels)]
        if all(any(v.price and major(v.price) == figure.value for v in group) for group in groups):
            return True
    return False if decided else None


def _labels(sentence: Sentence, figure: Figure, subject: ProductFacts) -> list[Label]:
    """Those right behind the amount, else those of its clause before it."""
    behind = labels_in(sentence.masked[figure.end : figure.end + _REACH], subject)
    if behind and _LEADS_TO.fullmatch(sentence.masked, figure.end, figure.end + behind[0].start):
        return _chain(sentence.masked[figure.end :], behind)
    starts = [
        _end_with_label(sentence, f, subject) for f in sentence.figures if f.kind == "money" and f.end <= figure.start
    ]
    starts += [m.end for m in sentence.mentions if m.end <= figure.start]
    starts += [m.end() for m in _BREAK.finditer(sentence.lower, 0, figure.start)]
    return labels_in(sentence.masked[max(starts, default=0) : figure.start], subject)


def _end_with_label(sentence: Sentence, figure: Figure, subject: ProductFacts) -> int:
    """Where an amount ends, the label that stands right behind it included: "£189 in 60 litres and £209 …"."""
    behind = labels_in(sentence.masked[figure.end : figure.end + _REACH], subject)
    if behind and _LEADS_TO.fullmatch(sentence.masked, figure.end, figure.end + behind[0].start):
        return figure.end + behind[0].end
    return figure.end


def _chain(text: str, labels: list[Label]) -> list[Label]:
    """The labels that follow each other without other words."""
    chain = labels[:1]
    for label in labels[1:]:
        if not _NEXT.fullmatch(text, chain[-1].end, label.start):
            break
        chain.append(label)
    return chain
