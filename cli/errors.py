"""What can go wrong at the terminal itself; every error carries its exit code.

CliError
├── UsageWrong       the command was not written as it has to be
├── InputRefused     a file or a question that cannot be used
└── SampleMissing    the sample shop's files are not where they belong
"""

from cli.exit_code import ExitCode


class CliError(Exception):
    """The root of this package's errors."""

    exit_code = ExitCode.ERROR


class UsageWrong(CliError):
    """The command was not written as it has to be; the message says how."""

    exit_code = ExitCode.USAGE


class InputRefused(CliError):
    """A file or a question cannot be used; the message says where and why."""

    exit_code = ExitCode.REFUSED


class SampleMissing(CliError):
    """The sample shop's files are not where they belong."""
