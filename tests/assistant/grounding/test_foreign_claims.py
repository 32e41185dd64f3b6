"""The model answers in the shopper's language: the same lies are held back there, and honest sentences pass."""

from types import ModuleType

import pytest

from assistant.grounding.verifier import AnswerVerifier, Facts

LIES = {
    "de": """
        Der Windline Commuter Softshell kostet nur 49 £.
        Die Coldgate Deep Winter Road Jacket ist auf Lager.
        Nur noch 3 Stück verfügbar!
        Heute gibt es 30 % Rabatt auf alles.
        Mit dem Gutschein SPAR sparen Sie.
        Die Lieferung ist kostenlos.
        Die Lieferung kommt morgen bei Ihnen an.
        Sie können alles 90 Tage lang zurückgeben.
        Ich habe die Jacke in den Warenkorb gelegt.
        Ihre Bestellung wurde aufgegeben.
        Der Zephyr Storm Parka ist unsere wärmste Jacke.
        Bewertet mit 4,9 von 5.
        Die Frostline Thermal Cycling Jacket ist ausverkauft.
        Das ist unser Bestseller.
        Die Frostline Thermal Cycling Jacket ist reduziert.""",
    "es": """
        El Windline Commuter Softshell cuesta 49 £.
        La Coldgate Deep Winter Road Jacket está en stock.
        Solo quedan 2 unidades.
        Envío gratis en todos los pedidos.
        La entrega llega mañana.
        Lo he añadido a tu carrito.
        Tu pedido ha sido confirmado.
        El Zephyr Storm Parka es nuestra chaqueta más cálida.
        La Frostline Thermal Cycling Jacket está rebajada.
        Usa el código INVIERNO.
        Puedes devolverlo en 90 días con la garantía de devolución.
        Es el más vendido.""",
    "fr": """
        Le Windline Commuter Softshell coûte 49 £.
        La Coldgate Deep Winter Road Jacket est en stock.
        Il ne reste plus que 2 pièces.
        Livraison gratuite dès demain.
        La livraison est gratuite.
        Je l'ai ajouté à votre panier.
        Votre commande est confirmée.
        Le Zephyr Storm Parka est notre veste la plus chaude.
        La Frostline Thermal Cycling Jacket est en promotion.
        Avec ce code promo vous économisez.""",
}
HONEST = {
    "de": """
        Der Windline Commuter Softshell kostet 89 £ und hält den Wind ab.
        Der Windline Commuter Softshell ist in den Größen S, M und L auf Lager.
        Die Coldgate Deep Winter Road Jacket ist derzeit nicht auf Lager.
        Mit 109 £ liegt die Frostline Thermal Cycling Jacket unter Ihrem Budget von 120 £.
        Die Standardlieferung kostet 3,95 £ und dauert 3 bis 5 Werktage.
        Ab 50 £ Bestellwert ist die Lieferung kostenlos.
        Sie können alles innerhalb von 30 Tagen zurückgeben.
        Möchten Sie lieber eine leichtere Jacke?
        Der Windline Commuter Softshell ist mit 4,2 von 5 bei 57 Bewertungen bewertet.
        Der Windline Commuter Softshell ist von 119 £ auf 89 £ reduziert.
        Guten Tag! Wie kann ich Ihnen helfen?
        Der Tarn 20 Litre Drysack wiegt 96 g und fasst 20 Liter.
        Ich kann nichts in den Warenkorb legen, das geht auf der Produktseite.
        Einen Rabatt gibt es auf die Frostline Thermal Cycling Jacket nicht.""",
    "es": """
        El Windline Commuter Softshell cuesta 89 £ y corta el viento.
        La Coldgate Deep Winter Road Jacket no está disponible ahora mismo.
        El Windline está rebajado de 119 £ a 89 £.
        El envío es gratis a partir de 50 £.
        ¿Prefieres algo más ligero?
        Puedes devolver todo en 30 días.""",
    "fr": """
        Le Windline Commuter Softshell coûte 89 £ et coupe le vent.
        La livraison est gratuite dès 50 £ d'achat.
        Vous pouvez retourner l'article sous 30 jours.
        Souhaitez-vous quelque chose de plus léger ?""",
}


@pytest.fixture
def facts(small_shop: ModuleType) -> Facts:
    return Facts.gather(small_shop.PRODUCTS, small_shop.POLICIES, small_shop.REVIEWS, small_shop.SHOPPER_WORDS)


def read(facts: Facts, language: str, text: str) -> tuple[str, list[str]]:
    facts.language = language
    verifier = AnswerVerifier(facts)
    sent = verifier.feed(text) + verifier.finish()
    return sent, [f"{c.kind}: {c.said} → {c.instead}" for c in verifier.corrections]


def _lines(texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, line.strip()) for language, text in texts.items() for line in text.strip().split("\n")]


@pytest.mark.parametrize(("language", "text"), _lines(LIES))
def test_a_lie_in_another_language_is_noticed(facts: Facts, language: str, text: str) -> None:
    sent, corrections = read(facts, language, text)
    assert corrections, sent


@pytest.mark.parametrize(("language", "text"), _lines(HONEST))
def test_an_honest_sentence_in_another_language_passes(facts: Facts, language: str, text: str) -> None:
    assert read(facts, language, text) == (text, [])


def test_a_lie_is_noticed_though_the_language_was_taken_for_english(facts: Facts) -> None:
    missed = [text for _, text in _lines(LIES) if not read(facts, "en", text)[1]]
    assert not missed
