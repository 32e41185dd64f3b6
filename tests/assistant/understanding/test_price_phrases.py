import pytest

from catalog.product import Product

ONLY_A_NUMBER = (
    "iphone 11", "rtx 2060", "20 litre backpack", "size 42", "2 person tent", "windows 10", "3/4 sleeve",
    "5 star", "playstation 4", "15-inch laptop", "3 season tent", "boots size 42", "500 gb drive",
    "5 pack of socks", "80% wool", "iphone 12 max case", "1080p projector", "a rug of 50 by 80 inches",
    "at least 20000 mah", "up to 8 people", "tent for kids under 12", "toys for ages 5-10",
    "weighing under 5 kg", "20-30 l backpack", "models from 2006 - 2012", "over 1000 reviews",
    "more than 3 pockets", "delivered within 3 days", "10.5x9 cm", "4k tv", "ten pounds of rice",
    "under 30 minutes", "usb 3.0 hub", "a 24x36 frame", "between 20 and 24 inches", "i5-8250u", "300 watt",
    "90s style", "$5 off", "at least two buttons", "windows 11 pro", "gift for a 50 year old",
    "no more than 2 kg", "more than 4 people", "gift for a 3 year old", "2 x aa batteries", "toner 9500 p.",
    "a refund of £500", "refund approved for $500", "my £500 refund",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "low", "high", "about"),
    [
        ("a warm jacket for cycling under 120", None, 12000, None),
        ("under £50 boots", None, 5000, None),
        ("boots below 50", None, 5000, None),
        ("boots less than 50 pounds", None, 5000, None),
        ("boots max 50", None, 5000, None),
        ("boots up to 50", None, 5000, None),
        ("boots no more than 50", None, 5000, None),
        ("boots within 50 quid", None, 5000, None),
        ("boots at most 50 bucks", None, 5000, None),
        ("boots cheaper than 50", None, 5000, None),
        ("boots 50 or less", None, 5000, None),
        ("boots 50 max", None, 5000, None),
        ("boots, 50 tops", None, 5000, None),
        ("budget of 50 for boots", None, 5000, None),
        ("boots, my budget is 50", None, 5000, None),
        ("boots\n\nMy budget is only `425`, but I have a voucher", None, 42500, None),
        ("boots, I can spend up to 50", None, 5000, None),
        ("I don't want to spend more than a hundred on boots", None, 10000, None),
        ("nothing over 80", None, 8000, None),
        ("boots under a hundred", None, 10000, None),
        ("boots under two hundred and fifty", None, 25000, None),
        ("boots under fifty pounds", None, 5000, None),
        ("boots under 1,200", None, 120000, None),
        ("boots under 1.5k", None, 150000, None),
        ("boots under 1.299,95 €", None, 129995, None),
        ("boots under £49.99.", None, 4999, None),
        ("50€ max boots", None, 5000, None),
        ("boots < 40", None, 4000, None),
        ("boots under GBP 50", None, 5000, None),
        ("sub-£100 boots", None, 10000, None),
        ("15 inch laptop under 900", None, 90000, None),
        ("2 person tent under 200 for kids", None, 20000, None),
        ("shoes for kids under 50", None, 5000, None),
        ("socks under 50p", None, 50, None),
        ("boots over 50", 5000, None, None),
        ("boots above 50", 5000, None, None),
        ("boots at least 50 euros", 5000, None, None),
        ("boots more than £50", 5000, None, None),
        ("boots starting at 50", 5000, None, None),
        ("boots not less than 50", 5000, None, None),
        ("boots £50 or more", 5000, None, None),
        ("boots, £50+", 5000, None, None),
        ("price above 26 PHP in the tape category", 2600, None, None),
        ("boots between 50 and 80", 5000, 8000, None),
        ("boots between £80 and £50", 5000, 8000, None),
        ("boots from 50 to 80", 5000, 8000, None),
        ("boots £50-80", 5000, 8000, None),
        ("$5–10 socks", 500, 1000, None),
        ("50 to 80 pounds", 5000, 8000, None),
        ("price range 50-80", 5000, 8000, None),
        ("boots over 50 but under 80", 5000, 8000, None),
        ("power between 1 and 500, price over 552", 55200, None, None),
        ("boots around 50", None, None, 5000),
        ("boots about £50", None, None, 5000),
        ("boots ~50", None, None, 5000),
        ("boots, roughly 50", None, None, 5000),
        ("boots under a tenner", None, 1000, None),
        ("boots around the 50 mark", None, None, 5000),
        ("boots in the 50 to 80 range", 5000, 8000, None),
        ("I can't afford more than 80", None, 8000, None),
        ("boots for 50 euros", None, None, 5000),
        ("boots £50 or so", None, None, 5000),
        ("boots, budget around 50", None, None, 5000),
        ("Jacke unter 100 Euro", None, 10000, None),
        ("veste à moins de 50 €", None, 5000, None),
        ("botas por menos de 30 euros", None, 3000, None),
    ],
)
def test_a_price_in_words_is_understood(shop, text, low, high, about):
    price = shop.read(text).price
    assert (price.min, price.max, price.about) == (low, high, about)


@pytest.mark.parametrize("text", ONLY_A_NUMBER)
def test_a_number_that_is_no_price_stays_a_word(shop, text):
    need = shop.read(text)
    assert not need.price.is_stated
    assert [
        word for word in text.lower().split() if word[0].isdigit() and word[-1].isdigit() and word not in need.text
    ] == []


def test_a_price_leaves_the_words_to_search_for(shop):
    assert shop.read("a warm jacket for cycling under 120").text == "warm jacket for cycling"
    assert shop.read("I have £50 to spend on socks for hiking").text == "socks for hiking"


def test_pounds_weigh_in_a_shop_that_sells_in_dollars(make_shop):
    laptop = {"id": "1", "title": "Laptop", "variants": [{"id": "v", "price": {"amount": 90000, "currency": "USD"}}]}
    shop = make_shop([Product.model_validate(laptop)])
    assert not shop.read("laptop under 5 pounds").price.is_stated
    assert shop.read("laptop under £500").price.max == 50000


def test_a_currency_without_cents_has_none(make_shop):
    lamp = {"id": "1", "title": "Lamp", "variants": [{"id": "v", "price": {"amount": 9000, "currency": "JPY"}}]}
    assert make_shop([Product.model_validate(lamp)]).read("a lamp under 5000 yen").price.max == 5000


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a present for my aunt, 50-100", 5_000, 10_000),
        ("a tent for 2 people, 80 to 120", 8_000, 12_000),
        ("boots, 42-43", None, None),
        ("rug 80-120", None, None),
    ],
)
def test_figures_set_off_at_the_end_are_a_price_range_if_too_far_apart_for_sizes(
    shop, text: str, low: int | None, high: int | None
) -> None:
    price = shop.read(text).price
    assert (price.min, price.max) == (low, high)
