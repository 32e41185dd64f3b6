"""What is wrong with a shop's export is refused, or left out, with line and reason."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.importer import import_feed

EXPORTS = Path(__file__).parent / "exports"


def checked(path: Path, **options):
    return import_feed(None, path, dry_run=True, **({"currency": "GBP"} | options))


@pytest.mark.parametrize(
    ("export", "refusal", "reasons"),
    [
        (
            "shopify_broken.csv",
            "10 of the 11 rows",
            {
                3: "price 'soon'",
                4: "variant S of 'ridge-jacket' was already on line 2",
                5: "'Storm Jacket' here and 'Ridge Jacket' on line 2",
                6: "no Option1 Value (Size)",
                7: "9 columns where the header has 8",
                8: "no handle",
                9: "'untitled' has no Title",
                10: "'untitled' has no Title",
                11: "price '-3'",
                12: "no variant of 'dear-mug' can be used",
            },
        ),
        (
            "woocommerce_broken.csv",
            "9 of the 10 rows",
            {
                3: "id '1' was already used on line 2",
                4: "price 'on request'",
                5: "neither an ID nor a SKU",
                6: "no name",
                7: "parent 'PAN' is no variable product",
                8: "without a Parent",
                9: "without variations",
                10: "of whose products none is in this feed",
                11: "14 columns where the header has 12",
            },
        ),
        (
            "openai_broken.csv",
            "5 of the 7 rows",
            {
                3: "id 'LAMP' was already used on line 2",
                4: "price 'ask us'",
                6: "no id",
                7: "no title",
                8: "10 columns where the header has 9",
            },
        ),
    ],
)
def test_a_broken_export_is_refused_with_every_line(export, refusal, reasons):
    report = checked(EXPORTS / export)
    assert report.exit_code == 4
    assert refusal in (report.refused or "")
    said = {issue.line: issue.reason for issue in report.issues if issue.severity == "skipped"}
    assert said.keys() == reasons.keys()
    assert all(reasons[line] in said[line] for line in reasons), said


@pytest.mark.parametrize(
    ("format_name", "header", "column"),
    [
        ("shopify", "Handle,Variant Price", "Title"),
        ("shopify", "Title,Price", "URL handle (or Handle)"),
        ("woocommerce", "ID,Type,SKU,Regular price", "Name"),
        ("woocommerce", "ID,Name,SKU", "Regular price"),
        ("openai", "title,url,price", "item_id (or id)"),
    ],
)
def test_a_missing_column_is_named(tmp_path, format_name, header, column):
    (tmp_path / "feed.csv").write_text(f"{header}\n{','.join('1' for _ in header.split(','))}\n")
    report = checked(tmp_path / "feed.csv", format=format_name)
    assert f"no column {column}" in (report.refused or "")
    assert header in (report.refused or "")


@pytest.mark.parametrize(
    ("export", "lost", "column"),
    [
        ("shopify_older.csv", "Handle", "URL handle (or Handle)"),
        ("shopify_newer.csv", "Title", "Title"),
        ("woocommerce.csv", "Name", "Name"),
        ("woocommerce.csv", "Regular price", "Regular price"),
        ("openai_older.csv", "id", "item_id (or id)"),
        ("openai_older.csv", "title", "title"),
    ],
)
def test_an_export_that_lost_a_column_is_known_and_refused(tmp_path, export, lost, column):
    rows = list(csv.reader(io.StringIO((EXPORTS / export).read_text())))
    place = rows[0].index(lost)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([row[:place] + row[place + 1 :] for row in rows])
    (tmp_path / "feed.csv").write_text(text.getvalue())
    report = checked(tmp_path / "feed.csv")
    assert f"has no column {column}; its header, on line 1, is: " in (report.refused or "")


@pytest.mark.parametrize("export", ["shopify_older.csv", "shopify_newer.csv", "woocommerce.csv"])
def test_prices_without_a_currency_are_refused_at_once(export):
    assert "--currency" in (checked(EXPORTS / export, currency=None).refused or "")


@pytest.mark.parametrize(
    ("export", "word"),
    [("shopify_older.csv", "Wool Socks"), ("woocommerce.csv", "Oak Trivet"), ("openai_older.csv", "Clamp Lamp")],
)
def test_another_encoding_is_read_with_a_warning_and_what_is_no_text_is_refused(tmp_path, export, word):
    text = (EXPORTS / export).read_text()
    (tmp_path / "latin.csv").write_bytes(text.replace(word, "Kännchen").encode("cp1252"))
    latin = checked(tmp_path / "latin.csv")
    assert any("Windows-1252" in issue.reason for issue in latin.issues)
    assert latin.refused is None
    (tmp_path / "wide.csv").write_bytes(text.encode("utf-16"))
    assert checked(tmp_path / "wide.csv").products == checked(EXPORTS / export).products
    (tmp_path / "nul.csv").write_bytes((text + "\0,\n").encode())
    assert "not text" in (checked(tmp_path / "nul.csv").refused or "")


def mutated(export: str, row: int, column: int, how: str) -> tuple[str, int, str]:
    """An export with one cell changed; the line of its row, and whether the row must be told of."""
    rows = list(csv.reader(io.StringIO((EXPORTS / export).read_text())))
    row = 1 + row % (len(rows) - 1)
    names, cells = rows[0], rows[row]
    place = column % len(names)
    if how == "more":
        cells.insert(place, "x")
    elif how == "less":
        del cells[place]
    else:
        for name, cell in enumerate(names):
            if cell in ("Variant Price", "Price", "Regular price", "price") and cells[name]:
                cells[name] = "none"
                how = "price"
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    starts = [1]
    for one in rows:
        starts.append(starts[-1] + 1 + sum(cell.count("\n") for cell in one))
    return text.getvalue(), starts[row], how


ODD_CELLS = st.sampled_from(
    [
        "inf",
        "nan",
        "-1",
        "9" * 400,
        "1e999",
        "[[",
        '{"value": "inf", "scale_max": "nan"}',
        '[{"a": [1]}]',
        "id:",
        ",,",
        ">",
    ]
) | st.text(max_size=20).filter(lambda text: "\0" not in text)


@settings(max_examples=80, deadline=None)
@given(
    export=st.sampled_from(["shopify_older.csv", "shopify_newer.csv", "woocommerce.csv", "openai_older.csv"]),
    places=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), ODD_CELLS), min_size=1, max_size=5),
)
def test_whatever_a_cell_holds_the_import_ends_with_a_report(tmp_path_factory, export, places):
    rows = list(csv.reader(io.StringIO((EXPORTS / export).read_text())))
    for row, column, cell in places:
        rows[1 + row % (len(rows) - 1)][column % len(rows[0])] = cell
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path = tmp_path_factory.mktemp("odd") / "feed.csv"
    path.write_text(text.getvalue(), encoding="utf-8", errors="replace")
    report = checked(path)
    assert report.rows > 0 or report.refused
    assert report.products <= len(rows)
    assert report.to_json()["exit_code"] in (0, 3, 4)


@settings(max_examples=80, deadline=None)
@given(
    record=st.dictionaries(
        st.sampled_from(
            "item_id title url price sale_price availability group_id variant_dict star_rating review_count weight"
            " additional_image_urls related_product_id relationship_type expiration_date is_eligible_search".split()
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | ODD_CELLS,
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=5,
        ),
    )
)
def test_whatever_a_json_record_holds_the_import_ends_with_a_report(tmp_path_factory, record):
    path = tmp_path_factory.mktemp("odd") / "feed.jsonl"
    path.write_text(json.dumps({"item_id": "1", "title": "Lamp", "price": "5 EUR"} | record) + "\n")
    report = checked(path, format="openai")
    assert report.products + report.n_skipped + report.n_unsold >= 1


@settings(max_examples=60, deadline=None)
@given(
    export=st.sampled_from(["shopify_older.csv", "shopify_newer.csv", "woocommerce.csv", "openai_older.csv"]),
    row=st.integers(0, 50),
    column=st.integers(0, 50),
    how=st.sampled_from(["more", "less", "none"]),
)
def test_what_is_skipped_is_in_the_report_with_its_line(tmp_path_factory, export, row, column, how):
    text, line, how = mutated(export, row, column, how)
    path = tmp_path_factory.mktemp("mutated") / "feed.csv"
    path.write_text(text)
    report = checked(path)
    told = {issue.line for issue in [*report.issues, *report.unsold]}
    assert how == "none" or line in told
    assert report.n_skipped + report.n_unsold <= report.rows
    taken = checked(EXPORTS / export)
    if report.products < taken.products:
        assert report.n_skipped + report.n_unsold > taken.n_skipped + taken.n_unsold
