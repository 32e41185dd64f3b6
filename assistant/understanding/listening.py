"""Listens to one message: reader after reader takes the words it understands, and notes what they mean."""

from assistant.understanding.brand_phrases import mentions
from assistant.understanding.exclusion_phrases import ExclusionReader
from assistant.understanding.gift_phrases import read_gift
from assistant.understanding.lexicon import EDGE_WORDS, OPENERS
from assistant.understanding.lifting import read_lifted
from assistant.understanding.memory_phrases import read_memory_talk
from assistant.understanding.presence import asks_presence
from assistant.understanding.price_phrases import read_price
from assistant.understanding.rating_phrases import read_rating
from assistant.understanding.reading import Reading
from assistant.understanding.reference_phrases import Pointed, ReferenceReader
from assistant.understanding.set_phrases import SET_PHRASES
from assistant.understanding.subject import Subject, read_subject
from assistant.understanding.superlative_phrases import read_superlative
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import folded, singular

_BEFORE_MORE = OPENERS | frozenset("any some me show give see".split())
_WHO_LIKES = frozenset("i we you they people really do not would".split())

#: What follows these is a thing of its own: "show me", "the cheapest", "what about".
_BEGINNING = frozenset("lead subject reset price_asc price_desc rating_desc".split())

_OPPOSITES = {
    "heavy": "lighter", "big": "smaller", "large": "smaller", "small": "bigger", "tiny": "bigger", "long": "shorter",
    "short": "longer", "wide": "narrower", "narrow": "wider", "thick": "thinner", "thin": "thicker", "warm": "cooler",
    "hot": "cooler", "cold": "warmer", "dark": "brighter", "bright": "darker", "loud": "quieter", "slow": "faster",
    "bulky": "slimmer", "soft": "firmer", "hard": "softer", "tight": "looser", "loose": "tighter", "plain": "colourful",
}  # fmt: skip


def listen(reading: Reading) -> None:
    """Fill the reading in; what nobody took of the utterance afterwards is searched for."""
    utterance, index = reading.utterance, reading.index
    reading.gift = read_gift(utterance)
    reading.memory = read_memory_talk(utterance, reading.gift, index.currency)
    reading.superlative = read_superlative(utterance)
    reading.asks_presence = asks_presence(utterance)
    for start, end in (*reading.memory.leads, *reading.memory.forgotten):
        utterance.take(start, end)
    reading.rating = read_rating(utterance)
    reading.price = read_price(utterance, index.currency)
    reading.lifted = read_lifted(utterance)
    _turn_round(utterance)
    reading.pointed = _point(reading)
    if _wants_others(reading):
        reading.tags.add("more")
    _take_set_phrases(reading)
    at = reading.pointed.pronoun_at
    if at is not None and utterance.taken[at] and reading.tags <= {"small_talk", "filler"}:
        reading.pointed = Pointed()  # "that's all, thanks" points at nothing
    if reading.tags & {"cheaper", "more"}:
        for position in reading.pointed.named_at:  # "cheaper than the Mistral" searches for what came before
            utterance.take(position, position + 1)
    reading.brands = mentions(utterance, index)
    exclusions = ExclusionReader(utterance, reading.brands, index)
    reading.exclude = exclusions.read()
    reading.disliked = tuple(dict.fromkeys(exclusions.lasting))
    reading.brands = [mention for mention in reading.brands if not utterance.taken[mention.start]]
    goes_on = reading.before is not None and not reading.tags & _BEGINNING
    reading.subject = read_subject(utterance, reading.brands, index, goes_on)
    if goes_on and _chooses(reading):
        reading.subject = Subject()


def _chooses(reading: Reading) -> bool:
    """ "SSD, not HDD": of two values of one attribute the one that is wanted is no thing of its own."""
    head = reading.subject.head
    others = [words for name in reading.exclude if (words := folded(name))]
    return head is not None and any(reading.index.share_an_attribute([head], words) for words in others)


def _turn_round(utterance: Utterance) -> None:
    """ "Too heavy" asks for something lighter."""
    for position in range(len(utterance) - 1):
        opposite = _OPPOSITES.get(utterance.free_at(position + 1))
        if opposite and utterance.free_at(position) == "too":
            utterance.take(position, position + 1)
            utterance.replace(position + 1, opposite)


def _wants_others(reading: Reading) -> bool:
    """ "Like the Windline but warmer", "not the first one": what is pointed at is not what is asked for."""
    utterance, named = reading.utterance, reading.pointed.named_at
    for position in range(len(utterance)):
        is_pointing = reading.pointed.by_name and (utterance.taken[position] or position in named)
        before = position - 1 - (utterance.text_at(position - 1) == "the")
        if is_pointing and utterance.text_at(before) in ("like", "not") and not utterance.taken[before]:
            return utterance.text_at(before - 1) not in _WHO_LIKES
    return False


def _point(reading: Reading) -> Pointed:
    reader = ReferenceReader(reading.utterance, reading.scene, reading.index)
    words = reading.utterance.words()
    if reading.scene.shown and ("compare" in words or all(word.isdigit() or word in ("or", "and") for word in words)):
        places = reader.bare_numbers()
        if places:
            return Pointed(places, by_name=True)
    return reader.read()


def _take_set_phrases(reading: Reading) -> None:
    utterance = reading.utterance
    phrases = list(SET_PHRASES.find(utterance))
    starts = {start for start, _, tag in phrases if tag != "small_talk"}
    for start, end, tag in phrases:
        follows = utterance.text_at(end)
        goes_on = end + (follows in ("and", "y", "und", "et"))
        if tag == "small_talk" and not (
            end in starts or not follows[:1].isalnum() or _is_small_talk_at(phrases, goes_on)
        ):
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


def _asks_for_more(reading: Reading, position: int) -> bool:
    """Whether a single word there ("more", "others") stands by itself, or before what was searched for."""
    utterance = reading.utterance
    if any(not utterance.taken[i] and utterance.text_at(i) not in _BEFORE_MORE for i in range(position)):
        return False
    word = utterance.text_at(position + 1)
    if not word[:1].isalnum() or word in EDGE_WORDS:
        return True
    before = folded(reading.before.text) if reading.before else []
    return singular(word) in {singular(known) for known in before}
