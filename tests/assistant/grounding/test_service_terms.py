"""Figures of the shop's service, in any language: each must be of the service, and in the role, it is said of."""

from types import ModuleType

import pytest

from assistant.grounding.verifier import AnswerVerifier, Facts
from catalog.policy import PolicySection

ROWS = (
    "| Service | Price | Time |\n| --- | --- | --- |\n| Standard | £3.95, free over £60 | 2–4 working days |\n"
    "| Express | £7.95 | next working day if ordered before 14:00 |\n"
)
ABROAD = (
    "| Destination | Price | Time |\n| --- | --- | --- |\n"
    "| European Union, Norway, Switzerland | £12.95, free over £150 | 5–8 working days |\n"
    "| United States and Canada | £19.95 | 7–12 working days |\n"
    "| Everywhere else we ship | £24.95 | 8–15 working days |"
)
SECTIONS = (
    PolicySection(source_id="a", document="shipping", title="Delivery — United Kingdom", text=ROWS),
    PolicySection(source_id="b", document="shipping", title="Delivery — Europe and the rest of the world", text=ABROAD),
    PolicySection(
        source_id="c", document="shipping", title="Large furniture", text="It goes with two people for £29 an order."
    ),
    PolicySection(
        source_id="d",
        document="faq",
        title="What does delivery cost?",
        text="Express is £7.95. Large furniture is £29.",
    ),
    PolicySection(
        source_id="e", document="faq", title="Is there a student discount?", text="10% with a verified student account."
    ),
)
PAIRS = """
en | Standard UK delivery is free on orders over £60; otherwise it costs £3.95.
   but not | Standard UK delivery is free on orders over £150; otherwise it costs £3.95.
en | Standard delivery costs £3.95.
   but not | Standard delivery costs £60.
en | Express is £7.95 and large furniture £29.
   but not | Express is £29 and large furniture £7.95.
en | To the EU, Norway and Switzerland it's £12.95, free over £150.
   but not | To the EU, Norway and Switzerland it's £12.95, free over £60.
en | To the United States it's £19.95.
   but not | To the United States it's £24.95.
en | There is 10% for students.
   but not | There is 15% for students.
en | Rugs go as standard parcels, so the £29 large-furniture charge doesn't apply to them.
   but not | Rugs go as standard parcels, so the £7.95 large-furniture charge doesn't apply to them.
de | Große Möbel kosten 29 £.
   but not | Große Möbel kosten 39 £.
de | Express kostet 7,95 £ und kommt am nächsten Werktag, wenn Sie vor 14 Uhr bestellen.
   but not | Express kostet 3,95 £ und kommt am nächsten Werktag, wenn Sie vor 14 Uhr bestellen.
es | A Estados Unidos y Canadá cuesta 19,95 £, y al resto de destinos, 24,95 £.
   but not | A Estados Unidos y Canadá cuesta 24,95 £, y al resto de destinos, 19,95 £.
es | Si pide desde España, son 12,95 £, o nada si el pedido supera las 150 £.
   but not | Si pide desde España, son 12,95 £, o nada si el pedido supera las 60 £.
es | El envío estándar cuesta 3,95 £ y es gratis en pedidos de más de 60 £.
   but not | El envío estándar cuesta 3,95 £ y es gratis en pedidos de más de 150 £.
"""


def _corrections(facts: Facts, language: str, text: str) -> list[str]:
    facts.language = language
    verifier = AnswerVerifier(facts)
    verifier.feed(text)
    verifier.finish()
    return [f"{c.kind}: {c.said}" for c in verifier.corrections]


def _pairs() -> list[tuple[str, str, str]]:
    lines = [line.strip().partition(" | ") for line in PAIRS.strip().splitlines()]
    return [(one[0], one[2], two[2]) for one, two in zip(lines[::2], lines[1::2], strict=True)]


@pytest.fixture
def facts(small_shop: ModuleType) -> Facts:
    return Facts.gather(small_shop.PRODUCTS, SECTIONS)


@pytest.mark.parametrize(("language", "honest", "lie"), _pairs())
def test_a_figure_of_the_service_is_of_the_one_it_is_said_of(
    facts: Facts, language: str, honest: str, lie: str
) -> None:
    assert _corrections(facts, language, honest) == []
    assert _corrections(facts, language, lie) != []


@pytest.mark.parametrize(
    "lie",
    [
        "The Windline Commuter Softshell costs £7.95 with express delivery.",
        "The Windline Commuter Softshell is warm. It's £29 and arrives by express.",
        "The Windline Commuter Softshell is warm. It is 10% off.",
    ],
)
def test_a_fee_of_the_service_is_no_price_of_a_product(facts: Facts, lie: str) -> None:
    assert _corrections(facts, "en", lie) != []


GIFT_CARDS = PolicySection(
    source_id="g", document="faq", title="Do you sell gift cards?", text="From £10 to £500, by e-mail or by post."
)


def test_a_sentence_of_a_document_may_be_said_as_it_stands(small_shop: ModuleType) -> None:
    facts = Facts.gather(small_shop.PRODUCTS, [GIFT_CARDS])
    assert _corrections(facts, "en", "From £10 to £500, by e-mail or by post.") == []


@pytest.mark.parametrize(
    "lie",
    [
        "From £10 to £400, by e-mail or by post.",
        "The Windline Commuter Softshell goes from £10 to £500, by e-mail or by post.",
    ],
)
def test_a_sentence_of_a_document_covers_no_other_figure_and_no_product(small_shop: ModuleType, lie: str) -> None:
    assert _corrections(Facts.gather(small_shop.PRODUCTS, [GIFT_CARDS]), "en", lie) != []
