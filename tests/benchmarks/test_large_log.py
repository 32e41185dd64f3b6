"""What a run tells the process that started it."""

import json
from dataclasses import asdict

from benchmarks.large_log_process import LargeLogRun, TrainedModel

RUN = LargeLogRun(
    seconds=60.0,
    reading_seconds=5.0,
    holdout_seconds=1.0,
    peak_mb=900.0,
    n_interactions=1_000,
    serving=["als", "popularity"],
    models=[TrainedModel("als", "promoted", "", 9.0, 0.3, 0.2)],
)


def test_a_run_survives_its_way_between_processes() -> None:
    assert LargeLogRun.from_json(json.dumps(asdict(RUN))) == RUN
