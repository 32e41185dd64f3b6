"""Checks figures of the shop's service against its documents: delivery, repairs, gift wrapping, terms of warranty."""

import re
from decimal import Decimal

from assistant.grounding.claims import Sentence
from assistant.grounding.facts import AROUND, DocumentSentence
from assistant.grounding.figures import Figure, read_figures
from assistant.grounding.service_terms import is_condition, names_service

_TOPIC = re.compile(
    r"\b(?:deliver|ship|postage|return|refund|orders? (?:over|above|of|from|worth)|spend|exchange|warrant"
    r"|guarantee|repair|wrap|gift card"
    r"|fee\b|charge)"
)
#: Other words for one service.
_SAME_TOPIC = dict.fromkeys(("deliv", "ship", "shipp", "posta"), ("deliv", "ship", "posta"))
#: "The £50 you need for free delivery".
_THRESHOLD = re.compile(
    r"\s*(?:you(?:'d)? need|needed|minimum|threshold|mark|order)\s+(?:for|to get) (?:the )?free (?:delivery|shipping)"
)
_PARTS = re.compile(
    r"\b(?:spares?|replac\w+|refills?|cartridges?|blades?|an hour|a time|per wash|a section|new one"
    r"|ersatz\w*|recambios?|repuestos?|pièces? détachées?)\b"
)
_COSTS = re.compile(r"\b(?:costs?|costing|priced? (?:at|is)|charged? (?:at|is)|fee (?:of|is))\s+$")
_PHRASE_ENDS = re.compile(r"[,;:.()|\n]|\d")
_WORD = re.compile(r"[^\W\d_]{3,}")
_FOR_ALL = re.compile(r"\b(?:all|every|any|always|everything|orders|abroad|worldwide|next|express)\b")
_STANDARD = re.compile(r"deliver|shipping|postage")
#: "£5 short of free delivery", "£12 more for free delivery": a way to it is named, and its amount checked for itself.
_NOT_YET = re.compile(r"\b(?:short of|away from|more for|until|towards?|to reach|to get|qualif\w+ for)\s+(?:the\s+)?$")
_AT_THAT = re.compile(
    r"\bat (?:that|this|its) (?:price|total|amount)\b|\bat that(?=[.,!]|$)|\b(?:so|then|which means|that means)\b"
)
_SMALL = frozenset(
    """
    the and for with from that this its are was were has have will would can costs cost priced price only just you your
    our any all per about under over which but not than one two new
    """.split()
)
#: So many figures of a sentence are one section's; fewer where the words cannot be compared.
_MIN_TOLD, _MIN_ABROAD = 3, 2
#: So many words of a claim must stand right beside the figure in the document.
_MIN_SHARED = 2
#: A sentence of fewer words says nothing that only a document would.
_MIN_WORDS = 6


def shop_documents_say(sentence: Sentence, figure: Figure) -> bool:
    """Whether a document gives this amount for the service spoken of, or for what the words before it name."""
    topic = _topic_of(sentence, figure)
    told = sentence.facts.sentences_with(figure.value)
    if _record_says_of_parts(sentence, figure) or (
        topic and any(_is_told(sentence, figure, topic, said) for said in told)
    ):
        return True
    return shop_documents_name(sentence, figure) or documents_say_all(sentence) or _is_word_for_word(sentence)


def shop_documents_name(sentence: Sentence, figure: Figure) -> bool:
    """Whether a document has the words of a sentence that names no product right beside this figure."""
    told = [] if sentence.mentions else sentence.facts.sentences_with(figure.value)
    wanted = _words_around(sentence, figure) if told else frozenset()
    return any(_names_it(wanted, figure, said) for said in told)


def documents_say_all(sentence: Sentence) -> bool:
    """Whether several figures of a sentence that names no product stand together in one section of a document."""
    claimed = {f.value for f in sentence.figures if not f.is_spelled}
    n_least = _MIN_ABROAD if sentence.is_foreign and not names_service(sentence.lower) else _MIN_TOLD
    if len(claimed) < n_least or sentence.mentions or len(sentence.carried) == 1:
        return False
    return any(claimed <= numbers for numbers in sentence.facts.section_numbers)


def _is_word_for_word(sentence: Sentence) -> bool:
    """Whether a sentence that names no product stands in a document as it is: "From £10 to £500, by e-mail or post"."""
    said = " ".join(sentence.lower.strip(AROUND).split())
    is_of_a_product = sentence.mentions or (sentence.carried and sentence.begins_with_pronoun)
    if is_of_a_product or len(said.split()) < _MIN_WORDS:
        return False
    return said in sentence.facts.told_whole


