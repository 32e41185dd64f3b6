"""Pictures of an evaluation."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from recommenders.evaluation.picture import PALETTE, picture
from recommenders.evaluation.report import EvaluationReport, ModelReport

_N_LINES = 5


def headline_plot(report: EvaluationReport) -> str:
    """Every model's headline metric with its interval, best on top; a line where the floor is."""
    models = list(reversed(report.models))

    def draw(axes: Axes) -> None:
        for place, model in enumerate(models):
            found, colour = model.metrics[report.headline], _colour(model, report)
            axes.plot([found.low, found.high], [place, place], color=colour, linewidth=2.5, solid_capstyle="round")
            axes.plot(found.value, place, "o", color=colour, markersize=7)
            axes.annotate(f"{found.value:.3f}", (found.high, place), (6, 0), textcoords="offset points", va="center")
        floor = report.model(report.floor).metrics[report.headline].value
        axes.axvline(floor, color=PALETTE[1], linewidth=1, linestyle=(0, (4, 3)), zorder=0)
        axes.set_yticks(range(len(models)), [model.name for model in models])
        axes.set_ylim(-0.6, len(models) - 0.4)
        axes.set_xlabel(f"{report.headline}, 95 % interval")
        axes.margins(x=0.12)

    return picture("headline", 0.36 * len(models) + 0.9, draw)


def buckets_plot(report: EvaluationReport, division: str = "events") -> str:
    """The headline metric by how much is known of the shopper, for the best models and the floor; empty without it."""
    chosen = _chosen(report, division)
    if not chosen:
        return ""
    labels = list(chosen[0].segments[division])

    def draw(axes: Axes) -> None:
        ends = []
        for rank, (colour, model) in enumerate(zip(PALETTE, chosen, strict=False)):
            found = [model.segments[division][label][report.headline] for label in labels]
            # side by side, so that intervals can be told apart
            places = [place + 0.07 * (rank - (len(chosen) - 1) / 2) for place in range(len(labels))]
            axes.vlines(places, [one.low for one in found], [one.high for one in found], color=colour, alpha=0.45, lw=2)
            axes.plot(places, [one.value for one in found], "o-", color=colour, linewidth=1.5, markersize=5)
            ends.append((found[-1].value, model.name, colour))
        _name_ends(axes, ends, len(labels) - 1)
        n_cases = [chosen[0].segments[division][label][report.headline].n_cases for label in labels]
        axes.set_xticks(range(len(labels)), [f"{label}\n{n:,}" for label, n in zip(labels, n_cases, strict=True)])
        axes.set_xlabel(f"{division} known of the shopper, and number of cases")
        axes.set_ylabel(report.headline)
        axes.set_ylim(bottom=0)

    return picture("buckets", 3.6, draw)


def reach_plot(report: EvaluationReport) -> str:
    """The headline metric against the share of the shop that is shown at all: a good model is high and to the right."""

    def draw(axes: Axes) -> None:
        for rank, model in enumerate(sorted(report.models, key=lambda one: one.coverage)):
            at = (model.coverage, model.metrics[report.headline].value)
            axes.plot(*at, "o", color=_colour(model, report), markersize=7)
            # neighbours on the axis have their names above and below, or they would overlap
            offset = (0, -15) if rank % 2 else (0, 8)
            axes.annotate(model.name, at, offset, textcoords="offset points", fontsize=10, ha="center")
        axes.set_xlabel("share of the products shown to anyone in a top ten")
        axes.set_ylabel(report.headline)
        axes.margins(x=0.2, y=0.15)
        axes.set_ylim(bottom=0)

    return picture("reach", 3.4, draw)


def _colour(model: ModelReport, report: EvaluationReport) -> str:
    return PALETTE[1] if model.name in (report.floor, report.strongest_simple) else PALETTE[0]


def _chosen(report: EvaluationReport, division: str) -> list[ModelReport]:
    """The best models, and the floor if it is none of them."""
    told = [model for model in report.models if division in model.segments]
    floor = [model for model in told[_N_LINES:] if model.name == report.floor]
    return told[:_N_LINES] + floor


def _name_ends(axes: Axes, ends: Sequence[tuple[float, str, str]], place: int) -> None:
    """Names beside the ends of lines, pushed apart where they would overlap."""
    least = 0.055 * max(axes.get_ylim()[1], 1e-9)
    height = float("-inf")
    for value, name, colour in sorted(ends):
        height = max(value, height + least)
        axes.annotate(name, (place, height), (28, 0), textcoords="offset points", color=colour, va="center")
