"""Turns a shopper's words, the conversation so far and the page into a `ShoppingNeed`, without a language model.

Readers go over the message one after another, each taking the words it understands: rating, price, what is pointed
at, set phrases, exclusions, brands. What nobody took is searched for. Nothing here looks at a word more often than
a fixed number of times, so that a long message costs in proportion to its length.
"""

from collections.abc import Mapping, Sequence

from assistant.conversation import Conversation
from assistant.need import Kind, ShoppingNeed, Sort
from assistant.understanding.brand_phrases import wanted
from assistant.understanding.cart_phrases import speaks_of_the_cart
from assistant.understanding.continuing import in_conversation, search_before
from assistant.understanding.hearing import hear
from assistant.understanding.intent_spelling import respell
from assistant.understanding.lexicon import EDGE_WORDS, PROPERTIES
from assistant.understanding.listening import listen
from assistant.understanding.off_topic import is_off_topic
from assistant.understanding.party_phrases import with_people_counted
from assistant.understanding.pointed_at import references_of
from assistant.understanding.product_names import names_in, words_of_names
from assistant.understanding.reading import Reading
from assistant.understanding.scene import Scene
from assistant.understanding.several_wishes import with_parts
from assistant.understanding.shop_services import asks_for_a_service
from assistant.understanding.statements import is_only_of_the_shopper, statements_of, what_is_forgotten
from assistant.understanding.subject import named_categories, named_values
from assistant.understanding.together import read_together
from assistant.understanding.turn_kind import Signs, kind_of, take_comparison
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex
from assistant.understanding.wish_list import WishListReader
from catalog.product import Product

_SORTS: tuple[Sort, ...] = ("price_asc", "price_desc", "rating_desc")
_REFINING = frozenset(
    "more cheaper dearer any_price any_brand other_brand same_brand any_colour reset goes_with".split()
)


def understand(  # noqa: PLR0913  (the page tells two things: its product and the cart)
    text: str,
    conversation: Conversation | None,
    page_product_id: str | None,
    vocabulary: VocabularyIndex,
    shown: Mapping[str, Product],
    cart: Sequence[str] = (),
) -> ShoppingNeed:
    """Read one message; never raises, whatever the text.

    Args:
        text: as typed; what exceeds the limit of a message is not read.
        conversation: what was said and shown before, without this message.
        page_product_id: the product whose page the shopper is on.
        vocabulary: built once per catalog vocabulary.
        shown: products of this conversation, the page's and the cart's, by id.
        cart: ids of the products in the cart.
    """
    heard = hear(with_people_counted(text), conversation, vocabulary)
    if heard.language == "en":
        respell(heard.utterance, vocabulary)
    heard, before = heard.going_on(search_before(conversation, heard.utterance), vocabulary)
    utterance = heard.utterance
    reading = Reading(utterance, vocabulary, Scene.of(conversation, page_product_id, cart, shown), before)
    together = read_together(utterance, vocabulary.currency)
    wishes = WishListReader(utterance, vocabulary).read()
    listen(reading)
    reading.forget = what_is_forgotten(reading, conversation)
    kind = _kind(reading)
    own = _own_need(reading, kind).model_copy(
        update={
            "stated": statements_of(reading),
            "forget": reading.forget if kind == "chat" else (),
            "asks_memory": kind == "chat" and reading.memory.asks,
        }
    )
    if kind != "find":
        return heard.answered(own)
    if wishes.wishes:
        own = with_parts(own, wishes, together, lambda part: _alone(part, vocabulary))
    elif together is not None:
        own = own.model_copy(update={"price": own.price.model_copy(update={"max": together})})
    return heard.answered(in_conversation(reading, own))


def _alone(text: str, vocabulary: VocabularyIndex) -> ShoppingNeed:
    """One wish of several, read by itself."""
    reading = Reading(Utterance(text), vocabulary, Scene(), None)
    listen(reading)
    return _own_need(reading, "find")


