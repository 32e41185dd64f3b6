import pytest

from catalog.money import MAX_AMOUNT_MINOR, MoneyError, to_minor


@pytest.mark.parametrize("number", ["9" * 400, "1e999", "9e99999999999", str(MAX_AMOUNT_MINOR), "1" + "0" * 13])
def test_an_amount_that_no_shop_asks_is_refused(number):
    with pytest.raises(MoneyError, match="too large"):
        to_minor(number, "GBP")


@pytest.mark.parametrize(
    ("number", "pence"), [("1e-9999", 0), ("0.005", 1), ("1e12", MAX_AMOUNT_MINOR), ("12.345", 1235)]
)
def test_what_is_less_than_a_penny_is_rounded(number, pence):
    assert to_minor(number, "GBP") == pence
