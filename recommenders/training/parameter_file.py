"""Parameters that were tuned for a shop, as TOML: written by `tune`, read by `train`.

<home>/parameters/<kind>.toml
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from recommenders.errors import TrainingRefused
from recommenders.model_table import ModelEntry

#: Stands for None, which TOML has no word for.
NONE = "none"


def parameter_file(home: Path, kind: str) -> Path:
    """Where the tuned parameters of a model are, if it was tuned."""
    return home / "parameters" / f"{kind}.toml"


def read_parameters(entry: ModelEntry, file: Path, seed: int | None = None) -> Any:
    """The parameters of a model: its defaults, what the file says on top, and the seed if one is given.

    Raises:
        TrainingRefused: if the file cannot be read, or names what the model does not have.
    """
    chosen = _read(file)
    if seed is not None:
        chosen["seed"] = seed
    return parameters_of(entry, chosen, str(file))


def parameters_of(entry: ModelEntry, chosen: Mapping[str, Any], source: str) -> Any:
    """A model's parameters with some of them chosen; lists become tuples.

    Raises:
        TrainingRefused: naming the source, and the parameter that the model does not have or cannot take.
    """
    kind = entry.parameters_class()
    known = {field.name for field in fields(kind)}
    unknown = sorted(chosen.keys() - known)
    if unknown:
        raise TrainingRefused(
            f"{source}: {entry.kind} has no parameter {unknown[0]!r}; it has {', '.join(sorted(known))}"
        )
    defaults = kind()
    values = {name: _fitting(value, getattr(defaults, name), f"{source}: {name}") for name, value in chosen.items()}
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:
        raise TrainingRefused(f"{source}: {error}") from None


def write_parameters(file: Path, chosen: Mapping[str, Any], comment: str) -> None:
    """Write chosen parameters whole, with a comment of one or more lines above."""
    lines = [f"# {line}" for line in comment.splitlines()]
    lines += [f"{name} = {_toml(value)}" for name, value in chosen.items()]
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.draft")
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft.replace(file)


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise TrainingRefused(f"{file} cannot be read: {error}; mend it or delete it") from None


def _fitting(value: Any, default: Any, where: str) -> Any:
    """The value in the type of the default; TOML has no tuples and no null, and people write 1 for 1.0."""
    if value is None or (value == NONE and not isinstance(default, str)):
        return None
    if isinstance(default, tuple) and isinstance(value, list):
        return tuple(value)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if default is not None and type(value) is not type(default):
        raise TrainingRefused(f"{where} must be of type {type(default).__name__}, not {value!r}")
    return value


def _toml(value: Any) -> str:
    """A TOML value; of numbers, truth values, strings and flat lists, JSON's notation is TOML's."""
    value = NONE if value is None else value
    return json.dumps(list(value) if isinstance(value, tuple) else value, allow_nan=False)
