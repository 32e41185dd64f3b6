from datetime import timedelta

from catalog.money import Money


def told(entries):
    return {(e.statement.kind, e.statement.name, e.statement.value): e for e in entries}


def test_a_brand_bought_thrice_is_concluded_with_its_reason_and_its_date(conclusions, happened, noon):
    happened("purchase", "f0", "f1", "v0", "v1", "f2")
    brand = told(conclusions.of("ann", noon))["preference", "", "Fjellmark"]
    assert brand.source == "concluded"
    assert brand.because == "bought 3 of 5 Jackets from Fjellmark"
    assert brand.at == noon - timedelta(days=1)


def test_twice_is_no_habit(conclusions, happened, noon):
    happened("purchase", "f0", "f1", "k0")
    assert ("preference", "", "Fjellmark") not in told(conclusions.of("ann", noon))


def test_a_brand_among_many_others_is_no_liking(conclusions, happened, noon):
    happened("purchase", "f0", "f1", "f2", "v0", "v1", "v2", "v3", "v4")
    found = told(conclusions.of("ann", noon))
    assert ("preference", "", "Fjellmark") not in found  # 3 of 8
    assert ("preference", "", "Velo Alba") in found  # 5 of 8


def test_a_product_carted_and_then_bought_counts_once(conclusions, happened, noon):
    happened("add_to_cart", "f0", session_id="s")
    happened("purchase", "f0", session_id="s")
    happened("add_to_cart", "f1", session_id="s")
    assert told(conclusions.of("ann", noon)) == {}


def test_what_came_back_was_no_choice(conclusions, happened, noon):
    happened("purchase", "f0", "f1", "f2", days_ago=3)
    assert told(conclusions.of("ann", noon))
    happened("refund", "f1")
    assert ("preference", "", "Fjellmark") not in told(conclusions.of("ann", noon))


def test_taking_a_thing_out_of_the_cart_does_not_undo_a_purchase(conclusions, happened, noon):
    happened("purchase", "f0", "f1", "f2", days_ago=3)
    happened("remove_from_cart", "f2")
    assert ("preference", "", "Fjellmark") in told(conclusions.of("ann", noon))


def test_kinds_of_product_are_counted_over_brands(conclusions, happened, noon):
    happened("add_to_cart", "k0", "k1", "k2")
    assert told(conclusions.of("ann", noon))["preference", "", "Kettles"].because == "bought or carted Kettles 3 times"


def test_a_size_bought_again_and_again_is_the_shoppers(conclusions, happened, noon):
    happened("purchase", "f0", "v0", size="M")
    happened("purchase", "f1", size="S", days_ago=9)
    size = told(conclusions.of("ann", noon))["size", "Jackets", "M"]
    assert size.because == "bought 2 of 3 in it"


def test_sizes_that_vary_tell_nothing(conclusions, happened, noon):
    for place, size in enumerate("SML"):
        happened("purchase", f"f{place}", size=size)
    assert not [e for e in conclusions.of("ann", noon) if e.statement.kind == "size"]


def test_a_size_that_came_back_is_not_the_shoppers(conclusions, happened, noon):
    happened("purchase", "f0", "f1", size="S", days_ago=9)
    happened("refund", "f0", "f1", days_ago=6)
    happened("purchase", "f2", "f3", size="M")
    assert told(conclusions.of("ann", noon))["size", "Jackets", "M"].because == "bought 2 of 2 in it"


def test_what_is_usually_paid_is_the_middle_half(conclusions, happened, noon):
    for place, price in enumerate((10.0, 80.0, 90.0, 100.0, 900.0)):
        happened("purchase", f"f{place}", price=price)
    usual = told(conclusions.of("ann", noon))["budget", "usual", ""]
    assert usual.statement.limit == Money(amount=10_000, currency="GBP")
    assert usual.because == "usually paid £80.00 to £100.00 (5 purchases)"


def test_nothing_is_concluded_from_others_events_or_later_ones(conclusions, happened, noon):
    happened("purchase", "f0", "f1", "f2", user_id="bob")
    assert conclusions.of("ann", noon) == ()
    assert conclusions.of("bob", noon - timedelta(days=9)) == ()


def test_products_that_left_the_catalog_are_passed_over(conclusions, happened, noon):
    happened("purchase", "gone1", "gone2", "gone3", size="M")
    found = conclusions.of("ann", noon)
    assert [e.statement.kind for e in found] in ([], ["budget"])
