"""Every folder of `fixtures` is one format or dialect: an export that is read whole, and its broken twin.

`feed.*`, `broken.*` (the same with one fault), `mapping.toml` where the format needs one, and `expected.toml`:

    feed = "../../exports/x.csv"  # left out, `feed.*` of the folder
    format = "magento"          # what detection must say, or what a mapping makes it
    confidence = 1.0            # how sure it must be of that
    products = 3
    variants = 4                # left out, as many as products
    warnings = ["cp1252"]       # in the order of the report; left out, there must be none
    [options]                   # currency, base_url: as the command takes them
    [broken]                    # where the fault is, and what the report says of it
    line = 7
    reason = "24,00,00 per pair"
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from catalog.feeds.detection import FORMATS, KNOWN_FORMATS, MIN_CONFIDENCE, detect
from catalog.feeds.report import ImportReport
from catalog.feeds.source import FeedSource
from catalog.importer import import_feed

FOLDERS = sorted(path for path in (Path(__file__).parent / "fixtures").iterdir() if path.is_dir())


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def expected(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))


def feed_in(folder: Path, expected: dict[str, Any]) -> Path:
    return folder / expected["feed"] if "feed" in expected else next(folder.glob("feed.*"))


def report_on(folder: Path, stem: str, expected: dict[str, Any]) -> ImportReport:
    mapping = folder / "mapping.toml"
    options = expected.get("options", {}) | ({"mapping": mapping} if mapping.exists() else {})
    file = feed_in(folder, expected) if stem == "feed" else next(folder.glob("broken.*"))
    return import_feed(None, file, dry_run=True, **options)


def test_the_format_is_recognized(folder: Path, expected: dict[str, Any]) -> None:
    if expected["format"] == "mapped":
        pytest.skip("a mapping says what it is")
    found = detect(FeedSource(feed_in(folder, expected)))
    assert (found.format.name, found.confidence) == (expected["format"], expected["confidence"])
    assert MIN_CONFIDENCE <= found.confidence <= 1


def test_the_broken_twin_is_still_recognized(folder: Path, expected: dict[str, Any]) -> None:
    if expected["format"] == "mapped":
        pytest.skip("a mapping says what it is")
    assert detect(FeedSource(next(folder.glob("broken.*")))).format.name == expected["format"]


def test_the_feed_is_read_whole(folder: Path, expected: dict[str, Any]) -> None:
    report = report_on(folder, "feed", expected)
    warnings = [issue.reason for issue in report.issues]
    assert (report.refused, report.n_skipped) == (None, 0)
    assert [any(words in said for said in warnings) for words in expected.get("warnings", [])] == [True] * len(warnings)
    assert (report.format, report.confidence) == (expected["format"], expected["confidence"])
    assert report.products == expected["products"]
    assert report.variants == expected.get("variants", expected["products"])


def test_the_broken_twin_is_refused_with_line_and_reason(folder: Path, expected: dict[str, Any]) -> None:
    report = report_on(folder, "broken", expected)
    line, reason = expected["broken"]["line"], expected["broken"]["reason"]
    skipped = [issue for issue in report.issues if issue.severity == "skipped" and issue.line == line]
    is_skipped = any(reason in issue.reason for issue in skipped)
    is_refused = report.refused is not None and f"line {line}" in report.refused and reason in report.refused
    assert is_skipped or is_refused, report.to_text()
    assert report.exit_code in (3, 4)
    assert report.products < expected["products"] or report.variants < expected.get("variants", 0)


def test_every_format_has_a_fixture() -> None:
    shown = {tomllib.loads((path / "expected.toml").read_text(encoding="utf-8"))["format"] for path in FOLDERS}
    assert shown == set(FORMATS)
    assert len(FOLDERS) >= 20


def test_no_format_takes_another_ones_feed_for_its_own(folder: Path, expected: dict[str, Any]) -> None:
    if expected["format"] == "mapped":
        pytest.skip("a mapping says what it is")
    others = [known for known in KNOWN_FORMATS if known.name != expected["format"]]
    with pytest.raises(Exception, match="is not clear"):
        detect(FeedSource(feed_in(folder, expected)), others)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_format_that_was_named_wrongly_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / "feed").write_text("colour;amount\nred;3\nblue;4\n")
    report = import_feed(None, tmp_path / "feed", dry_run=True, format=name, currency="GBP")
    assert report.exit_code == 4
    assert report.refused
