"""An evaluation as one HTML file."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from recommenders.bootstrap import Estimate
from recommenders.evaluation.page import page, table
from recommenders.evaluation.report import BETTER, WORSE, EvaluationReport, ModelReport
from recommenders.evaluation.report_plots import buckets_plot, headline_plot, reach_plot


def report_page(reports: Sequence[EvaluationReport], title: str, more: str = "") -> str:
    """The page of one or more trials.

    Args:
        reports: in the order in which they are shown.
        title: above all of them.
        more: sections behind them, as HTML.
    """
    parts = "".join(_trial(report) for report in reports)
    return page(title, parts + more)


def _trial(report: EvaluationReport) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in report.notes)
    return (
        f"<section><h2>{escape(report.trial)}</h2>"
        f"<p>{report.n_cases:,} cases of {report.n_shoppers:,} shoppers; all {report.n_products:,} products ranked, "
        f"equal scores by id. Intervals: {report.n_draws:,} bootstrap draws of shoppers, seed {report.seed}. "
        f"Floor: {escape(report.floor)}; strongest simple model: {escape(report.strongest_simple)} (both orange).</p>"
        f"{notes}{headline_plot(report)}{_metrics_table(report)}"
        f"{_groups(report)}{reach_plot(report)}</section>"
    )


def _groups(report: EvaluationReport) -> str:
    """By kind of shopper and of product."""
    tables = []
    for division in report.models[0].segments:
        rows = {model.name: _headlines(model.segments[division], report.headline) for model in report.models}
        tables.append(f"<h2>{escape(report.headline)} by {escape(division)}</h2>{_shaded_table(rows)}")
    groups = {model.name: model.product_groups for model in report.models if model.product_groups}
    if groups:
        tables.append(f"<h2>{escape(report.headline)} for new and old products</h2>{_shaded_table(groups)}")
    return buckets_plot(report) + "".join(tables)


def _headlines(found: Mapping[str, Mapping[str, Estimate]], headline: str) -> dict[str, Estimate]:
    return {label: metrics[headline] for label, metrics in found.items()}


def _metrics_table(report: EvaluationReport) -> str:
    names = list(report.models[0].metrics)
    heads = ["model", *names, "coverage@10", "Gini@10", "ms p50 / p95", *_rivals(report)]
    rows = [_metrics_row(model, names, report) for model in report.models]
    return table(heads, rows)


def _metrics_row(model: ModelReport, names: Iterable[str], report: EvaluationReport) -> list[str]:
    verdicts = {one.against: one for one in model.comparisons}
    cells = [escape(model.name), *(_figure(model.metrics[name]) for name in names)]
    cells += [f"{model.coverage:.3f}", f"{model.gini:.3f}"]
    cells.append(f"{model.p50_milliseconds:.2f} / {model.p95_milliseconds:.2f}")
    for rival in _rival_names(report):
        one = verdicts.get(rival)
        cells.append(_verdict(one.verdict, one.difference) if one else "–")
    return cells


def _rival_names(report: EvaluationReport) -> list[str]:
    return list(dict.fromkeys((report.floor, report.strongest_simple)))


def _rivals(report: EvaluationReport) -> list[str]:
    return [f"{report.headline} against {rival}" for rival in _rival_names(report)]


def _verdict(verdict: str, difference: Estimate) -> str:
    style = f' class="{verdict}"' if verdict in (BETTER, WORSE) else ""
    return (
        f"<span{style}>{difference.value:+.3f} {verdict}</span> "
        f"<small>{difference.low:+.3f} to {difference.high:+.3f}</small>"
    )


def _figure(estimate: Estimate) -> str:
    half = (estimate.high - estimate.low) / 2
    return f"{estimate.value:.3f} <small>±{half:.3f}</small>"


def _shaded_table(rows: Mapping[str, Mapping[str, Estimate]]) -> str:
    """Models against groups; the darker, the better within a column."""
    labels = list(next(iter(rows.values())))
    tops = {label: max(found[label].value for found in rows.values()) or 1.0 for label in labels}
    n_cases = {label: max(found[label].n_cases for found in rows.values()) for label in labels}
    body = "".join(
        f"<tr><td>{escape(name)}</td>"
        + "".join(
            f'<td style="background: rgba(var(--accent), {0.45 * (found[label].value / tops[label]) ** 2:.3f})">'
            f"{_figure(found[label])}</td>"
            for label in labels
        )
        + "</tr>"
        for name, found in rows.items()
    )
    heads = "".join(f"<th>{escape(label)}<br><small>{n_cases[label]:,} cases</small></th>" for label in labels)
    return f'<div class="scroll"><table><tr><th>model</th>{heads}</tr>{body}</table></div>'
