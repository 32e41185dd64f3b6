import json
import re
import sys
from datetime import UTC, datetime, timedelta

import pytest

from recommenders.last_check import keep_check
from tests.cli.regular_customers import write_orders

# Ibis calls DuckDB by an old name.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")
HOLDOUT = """
name = "held-out"
is_holdout = true
variants = [{name = "held-out", weight = 1, policy = {ranking = "search"}}, {name = "served", weight = 19}]
metrics = [{name = "conversion", role = "primary"}]
[plan]
baseline = 0.4
mde = 0.5
"""


def findings(outcome):
    return {finding["name"]: finding for finding in json.loads(outcome.out)["findings"]}


def test_without_a_catalog_it_says_how_to_import_one_and_makes_nothing(run, tmp_path):
    outcome = run("doctor", "--json")
    assert outcome.code == 1
    found = findings(outcome)
    assert found["Catalog"]["state"] == "failed"
    assert "catalog import" in found["Catalog"]["fix"]
    assert found["Data folder"]["state"] == "note"
    assert not (tmp_path / "home").exists()


def test_a_shop_in_order_has_nothing_failed_but_the_encoder_of_these_tests(shop):
    found = findings(shop("doctor", "--json"))
    for name in ("Python", "Data folder", "Disk space", "Database", "Catalog"):
        assert found[name]["state"] == "ok", found[name]
    assert "4 products in GBP" in found["Catalog"]["detail"]
    assert found["Model key"]["state"] == "note"


def test_a_data_folder_named_from_where_one_stands_is_there(shop, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = findings(shop("--home", "home", "doctor", "--json"))
    assert (found["Data folder"]["state"], found["Data folder"]["detail"]) == ("ok", str(tmp_path / "home"))


def test_every_failing_line_has_a_fix(run):
    for finding in findings(run("doctor", "--json")).values():
        assert finding["state"] != "failed" or finding["fix"]


def test_a_person_reads_one_line_a_check(shop):
    out = shop("doctor").out
    assert "ok      Catalog       4 products" in out


def test_an_altered_index_is_found(shop, tmp_path):
    words = next((tmp_path / "home" / "index").glob("*/words.json"))
    words.write_bytes(words.read_bytes()[:-10])
    found = findings(shop("doctor", "--json"))
    assert found["Index"]["state"] == "failed"
    assert "words.json" in found["Index"]["detail"]


def test_an_index_behind_the_catalog_is_found(shop, tmp_path):
    (tmp_path / "home" / "index" / "catalog-version.json").write_text('{"version": 0}')
    found = findings(shop("doctor", "--json"))
    assert found["Index"]["state"] == "failed"


def test_an_altered_encoder_is_found(run, tmp_path):
    folder = tmp_path / "home" / "encoder" / "all-MiniLM-L6-v2-q8-1"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    found = findings(run("doctor", "--json"))
    assert found["Encoder"]["state"] == "failed"
    assert str(folder) in found["Encoder"]["fix"]


def test_a_file_that_is_no_database_is_found(run, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "shop.db").write_bytes(b"no database at all, just a few words. " * 40)
    outcome = run("doctor")
    assert outcome.code == 1
    assert "failed  Database" in outcome.out
    assert "Traceback" not in outcome.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs Unix permissions")
def test_a_home_below_a_file_is_found(run, tmp_path):
    (tmp_path / "file").write_text("x")
    outcome = run("--home", str(tmp_path / "file" / "home"), "doctor", "--json")
    assert findings(outcome)["Data folder"]["state"] == "failed"


def test_online_without_a_key_fails_with_a_fix(run):
    found = findings(run("doctor", "--online", "--json"))
    assert found["Model online"]["state"] == "failed"
    assert "ANTHROPIC_API_KEY" in found["Model online"]["fix"]


@pytest.mark.parametrize(("script", "state"), [("hello", "ok"), ("wrong_key", "failed")])
def test_online_asks_the_provider_for_one_word(run, anthropic_server, monkeypatch, script, state):
    anthropic_server.play(script)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-test")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", anthropic_server.url)
    found = findings(run("doctor", "--online", "--json"))
    assert found["Model online"]["state"] == state, found["Model online"]
    assert len(anthropic_server.requests) == 1
    assert "sk-ant-test" not in json.dumps(found)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("wrong_key", "Copy ANTHROPIC_API_KEY again"),
        ("no_permission", "ANTHROPIC_API_KEY"),
        ("unknown_model", "Set SHOPKEEPER_MODEL to a model that anthropic offers"),
        ("bad_request", "SHOPKEEPER_MODEL_EFFORT"),
        ("rate_limited", "higher rate limit"),
        ("rate_limited_for_an_hour", "Wait 3,600 s"),
        ("overloaded", "status page"),
        ("slow_headers", "Nothing came within 0.3 s"),
        ("not_a_stream", "ANTHROPIC_BASE_URL"),
        ("html_502", "status page"),
        ("cut_before_anything", "network, proxy, firewall"),
    ],
)
def test_online_says_what_to_do_about_every_trouble(run, anthropic_server, monkeypatch, script, words):
    anthropic_server.play(script)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-test")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", anthropic_server.url)
    monkeypatch.setenv("SHOPKEEPER_MODEL_FIRST_CONTENT_SECONDS", "0.3")
    found = findings(run("doctor", "--online", "--json"))["Model online"]
    assert found["state"] == "failed"
    assert words in found["fix"], found
    assert len(anthropic_server.requests) == 1


