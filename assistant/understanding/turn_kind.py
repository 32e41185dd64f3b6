"""What kind of turn a message is: find, compare, a question about a product or about the shop, or chat."""

from dataclasses import dataclass
from itertools import pairwise

from assistant.need import Kind
from assistant.understanding.lexicon import QUESTION_WORDS, SUPERLATIVES
from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.shop_topics import asks_the_shop, has_content, is_question, opening
from assistant.understanding.utterance import Utterance

_AUXILIARIES = frozenset("is are does do did can could will would has have was should may".split())
#: "Is the first cheaper than the second?" weighs; "something cheaper than the first" asks for another.
_WEIGHING = frozenset("is are does do which was were has have will would what can why how".split())
_ANYTHING = frozenset("something anything there any".split())
_ANOTHER = frozenset("any anything something a an one ones even but slightly much".split())
_NO_COMPARATIVES = frozenset("other another either water winter summer over under paper leather silver number".split())
#: Two products are weighed where one of these is said of them.
_WEIGHED = frozenset("different difference differ same alike better best similar prefer pick choose versus".split())
_OTHERS = frozenset("others rest".split())
_OPEN_QUESTIONS = frozenset("how what which who where when why".split())

_COMPARE = PhraseTable(
    {
        "compare": """
            compare/comparing/comparison, difference/differences/differ between/_, vs/versus
            how do/does they/these/those/the~two/it compare, side by side
            vergleiche/vergleich/comparer/comparar, pros and cons""",
    }
)
_WHICH = PhraseTable(
    {
        "which": """
            which one/ones/of/is/are/would/should/do, what is the better/best one/of, what one
            which product/option, better than, what would/should you/i choose/pick/take/buy
            or the first/second/third/other""",
    }
)
_ASKED = PhraseTable(
    {
        "asked": """
            tell me more/_ about, more about, details on/of/about/_, info/information on/about
            what do people/shoppers/customers/buyers/others/they say, reviews/opinions of/for/on/about
            do/did people/others/customers/shoppers/buyers/you like/recommend/rate/love it/this/that/them/these
            will you/they/it still have/be/sell, when will you/it/they have/be/get/sell
            describe, explain, know more/_ about, read the reviews
            specs/specifications of/for/_, is/are there any reviews, what is/are wrong with
            take/buy/order/want it/this/that/them/one, add it/this/that/them to, tell me more
            any/_ complaints/criticism/downsides/drawbacks/praise about/of/with/on/from/_
            any/the problems/issues/negatives with/about, any/the pros/cons of/on/about/_
            what is/are good/bad/great/special about, add/put/place/throw/pop it/this/that/them/one in/into/to
            what are the reviews like""",
        "about": "what/how about",
        "reviewed": """
            what do/did people/shoppers/customers/buyers/others/they say/think of/about, reviews of/for
            what do/did people/shoppers/customers/buyers/others/they like/love/hate/dislike/remember/praise most/best/_
            how many people/shoppers/customers/buyers rated/reviewed/bought/have/gave/recommend/like
            how many reviews/ratings/stars/opinions does/do/has/have/did/are
            how is/are the reviews of/for, is/are there any/_ reviews of/for/on/about""",
    }
)
_POINTING = frozenset("the this that these those it its they".split())


@dataclass(frozen=True, slots=True)
class Signs:
    """What the readers have seen in the message.

    Attributes:
        has_lead: it says "I'm looking for", "do you have".
        has_shown: there are products to compare or ask about.
        n_references: products pointed at by name or place.
        pronoun_at: token of a pronoun that points.
        refines: it says "cheaper", "more", or starts over.
        has_subject: it names a kind of thing.
        has_wish: it says what a product must cost, have or not have.
        asks_more: it names a property and nothing else ("reviews", "price?").
        speaks_of_cart: it says what is in the cart, or is to go there.
        sorts: it asks for an order by price or rating.
        n_names: products that it seems to call by name, shown or not ("the Windline").
        asks_service: it asks for what the shop does besides selling.
        is_off_topic: neither the shop nor what it sells is spoken of.
    """

    has_lead: bool = False
    has_shown: bool = False
    n_references: int = 0
    pronoun_at: int | None = None
    refines: bool = False
    has_subject: bool = False
    asks_more: bool = False
    has_wish: bool = False
    speaks_of_cart: bool = False
    sorts: bool = False
    n_names: int = 0
    asks_service: bool = False
    is_off_topic: bool = False


