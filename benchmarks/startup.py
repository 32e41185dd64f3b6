"""How long `shopkeeper --help` takes, as a whole process."""

import sys

from benchmarks.process import SHOPKEEPER, run
from benchmarks.table import Table, at_most
from benchmarks.timings import Timings
from benchmarks.workplace import Workplace

N_RUNS = 10


def measure(workplace: Workplace) -> Table:
    """Run the command and a bare interpreter in turn."""
    table = Table("The command's start", "python -m benchmarks startup")
    shopkeeper, bare = Timings(), Timings()
    run([SHOPKEEPER, "--help"])  # the first run writes byte code
    for _ in range(N_RUNS):
        shopkeeper.add(run([SHOPKEEPER, "--help"]).seconds * 1000)
        bare.add(run([sys.executable, "-c", "pass"]).seconds * 1000)
    table.add(f"`shopkeeper --help`, median of {N_RUNS}", shopkeeper.p50, "ms", at_most(300))
    table.add("`shopkeeper --help`, slowest", shopkeeper.percentile(100), "ms")
    table.add(f"`python -c pass` in turn with it, median of {N_RUNS}", bare.p50, "ms")
    return table
