"""From a written experiment to its verdict, at the terminal."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from database import open_database
from events.event import Event
from events.log import EventLog

WRITTEN = """
name = "order"
decision = "horizon"
[[variants]]
name = "blend"
policy = { ranking = "blend" }
[[variants]]
name = "lambdarank"
policy = { ranking = "lambdarank" }
[[metrics]]
name = "conversion"
role = "primary"
[plan]
baseline = 0.4
mde = 0.5
"""


@pytest.fixture
def written(tmp_path):
    file = tmp_path / "order.toml"
    file.write_text(WRITTEN)
    return file


@pytest.fixture
def running(run, written):
    assert run("experiments", "create", str(written)).code == 0
    assert run("experiments", "start", "order").out == "order runs.\n"
    return run


def test_a_draft_is_kept_with_how_many_units_it_takes(run, written) -> None:
    outcome = run("experiments", "create", str(written), "--units", "1000")
    assert outcome.code == 0, outcome.err
    assert "order: 200 shoppers, to find a change of conversion by 50.0% (of 0.4)" in outcome.out
    assert "1,000 shoppers find a change by" in outcome.out
    assert "order" in run("experiments", "list").out
    assert "draft" in run("experiments", "list").out


def test_a_dry_run_keeps_nothing(run, written) -> None:
    planned = json.loads(run("experiments", "create", str(written), "--dry-run", "--units", "50", "--json").out)
    assert planned["experiment"]["plan"]["n_units"] >= 190
    assert planned["detectable"] == {"n_units": 50, "mde": None}
    assert json.loads(run("experiments", "list", "--json").out) == {"experiments": []}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('ranking = "blend"', 'ranking = "best"'), "variants.0.policy.ranking"),
        (('ranking = "blend"', 'prompt = "gone"'), "no prompt variant 'gone'; there are: brief"),
        (("mde = 0.5", "mde = 5"), "cannot change by 500%"),
        (("[plan]", "[plan"), "neither TOML nor JSON"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(run, written, change, words) -> None:
    written.write_text(WRITTEN.replace(*change))
    outcome = run("experiments", "create", str(written))
    assert (outcome.code, words in outcome.err) == (4, True), outcome.err


def test_it_runs_grows_and_ends(running, written) -> None:
    assert running("experiments", "create", str(written)).code == 4
    assert running("experiments", "widen", "order", "0.5").code == 4  # it runs on all of them
    stopped = json.loads(running("experiments", "stop", "order", "--json").out)["experiment"]
    assert (stopped["status"], stopped["stopped_at"] > stopped["started_at"]) == ("stopped", True)
    assert running("experiments", "stop", "gone").code == 2


def test_a_draft_has_no_status(run, written) -> None:
    run("experiments", "create", str(written))
    outcome = run("experiments", "status", "order")
    assert (outcome.code, "experiments start order" in outcome.err) == (4, True)


def append_outcomes(tmp_path, n_units, converts):
    """Every unit is shown a list; of every ten, `converts[variant]` buy."""
    now = datetime.now(UTC)
    batch = []
    for n in range(n_units):
        variant = ("blend", "lambdarank")[n % 2]
        unit = {"user_id": f"u{n}", "timestamp": now}
        under = {"experiment": "order", "variant": variant, "items": [{"item_id": "p1", "index": 0}]}
        shown = {"message_id": f"s{n}", "type": "shown", "properties": under, "attribution": {"list_id": f"l{n}"}}
        batch.append(Event.model_validate(unit | shown))
        if n // 2 % 10 < converts[variant]:
            bought = {"items": [{"item_id": "p1", "price": 10}], "currency": "EUR"}
            later = {"timestamp": now + timedelta(microseconds=1)}
            batch.append(
                Event.model_validate(unit | later | {"message_id": f"p{n}", "type": "purchase", "properties": bought})
            )
    database = open_database(f"sqlite:///{tmp_path}/home/shop.db")
    EventLog(database).append(batch)
    database.close()


def test_a_better_variant_wins_and_the_status_says_why(running, tmp_path) -> None:
    append_outcomes(tmp_path, 600, {"blend": 3, "lambdarank": 6})
    outcome = running("experiments", "status", "order")
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith("order (running): winner. lambdarank is better by conversion")
    report = json.loads(running("experiments", "status", "order", "--json").out)
    assert report["n_units"] == {"blend": 300, "lambdarank": 300}
    assert report["comparisons"][0]["difference"] == pytest.approx(0.3)
    assert report["comparisons"][0]["low"] > 0


def test_a_broken_draw_ends_with_a_warning(running, tmp_path) -> None:
    append_outcomes(tmp_path, 600, {"blend": 3, "lambdarank": 6})
    database = open_database(f"sqlite:///{tmp_path}/home/shop.db")
    log = EventLog(database)
    for n in range(1, 300, 2):
        log.forget(f"u{n}")
    database.close()
    outcome = running("experiments", "status", "order")
    assert (outcome.code, "invalid" in outcome.out, "BROKEN" in outcome.out) == (3, True, True)
