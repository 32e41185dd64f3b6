"""A comparison of products: a table on a terminal, plain lines elsewhere."""

from rich.table import Table
from rich.text import Text

from assistant.stream import Comparison
from cli.plain_text import one_line
from cli.terminal import Terminal


def show_comparison(terminal: Terminal, comparison: Comparison) -> None:
    """Print the facts side by side."""
    if terminal.is_rich:
        terminal.show(_table(comparison))
    else:
        for line in comparison_lines(comparison):
            terminal.say(line)


def comparison_lines(comparison: Comparison) -> list[str]:
    """One line a fact: `Weight: Trail Tee 140 g | Ridge Tee 150 g`."""
    titles = [one_line(str(entry["title"])) for entry in comparison.entries]
    return [
        f"{one_line(name)}: " + " | ".join(f"{title} {value}" for title, value in zip(titles, values, strict=True))
        for name, values in _rows(comparison)
    ]


def _table(comparison: Comparison) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("")
    for entry in comparison.entries:
        table.add_column(Text(one_line(str(entry["title"]))))
    for name, values in _rows(comparison):
        table.add_row(Text(one_line(name), style="dim"), *map(Text, values))
    return table


def _rows(comparison: Comparison) -> list[tuple[str, list[str]]]:
    return [
        (name, [one_line(str(entry["values"][place] or "–")) for entry in comparison.entries])
        for place, name in enumerate(comparison.dimensions)
    ]