def test_online_without_a_network_says_so(run, wire, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-test")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", f"http://127.0.0.1:{wire.closed_port()}")
    found = findings(run("doctor", "--online", "--json"))["Model online"]
    assert "network, proxy, firewall" in found["fix"]


def test_online_asks_for_a_single_token(run, anthropic_server, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-test")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", anthropic_server.url)
    run("doctor", "--online")
    assert anthropic_server.requests[0]["max_tokens"] == 1


def test_a_slow_answer_is_worth_a_note(run, anthropic_server, wire, monkeypatch):
    anthropic_server.play(wire.Script(wire.SCRIPTS["hello"].steps, seconds_before_headers=0.7))
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-test")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", anthropic_server.url)
    monkeypatch.setenv("SHOPKEEPER_MODEL_FIRST_CONTENT_SECONDS", "1.2")
    found = findings(run("doctor", "--online", "--json"))["Model online"]
    assert (found["state"], "slow" in found["detail"]) == ("note", True)


@pytest.mark.parametrize(
    ("provider", "words"), [("bedrock", "SHOPKEEPER_MODEL_REGION"), ("vertex", "SHOPKEEPER_MODEL_REGION")]
)
def test_a_cloud_that_is_not_set_up_is_found_without_asking(run, monkeypatch, provider, words):
    monkeypatch.setenv("SHOPKEEPER_PROVIDER", provider)
    found = findings(run("doctor", "--online", "--json"))
    assert found["Model key"]["state"] == found["Model online"]["state"] == "failed"
    assert words in found["Model key"]["fix"]


def test_a_cloud_that_is_set_up_is_asked(run, anthropic_server, monkeypatch):
    monkeypatch.setenv("SHOPKEEPER_PROVIDER", "bedrock")
    monkeypatch.setenv("SHOPKEEPER_MODEL_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "bedrock-api-key-test")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", anthropic_server.url)
    found = findings(run("doctor", "--online", "--json"))
    assert found["Model key"]["state"] == found["Model online"]["state"] == "ok"
    assert anthropic_server.headers[0]["authorization"] == "Bearer bedrock-api-key-test"
    assert "bedrock-api-key-test" not in json.dumps(found)


def test_budgets_are_told_with_what_is_used(shop, monkeypatch):
    monkeypatch.setenv("SHOPKEEPER_SHOP_BUDGET", "50000 tokens")
    found = findings(shop("doctor", "--json"))["Model budget"]
    assert found["state"] == "ok"
    assert found["detail"] == "shop 50,000 tokens a day; today 0 tokens were used"


