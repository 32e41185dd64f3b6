"""Makes a year of events of made-up shoppers of the sample shop.

    python examples/outfitters/simulate.py FOLDER [--shoppers 3000] [--seed N] [--shift CATEGORY]

Writes `events.jsonl`, one wire event a line in order of time, and `shoppers.jsonl`: who signed up when, and which
categories they said they like. The same seed always gives the same bytes.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from simulation.year import N_SHOPPERS, SEED, Shift, simulate

HERE = Path(__file__).parent


def main() -> int:
    """Simulate, write both files, and say what was made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", metavar="FOLDER", type=Path, help="where the files go")
    parser.add_argument("--shoppers", type=int, default=N_SHOPPERS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--shift", metavar="CATEGORY", help="everybody wants more of it in the last 28 days")
    chosen = parser.parse_args()
    year = simulate(HERE, chosen.shoppers, chosen.seed, Shift(chosen.shift) if chosen.shift else None)
    chosen.out.mkdir(parents=True, exist_ok=True)
    n_events = _write(chosen.out / "events.jsonl", year.log.lines())
    n_profiles = _write(chosen.out / "shoppers.jsonl", map(json.dumps, year.profiles()))
    print(f"{n_events:,} events of {chosen.shoppers:,} shoppers, {n_profiles:,} sign-ups, in {chosen.out}")
    return 0


def _write(path: Path, lines: Iterable[str]) -> int:
    """Whole or not at all: an interrupted run leaves the file before."""
    count = 0
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line + "\n")
            count += 1
    draft.replace(path)
    return count


if __name__ == "__main__":
    raise SystemExit(main())
