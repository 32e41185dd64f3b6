"""Whether a message asks if the shop has something: "do you sell bags?", "got any rugs?"."""

from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.utterance import Utterance

_ASKED = PhraseTable(
    {
        "asked": """
            do/does you/ya/u/they guys/_ also/still/even/actually/happen~to/by~any~chance/_ have/sell/carry/stock/offer
            have/has you/u/ya guys/_ also/still/_ got, u/you/ya got/have/sell/stock any/a/some, got any/some
            is/are there any/a/an/some, any chance you have/sell/stock/carry, i wonder/wondering if you have/sell/stock
            you do not have/sell any, do you do, can i get/buy/find any/a/an/some
            haben sie/euch, habt ihr, gibt es, führen/verkaufen sie, avez vous, vendez vous, tienen, venden, hay""",
    }
)


def asks_presence(utterance: Utterance) -> bool:
    """Whether it does; nothing is taken."""
    return any(True for _ in _ASKED.find_anywhere(utterance))
