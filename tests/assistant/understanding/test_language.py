"""Which language a message is in."""

import time

import pytest

from assistant.understanding.language import language_of

MESSAGES = {
    "en": (
        "do you have rain jackets", "boots under 50", "no wool please", "the second one", "cheaper",
        "what about chairs?",        "how long does shipping take", "red shoes size 42", "gift for my dad",
        "I'm looking for a tent",
        "a die cast car", "la sportiva climbing shoes", "El Camino poster", "de longhi coffee machine", "garden hose",
        "mantel clock", "hut socks", "rot resistant wood", "art brief case", "sans serif poster", "petite dress",
        "duvet cover", "chaise longue", "Die Hard DVD", "pour over kettle", "iphone 11", "42", "", "?!", "🎉",
        "under armour hoodie", "casa lamp", "mango chutney", "rock band shirt", "kind bars", "Fjällräven Kånken",
        "Häagen-Dazs", "jalapeño seeds", "do you have 東京 poster", "cafe au lait mug", "thanks!",
    ),
    "de": (
        "Ich suche eine Jacke", "Jacke unter 100 Euro", "habt ihr Zelte?", "kein Leder bitte", "billiger",
        "das zweite",
        "die letzten beiden", "ohne Wolle", "noch andere?", "wie lange dauert der Versand", "danke", "hallo",
        "Wanderschuhe", "rote Schuhe", "etwas günstigeres", "nicht zu teuer", "höchstens 80", "Preis egal",
        "vergleiche die ersten beiden", "was ist der Unterschied", "Größe 42", "und in Schwarz?", "für meinen Vater",
        "gut bewertet", "auf Lager", "mindestens 4 Sterne", "fuer unter 50", "zeig mir mehr", "ich mag keine Wolle",
        "wer bist du?", "Kann ich das zurückgeben?", "die günstigste Jacke",
    ),
    "es": (
        "busco una chaqueta", "zapatos rojos", "botas de montaña", "¿tenéis tiendas?", "sin cuero", "más barato",
        "el segundo", "los dos primeros", "hasta 100 euros", "¿cuánto tarda el envío?", "gracias", "hola",
        "algo más económico", "no muy caro", "que no sea de lana", "talla 42", "el precio da igual", "muéstrame más",
        "compara los dos primeros", "¿quién eres?", "nada de plástico", "para mi padre", "bien valorados",
        "con al menos 4 estrellas", "mas barato", "quiero unas botas", "¿y en rojo?", "me gustaría una mochila",
        "unos zapatos de unos 40 euros", "demasiado caro",
    ),
    "fr": (
        "je cherche une veste", "avez-vous des tentes ?",
        "moins cher", "sans cuir", "le deuxième", "bonjour", "merci",
        "des chaussures rouges", "jusqu'à 100 euros", "pas trop cher", "un cadeau pour mon père",
        "livraison gratuite ?",
        "veste imperméable", "quelle est la différence ?", "je voudrais une lampe",
    ),
    "it": (
        "cerco una giacca", "scarpe senza pelle", "quanto costa la spedizione?", "ciao", "vorrei uno zaino",
        "più economico",
    ),
    "nl": (
        "ik zoek een jas", "schoenen zonder leer", "heb je iets goedkopers?",
        "hoe lang duurt de verzending?", "bedankt",
    ),
    "pt": ("procuro sapatos", "você tem mochilas?", "sem couro", "obrigado", "quanto custa o frete?"),
    "pl": ("szukam butów", "czy macie kurtki?", "ile kosztuje dostawa?", "bez skóry", "dziękuję"),
    "sv": ("jag söker en jacka", "har ni något billigare?", "utan läder och inte för dyrt", "vad kostar frakten?"),
    "da": ("jeg søger en jakke", "hvad koster fragt?", "jeg leder efter støvler uden læder"),
    "tr": ("ayakkabı arıyorum", "daha ucuz var mı?", "teşekkürler"),
    "ru": ("есть ли куртка?", "ищу ботинки Nike Air Max", "дешевле"),
    "uk": ("шукаю зимові черевики", "чи є дешевші куртки?", "маєте намети?"),
    "ja": ("赤い靴はありますか", "もっと安いの", "テント"),
    "zh": ("红色的鞋", "便宜一点的"), "ko": ("빨간 신발 있어요?", "더 싼 것"),
    "ar": ("هل لديكم أحذية؟", "أرخص"), "he": ("יש לכם נעליים?", "זול יותר"), "el": ("έχετε παπούτσια;", "πιο φθηνό"),
    "hi": ("क्या आपके पास जूते हैं", "सस्ता"), "th": ("มีรองเท้าไหม",), "fa": ("کفش چرمی دارید؟",),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), [(text, code) for code, texts in MESSAGES.items() for text in texts])
def test_a_first_message_tells_its_language(text, code):
    assert language_of(text) == code


@pytest.mark.parametrize("code", ["de", "es", "ja", "en"])
@pytest.mark.parametrize("text", ["42", "rot?", "Nike", "?", "M", "🎉", "1 2", "iPhone 15"])
def test_what_tells_nothing_stays_in_the_language_of_the_conversation(text, code):
    assert language_of(text, code) == code


@pytest.mark.parametrize(
    ("text", "before", "code"),
    [
        ("rojo?", "en", "en"),
        ("rojo?", "es", "es"),
        ("and in blue?", "de", "en"),
        ("cheaper please", "de", "en"),
        ("billiger", "en", "de"),
        ("ok", "de", "de"),
        ("¿tenéis botas?", "de", "es"),
        ("有靴子吗", "en", "zh"),
    ],
)
def test_a_language_is_changed_by_more_than_a_word_that_many_have(text, before, code):
    assert language_of(text, before) == code


def test_a_name_of_the_catalog_tells_nothing():
    assert language_of("Stiefel") == "de"
    assert language_of("Stiefel", known={"stiefel": 3}) == "en"


def test_a_language_is_told_in_microseconds():
    text = "Ich suche eine wasserdichte Jacke für unter 100 Euro, aber bitte nicht in Schwarz. " * 40
    language_of(text)
    start = time.perf_counter()
    for _ in range(20):
        language_of(text)
    assert (time.perf_counter() - start) / 20 < 0.002
