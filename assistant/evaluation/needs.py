"""Runs the cases of understanding: each conversation is held turn by turn, and the last need is judged."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from assistant.conversation import Conversation, Message
from assistant.evaluation.needs_cases import NeedCase
from assistant.evaluation.needs_shelf import Shelf
from assistant.need import ShoppingNeed
from assistant.understanding import VocabularyIndex, understand
from assistant.understanding.vocabulary_index import folded, singular
from catalog.product import Product
from catalog.vocabulary import CatalogVocabulary

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """A case and what was understood, in the words of the case; `misses` are the fields that are not as expected."""

    id: str | int
    passed: bool
    got: Mapping[str, Any]
    misses: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As `shopkeeper eval needs --json` prints it."""
        return {"id": self.id, "passed": self.passed, "got": dict(self.got)}


class NeedsRun:
    """Holds cases against the understanding of one catalog."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._shelf = Shelf(products)
        self.vocabulary = VocabularyIndex(CatalogVocabulary.from_products(self._shelf.products.values()))

    def judge(self, case: NeedCase) -> JudgedCase:
        """Hold one conversation and judge its last turn."""
        conversation, need = self.hold(case)
        got = _in_words_of_the_case(need, conversation.last_shown)
        expected = case.expect.model_dump(include=case.expect.model_fields_set)
        misses = [
            name
            for name, value in expected.items()
            if not _CHECKS.get(name, _is_equal)(value, got[JUDGED_BY.get(name, name)])
        ]
        if case.refs and set(case.refs) != set(got["refs"]):
            misses.append("refs")
        return JudgedCase(case.id, not misses, got, tuple(misses))

    def hold(self, case: NeedCase) -> tuple[Conversation, ShoppingNeed]:
        """The conversation up to the last turn, and the need of that turn."""
        conversation = Conversation(conversation_id="c", token_hash="", created_at=_LONG_AGO)
        *earlier, last = case.say
        # what a shopper asks to see is answered with cards; after anything else, what was shown stays
        for text in earlier:
            need = self._understand(text, conversation)
            is_asked_to_show = need.kind == "find" or (need.kind == "compare" and not need.references)
            shown = self._shelf.pick(need, conversation, case.after_products) if is_asked_to_show else ()
            conversation = _with(conversation, text, need, shown)
        if case.after_products and not conversation.last_shown:
            # nothing was searched for before: the words of the last turn say what may stand there
            said = conversation.last_need
            need = said if said and said.text else self._understand(last, conversation)
            conversation = _with(conversation, "", None, self._shelf.pick(need, conversation, case.after_products))
        return conversation, self._understand(last, conversation)

    def known(self, conversation: Conversation) -> dict[str, Product]:
        """The products that were shown in it, by id."""
        return {identity: self._shelf.products[identity] for identity in conversation.ever_shown}

    def _understand(self, text: str, conversation: Conversation) -> ShoppingNeed:
        return understand(text, conversation, None, self.vocabulary, self.known(conversation))


def _with(conversation: Conversation, text: str, need: ShoppingNeed | None, shown: Sequence[str]) -> Conversation:
    said = Message(message_id="s", role="user", content=text, at=_LONG_AGO, need=need)
    answered = Message(message_id="a", role="assistant", content="", at=_LONG_AGO, shown=tuple(shown))
    return conversation.model_copy(update={"messages": (*conversation.messages, said, answered)})


def _in_words_of_the_case(need: ShoppingNeed, shown: Sequence[str]) -> dict[str, Any]:
    wishes = (need, *need.parts)
    return {
        "price_min": need.price.min,
        "price_max": need.price.max,
        "price_about": need.price.about,
        "exclude": list(dict.fromkeys(name for wish in wishes for name in wish.exclude)),
        "brands": list(dict.fromkeys(brand for wish in wishes for brand in wish.brands)),
        "in_stock": need.in_stock,
        "rating_min": need.rating_min,
        "sort": need.sort,
        "kind": need.kind,
        "text": need.text,
        "cheaper_than_ref": need.cheaper_than_ref,
        "more": need.more,
        "parts": [part.text for part in need.parts],
        "together_max": need.together_max,
        "superlative": need.superlative,
        "asks_presence": need.asks_presence,
        "recipient": need.recipient,
        "occasion": need.occasion,
        "language": need.language,
        "stated": [f"{s.kind} {s.name} {s.value}".replace("  ", " ").strip() for s in need.stated],
        "forget": list(need.forget),
        "asks_memory": need.asks_memory,
        "refs": [shown.index(identity) if identity in shown else -1 for identity in need.references],
    }


def _stems(text: str) -> list[str]:
    return [singular(word) for word in folded(text)]


def _names(names: Iterable[str]) -> set[tuple[str, ...]]:
    return {tuple(_stems(name)) for name in names}


def _is_equal(expected: Any, got: Any) -> bool:
    return bool(expected == got)


def _are_the_same(expected: Sequence[str], got: Sequence[str]) -> bool:
    return _names(expected) == _names(got)


def _has(expected: Sequence[str], text: str) -> bool:
    said = set(_stems(text))
    return all(said.issuperset(_stems(words)) for words in expected)


def _lacks(expected: Sequence[str], text: str) -> bool:
    said = f" {' '.join(_stems(text))} "
    return not any(f" {' '.join(_stems(words))} " in said for words in expected)


def _are_these_wishes(expected: Sequence[str], texts: Sequence[str]) -> bool:
    return len(expected) == len(texts) and all(_has([words], text) for words, text in zip(expected, texts, strict=True))


#: Fields that are judged by another one.
JUDGED_BY = {"text_has": "text", "text_lacks": "text"}
_CHECKS: Mapping[str, Callable[[Any, Any], bool]] = {
    "exclude": _are_the_same,
    "brands": _are_the_same,
    "forget": _are_the_same,
    "stated": _are_the_same,
    "text_has": _has,
    "text_lacks": _lacks,
    "parts": _are_these_wishes,
}
