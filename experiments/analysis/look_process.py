"""One look at an experiment in a process of its own: statistics are no part of a server.

Reads `{"url": of the database, "name": of the experiment}` from its standard input, and writes the look as JSON, or
`{"refused": a sentence}` where there is nothing to look at.
"""

import json
import os
import sys
from datetime import UTC, datetime

from database.engine import open_database
from database.errors import DatabaseUnavailable
from experiments.analysis.look import look_at
from experiments.errors import AnalysisRefused, ExperimentUnknown
from experiments.store import ExperimentStore

#: Added to the niceness of the process: shoppers come first.
_NICENESS = 10
#: How the process ends where the database is out of reach.
_UNAVAILABLE = 3


def main() -> None:
    """Look once."""
    os.nice(_NICENESS)
    asked = json.load(sys.stdin)
    database = open_database(asked["url"])
    try:
        told = look_at(database, ExperimentStore(database).get(asked["name"]), datetime.now(UTC)).to_json()
    except (AnalysisRefused, ExperimentUnknown) as refusal:
        told = {"refused": str(refusal)}
    except DatabaseUnavailable as unavailable:
        sys.stderr.write(str(unavailable))
        sys.exit(_UNAVAILABLE)
    finally:
        database.close()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