def _kind(reading: Reading) -> Kind:
    pointed = reading.pointed
    signs = Signs(
        has_lead="lead" in reading.tags,
        has_shown=not reading.scene.is_empty,
        n_references=len(pointed.ids) if pointed.by_name else 0,
        pronoun_at=pointed.pronoun_at,
        refines=bool(reading.tags & _REFINING),
        has_subject=reading.subject.head is not None,
        asks_more=_asks_of_a_property(reading),
        has_wish=reading.price.is_stated or bool(reading.exclude) or reading.rating is not None,
        sorts=not reading.tags.isdisjoint(_SORTS),
        speaks_of_cart=speaks_of_the_cart(reading.utterance),
        n_names=names_in(reading.utterance, reading.index),
        asks_service=not pointed.by_name and asks_for_a_service(reading.utterance),
        is_off_topic=not pointed.by_name and is_off_topic(reading.utterance, reading.index),
    )
    return kind_of(reading.utterance, signs, _says_nothing(reading, signs.has_wish))


def _asks_of_a_property(reading: Reading) -> bool:
    """ "Reviews?", "more details", "price": of the product in view, with nothing else said."""
    content = [
        word for run in reading.utterance.runs() for i in run if (word := reading.utterance.text_at(i)).isalnum()
    ]
    said = [word for word in content if word not in EDGE_WORDS]
    return not reading.scene.is_empty and bool(said) and PROPERTIES.issuperset(said)


def _says_nothing(reading: Reading, has_wish: bool) -> bool:
    """Whether nothing is left of the message besides small talk, or what the shopper says of themselves."""
    if is_only_of_the_shopper(reading):
        return True
    if has_wish or reading.utterance.rest() or reading.pointed.by_name or reading.tags - {"small_talk", "filler"}:
        return False
    is_small_talk = "small_talk" in reading.tags and reading.pointed.pronoun_at is None
    return is_small_talk or not reading.utterance.words()


def _asked_of(reading: Reading, references: tuple[str, ...], text: str) -> str:
    """What a question about products is searched with: the names of those that were not shown yet."""
    if references:
        return text
    return words_of_names(reading.utterance, reading.index) or text


def _own_need(reading: Reading, kind: Kind) -> ShoppingNeed:
    utterance, index = reading.utterance, reading.index
    if kind == "compare":
        take_comparison(utterance)
    text = utterance.rest()
    if kind in ("product_question", "shop_question") and not text:
        text = " ".join(utterance.words())
    if kind == "chat":
        return ShoppingNeed(kind=kind, exclude=reading.exclude)
    references = references_of(reading, kind)
    if kind == "compare" and reading.pointed.is_missing and not references:
        return ShoppingNeed(kind=kind)
    if kind == "product_question" or (kind == "compare" and references):
        return ShoppingNeed(kind=kind, text=_asked_of(reading, references, text), references=references)
    if kind == "shop_question":
        return ShoppingNeed(kind=kind, text=text, references=references)
    if kind == "compare":
        text = words_of_names(utterance, index) or text
    # "compare tents under 100" with nothing shown searches first
    sort = next((sort for sort in _SORTS if sort in reading.tags), None)
    return ShoppingNeed(
        kind=kind,
        text=text,
        price=reading.price,
        brands=wanted(reading.brands, utterance, index),
        exclude=reading.exclude,
        in_stock="in_stock" in reading.tags,
        rating_min=4.0 if reading.rating is None and "rating_min_4" in reading.tags else reading.rating,
        sort=sort,
        references=references,
        more=bool(reading.tags & {"more", "goes_with"}),
        superlative=reading.superlative,
        asks_presence=reading.asks_presence and bool(text),
        recipient=reading.gift.recipient,
        occasion=reading.gift.occasion,
        categories=named_categories(utterance, index),
        attributes=named_values(utterance, index),
    )
