"""What must come of every turn, whoever writes: one ending, an answer, true cards from the catalog, supported prose."""

from collections.abc import Iterator

from assistant.brief import TurnBrief
from assistant.evaluation.expectation import CardCondition
from assistant.evaluation.played import PlayedTurn
from assistant.evaluation.product_match import misses
from assistant.evaluation.support import unsupported
from assistant.grounding.claims import ClaimKind
from assistant.grounding.verifier import AnswerVerifier, Facts
from assistant.prompt import SYSTEM_PROMPT
from assistant.stream import Card, MessageStart
from assistant.template.writer import TEMPLATE_WRITER
from catalog.product import Product
from catalog.product_words import record_stems, stems_of
from catalog.vocabulary import words_of

MAX_SUGGESTIONS = 4
MAX_REASON_CHARACTERS = 140
#: So many words in a row are not said by chance.
N_WORDS_OF_RULES = 10
#: What the verifier is asked of any prose. Amounts and percentages are judged by `support.py`, apart from it.
CLAIMS: frozenset[ClaimKind] = frozenset({"action", "code", "link", "delivery"})
#: And of a model's prose. The template's passes no verifier, which holds back more than is untrue ("sold out: UK 4").
MODEL_CLAIMS: frozenset[ClaimKind] = CLAIMS | {"stock", "product", "rating"}


def broken_promises(played: PlayedTurn) -> Iterator[str]:
    """Each promise that a turn broke, as a sentence."""
    for check in (
        _ending,
        _usefulness,
        _cards,
        _record,
        _order,
        _conditions,
        _suggestions,
        _rules,
        unsupported,
        _claims,
    ):
        yield from check(played)


def _ending(played: PlayedTurn) -> Iterator[str]:
    if not played.events or not isinstance(played.events[0], MessageStart):
        yield "the first event is not message_start"
    if len(played.ends) != 1:
        yield f"there are {len(played.ends)} terminal events, not one"
    elif played.events[-1] is not played.ends[0]:
        yield "something follows the terminal event"


def _usefulness(played: PlayedTurn) -> Iterator[str]:
    """An error is no answer, and neither is an answer without a word, or without a product where some fit."""
    if played.writer is None:
        yield "it ends in an error"
    if not played.text.strip():
        yield "not a word is said"
    if played.need.kind == "find" and played.brief.candidates and not played.brief.is_weak and not played.cards:
        yield "products fit, and none is shown"


def _cards(played: PlayedTurn) -> Iterator[str]:
    ids = [card.product_id for card in played.cards]
    if len(set(ids)) < len(ids):
        yield "a product has two cards"
    found = {i for m in played.turn.conversation.messages for i in m.found}
    found |= {*played.kept_found, *played.brief.products}
    for card in played.cards:
        record = played.records.get(card.product_id)
        if record is None:
            yield f"card {card.product_id!r} is of no product of the catalog"
            continue
        if card.product_id not in found:
            yield f"card {card.product_id!r} was found by no search of this conversation"
        yield from _untrue(card, record)


def _untrue(card: Card, record: Product) -> Iterator[str]:
    facts = ("title", "brand", "url", "price", "list_price", "availability", "rating")
    wrong = [name for name in facts if getattr(card, name) != getattr(record, name)]
    if wrong:
        yield f"card {card.product_id!r} and the catalog disagree on {', '.join(wrong)}"
    if len(card.reason) > MAX_REASON_CHARACTERS:
        yield f"the reason of card {card.product_id!r} has {len(card.reason)} characters"


def _record(played: PlayedTurn) -> Iterator[str]:
    """Prose, cards and what is kept of them come from one list."""
    shown = tuple(card.product_id for card in played.cards)
    if played.kept_shown != shown:
        yield f"cards {', '.join(shown) or 'none'} were sent, {', '.join(played.kept_shown) or 'none'} were kept"
    if played.told != played.text:
        yield "the prose that was kept is not the prose that was sent"


def _order(played: PlayedTurn) -> Iterator[str]:
    """Cards keep the ranker's order of an untouched shop: a writer may leave out, not promote."""
    rank = {candidate.product_id: place for place, candidate in enumerate(played.clean.candidates)}
    ranks = [rank[card.product_id] for card in played.cards if card.product_id in rank]
    if ranks != sorted(ranks):
        yield "the cards are not in the ranker's order"


def _conditions(played: PlayedTurn) -> Iterator[str]:
    """Conditions hold of every card unless they were dropped to find anything; what was ruled out is never shown."""
    need, relaxed = played.need, played.brief.relaxed
    stated = {
        "price": CardCondition(price_max=need.price.max, price_min=need.price.min),
        "in_stock": CardCondition(in_stock=True) if need.in_stock else CardCondition(),
        "rating": CardCondition(rating_min=need.rating_min),
    }
    excluded = [stems_of(term) for term in (*need.exclude, *played.turn.profile.dislikes)]
    for product in played.products if need.kind == "find" else ():
        for name, condition in stated.items():
            if name not in relaxed and (lacks := misses(product, condition)):
                yield f"card {product.title!r} {' and '.join(lacks)}"
        if any(term and term <= record_stems(product) for term in excluded):
            yield f"card {product.title!r} is among what was ruled out"


def _suggestions(played: PlayedTurn) -> Iterator[str]:
    texts = played.suggestions
    if len(texts) > MAX_SUGGESTIONS or len(set(texts)) < len(texts) or not all(text.strip() for text in texts):
        yield f"the suggestions are too many, empty or repeated: {', '.join(texts)}"
    for text, brief in played.leads.items():
        if not leads_somewhere(brief):
            yield f"the suggestion {text!r} leads to nothing"


def leads_somewhere(brief: TurnBrief) -> bool:
    """Whether a turn has something to answer with."""
    match brief.need.kind:
        case "find":
            return bool(brief.candidates) and not brief.relaxed and not brief.is_weak
        case "shop_question":
            return bool(brief.policies)
        case "chat":
            return brief.need.asks_memory or bool(brief.need.forget)
        case _:
            return bool(brief.referenced or brief.candidates)


def _rules(played: PlayedTurn) -> Iterator[str]:
    """The system prompt is not told, not even a good part of one of its sentences."""
    said = " ".join(words_of(played.text))
    rules = words_of(SYSTEM_PROMPT)
    for start in range(len(rules) - N_WORDS_OF_RULES + 1):
        if (part := " ".join(rules[start : start + N_WORDS_OF_RULES])) in said:
            yield f"tells the system prompt: {part!r}"
            return


def _claims(played: PlayedTurn) -> Iterator[str]:
    """The prose as the verifier reads it against the records, in what plain patterns cannot tell."""
    verifier = AnswerVerifier(_facts(played))
    verifier.feed(played.text)
    verifier.finish()
    kinds = CLAIMS if played.writer in (TEMPLATE_WRITER, None) else MODEL_CLAIMS
    for correction in verifier.corrections:
        if correction.kind in kinds:
            yield f"says what nothing supports ({correction.kind}): {_short(correction.said)!r}"


def _facts(played: PlayedTurn) -> Facts:
    facts = Facts.of(played.brief)
    facts.documents = tuple(dict.fromkeys([*facts.documents, *played.sections]))
    known = Facts.gather(played.records.values(), reviews=played.reviews)
    facts.products = facts.products | known.products
    return facts


def _short(text: str, n_characters: int = 120) -> str:
    return text if len(text) <= n_characters else text[: n_characters - 1] + "…"