def test_a_budget_in_money_without_a_price_is_found(run, monkeypatch):
    monkeypatch.setenv("SHOPKEEPER_KEY_BUDGET", "1 USD")
    found = findings(run("doctor", "--json"))["Model budget"]
    assert found["state"] == "failed"
    assert "SHOPKEEPER_MODEL_PRICES" in found["fix"]


def test_a_broker_that_is_not_there_is_found_and_one_that_is_not_set_is_none(shop, monkeypatch):
    assert findings(shop("doctor", "--json"))["Broker"]["state"] == "ok"
    monkeypatch.setenv("SHOPKEEPER_BROKER_URL", "amqp://shop:hunter2@127.0.0.1:1/")
    outcome = shop("doctor", "--json")
    found = findings(outcome)["Broker"]
    assert found["state"] == "failed"
    assert "127.0.0.1:1 cannot be used: it cannot be reached" in found["detail"]
    assert "SHOPKEEPER_BROKER_URL" in found["fix"]
    assert "hunter2" not in outcome.out


def test_a_shop_that_is_not_looked_after_is_told_how(shop):
    found = findings(shop("doctor", "--json"))
    assert found["Schedule"]["state"] == "note"
    assert "SHOPKEEPER_RETRAIN_SCHEDULE" in found["Schedule"]["fix"]
    assert (found["Training"]["state"], found["Training"]["fix"]) == ("note", "Run: shopkeeper train")
    assert found["Holdout"]["state"] == "note"
    assert "docs/experiments.md" in found["Holdout"]["fix"]


def test_a_schedule_is_told_with_its_next_time(trained, tmp_path, monkeypatch):
    monkeypatch.setenv("SHOPKEEPER_RETRAIN_SCHEDULE", "30 3 * * *")
    found = findings(trained("doctor", "--json"))
    assert found["Schedule"]["state"] == "ok"
    assert re.search(
        r"'30 3 \* \* \*'; next \d{4}-\d\d-\d\d 03:30 UTC; it has not looked yet", found["Schedule"]["detail"]
    )
    looked = datetime.now(UTC) - timedelta(days=2)
    keep_check(tmp_path / "home", {"checked_at": looked.isoformat()})
    detail = findings(trained("doctor", "--json"))["Schedule"]["detail"]
    assert "a time was missed: next a minute after a server starts" in detail
    assert f"last looked {looked:%Y-%m-%d %H:%M}" in detail
    monkeypatch.setenv("SHOPKEEPER_RETRAIN_SCHEDULE", "0 0 31 2 *")
    assert findings(trained("doctor", "--json"))["Schedule"]["detail"] == "'0 0 31 2 *' never comes."


def test_the_last_training_is_told_and_what_asks_for_another(trained, tmp_path):
    found = findings(trained("doctor", "--json"))["Training"]
    assert found["state"] == "ok"
    assert "popularity promoted; nothing asks for another" in found["detail"]
    before = sorted(path.name for path in (tmp_path / "home" / "models").rglob("*"))
    trained("events", "import", str(write_orders(tmp_path / "more.csv", 84, 2)), "--currency", "GBP")
    found = findings(trained("doctor", "--json"))["Training"]
    assert (found["state"], found["fix"]) == ("note", "Run: shopkeeper retrain")
    assert "another is due: 24 new events" in found["detail"]
    assert sorted(path.name for path in (tmp_path / "home" / "models").rglob("*")) == before


def test_a_training_that_broke_off_is_told(trained):
    trained("retrain", "--window", "2030-01-01..")
    found = findings(trained("doctor", "--json"))["Training"]
    assert found["state"] == "note"
    assert "refused, there are no events to learn from" in found["detail"]


def test_a_holdout_that_runs_is_told_with_its_share(shop, tmp_path):
    file = tmp_path / "holdout.toml"
    file.write_text(HOLDOUT)
    assert shop("experiments", "create", str(file)).code == 0
    assert findings(shop("doctor", "--json"))["Holdout"]["state"] == "note"
    assert shop("experiments", "start", "held-out").code == 0
    found = findings(shop("doctor", "--json"))["Holdout"]
    assert (found["state"], found["detail"]) == ("ok", "held-out: 5% of the shoppers see nothing that was learned")
