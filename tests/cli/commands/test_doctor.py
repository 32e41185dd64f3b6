import json
import sys

import pytest


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
