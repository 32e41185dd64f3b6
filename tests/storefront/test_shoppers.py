import json
import re


def buttons(page):
    return re.findall(r'<button type="button" aria-pressed="false"[^>]*data-shopper="([^"]+)"[^>]*>([^<]+)<', page)


def test_every_page_lets_the_visitor_shop_as_somebody_else_or_as_nobody_known(shop):
    for path in ("/shop/", "/shop/p/jacket", "/shop/none"):
        assert buttons(shop.get(path).text) == [("rides", "Rides to work"), ("new-here", "New here")]


def test_a_shopper_brings_the_id_of_a_browser_and_a_newcomer_none(shop):
    page = shop.get("/shop/").text
    assert re.search(r'data-shopper="rides" data-anonymous-id="demo-rides"', page)
    assert re.search(r'data-shopper="new-here" data-anonymous-id=""', page)


def test_preferences_are_told_as_json(shop):
    (told,) = re.findall(r"data-shopper=\"rides\"[^>]*data-preferences='([^']*)'", shop.get("/shop/").text)
    assert json.loads(told) == ["cycling", 'it\'s "quoted"']


def test_past_orders_are_the_shoppers_own_and_hidden_until_it_is_known_who_is_here(shop):
    page = shop.get("/shop/orders").text
    (rides,) = re.findall(r'<section data-orders-of="rides" hidden.*?</section>', page, re.DOTALL)
    assert rides.index("1 November 2026") < rides.index("9 March 2026")
    assert "2 × " in rides
    assert "Trail Boots" in rides
    (newcomer,) = re.findall(r'<section data-orders-of="new-here" hidden.*?</section>', page, re.DOTALL)
    assert "No orders yet." in newcomer
    assert "Trail Boots" not in newcomer


def test_what_is_no_longer_sold_is_left_out_of_past_orders(shop):
    assert "gone" not in re.findall(r'href="/shop/p/(\w+)"', shop.get("/shop/orders").text)
