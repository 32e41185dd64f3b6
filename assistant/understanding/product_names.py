"""Products called by name: "how heavy is the Windline", "skarn or ridge"."""

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from assistant.understanding.lexicon import ADJECTIVES, COLOURS, EDGE_WORDS, MATERIALS
from assistant.understanding.shop_topics import is_question
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex, folded, singular
from catalog.product import Product

PLAIN_WORDS = EDGE_WORDS | ADJECTIVES | COLOURS | MATERIALS
_BEFORE_NAMES = frozenset(", the and or vs versus than like about compare to with between".split())
#: Similar enough to be one name misspelled: "windlin", "wind-line".
_SAME_NAME = 84
_MIN_CHARACTERS = 4
#: A range of products may share a name: "the Fellside".
_FEW = 6


def named_in(utterance: Utterance, products: Sequence[Product], index: VocabularyIndex) -> list[tuple[int, str]]:
    """The token and the id of every product whose own name is in the message.

    Two words of a title that neither kind, brand nor value explains make a name; so does the first of them alone
    where a name is expected ("the Ridge", "like Ridge", a question) or where nothing else is said.
    """
    said = [
        (position, word)
        for position, token in enumerate(utterance.tokens)
        if token.kind == "word" and not utterance.taken[position]
        for word in folded(token.text)
        if len(word) >= _MIN_CHARACTERS and word not in PLAIN_WORDS
    ]
    if not said:
        return []
    found = [
        (position, product.id, place)
        for product in products
        for place, name in enumerate(_own_names(product, products, index))
        for position, word in said
        if word == name or ratio(word, name, score_cutoff=_SAME_NAME)
    ]
    hits = Counter(identity for _, identity, _ in found)
    is_bare = len({position for position, _, _ in found}) == len(said)
    return sorted(
        (position, identity)
        for position, identity, place in found
        if hits[identity] > 1 or (place == 0 and (is_bare or _is_led(utterance, position)))
    )


def names_in(utterance: Utterance, index: VocabularyIndex) -> int:
    """How many products seem to be called by name, shown or not: "the Windline", "the Fellside Down Mummy Bag"."""
    return sum(_is_name_at(utterance, position, index) for position in range(1, len(utterance)))


def words_of_names(utterance: Utterance, index: VocabularyIndex) -> str:
    """The names themselves, as far as the catalog knows their words: what such a question is best searched with."""
    found: list[str] = []
    for position in range(1, len(utterance)):
        if not _is_name_at(utterance, position, index):
            continue
        end = position
        while end < len(utterance) and utterance.tokens[end].kind != "mark" and _is_of_a_name(utterance, end, index):
            end += 1
        found += [utterance.text_at(place) for place in range(position, end)]
    return " ".join(found)


def _is_of_a_name(utterance: Utterance, position: int, index: VocabularyIndex) -> bool:
    text = utterance.text_at(position)
    return text not in EDGE_WORDS and all(index.is_known(part) for part in folded(text))


def _is_name_at(utterance: Utterance, position: int, index: VocabularyIndex) -> bool:
    if utterance.text_at(position - 1) not in ("the", "your") or utterance.tokens[position].kind != "word":
        return False
    parts = folded(utterance.text_at(position))
    return any(
        len(part) >= _MIN_CHARACTERS
        and part not in PLAIN_WORDS
        and index.words.get(part, 0) > 0
        and not index.is_sold([part])
        and _is_rare(part, index, _FEW)
        for part in parts
    )


def _is_led(utterance: Utterance, position: int) -> bool:
    return is_question(utterance) or utterance.text_at(position - 1) in _BEFORE_NAMES


def _own_names(product: Product, products: Sequence[Product], index: VocabularyIndex) -> list[str]:
    """Words of the title that are the product's own, in order; the first one is what people call it by."""
    brand = set(folded(product.brand or ""))
    names = [
        word
        for word in folded(product.title)
        if len(word) >= _MIN_CHARACTERS and word not in PLAIN_WORDS and word not in brand and _is_rare(word, index)
    ]
    if len(products) == 1:
        return names
    return [word for word in names if not all(word in folded(other.title) for other in products)]


def _is_rare(word: str, index: VocabularyIndex, few: int = 3) -> bool:
    is_explained = singular(word) in index.category_words or bool(index.values([word]))
    return not is_explained and index.words.get(word, 0) <= max(few, index.n_products // 200)