def earns_free_delivery(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether "standard delivery is free" follows: an amount spoken of reaches what the documents ask for it."""
    if "free" not in match[0] or _FOR_ALL.search(sentence.lower) or not _STANDARD.search(match[0]):
        return False
    if _NOT_YET.search(sentence.before(match.start(), 24)):
        return True
    reached = reached_amounts(sentence)
    if _AT_THAT.search(sentence.lower):
        reached += [*sentence.said[-2:], *(s.price for s in sentence.subjects(match.start(), match.end()) if s.price)]
    return reach_free_delivery(sentence, reached)


def reached_amounts(sentence: Sentence) -> list[Decimal]:
    """The sentence's amounts of money that are not conditions themselves."""
    return [f.value for f in sentence.figures if f.kind == "money" and not is_condition(sentence.before(f.start, 24))]


def reach_free_delivery(sentence: Sentence, amounts: list[Decimal]) -> bool:
    """Whether one of the amounts is as much as the documents ask for free delivery."""
    return any(
        is_condition(said.text[: told.start]) and any(amount >= told.value for amount in amounts)
        for said in sentence.facts.document_sentences
        if "free" in said.text and any(word in said.text for word in ("standard", "deliver", "shipping"))
        for told in said.figures
        if told.kind == "money"
    )


def _is_told(sentence: Sentence, figure: Figure, topic: str, said: DocumentSentence) -> bool:
    """Whether a document gives the amount with the topic; what it makes a condition of is not what a thing costs."""
    names = _SAME_TOPIC.get(topic, (topic,))
    if not any(word.startswith(names) for word in said.words):
        return False
    is_fee = _COSTS.search(sentence.before(figure.start, 20)) is not None
    told = (f for f in said.figures if f.value == figure.value)
    return any(not is_fee or not is_condition(said.text[: f.start]) for f in told)


def _topic_of(sentence: Sentence, figure: Figure) -> str:
    """What the shop's service the amount is said of (`deliv`), empty when a product stands nearer to it."""
    if _THRESHOLD.match(sentence.lower, figure.end):
        return "deliv"
    named_until = max((m.end for m in sentence.mentions if m.end <= figure.start), default=-1)
    before = list(_TOPIC.finditer(sentence.lower, max(0, named_until, figure.start - 45), figure.start))
    if before:
        return before[-1][0][:5]
    after = _TOPIC.search(sentence.after(figure.end, 30))
    return after[0][:5] if after and named_until < 0 and not sentence.begins_with_pronoun else ""


def speaks_of_service(text: str) -> bool:
    """Whether words (lower case) are about the shop's service."""
    return _TOPIC.search(text) is not None


def _words_around(sentence: Sentence, figure: Figure) -> frozenset[str]:
    """How the telling words around a figure begin."""
    phrase = (
        _PHRASE_ENDS.split(sentence.lower[: figure.start])[-1]
        + " "
        + _PHRASE_ENDS.split(sentence.after(figure.end, 60))[0]
    )
    return frozenset(word[:5] for word in _WORD.findall(phrase) if word not in _SMALL)


def _names_it(wanted: frozenset[str], figure: Figure, said: DocumentSentence) -> bool:
    """ "A tent pole section costs £14": the document has these words right beside this figure."""
    return any(
        len(shared := {w for w in wanted if w in beside}) >= _MIN_SHARED and len(shared) * 2 > len(wanted)
        for beside in _beside(said, figure.value)
    )


def _beside(said: DocumentSentence, value: Decimal) -> list[str]:
    """What stands around every place where a document's sentence gives a figure, up to the figures next to it."""
    places = said.figures
    return [
        said.text[places[i - 1].end if i and places[i].kind == places[i - 1].kind else 0 : places[i].end + 60]
        for i in range(len(places))
        if places[i].value == value
    ]


def _record_says_of_parts(sentence: Sentence, figure: Figure) -> bool:
    """What a spare part or an hour's use costs, as the record itself tells it; never the product's own price."""
    if not _PARTS.search(sentence.lower):
        return False
    records = (part for s in sentence.subjects(0) if figure.value in s.amounts_told for part in _parts_of(s.text))
    return any(told.kind == "money" and told.value == figure.value for part in records for told in read_figures(part))


def _parts_of(text: str) -> list[str]:
    """The lines of a record that tell of parts or of use."""
    return [part for part in text.casefold().split("\n") if _PARTS.search(part)]
