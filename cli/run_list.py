"""The training runs of a shop, newest first."""

from pathlib import Path
from typing import TYPE_CHECKING

from cli.plain_text import one_line
from cli.terminal import Terminal
from recommenders.registry import models_folder

if TYPE_CHECKING:
    from recommenders.run_record import RunRecord

_NONE = "No training was recorded yet; train with: shopkeeper train"


def show_runs(terminal: Terminal, home: Path, as_json: bool) -> None:
    """Print every record that is kept."""
    from recommenders.run_record import read_records  # NumPy is behind it, which --help does without

    records = read_records(models_folder(home))
    if as_json:
        terminal.json({"runs": [record.to_json() for record in records]})
        return
    for record in records:
        for line in _lines(record):
            terminal.say(line)
    if not records:
        terminal.say(_NONE)


def _lines(record: "RunRecord") -> list[str]:
    total = record.seconds.get("total")
    length = "" if total is None else f"  {total:,.1f} s"
    data = f"  {record.window[0][:10]} to {record.window[1][:10]}, data {record.data_hash}" if record.data_hash else ""
    lines = [f"{record.id}  {record.status}{length}{data}", f"    why: {one_line(record.trigger)}"]
    lines += [f"    ended: {one_line(record.reason)}"] if record.reason else []
    for one in record.outcomes:
        recall = one.metrics.get("recall_20")
        figure = "" if recall is None else f"  Recall@20 {recall:.3f}"
        reason = f"  {one_line(one.reason)}" if one.reason else ""
        lines.append(f"    {one.kind:<22}{one.verdict}{figure}{reason}")
    return lines
