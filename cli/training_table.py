"""What came of a training run, as a table."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from cli.plain_text import one_line
from cli.terminal import Terminal
from recommenders.run_record import ModelOutcome, RunRecord

_HEADINGS = ("model", "Recall@20", "NDCG@10", "popularity", "against serving", "verdict", "seconds")


def show_run(terminal: Terminal, record: RunRecord) -> None:
    """Print a line for each model, and below the table why one does not serve."""
    if terminal.is_rich:
        terminal.show(_table(record.outcomes))
    else:
        terminal.say("\t".join(_HEADINGS))
        for outcome in record.outcomes:
            terminal.say("\t".join(_row(outcome)))
    for outcome in record.outcomes:
        if outcome.reason:
            terminal.say(f"{outcome.kind}: {one_line(outcome.reason)}")
    for note in record.notes:
        terminal.note(note)


def _table(outcomes: Sequence[ModelOutcome]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for place, heading in enumerate(_HEADINGS):
        table.add_column(heading, justify="left" if place in (0, 4, 5) else "right")
    for outcome in outcomes:
        table.add_row(*map(Text, _row(outcome)))
    return table


def _row(outcome: ModelOutcome) -> tuple[str, ...]:
    return (
        outcome.kind,
        _figure(outcome.metrics.get("recall_20")),
        _figure(outcome.metrics.get("ndcg_10")),
        _figure(outcome.floor.get("recall_20")),
        _difference(outcome),
        outcome.verdict,
        f"{outcome.seconds:.1f}",
    )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _difference(outcome: ModelOutcome) -> str:
    if not outcome.difference:
        return "not comparable" if outcome.against else "first of its kind"
    mean, low, high = outcome.difference
    return f"{mean:+.3f} ({low:+.3f} … {high:+.3f})"
