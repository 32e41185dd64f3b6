"""What a product is and is made of, where its record says otherwise."""

from types import ModuleType

import pytest

from assistant.grounding.verifier import AnswerVerifier, Facts


@pytest.fixture
def facts(small_shop: ModuleType) -> Facts:
    return Facts.gather(small_shop.PRODUCTS, small_shop.POLICIES, small_shop.REVIEWS, small_shop.SHOPPER_WORDS)


def corrections(facts: Facts, text: str) -> list[str]:
    verifier = AnswerVerifier(facts)
    verifier.feed(text)
    verifier.finish()
    return [correction.kind for correction in verifier.corrections]


@pytest.mark.parametrize(
    "text",
    [
        "The Windline Commuter Softshell is waterproof.",
        "The Windline Commuter Softshell is light and waterproof.",
        "I like the Windline Commuter Softshell. It's fully waterproof.",
        "The Windline Commuter Softshell is made of merino wool.",
        "The Fell Merino Base Layer is made from cotton.",
    ],
)
def test_what_the_record_denies_is_not_sent(facts: Facts, text: str) -> None:
    assert "record" in corrections(facts, text)


@pytest.mark.parametrize(
    "text",
    [
        "The Windline Commuter Softshell is not waterproof.",
        "If you need it waterproof, the Windline Commuter Softshell is the wrong one.",
        "The Windline Commuter Softshell isn't waterproof, though it stops the wind.",
        "The Fell Merino Base Layer is made of 100% merino wool.",
        "The Tarn 20 Litre Drysack is made of nylon.",
        "The Frostline Thermal Cycling Jacket is made from polyester.",
    ],
)
def test_what_the_record_says_or_leaves_open_passes(facts: Facts, text: str) -> None:
    assert corrections(facts, text) == []


def test_a_weight_in_another_unit_is_the_same_weight_and_another_power_of_ten_is_not(facts: Facts) -> None:
    assert corrections(facts, "The Windline Commuter Softshell weighs 0.42 kg.") == []
    assert corrections(facts, "The Windline Commuter Softshell weighs 42 g.") == ["figure"]
