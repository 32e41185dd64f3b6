"""Talk that is neither of the shop nor of its goods: a poem, the weather, the assistant's own instructions."""

from assistant.understanding.lexicon import EDGE_WORDS, PREPOSITIONS
from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.shop_topics import opening
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex

_WORKS = frozenset(
    """poem poems story stories song songs haiku limerick essay joke jokes riddle email letter code script program
    function rhyme speech tweet sonnet rap summary recipe fairytale novel""".split()
)
_MAKES = frozenset("write compose sing recite tell make give invent generate create draft read".split())
_TALK = PhraseTable(
    {
        "instructions": """
            ignore/disregard/override/bypass all/any/_ of/_ the/your/these previous/prior/above/earlier/initial/_ rules
            ignore/disregard/forget/override all/any/_ of/_ your/the/these previous/prior/above/_ instructions
            ignore/disregard/forget/override all/any/_ previous/prior/above/earlier instructions/rules/prompts/messages
            ignore/disregard/forget/override/bypass your/all~your/the instructions/rules/prompt/guidelines/guardrails
            ignore/disregard/forget/override everything above/before~this
            your/the system/initial/hidden/secret/internal prompt/prompts
            your system/initial/hidden/secret instructions
            print/reveal/show/repeat/output/tell/give me/us/_ all/_ your instructions/guidelines/rules/prompt
            system prompt, developer/admin/debug/god mode, you are now a/an, pretend to/you be/are, pretend that you are
            roleplay/role-play as""",
        "elsewhere": """
            what is the weather/forecast/temperature/time/date/score/news, how is the weather, weather forecast
            what will the weather be, what time is it, what day/date is it/today, will it rain/snow/be~sunny/be~hot
            is it raining/snowing/sunny/going~to~rain, what are the news, who won/invented/discovered/wrote
            what is the capital/population/meaning/president/square~root of, how old/tall are you, how tall is the
            translate this/that/the~following/into, solve this/the/for, what is the answer to, what is the time
            do my homework, tell me a secret, who is the president/king/queen/prime~minister""",
        "knowledge": """
            what do/can you know/tell~me about, tell me something/_ about, explain to~me/_, what do you think about/of
            do you know anything/something/much/_ about, talk about, teach me about""",
    }
)
#: Would the weather be asked of these, it would be of a product: "what is the temperature rating".
_OF_A_THING = frozenset("rating rated limit range for".split())


def is_off_topic(utterance: Utterance, index: VocabularyIndex) -> bool:
    """Whether it is nothing that a shop's search could answer."""
    if _is_work(utterance):
        return True
    tags: set[str] = set()
    told: set[int] = set()
    for start, end, tag in _TALK.find_anywhere(utterance):
        if tag != "elsewhere" or _OF_A_THING.isdisjoint((utterance.text_at(end), utterance.text_at(end + 1))):
            tags.add(tag)
            told.update(range(start, end))
    if tags & {"elsewhere", "instructions"}:
        return not _names_goods(utterance, told, index)
    return "knowledge" in tags and not _is_of_the_shop(utterance, told, index)


def _is_work(utterance: Utterance) -> bool:
    """ "Write me a poem about the moon", but not "give me a story book"."""
    asked = opening(utterance)
    words = utterance.words()
    if asked in ("can", "could", "would", "will", "please") and "you" in words[:3]:
        asked = next((word for word in words[:6] if word in _MAKES), "")
    if asked not in _MAKES or asked not in words[:6]:
        return False
    at = words.index(asked)
    near = words[at + 1 : at + 6]
    if near[:1] not in (["me"], ["us"], ["a"], ["an"], ["some"], ["another"]):
        return False
    return any(word in _WORKS and _ends_there(utterance, at + 1 + place) for place, word in enumerate(near))


def _ends_there(utterance: Utterance, place: int) -> bool:
    words = utterance.words()
    after = words[place + 1] if place + 1 < len(words) else ""
    return not after or after in PREPOSITIONS or after in EDGE_WORDS


def _names_goods(utterance: Utterance, told: set[int], index: VocabularyIndex) -> bool:
    """Whether it asks for something that is sold, too."""
    return any(index.is_sold([word]) for word in _others(utterance, told))


def _is_of_the_shop(utterance: Utterance, told: set[int], index: VocabularyIndex) -> bool:
    """Whether what is asked about is called by a word of the catalog, or nothing is asked about."""
    others = _others(utterance, told)
    return not others or index.is_known(others[-1])


def _others(utterance: Utterance, told: set[int]) -> list[str]:
    return [
        token.text
        for position, token in enumerate(utterance.tokens)
        if position not in told and token.kind == "word" and token.text not in EDGE_WORDS
    ]
