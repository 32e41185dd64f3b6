"""Which policy a visit gets, from the experiment to the cards and the record of the turn."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from api.experiment_policy import under_experiments
from assistant.scripted import ScriptedLanguageModel, say
from assistant.system_prompt import PROMPT_VARIANTS, SYSTEM_PROMPT
from experiments import Experiment
from experiments.live import LiveExperiments
from shoppers.rank_request import Visit

WARM = "a warm jacket"


def experiment(name: str = "order", **fields: Any) -> Experiment:
    given = {
        "name": name,
        "salt": "pepper",
        "variants": [{"name": "search", "policy": {"ranking": "search"}}, {"name": "all"}],
        "metrics": [{"name": "conversion", "role": "primary"}],
        "plan": {"baseline": 0.1, "mde": 0.1},
    }
    return Experiment.model_validate(given | fields)


def run(client: Any, one: Experiment) -> Experiment:
    client.shop.experiments.create(one)
    started: Experiment = client.shop.experiments.start(one.name)
    client.shop.live_experiments.refresh()  # sooner than it would by itself
    return started


@pytest.fixture
def own(serve: Callable[..., Any]) -> Any:
    return serve()


def recorded(client: Any, answer: dict[str, Any]) -> dict[str, str]:
    kept: dict[str, str] = client.shop.conversations.load(answer["conversation_id"]).messages[-1].experiments
    return kept


def test_the_record_of_a_turn_says_under_which_variant_it_was_answered(own: Any) -> None:
    run(own, experiment())
    variants = [recorded(own, own.chat(WARM, user={"anonymous_id": f"a{n}"}))["order"] for n in range(12)]
    again = [recorded(own, own.chat(WARM, user={"anonymous_id": f"a{n}"}))["order"] for n in range(12)]
    assert variants == again
    assert set(variants) == {"search", "all"}


def test_who_does_not_agree_or_is_not_known_takes_part_in_nothing(own: Any) -> None:
    run(own, experiment())
    assert recorded(own, own.chat(WARM)) == {}
    refuses = {"anonymous_id": "a1", "consent": {"personalization": False}}
    assert recorded(own, own.chat(WARM, user=refuses)) == {}


def test_who_withdrew_is_served_as_nobody_known(own: Any, secret: dict[str, str]) -> None:
    run(own, experiment())
    assert own.shop.as_served(Visit("ann")).policy.variants
    withdrawn = own.http.patch("/v1/shoppers/ann", json={"consent": {"personalize": False}}, headers=secret)
    assert withdrawn.status_code == 200, withdrawn.text
    assert own.shop.as_served(Visit("ann")) == Visit("ann", is_consented=False)


def test_a_stated_liking_moves_the_order_unless_the_variant_says_search(own: Any) -> None:
    run(own, experiment())
    likes = {"preferences": ["Fjellmark", "expedition", "pole"]}
    first: dict[str, set[str]] = {"search": set(), "all": set()}
    for n in range(12):
        answer = own.chat("jacket", user={"anonymous_id": f"a{n}", "profile": likes})
        ids = tuple(card["product_id"] for card in answer["products"]["items"])
        first[recorded(own, answer)["order"]].add(str(ids))
    assert len(first["search"]) == len(first["all"]) == 1
    assert first["search"] != first["all"]


def test_recommendations_follow_the_same_policy(own: Any) -> None:
    explore = [{"name": "never"}, {"name": "always", "policy": {"exploration": 1.0}}]
    run(own, experiment(variants=explore))
    orders: dict[str, set[str]] = {"never": set(), "always": set()}
    for n in range(24):
        visit = {"surface": "home", "user": {"anonymous_id": f"a{n}"}}
        items = own.http.post("/v1/recommendations", json=visit).json()["items"]
        variant = own.shop.as_served(Visit(f"anonymous:a{n}")).policy.variants[0][1]
        orders[variant].add(str([item["product_id"] for item in items]))
    assert len(orders["never"]) == 1 < len(orders["always"])


def test_a_prompt_variant_reaches_the_model_and_keeps_the_rest(serve: Callable[..., Any]) -> None:
    model = ScriptedLanguageModel([say("The Warm Down Jacket is the one I would take.")] * 12)
    client = serve(model)
    run(client, experiment(variants=[{"name": "long"}, {"name": "brief", "policy": {"prompt": "brief"}}]))
    variants = [recorded(client, client.chat(WARM, user={"anonymous_id": f"a{n}"}))["order"] for n in range(12)]
    prompts = [request.system for request in model.requests]
    expected = {"long": SYSTEM_PROMPT, "brief": f"{SYSTEM_PROMPT}\n{PROMPT_VARIANTS['brief']}"}
    assert prompts == [expected[variant] for variant in variants]
    assert len(set(prompts)) == 2


def test_experiments_are_read_with_a_secret_key_alone(own: Any, secret: dict[str, str]) -> None:
    started = run(own, experiment())
    assert own.http.get("/v1/experiments").status_code == 401
    listed = own.http.get("/v1/experiments", headers=secret).json()["experiments"]
    assert [one["name"] for one in listed] == ["order"]
    one = own.http.get("/v1/experiments/order", headers=secret)
    assert Experiment.model_validate(one.json()) == started
    missing = own.http.get("/v1/experiments/gone", headers=secret)
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
    assert own.http.get("/v1/experiments/" + "%00" * 3, headers=secret).status_code < 500


def test_asking_costs_a_turn_a_tenth_of_a_millisecond_at_most(own: Any) -> None:
    prompt = [{"name": "a"}, {"name": "b", "policy": {"prompt": "brief"}}]
    for one in (
        experiment(),
        experiment("talk", variants=prompt),
        experiment("aa", variants=[{"name": "x"}, {"name": "y"}]),
    ):
        run(own, one)
    live = LiveExperiments(own.shop.experiments)
    visits = [Visit(f"anonymous:a{n}", f"s{n}") for n in range(200)]
    under_experiments(visits[0], live)
    times = []
    for visit in visits:
        begun = time.perf_counter()
        under_experiments(visit, live)
        times.append(time.perf_counter() - begun)
    live.close()
    assert sorted(times)[100] < 0.0001


def test_a_list_tells_the_log_under_which_variants_it_was_shown(own: Any) -> None:
    run(own, experiment())
    answer = own.http.post("/v1/recommendations", json={"surface": "home", "user": {"anonymous_id": "a1"}}).json()
    own.shop.impressions.flush()
    (told,) = own.shop.events.events_of("anonymous:a1")
    assert told["attribution"]["list_id"] == answer["list_id"]
    (exposure,) = told["properties"]["exposures"]
    assert exposure["experiment"] == "order"
    assert exposure["variant"] in ("search", "all")
