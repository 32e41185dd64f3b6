"""Why a benchmark has no table."""


class BenchmarkError(Exception):
    """Base of everything a benchmark says instead of a number."""


class Skipped(BenchmarkError):
    """What it needs is not on this machine; the message says what and how to get it."""


class BenchmarkFailed(BenchmarkError):
    """What it measures did not work; the message carries what the program said."""
