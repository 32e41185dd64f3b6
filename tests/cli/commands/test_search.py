import json
import shutil
from itertools import pairwise


def test_words_find_products_with_price_and_stock(shop):
    outcome = shop("search", "insulated jacket")
    assert outcome.code == 0
    first = outcome.out.splitlines()[0]
    assert first.startswith("  1. Harbour Insulated Jacket — £89.00 (was £110.00)")
    assert first.endswith("in stock  [jkt-1]")


def test_json_gives_the_products_with_evidence_and_plan(shop):
    found = json.loads(shop("search", "jacket", "--json", "--limit", "2").out)
    assert len(found["items"]) == 2
    assert found["n_matching"] == 4
    assert found["items"][0]["evidence"]
    assert found["plan"]


def test_conditions_hold(shop):
    found = json.loads(
        shop("search", "jacket", "--json", "--price-max", "100", "--brand", "fjellmark", "--in-stock").out
    )
    assert [item["product_id"] for item in found["items"]] == ["jkt-1"]


def test_nothing_found_is_no_error(shop):
    outcome = shop("search", "jacket", "--brand", "Nobody")
    assert (outcome.code, outcome.out) == (0, "")
    assert "Nothing found" in outcome.err


def test_a_price_that_is_none_is_a_usage_error(shop):
    outcome = shop("search", "jacket", "--price-max", "cheap")
    assert outcome.code == 2
    assert "'cheap'" in outcome.err


def test_queries_become_a_run(shop, tmp_path):
    queries, run_file = tmp_path / "q.tsv", tmp_path / "out.run"
    queries.write_text("q1\twarm jacket\nq2\tmug\n")
    outcome = shop("search", "--queries", str(queries), "--run", str(run_file), "--limit", "3")
    assert outcome.code == 0
    lines = [line.split() for line in run_file.read_text().splitlines()]
    assert {line[0] for line in lines} == {"q1", "q2"}
    assert all(len(line) == 6 and line[1] == "Q0" for line in lines)
    for qid in ("q1", "q2"):
        of_query = [line for line in lines if line[0] == qid]
        assert [int(line[3]) for line in of_query] == list(range(1, len(of_query) + 1))
        scores = [float(line[4]) for line in of_query]
        assert all(a > b for a, b in pairwise(scores))
    assert next(line[2] for line in lines if line[0] == "q2") == "mug-1"


def test_a_run_without_a_file_goes_to_standard_output(shop, tmp_path):
    queries = tmp_path / "q.tsv"
    queries.write_text("q2\tmug\n")
    assert shop("search", "--queries", str(queries)).out.startswith("q2 Q0 mug-1 1 ")


def test_a_broken_queries_file_names_the_line(shop, tmp_path):
    queries = tmp_path / "q.tsv"
    queries.write_text("q1\tjacket\nbroken\n")
    outcome = shop("search", "--queries", str(queries))
    assert outcome.code == 4
    assert "line 2" in outcome.err


def test_words_and_queries_exclude_each_other(shop, tmp_path):
    queries = tmp_path / "q.tsv"
    queries.write_text("q1\tjacket\n")
    assert shop("search", "jacket", "--queries", str(queries)).code == 2
    assert shop("search").code == 2
    assert shop("search", "jacket", "--run", str(tmp_path / "out")).code == 2


def test_without_a_catalog_it_says_how_to_import_one(run):
    outcome = run("search", "jacket")
    assert outcome.code == 1
    assert "catalog import" in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1


def test_an_index_behind_the_catalog_is_mended_first_and_it_is_said(shop, tmp_path):
    (tmp_path / "home" / "index" / "catalog-version.json").write_text('{"version": 0}')
    outcome = shop("search", "mug", "--json")
    assert json.loads(outcome.out)["items"][0]["product_id"] == "mug-1"
    assert "mending it" in outcome.err


def test_an_index_that_is_gone_is_built_again(shop, tmp_path):
    shutil.rmtree(tmp_path / "home" / "index")
    assert json.loads(shop("search", "mug", "--json").out)["plan"]["legs"] == ["words", "semantic"]
