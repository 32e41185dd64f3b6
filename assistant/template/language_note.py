"""One sentence in the shopper's language that the rest is in English; once in a conversation."""

from assistant.brief import TurnBrief

_NOTES = {
    "de": "Ohne Sprachmodell antworte ich leider nur auf Englisch, verstehe Sie aber.",
    "es": "Sin un modelo de lenguaje solo puedo responder en inglés, pero le entiendo.",
    "fr": "Sans modèle de langue, je ne peux répondre qu'en anglais, mais je vous comprends.",
    "it": "Senza un modello linguistico posso rispondere solo in inglese, ma La capisco.",
    "nl": "Zonder taalmodel kan ik alleen in het Engels antwoorden, maar ik begrijp u.",
    "pt": "Sem um modelo de linguagem só consigo responder em inglês, mas compreendo.",
    "sv": "Utan språkmodell kan jag bara svara på engelska, men jag förstår dig.",
    "da": "Uden en sprogmodel kan jeg kun svare på engelsk, men jeg forstår dig.",
    "no": "Uten en språkmodell kan jeg bare svare på engelsk, men jeg forstår deg.",
    "pl": "Bez modelu językowego mogę odpowiadać tylko po angielsku, ale rozumiem.",
}
#: For a language without a sentence of its own.
_ELSE = "Without a language model I can answer in English only."


def language_note(brief: TurnBrief) -> str:
    """Empty for English, and once it was said."""
    language = brief.need.language.casefold()[:2]
    if not language or language == "en":
        return ""
    note = _NOTES.get(language, _ELSE)
    told = any(note in m.content for m in brief.turn.conversation.messages if m.role == "assistant")
    return "" if told else note
