"""A report on the terminal: a table where one can be drawn, plain lines elsewhere."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from recommenders.bootstrap import Estimate
from recommenders.evaluation.evaluation import DIVERSITY, NOVELTY
from recommenders.evaluation.report import BETTER, WORSE, EvaluationReport, ModelReport

_COLOURS = {BETTER: "green", WORSE: "red"}


def report_table(report: EvaluationReport) -> Table:
    """Models best first: the headline with its interval, the other metrics of its length, and the comparisons."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", title=_title(report), title_justify="left")
    table.add_column("model")
    for head in _heads(report):
        table.add_column(head, justify="right")
    for model in report.models:
        cells = [Text(cell) for cell in _cells(model, report)]
        table.add_row(Text(model.name), *cells, *(_verdict(model, rival) for rival in _rivals(report)))
    return table


def report_lines(report: EvaluationReport) -> Iterator[str]:
    """The same without a terminal: a title, then one line a model, `name: figure value, …`."""
    yield _title(report)
    for model in report.models:
        figures = [f"{head} {cell}" for head, cell in zip(_heads(report), _cells(model, report), strict=False)]
        verdicts = [f"{one.verdict} ({one.difference.value:+.3f}) against {one.against}" for one in model.comparisons]
        yield f"{model.name}: {', '.join([*figures, *verdicts])}"


def segment_lines(report: EvaluationReport, division: str = "events") -> Iterator[str]:
    """One line a model, the headline for every kind of shopper; nothing without that division."""
    for model in report.models:
        found = model.segments.get(division, {})
        if found:
            parts = [f"{label} {metrics[report.headline].value:.3f}" for label, metrics in found.items()]
            yield f"{model.name}, {report.headline} by {division}: {', '.join(parts)}"


def _title(report: EvaluationReport) -> str:
    return (
        f"{report.trial}: {report.n_cases:,} cases of {report.n_shoppers:,} shoppers, "
        f"{report.n_products:,} products ranked"
    )


def _metrics(report: EvaluationReport) -> list[str]:
    """The headline first, then what was measured at its length, then what lists are like."""
    cutoff = report.headline.partition("@")[2]
    same = [name for name in report.models[0].metrics if name.endswith(f"@{cutoff}")]
    return list(dict.fromkeys((report.headline, *same, DIVERSITY, NOVELTY)))


def _rivals(report: EvaluationReport) -> list[str]:
    return list(dict.fromkeys((report.floor, report.strongest_simple)))


def _heads(report: EvaluationReport) -> list[str]:
    return [*_metrics(report), "coverage@10", "Gini@10", "p95 ms", *(f"vs {rival}" for rival in _rivals(report))]


def _cells(model: ModelReport, report: EvaluationReport) -> list[str]:
    first, *others = _metrics(report)
    return [
        _with_interval(model.metrics[first]),
        *(f"{model.metrics[name].value:.3f}" for name in others),
        f"{model.coverage:.3f}",
        f"{model.gini:.3f}",
        f"{model.p95_milliseconds:.2f}",
    ]


def _with_interval(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def _verdict(model: ModelReport, rival: str) -> Text:
    for one in model.comparisons:
        if one.against == rival:
            return Text(f"{one.difference.value:+.3f} {one.verdict}", style=_COLOURS.get(one.verdict, ""))
    return Text("–")
