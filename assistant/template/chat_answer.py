"""Answers small talk: greets, thanks, says what it is, and brings the talk back to the shop."""

from assistant.brief import TurnBrief
from assistant.template.phrasing import Phrasing
from assistant.template.shop_range import range_text
from catalog.vocabulary import words_of

_GREETINGS = {"hi", "hello", "hey", "hiya", "morning", "afternoon", "evening", "greetings", "howdy", "yo"} | set(
    "hallo hola bonjour salut moin servus guten buenos buenas ola".split()
)
_THANKS = {"thanks", "thank", "thx", "ta", "cheers", "brilliant", "great", "lovely", "perfect", "appreciated"} | set(
    "danke dank gracias merci grazie obrigado obrigada bedankt".split()
)
_GOODBYES = {"bye", "goodbye", "ciao", "later", "goodnight", "tschüss", "adiós", "adios", "revoir", "wiedersehen"}
_ABOUT_ME = {"you", "your", "yourself", "bot", "human", "robot", "ai", "real", "person"}
_RANGE = {"sell", "have", "stock", "offer", "buy", "get", "here"}
_HELP = {"help", "can", "do", "start"}

_SAID = {
    "greeting": (
        "Hello! What can I find for you today?",
        "Hello, good to see you. What are you after?",
        "Hi there. What are you looking for?",
    ),
    "thanks": (
        "You're welcome. Anything else I can look up?",
        "Glad to help. Is there anything else?",
        "Any time. Shall I look for something else?",
    ),
    "goodbye": (
        "Goodbye, and thank you for stopping by.",
        "Bye for now. Come back any time.",
        "Goodbye. I'm here whenever you need something.",
    ),
    "about": (
        "I'm this shop's AI assistant, not a person.",
        "I'm an AI assistant for this shop; there's no person typing.",
    ),
    "help": (
        "Tell me what you need, with a price or a brand if you have one in mind.",
        "Describe what you're after and what you'd like to spend.",
    ),
    "range": ("Have a look around.", "Gladly.", "Quite a lot, in fact."),
    "off_topic": (
        "That's outside my counter, I'm afraid: I'm here for the shop's products, delivery, returns and the like.",
        "I'm better at products than at that. Ask me about anything we sell, or about delivery and returns.",
        "I'll leave that to someone better qualified; what I know is this shop and what it sells.",
    ),
}
_CAN_DO = "I can find products, compare them, and tell you what their records and our documents say."


def write_chat(brief: TurnBrief) -> str:
    """A short reply, with what the shop sells unless the shopper is leaving."""
    topic = _topic(brief.turn.message)
    said = Phrasing(brief.turn.message).pick(topic, _SAID[topic])
    if topic in ("goodbye", "thanks"):
        return said
    if topic == "about":
        return " ".join(part for part in (said, _CAN_DO, range_text(brief)) if part)
    if topic == "greeting":
        question = said.rindex(". ") + 2 if ". " in said else said.rindex("! ") + 2
        return " ".join(part for part in (said[:question].strip(), range_text(brief), said[question:]) if part)
    return " ".join(part for part in (said, range_text(brief)) if part)


def _topic(message: str) -> str:
    words = words_of(message)
    known = set(words)
    if known & _GOODBYES:
        return "goodbye"
    if {"what"} & known and known & _RANGE:
        return "range"
    if known & _ABOUT_ME and known & {"who", "what", "are", "is", "am"} and not {"can", "how"} & known:
        return "about"
    if known & _THANKS and len(words) <= 8:
        return "thanks"
    if known & _GREETINGS and len(words) <= 5:
        return "greeting"
    if not words or (known & _HELP and len(words) <= 7 and "joke" not in known):
        return "help"
    return "off_topic"
