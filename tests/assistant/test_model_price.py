from decimal import Decimal

import pytest

from assistant.model_price import ModelPrice


def test_every_kind_of_token_has_its_price() -> None:
    price = ModelPrice(Decimal("1.00"), Decimal("5.00"))
    million = 1_000_000
    assert price.cost_of({"input_tokens": million}) == Decimal("1.00")
    assert price.cost_of({"output_tokens": million}) == Decimal("5.00")
    assert price.cost_of({"cache_read_input_tokens": million}) == Decimal("0.10")
    assert price.cost_of({"cache_creation_input_tokens": million}) == Decimal("1.25")
    assert price.cost_of({}) == 0


def test_a_single_token_is_not_rounded_away() -> None:
    assert ModelPrice(Decimal("0.25"), Decimal(1)).cost_of({"cache_read_input_tokens": 1}) == Decimal("2.5e-8")


def test_prices_of_several_models_are_read() -> None:
    prices = ModelPrice.parse_all("claude-haiku-5-5=1.00/5.00, eu.anthropic.claude:0=3/15")
    assert prices["eu.anthropic.claude:0"] == ModelPrice(Decimal(3), Decimal(15))
    assert len(prices) == 2


@pytest.mark.parametrize("text", ["claude", "claude=1", "claude=1/2 more", "=1/2", "claude=-1/2"])
def test_anything_else_is_no_price(text: str) -> None:
    with pytest.raises(ValueError, match=r"claude-haiku-5-5=1\.00/5\.00"):
        ModelPrice.parse_all(text)
