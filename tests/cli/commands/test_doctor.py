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