def compares(utterance: Utterance, signs: Signs) -> bool:
    """Whether products are weighed against each other."""
    tags = {tag for _, _, tag in _COMPARE.find_anywhere(utterance)}
    if tags:
        # "cat vs dog t-shirt" is a thing to find unless it is asked bare
        return not (signs.has_lead and not signs.has_shown and "compare" not in utterance.words())
    words = utterance.words()
    n_weighed = max(signs.n_references, signs.n_names)
    is_weighed = "than" in words and not signs.has_lead and _ANYTHING.isdisjoint(words)
    is_weighed = is_weighed and (opening(utterance) in _WEIGHING or is_question(utterance))
    is_weighed = is_weighed or (signs.n_references > 1 and not _WEIGHED.isdisjoint(words))
    if (n_weighed > 1 and ("or" in words or is_weighed)) or (
        n_weighed and is_weighed and not _OTHERS.isdisjoint(words)
    ):
        return True
    if not signs.has_shown or (signs.has_subject and not signs.n_references):
        return False
    return any(True for _ in _WHICH.find_anywhere(utterance)) and (signs.n_references != 1 or "better" in words)


def take_comparison(utterance: Utterance) -> None:
    """Take "compare", "versus" and the like, which are not what is compared."""
    for start, end, _ in list(_COMPARE.find(utterance)):
        utterance.take(start, end)


def asks_a_product(utterance: Utterance, signs: Signs) -> bool:
    """Whether it asks about products pointed at, or about "the …" without asking to be shown any."""
    points = signs.n_references > 0 or signs.pronoun_at is not None
    asked = {tag for _, _, tag in _ASKED.find_anywhere(utterance)}
    if not signs.has_lead and ("reviewed" in asked or ("asked" in asked and signs.n_names)):
        return True
    if asked and (points or not signs.has_subject):
        return points or (signs.has_shown and "asked" in asked)
    if signs.refines:
        return False
    if signs.n_references and _asks_for_another(utterance):
        return False
    if signs.asks_more or (signs.speaks_of_cart and not signs.has_lead):
        return True
    if signs.n_references:
        return True
    if signs.pronoun_at is not None:
        return (not utterance.rest() and not signs.has_wish) or _asks_of(utterance, signs)
    return not signs.has_lead and _asks_the_thing(utterance)


def _asks_for_another(utterance: Utterance) -> bool:
    """ "I like the first one, any smaller?", "a bigger version of the third"."""
    if opening(utterance) in _AUXILIARIES:
        return False
    pairs = pairwise(utterance.words())
    return any(
        (one in _ANOTHER and other not in _NO_COMPARATIVES and (other.endswith("er") or other == "more"))
        or other in ("version", "alternative")
        for one, other in pairs
    )


def _asks_of(utterance: Utterance, signs: Signs) -> bool:
    is_asked = is_question(utterance) or opening(utterance) in ("show", "have", "got", "this")
    if signs.pronoun_at is None or not is_asked:
        return False
    before = [i for i in range(signs.pronoun_at) if not utterance.taken[i] and has_content(utterance, i)]
    asked = opening(utterance)
    words = utterance.words()
    # "how do I wash it", "can I wash it", but not "do tents like it exist"
    is_open = asked in _OPEN_QUESTIONS or (asked in words[:1] and words[1:2] in (["i"], ["we"]))
    return len(before) <= (3 if is_open else 0)


def _asks_the_thing(utterance: Utterance) -> bool:
    """ "How heavy is the Windline": an auxiliary, then "the" or a pronoun."""
    if opening(utterance) not in QUESTION_WORDS:
        return False
    for position in range(len(utterance) - 1):
        if utterance.text_at(position) in _AUXILIARIES and utterance.text_at(position + 1) in _POINTING:
            after = utterance.text_at(position + 2)
            return after not in SUPERLATIVES and not (after.endswith("est") and len(after) > 5)
    return False


def kind_of(utterance: Utterance, signs: Signs, is_small_talk: bool) -> Kind:
    """The kind of turn. Small talk is chat only if nothing else was said."""
    if is_small_talk:
        return "chat"
    if signs.asks_service or asks_the_shop(utterance, signs.has_lead):
        return "shop_question"
    if signs.is_off_topic:
        return "chat"
    if compares(utterance, signs):
        return "compare"
    is_order = signs.sorts and not signs.n_references
    if not is_order and asks_a_product(utterance, signs):
        return "product_question"
    return "find"
