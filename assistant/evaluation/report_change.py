"""What changed between two evaluations: which cases fail newly, no longer, still; never only the totals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.evaluation.report import EvalReport

#: Writer and id of a case → its failures.
Failing = Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ReportChange:
    """Sets of failing cases, each named by writer and id.

    Attributes:
        newly_failing: failed now, and passed before or was not there.
        newly_passing: passed now, and failed before.
        still_failing: failed both times, with the failures of now.
        gone: failed before, and was not played now.
    """

    newly_failing: Failing
    newly_passing: Failing
    still_failing: Failing
    gone: Failing

    def to_lines(self) -> Iterator[str]:
        """For a person."""
        yield from _lines("Newly failing", self.newly_failing)
        yield from _lines("Newly passing (it was:)", self.newly_passing)
        yield from _lines("Still failing", self.still_failing)
        yield from _lines("Failed before, not played now", self.gone)

    def to_json(self) -> dict[str, list[dict[str, object]]]:
        """For machines."""
        sets = {
            "newly_failing": self.newly_failing,
            "newly_passing": self.newly_passing,
            "still_failing": self.still_failing,
            "gone": self.gone,
        }
        return {
            name: [{"writer": w, "id": i, "failures": list(failures)} for (w, i), failures in failing.items()]
            for name, failing in sets.items()
        }


def change(before: EvalReport, after: EvalReport) -> ReportChange:
    """Compare two evaluations, case by case, for each writer."""
    failed, fails = _failing(before), _failing(after)
    played = {(run.writer, result.id) for run in after.runs for result in run.results}
    return ReportChange(
        newly_failing={key: told for key, told in fails.items() if key not in failed},
        newly_passing={key: told for key, told in failed.items() if key in played and key not in fails},
        still_failing={key: told for key, told in fails.items() if key in failed},
        gone={key: told for key, told in failed.items() if key not in played},
    )


def _failing(report: EvalReport) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(run.writer, case_id): failures for run in report.runs for case_id, failures in run.failing.items()}


def _lines(title: str, failing: Failing) -> Iterator[str]:
    yield f"{title}: {len(failing)}"
    for (writer, case_id), failures in failing.items():
        yield f"  {writer} {case_id}"
        yield from (f"    {failure}" for failure in failures)
