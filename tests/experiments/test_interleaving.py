from collections import Counter

from experiments.interleaving import Credit, InterleavedList, credit_of, team_draft

FIRST, SECOND = ["a", "b", "c", "d"], ["b", "e", "a", "f"]


def test_both_teams_take_their_best_in_turns() -> None:
    shown = team_draft(FIRST, SECOND, 4, "l_1")
    assert len(set(shown.products)) == 4
    for round_start in (0, 2):
        assert sorted(shown.teams[round_start : round_start + 2]) == [0, 1]
    for team, ranking in ((0, FIRST), (1, SECOND)):
        taken = [product for product, of in zip(shown.products, shown.teams, strict=True) if of == team]
        assert taken == [product for product in ranking if product in taken]


def test_the_same_list_can_be_made_again() -> None:
    assert team_draft(FIRST, SECOND, 4, "l_1") == team_draft(FIRST, SECOND, 4, "l_1")


def test_who_begins_is_tossed() -> None:
    begins = Counter(team_draft(FIRST, SECOND, 4, f"l_{n}").teams[0] for n in range(400))
    assert 160 < begins[0] < 240


def test_a_ranking_that_is_at_its_end_leaves_the_rest_to_the_other() -> None:
    shown = team_draft(["a"], ["a", "b", "c"], 5, "l_1")
    assert set(shown.products) == {"a", "b", "c"}
    assert team_draft([], [], 3, "l_1") == InterleavedList((), ())


def test_credit_goes_to_who_took_what_was_chosen() -> None:
    shown = InterleavedList(("a", "b", "e", "c"), (0, 1, 1, 0))
    assert credit_of(shown, {"b", "e", "c", "not shown"}) == Credit(1, 2)
    assert credit_of(shown, {"b", "e"}).winner == -1
    assert credit_of(shown, {"a"}).winner == 1
    assert credit_of(shown, {"a", "b"}).winner == credit_of(shown, ()).winner == 0
