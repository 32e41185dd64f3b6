import json


def test_it_imports_the_sample_answers_a_question_and_stops(run):
    outcome = run("demo", "--once", "--untrained")
    assert outcome.code == 0, outcome.err
    assert "A shopper asks: a warm jacket for cycling under 120" in outcome.out
    assert "\n1. " in outcome.out
    assert "£" in outcome.out
    assert json.loads(run("catalog", "stats", "--json").out)["n_products"] >= 400


def test_the_second_time_nothing_is_imported_again(run):
    run("demo", "--once", "--untrained")
    before = json.loads(run("catalog", "stats", "--json").out)
    assert run("demo", "--once", "--untrained", "--question", "what is your returns policy?").code == 0
    after = json.loads(run("catalog", "stats", "--json").out)
    assert after["version"] == before["version"]


def test_another_catalog_in_the_folder_is_left_alone(shop):
    outcome = shop("demo", "--once", "--untrained")
    assert outcome.code == 4
    assert "--home DIR" in outcome.err
    assert json.loads(shop("catalog", "stats", "--json").out)["n_products"] == 4


def test_an_empty_question_is_a_usage_error_before_anything_is_imported(run, tmp_path):
    assert run("demo", "--once", "--untrained", "--question", " ").code == 2
    assert not (tmp_path / "home").exists()
