"""What the shell is told of a training run."""

from typing import TYPE_CHECKING

from cli.exit_code import ExitCode

if TYPE_CHECKING:
    from recommenders.run_record import RunRecord


def exit_code_of(record: "RunRecord") -> ExitCode:
    """0: all models serve, or are kept as they were to be; 3: some do not, or there is something to read; 4: none.

    An update of the blend that changed nothing is no fault: 0.
    """
    if record.is_update:
        return ExitCode.OK
    verdicts = {outcome.verdict for outcome in record.outcomes}
    if verdicts <= {"promoted", "kept"}:
        return ExitCode.WARNINGS if record.notes else ExitCode.OK
    return ExitCode.REFUSED if verdicts == {"failed"} else ExitCode.WARNINGS
