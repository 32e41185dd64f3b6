"""The table says what was claimed, what was measured, and whether it holds."""

import json
import math
from pathlib import Path

from benchmarks.hardware import Hardware
from benchmarks.table import Table, at_least, at_most, figure

MACHINE = Hardware("A processor", 2, 8.0, "Linux", "3.11.7", {"numpy": "2.4.6"}, 0.1, "2026-11-20 12:00 UTC")


def test_a_target_that_is_missed_says_so() -> None:
    table = Table("Speed", "python -m benchmarks speed", MACHINE)
    table.add("turn", 12.4, "ms", at_most(12))
    assert "| turn | ≤ 12 ms | 12.4 ms | **not met** |" in table.to_markdown()
    assert table.n_missed == 1


def test_a_target_that_is_just_met_is_met() -> None:
    table = Table("Speed", "python -m benchmarks speed", MACHINE)
    table.add("turn", 12.0, "ms", at_most(12))
    table.add("ratio", 2.5, "×", at_least(2.5))
    assert table.n_missed == 0


def test_a_figure_without_a_target_has_no_verdict() -> None:
    table = Table("Speed", "python -m benchmarks speed", MACHINE)
    table.add("for information", 3.0, "s")
    assert "| for information |  | 3 s |  |" in table.to_markdown()
    assert table.rows[0].is_met is None


def test_a_target_is_not_met_by_nothing_measured() -> None:
    assert not at_most(12).is_met(math.nan)
    assert not at_least(2.5).is_met(math.nan)


def test_the_head_names_command_machine_versions_and_load() -> None:
    head = Table("Speed", "python -m benchmarks speed", MACHINE).to_markdown().splitlines()[2]
    assert "python -m benchmarks speed" in head
    assert "A processor, 2 cores, 8 GiB" in head
    assert "numpy 2.4.6; load before 0.1" in head


def test_the_files_hold_the_same_rows(tmp_path: Path) -> None:
    table = Table("Speed", "python -m benchmarks speed", MACHINE)
    table.add("turn", 12.4, "ms", at_most(12))
    table.write(tmp_path / "results", "speed")
    kept = json.loads((tmp_path / "results" / "speed.json").read_text(encoding="utf-8"))
    assert kept["rows"] == [
        {"what": "turn", "measured": 12.4, "unit": "ms", "target": {"limit": 12, "is_floor": False}, "met": False}
    ]
    assert (tmp_path / "results" / "speed.md").read_text(encoding="utf-8") == table.to_markdown()


def test_a_figure_keeps_the_digits_it_can_be_trusted_for() -> None:
    assert figure(0.123, "ms") == "0.12 ms"
    assert figure(12.34, "ms") == "12.3 ms"
    assert figure(1234.5, "MB") == "1,234 MB"
    assert figure(2.51, "×") == "2.51×"


def test_this_machine_can_be_described() -> None:
    here = Hardware.here()
    assert here.cores >= 1
    assert here.versions["numpy"]
    assert here.line().startswith(here.cpu)
