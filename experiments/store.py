"""Experiments in the database, and the rules by which they may change."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, select, update

from database.engine import Database
from database.tables import experiments
from database.upsert import upsert
from experiments.errors import ExperimentRefused, ExperimentUnknown
from experiments.experiment import Experiment

#: Shares this near to each other are the same.
_NEAR = 1e-9
_ROW = experiments.c


class ExperimentStore:
    """Keeps them. Safe to share between threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, experiment: Experiment) -> None:
        """Keep a new one, as a draft; it takes the place of a draft of the same name, which nobody saw anything of.

        Raises:
            ExperimentRefused: if one of this name has run: its events would be mixed up with the old ones'.
        """
        with self._database.write() as connection:
            former = _find(connection, experiment.name)
            if former and former.status != "draft":
                raise ExperimentRefused(
                    f"there is an experiment {experiment.name!r} already, which is {former.status}; "
                    "give this one a new name"
                )
            upsert(connection, experiments, [_row(experiment)])

    def get(self, name: str) -> Experiment:
        """One experiment.

        Raises:
            ExperimentUnknown: if there is none of this name.
        """
        with self._database.read() as connection:
            return _known(connection, name)

    def all(self) -> list[Experiment]:
        """Every experiment, the newest first."""
        statement = select(_ROW.body).order_by(_ROW.created_at.desc(), _ROW.name)
        with self._database.read() as connection:
            return [Experiment.model_validate_json(body) for body in connection.execute(statement).scalars()]

    def running(self) -> list[Experiment]:
        """Those that run now."""
        with self._database.read() as connection:
            return _running(connection)

    def start(self, name: str) -> Experiment:
        """Let it run from now on.

        Raises:
            ExperimentUnknown: if there is none of this name.
            ExperimentRefused: if it has run, if its layer has no room, or if another that runs changes the same.
        """

        def started(experiment: Experiment, running: list[Experiment]) -> Experiment:
            if experiment.status != "draft":
                raise ExperimentRefused(f"{name} is {experiment.status}; only a draft can be started")
            _check_apart(experiment, running)
            start = _free_place(experiment, running)
            changes = {"status": "running", "started_at": datetime.now(UTC), "layer_start": start}
            return experiment.model_copy(update=changes)

        return self._change(name, started)

    def widen(self, name: str, traffic: float) -> Experiment:
        """Let more units take part; those that do keep their variant.

        Raises:
            ExperimentUnknown: if there is none of this name.
            ExperimentRefused: if it does not run, if that would be fewer, or if its layer has no room.
        """

        def widened(experiment: Experiment, running: list[Experiment]) -> Experiment:
            if experiment.status != "running":
                raise ExperimentRefused(f"{name} is {experiment.status}; only one that runs can be widened")
            if not experiment.traffic <= traffic <= 1:
                raise ExperimentRefused(
                    f"traffic of {name} is {experiment.traffic:g} and may grow up to 1; {traffic:g} would move units "
                    "out that have seen their variant"
                )
            wider = experiment.model_copy(update={"traffic": traffic})
            others = [one for one in running if one.name != name and _share_layer(one, experiment)]
            end = min((one.layer_start for one in others if one.layer_start >= experiment.layer_end - _NEAR), default=1)
            if wider.layer_end > end + _NEAR:
                room = end - experiment.layer_start
                raise ExperimentRefused(f"layer {experiment.layer} has room for {room:g} of the units; got {traffic:g}")
            return wider

        return self._change(name, widened)

    def stop(self, name: str) -> Experiment:
        """End it: from now on everybody is served as the shop is set.

        Raises:
            ExperimentUnknown: if there is none of this name.
            ExperimentRefused: if it does not run.
        """

        def stopped(experiment: Experiment, _: list[Experiment]) -> Experiment:
            if experiment.status != "running":
                raise ExperimentRefused(f"{name} is {experiment.status}; only one that runs can be stopped")
            return experiment.model_copy(update={"status": "stopped", "stopped_at": datetime.now(UTC)})

        return self._change(name, stopped)

    def _change(self, name: str, change: Callable[[Experiment, list[Experiment]], Experiment]) -> Experiment:
        with self._database.write() as connection:
            changed = change(_known(connection, name), _running(connection))
            connection.execute(update(experiments).where(_ROW.name == name), _row(changed))
        return changed


def _check_apart(experiment: Experiment, running: Iterable[Experiment]) -> None:
    """Two experiments that change the same setting of one shopper would spoil each other."""
    for other in running:
        if experiment.is_holdout and other.is_holdout:
            raise ExperimentRefused(f"{other.name} is a holdout already; two would hold each other's shoppers out")
        both = experiment.touched & other.touched
        if both and not (experiment.is_holdout or other.is_holdout or _share_layer(experiment, other)):
            raise ExperimentRefused(
                f"{other.name} runs and changes {', '.join(sorted(both))} as well; give both the same layer, so that "
                "no unit is in both, or stop it first"
            )


def _free_place(experiment: Experiment, running: Iterable[Experiment]) -> float:
    """The first place of the layer with room for it."""
    taken = sorted((one.layer_start, one.layer_end) for one in running if _share_layer(one, experiment))
    if taken and len({one.unit for one in running if _share_layer(one, experiment)} | {experiment.unit}) > 1:
        raise ExperimentRefused(f"layer {experiment.layer} is drawn by another unit; a layer has one kind of unit")
    place = 0.0
    for start, end in taken:
        if start - place >= experiment.traffic - _NEAR:
            return place
        place = max(place, end)
    if 1 - place < experiment.traffic - _NEAR:
        raise ExperimentRefused(
            f"layer {experiment.layer} has no room for {experiment.traffic:g} of the units in one piece; lower its "
            "traffic, or stop what runs in it"
        )
    return place


def _share_layer(one: Experiment, other: Experiment) -> bool:
    return one.layer is not None and one.layer == other.layer


def _running(connection: Connection) -> list[Experiment]:
    bodies = connection.execute(select(_ROW.body).where(_ROW.status == "running")).scalars()
    return [Experiment.model_validate_json(body) for body in bodies]


def _known(connection: Connection, name: str) -> Experiment:
    found = _find(connection, name)
    if found is None:
        raise ExperimentUnknown(f"there is no experiment {name!r}; see: shopkeeper experiments list")
    return found


def _find(connection: Connection, name: str) -> Experiment | None:
    body = connection.execute(select(_ROW.body).where(_ROW.name == name)).scalar()
    return Experiment.model_validate_json(body) if body else None


def _row(experiment: Experiment) -> dict[str, object]:
    return {
        "name": experiment.name,
        "status": experiment.status,
        "created_at": experiment.created_at,
        "body": experiment.model_dump_json(),
    }
