"""When a schedule last looked whether models must be trained again, and what it found: one small file.

<home>/models/last_check.json   {"checked_at": ISO 8601, "is_due": …, "kinds": […], "triggers": […]}
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recommenders.registry import models_folder

FILE = "last_check.json"


def keep_check(home: Path, found: Mapping[str, Any]) -> None:
    """Remember what was found; replaced as a whole."""
    folder = models_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{FILE}.draft"
    draft.write_text(json.dumps(found, indent=1, allow_nan=False), encoding="utf-8")
    draft.replace(folder / FILE)


def last_check_at(home: Path) -> datetime | None:
    """When it looked last; None where it never did, or the file cannot be read: then it simply looks again."""
    try:
        content = json.loads((models_folder(home) / FILE).read_text(encoding="utf-8"))
        moment = datetime.fromisoformat(content["checked_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
