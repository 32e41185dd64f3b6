import pytest
from pydantic import ValidationError

PRIMARY = {"name": "conversion", "role": "primary"}


def test_shares_sum_to_one(make_experiment) -> None:
    experiment = make_experiment(variants=[{"name": n, "weight": w} for n, w in (("a", 1), ("b", 1), ("c", 2))])
    assert experiment.shares == {"a": 0.25, "b": 0.25, "c": 0.5}
    assert experiment.control.name == "a"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"variants": [{"name": "a"}]}, "at least 2"),
        ({"variants": [{"name": "a"}, {"name": "a"}]}, "two have one name"),
        ({"variants": [{"name": "a"}, {"name": "b", "weight": 0}]}, "greater than 0"),
        ({"metrics": [{"name": "revenue"}]}, "exactly one has the role primary"),
        ({"metrics": [PRIMARY, {"name": "revenue", "role": "primary"}]}, "exactly one"),
        ({"metrics": [PRIMARY, {"name": "conversion"}]}, "named twice"),
        ({"variants": [{"name": "a"}, {"name": "b", "policy": {"ranking": "best"}}]}, "lambdarank"),
        ({"variants": [{"name": "a"}, {"name": "b", "policy": {"colour": "red"}}]}, "Extra inputs"),
        ({"is_holdout": True}, "control of a holdout"),
        ({"name": "Not a name"}, "pattern"),
        ({"traffic": float("nan")}, "finite"),
    ],
)
def test_what_makes_no_sense_is_refused(make_experiment, fields, words) -> None:
    with pytest.raises(ValidationError, match=words):
        make_experiment(**fields)
