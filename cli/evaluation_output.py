"""An evaluation on the terminal, as JSON, and as a page."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cli.page_file import write_page
from cli.terminal import Terminal
from recommenders.evaluation.log_report import log_json, log_lines, log_section
from recommenders.evaluation.report import EvaluationReport
from recommenders.evaluation.report_page import report_page
from recommenders.evaluation.report_table import report_lines, report_table, segment_lines
from recommenders.reporting.log_metrics import LogMetrics

JSON_FILE, PAGE_FILE = "evaluation.json", "evaluation.html"


def show_evaluation(
    terminal: Terminal, reports: Sequence[EvaluationReport], shown: Mapping[str, LogMetrics], as_json: bool
) -> None:
    """Tables where they can be drawn, lines elsewhere, or one JSON object."""
    if as_json:
        terminal.json(_json(reports, shown))
        return
    for report in reports:
        if terminal.is_rich:
            terminal.show(report_table(report))
            continue
        for line in (*report_lines(report), *segment_lines(report)):
            terminal.say(line)
    for line in log_lines(shown):
        terminal.say(line)


def _json(reports: Sequence[EvaluationReport], shown: Mapping[str, LogMetrics]) -> dict[str, Any]:
    return {"trials": [report.to_json() for report in reports], "shown": log_json(shown)}


def write_evaluation(folder: Path, reports: Sequence[EvaluationReport], shown: Mapping[str, LogMetrics]) -> None:
    """The JSON file and the page, each whole, or as it was."""
    contents = {
        JSON_FILE: json.dumps(_json(reports, shown), indent=1, allow_nan=False),
        PAGE_FILE: report_page(reports, "How well the models see what comes next", log_section(shown)),
    }
    for name, content in contents.items():
        write_page(folder / name, content)
