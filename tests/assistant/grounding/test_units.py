"""A figure with a unit is held against what the record measures in that kind."""

from decimal import Decimal
from types import ModuleType

import pytest

from assistant.grounding.figures import read_figures
from assistant.grounding.units import Measure, measure_of_attribute, measures_in
from assistant.grounding.verifier import AnswerVerifier, Facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it weighs 1.2 kg", [Measure("mass", Decimal(1200))]),
        ("150 by 180 cm", [Measure("length", Decimal(1500)), Measure("length", Decimal(1800))]),
        ("from 4 to 12 °c", [Measure("temperature", Decimal(4)), Measure("temperature", Decimal(12))]),
        ("in the other one ten minutes later", [Measure("time", Decimal(10))]),
        ("two pockets and £20", []),
    ],
)
def test_numbers_that_share_a_unit_all_have_it(text: str, expected: list[Measure]) -> None:
    found = [measure for _, measure in measures_in(text, read_figures(text))]
    assert [m for m in reversed(found) if m in expected] == expected


def test_an_attribute_tells_its_unit_by_the_end_of_its_name() -> None:
    assert measure_of_attribute("weight_kg", Decimal(2)) == Measure("mass", Decimal(2000))
    assert measure_of_attribute("comfort_temp_c", Decimal(-3)) == Measure("temperature", Decimal(-3))
    assert measure_of_attribute("pieces", Decimal(500)) is None


@pytest.mark.parametrize(
    ("honest", "lie"),
    [
        ("It weighs 0.42 kg.", "It weighs 0.12 kg."),
        ("It is good down to 4 °C.", "It is good down to 5 °C."),
        ("It weighs 420 grams.", "It weighs 15 grams."),
    ],
)
def test_a_number_of_another_kind_supports_no_measure(small_shop: ModuleType, honest: str, lie: str) -> None:
    facts = Facts.gather(small_shop.PRODUCTS, small_shop.POLICIES, small_shop.REVIEWS)
    for text, holds in ((honest, True), (lie, False)):
        verifier = AnswerVerifier(facts)
        sent = verifier.feed(f"The Windline Commuter Softshell is soft. {text} ") + verifier.finish()
        assert (text in sent) == holds, verifier.corrections
