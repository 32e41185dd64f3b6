"""Reads cases from TOML files: a topic and shop for the whole file, then one `[[case]]` after the other."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.evaluation.case import Case


class CasesInvalid(ValueError):
    """The cases cannot be used; one sentence for each fault, with file and case."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file, or of every `*.toml` of a folder, in the order of their names.

    Raises:
        CasesInvalid: if a file cannot be read, a case is malformed, or a twin is missing.
    """
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise CasesInvalid([f"{path} holds no cases (*.toml)"])
    faults: list[str] = []
    cases = [case for file in files for case in _cases_of(file, faults)]
    faults += _twin_faults(cases)
    if faults:
        raise CasesInvalid(faults)
    return tuple(cases)


def _cases_of(file: Path, faults: list[str]) -> Iterator[Case]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(f"{file.name}: {error}")
        return
    shared = {name: content[name] for name in ("topic", "shop") if name in content}
    for place, given in enumerate(content.get("case", ()), start=1):
        try:
            yield Case.model_validate(shared | _table(given))
        except ValidationError as error:
            name = given.get("id", f"case {place}") if isinstance(given, Mapping) else f"case {place}"
            faults += [f"{file.name}: {name}: {_sentence(fault)}" for fault in error.errors(include_url=False)]


def _table(given: Any) -> dict[str, Any]:
    return dict(given) if isinstance(given, Mapping) else {"id": given}


def _sentence(fault: Any) -> str:
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg']}" if where else str(fault["msg"])


def _twin_faults(cases: Iterable[Case]) -> Iterator[str]:
    """Ids are unique; twins exist, name each other, and one of the two is negative."""
    by_id: dict[str, Case] = {}
    for case in cases:
        if case.id in by_id:
            yield f"{case.id}: there are two cases of this id"
        by_id[case.id] = case
    for case in by_id.values():
        twin = by_id.get(case.twin)
        if twin is None:
            yield f"{case.id}: its twin {case.twin!r} does not exist"
        elif twin.twin != case.id:
            yield f"{case.id}: its twin {case.twin!r} names {twin.twin!r} as its own"
        elif twin.negative == case.negative:
            yield f"{case.id}: exactly one of it and its twin {case.twin!r} is negative"
