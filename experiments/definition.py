"""An experiment as somebody writes it down: a TOML file, or the same as JSON."""

import json
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from experiments.errors import ExperimentInvalid
from experiments.experiment import Experiment

#: What becomes of an experiment is not for its author to say.
_NOT_WRITTEN = frozenset({"status", "layer_start", "created_at", "started_at", "stopped_at"})
_MAX_BYTES = 100_000


def read_definition(file: str | Path) -> Experiment:
    """The experiment that a file describes, as a draft.

    Raises:
        ExperimentInvalid: with a sentence for everything that is wrong in it.
        OSError: if the file cannot be read.
    """
    path = Path(file)
    written = path.read_bytes()
    if len(written) > _MAX_BYTES:
        raise ExperimentInvalid(f"{path.name} has {len(written):,} bytes; a definition has a few hundred")
    try:
        text = written.decode("utf-8-sig")
        fields = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExperimentInvalid(f"{path.name} is neither TOML nor JSON: {error}") from None
    return _experiment(path.name, fields)


def _experiment(name: str, fields: dict[str, Any]) -> Experiment:
    settled = sorted(_NOT_WRITTEN & fields.keys())
    if settled:
        raise ExperimentInvalid(f"{name}: {', '.join(settled)} is not written down, it comes of starting and stopping")
    try:
        return Experiment.model_validate(fields)
    except ValidationError as error:
        faults = [_sentence(fault) for fault in error.errors(include_input=False, include_url=False)]
        raise ExperimentInvalid(f"{name}: {'; '.join(faults)}") from None


def _sentence(fault: Any) -> str:
    where = ".".join(str(part) for part in fault["loc"])
    message = fault["msg"].removeprefix("Value error, ")
    return f"{where}: {message}" if where else message
