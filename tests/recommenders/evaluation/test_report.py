"""Reports read well: on a page that fetches nothing, on a terminal, and in a pipe."""

import re
from types import ModuleType
from xml.etree import ElementTree

import pytest
from rich.console import Console

from recommenders.evaluation.evaluation import Evaluation, EvaluationSettings
from recommenders.evaluation.report import EvaluationReport
from recommenders.evaluation.report_page import report_page
from recommenders.evaluation.report_plots import buckets_plot, headline_plot, reach_plot
from recommenders.evaluation.report_table import report_lines, report_table, segment_lines
from recommenders.evaluation.segment import segments_of


@pytest.fixture(scope="module")
def report(trials: ModuleType) -> EvaluationReport:
    histories = [trials.history_of(f"s{case}", *([1] * (case % 4))) for case in range(24)]
    trial = trials.trial_of(
        [[case % 5] for case in range(24)],
        name="<script>a trial</script>",
        histories=histories,
        segments=segments_of(histories),
    )
    right = trials.ScriptedModel(trial.products, {f"s{case}": [f"p{case % 5}"] for case in range(24)})
    wrong = trials.ScriptedModel(trial.products, {f"s{case}": ["p5"] for case in range(24)})
    settings = EvaluationSettings(cutoffs=(1, 2), headline="recall@2", n_draws=100)
    return Evaluation(trial, {"right": right, "wrong": wrong}, settings).report()


def test_the_page_fetches_nothing_and_runs_nothing(report: EvaluationReport) -> None:
    page = report_page([report], "Models & more")
    assert not re.search(r"<script|src=|<link|@import|url\(\s*['\"]?http", page)
    addresses = set(re.findall(r"https?://[^\"'\s<]+", page))
    assert all(
        "w3.org" in one or "purl.org" in one or "matplotlib" in one or "creativecommons" in one for one in addresses
    )


def test_the_page_names_every_model_and_escapes_what_it_is_given(report: EvaluationReport) -> None:
    page = report_page([report], "Models & more")
    assert "Models &amp; more" in page
    assert "&lt;script&gt;a trial" in page
    for name in ("right", "wrong", "popularity"):
        assert f"<td>{name}</td>" in page
    assert 'class="worse"' in page
    assert 'class="better"' in page


@pytest.mark.parametrize("plot", [headline_plot, buckets_plot, reach_plot])
def test_pictures_are_xml_whose_text_has_the_colour_of_the_page(report: EvaluationReport, plot: object) -> None:
    assert callable(plot)
    svg = plot(report)
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox")
    assert root.get("width") is None
    assert "currentColor" in svg
    texts = [element for element in root.iter() if element.tag.endswith("}text")]
    assert len(texts) > 5
    assert all("fill: " in element.get("style", "") for element in texts)  # without one it would be black on black
    assert "right" in "".join(root.itertext())


def test_the_same_report_draws_the_same_picture(report: EvaluationReport) -> None:
    assert headline_plot(report) == headline_plot(report)


def test_ids_of_two_pictures_on_a_page_do_not_collide(report: EvaluationReport) -> None:
    of_one, of_other = (
        set(re.findall(r'<clipPath id="([^"]+)"', plot(report))) for plot in (headline_plot, reach_plot)
    )
    assert of_one
    assert not of_one & of_other


def test_a_report_without_divisions_has_no_picture_of_them(trials: ModuleType) -> None:
    plain = Evaluation(trials.trial_of([[0]]), {}).report()
    assert buckets_plot(plain) == ""
    assert "popularity" in report_page([plain], "one")


def test_the_table_has_models_best_first_with_verdicts(report: EvaluationReport) -> None:
    console = Console(width=250, record=True, file=None, quiet=False)
    with console.capture() as captured:
        console.print(report_table(report))
    lines = captured.get().splitlines()
    order = [line.split()[0] for line in lines if line.split() and line.split()[0] in ("right", "wrong", "popularity")]
    assert order == ["right", "popularity", "wrong"]
    assert "1.000 [1.000, 1.000]" in captured.get()
    assert "better" in captured.get()


def test_lines_say_the_same_in_a_pipe(report: EvaluationReport) -> None:
    title, best, *_ = report_lines(report)
    assert "24 cases of 24 shoppers" in title
    assert best.startswith("right: recall@2 1.000 [1.000, 1.000], ")
    assert "better (+" in best
    assert next(segment_lines(report)) == "right, recall@2 by events: 0 1.000, 1 1.000, 2 1.000, 3–5 1.000"
