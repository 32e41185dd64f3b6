import pytest

from benchmarks.attack_panel import exposures


def test_exposure_is_a_products_share_of_all_places_and_surfaces_count_alike() -> None:
    lists = [("home", ["a", "b"]), ("home", ["b", "a"]), ("cart", ["c"]), ("cart", ["a"])]
    seen = exposures(lists, ["a", "b", "nowhere"])
    assert (seen["a"].plain, seen["b"].plain, seen["nowhere"].plain) == (0.5, 0.25, 0.0)
    assert seen["a"].weighted == pytest.approx(0.5)


def test_the_first_place_weighs_more_than_the_third() -> None:
    seen = exposures([("home", ["a", "b", "c"])], ["a", "c"])
    assert seen["a"].weighted == pytest.approx(2 * seen["c"].weighted)
    assert seen["a"].plain == seen["c"].plain
