"""Turns a shopper's words, the conversation so far and the page into a `ShoppingNeed`, without a language model.

Readers go over the message one after another, each taking the words it understands: rating, price, what is pointed
at, set phrases, exclusions, brands. What nobody took is searched for. Nothing here looks at a word more often than
a fixed number of times, so that a long message costs in proportion to its length.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.conversation import Conversation
from assistant.need import Kind, PriceWish, ShoppingNeed, Sort
from assistant.understanding.brand_phrases import BrandMention, mentions, wanted
from assistant.understanding.exclusion_phrases import ExclusionReader
from assistant.understanding.hearing import hear
from assistant.understanding.lexicon import EDGE_WORDS, OPENERS, PROPERTIES
from assistant.understanding.price_phrases import read_price
from assistant.understanding.rating_phrases import read_rating
from assistant.understanding.reference_phrases import Pointed, ReferenceReader, Scene, shown_products
from assistant.understanding.refinement import Turn, cheaper_than, last_search, merged_price, names, refine
from assistant.understanding.set_phrases import SET_PHRASES
from assistant.understanding.subject import Subject, named_categories, named_values, read_subject
from assistant.understanding.turn_kind import Signs, kind_of, take_comparison
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex, folded, singular
from catalog.product import Product

_SORTS: tuple[Sort, ...] = ("price_asc", "price_desc", "rating_desc")
_BEFORE_MORE = OPENERS | frozenset("any some me show give see".split())
_WHO_LIKES = frozenset("i we you they people really do not would".split())
_REFINING = frozenset("more cheaper dearer any_price any_brand other_brand any_colour reset".split())


@dataclass(slots=True)
class _Reading:
    """One message on its way to a need."""

    utterance: Utterance
    index: VocabularyIndex
    scene: Scene
    before: ShoppingNeed | None
    tags: set[str] = field(default_factory=set)
    price: PriceWish = field(default_factory=PriceWish)
    rating: float | None = None
    pointed: Pointed = field(default_factory=Pointed)
    brands: list[BrandMention] = field(default_factory=list)
    exclude: tuple[str, ...] = ()
    subject: Subject = field(default_factory=Subject)


def understand(
    text: str,
    conversation: Conversation | None,
    page_product_id: str | None,
    vocabulary: VocabularyIndex,
    shown: Mapping[str, Product],
) -> ShoppingNeed:
    """Read one message; never raises, whatever the text.

    Args:
        text: as typed; what exceeds the limit of a message is not read.
        conversation: what was said and shown before, without this message.
        page_product_id: the product whose page the shopper is on.
        vocabulary: built once per catalog vocabulary.
        shown: products of this conversation, and the page's, by id.
    """
    heard, before = hear(text, conversation, vocabulary).going_on(last_search(conversation), vocabulary)
    reading = _Reading(heard.utterance, vocabulary, _scene(conversation, page_product_id, shown), before)
    _read(reading)
    kind = _kind(reading)
    own = _own_need(reading, kind)
    return heard.answered(own if kind != "find" else _in_conversation(reading, own))


def _scene(conversation: Conversation | None, page: str | None, shown: Mapping[str, Product]) -> Scene:
    latest = shown_products(conversation.last_shown if conversation else (), shown)
    ids = {product.id for product in latest}
    others = [product for product in shown.values() if product.id not in ids]
    need = conversation.last_need if conversation else None
    return Scene(latest, others, need.references if need else (), page if page in shown else None)


def _read(reading: _Reading) -> None:
    utterance, index = reading.utterance, reading.index
    reading.rating = read_rating(utterance)
    reading.price = read_price(utterance, index.currency)
    reading.pointed = _point(reading)
    if _wants_others(reading):
        reading.tags.add("more")
    _take_set_phrases(reading)
    if reading.tags & {"cheaper", "more"}:
        for position in reading.pointed.named_at:  # "cheaper than the Mistral" searches for what came before
            utterance.take(position, position + 1)
    reading.brands = mentions(utterance, index)
    reading.exclude = ExclusionReader(utterance, reading.brands, index).read()
    reading.brands = [mention for mention in reading.brands if not utterance.taken[mention.start]]
    reading.subject = read_subject(utterance, reading.brands, index)


def _wants_others(reading: _Reading) -> bool:
    """ "Like the Windline but warmer", "not the first one": what is pointed at is not what is asked for."""
    utterance, named = reading.utterance, reading.pointed.named_at
    for position in range(len(utterance)):
        is_pointing = reading.pointed.by_name and (utterance.taken[position] or position in named)
        before = position - 1 - (utterance.text_at(position - 1) == "the")
        if is_pointing and utterance.text_at(before) in ("like", "not") and not utterance.taken[before]:
            return utterance.text_at(before - 1) not in _WHO_LIKES
    return False


def _point(reading: _Reading) -> Pointed:
    reader = ReferenceReader(reading.utterance, reading.scene, reading.index)
    words = reading.utterance.words()
    if reading.scene.shown and ("compare" in words or all(word.isdigit() or word in ("or", "and") for word in words)):
        places = reader.bare_numbers()
        if places:
            return Pointed(places, by_name=True)
    return reader.read()


def _take_set_phrases(reading: _Reading) -> None:
    utterance = reading.utterance
    phrases = list(SET_PHRASES.find(utterance))
    starts = {start for start, _, tag in phrases if tag != "small_talk"}
    for start, end, tag in phrases:
        follows = utterance.text_at(end)
        if tag == "small_talk" and not (end in starts or not follows[:1].isalnum() or _is_small_talk_at(phrases, end)):
            continue  # "nice lamp", "hello kitty mug"
        if tag == "more" and _is_one_word(utterance, start, end) and not _asks_for_more(reading, end - 1):
            continue  # "more pockets", "better than the others"
        if tag == "lead" and utterance.text_at(start - 1) == "not":
            continue  # "I'm not looking for leather" is read as an exclusion
        utterance.take(start, end)
        reading.tags.add(tag)


def _is_small_talk_at(phrases: list[tuple[int, int, str]], position: int) -> bool:
    return any(start == position and tag == "small_talk" for start, _, tag in phrases)


def _is_one_word(utterance: Utterance, start: int, end: int) -> bool:
    return end - start == 1 or utterance.text_at(end - 1) == "more"


def _asks_for_more(reading: _Reading, position: int) -> bool:
    """Whether a single word there ("more", "others") stands by itself, or before what was searched for."""
    utterance = reading.utterance
    if any(not utterance.taken[i] and utterance.text_at(i) not in _BEFORE_MORE for i in range(position)):
        return False
    word = utterance.text_at(position + 1)
    if not word[:1].isalnum() or word in EDGE_WORDS:
        return True
    before = folded(reading.before.text) if reading.before else []
    return singular(word) in {singular(known) for known in before}


def _kind(reading: _Reading) -> Kind:
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
    )
    return kind_of(reading.utterance, signs, _says_nothing(reading, signs.has_wish))


def _asks_of_a_property(reading: _Reading) -> bool:
    """ "Reviews?", "more details", "price": of the product in view, with nothing else said."""
    content = [
        word for run in reading.utterance.runs() for i in run if (word := reading.utterance.text_at(i)).isalnum()
    ]
    said = [word for word in content if word not in EDGE_WORDS]
    return not reading.scene.is_empty and bool(said) and PROPERTIES.issuperset(said)


def _says_nothing(reading: _Reading, has_wish: bool) -> bool:
    """Whether nothing is left of the message besides small talk."""
    if has_wish or reading.utterance.rest() or reading.pointed.by_name or reading.tags - {"small_talk", "filler"}:
        return False
    is_small_talk = "small_talk" in reading.tags and reading.pointed.pronoun_at is None
    return is_small_talk or not reading.utterance.words()


def _likens(reading: _Reading) -> bool:
    """Whether it asks for something like what a pronoun points at: "more like this"."""
    words = reading.utterance.words()
    return "similar" in words or ("like" in words and "more" in reading.tags and "not" not in words)


def _own_need(reading: _Reading, kind: Kind) -> ShoppingNeed:
    utterance, index = reading.utterance, reading.index
    if kind == "compare":
        take_comparison(utterance)
    text = utterance.rest()
    if kind in ("product_question", "shop_question") and not text:
        text = " ".join(utterance.words())
    if kind == "chat":
        return ShoppingNeed(kind=kind)
    refers = reading.pointed.by_name or kind in ("product_question", "compare", "shop_question") or _likens(reading)
    references = reading.pointed.ids if refers else ()
    if kind == "product_question" and not references:
        references = reading.scene.in_view
    if kind == "compare" and not references:
        references = tuple(product.id for product in reading.scene.shown)
    if kind.endswith("question") or (kind == "compare" and references):
        return ShoppingNeed(kind=kind, text=text, references=references)
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
        more="more" in reading.tags,
        categories=named_categories(utterance, index),
        attributes=named_values(utterance, index),
    )


def _in_conversation(reading: _Reading, own: ShoppingNeed) -> ShoppingNeed:
    scene = reading.scene
    known = {product.id: product for product in (*scene.shown, *scene.others)}
    pointed = shown_products(reading.pointed.ids, known)
    if reading.before and "reset" not in reading.tags:
        turn = Turn(own, reading.subject, frozenset(reading.tags), "lead" in reading.tags, pointed)
        own = refine(turn, reading.before, scene.shown)
    elif reading.tags & {"more", "cheaper", "dearer"} and reading.subject.head is None:
        # nothing was searched for yet: "something like this but in red" starts from the page
        seen = (pointed or shown_products([scene.page or ""], known))[:1]
        own = own.model_copy(update={"text": " ".join([*(p.title.lower() for p in seen), own.text]).strip()})
    if "dearer" in reading.tags:
        return _dearer(own, pointed or scene.shown)
    return _cheaper(own, _compared(reading, pointed), reading) if "cheaper" in reading.tags else own


def _compared(reading: _Reading, pointed: list[Product]) -> list[Product]:
    """The products that "cheaper" speaks of: of a new kind of thing, none."""
    # "that's too expensive" speaks of one product only if one was spoken of
    is_one = reading.pointed.by_name or bool(reading.scene.focus or reading.scene.page)
    if pointed and is_one:
        return pointed
    head, before = reading.subject.head, reading.before
    is_new = head is not None and before is not None and not names(before.text, head)
    if is_new:
        return []
    return list(reading.scene.shown) or [p for p in reading.scene.others if p.id == reading.scene.page]


def _dearer(need: ShoppingNeed, products: Sequence[Product]) -> ShoppingNeed:
    limit = cheaper_than(products, are_named=False)
    if limit is None:
        return need
    return need.model_copy(update={"price": merged_price(need.price, PriceWish(min=limit + 2))})


def _cheaper(need: ShoppingNeed, products: list[Product], reading: _Reading) -> ShoppingNeed:
    limit = cheaper_than(products, are_named=reading.pointed.by_name or len(products) == 1)
    if limit is None:
        return need.model_copy(update={"sort": need.sort or "price_asc"})
    price = merged_price(need.price, PriceWish(max=min(limit, need.price.max or limit)))
    ids = tuple(product.id for product in products)
    return need.model_copy(update={"price": price, "references": ids, "cheaper_than_ref": True})
