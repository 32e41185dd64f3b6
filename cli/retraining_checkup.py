"""Whether the models are looked after: when next, what asks for a training now, and whether their worth can be told."""

from datetime import UTC, datetime

from api.settings import Settings, variable_name
from cli.finding import Finding
from cli.retraining_check import check_database, kinds_to_retrain
from cli.retraining_schedule import next_check, trigger_of
from cli.shop_database import open_as_it_is
from experiments.store import ExperimentStore
from recommenders.last_check import last_check_at
from recommenders.registry import Registry
from recommenders.run_record import RunRecord, read_records

_SCHEDULE, _TRAINING, _HOLDOUT = "Schedule", "Training", "Holdout"
_TIME = "%Y-%m-%d %H:%M UTC"


def check_schedule(settings: Settings) -> Finding:
    """Whether a server looks after its models, and when it does so next."""
    times, last = settings.retrain_schedule, last_check_at(settings.home)
    looked = f"last looked {last:{_TIME}}" if last else "it has not looked yet"
    if times is None:
        fix = f"Set {variable_name('retrain_schedule')}, such as '30 3 * * *', or call retrain --if-needed yourself."
        return Finding(_SCHEDULE, "note", f"none is set: no server trains its models again; {looked}.", fix)
    now = datetime.now(UTC)
    moment = next_check(trigger_of(times), last, now, 0)
    if moment is None:
        return Finding(_SCHEDULE, "note", f"'{times}' never comes.", f"Mend {variable_name('retrain_schedule')}.")
    when = f"next {moment:{_TIME}}" if moment > now else "a time was missed: next a minute after a server starts"
    return Finding(_SCHEDULE, "ok", f"'{times}'; {when}; {looked}")


def check_training(settings: Settings) -> Finding:
    """How the last training went, and what asks for one now."""
    records = [one for one in read_records(Registry(settings.home).folder) if not one.is_update]
    if not records:
        return Finding(_TRAINING, "note", "none yet; lists are ordered by words alone.", "Run: shopkeeper train")
    last = f"last {records[0].at:{_TIME}}: {_told(records[0])}"
    with open_as_it_is(settings) as database:
        if database is None:
            return Finding(_TRAINING, "note", f"{last}; the log cannot be looked at as it is.")
        check = check_database(settings, database, kinds_to_retrain(settings, ()))
    if check.is_due:
        return Finding(_TRAINING, "note", f"{last}; another is due: {check.reason}.", "Run: shopkeeper retrain")
    if records[0].status not in ("running", "done"):
        return Finding(_TRAINING, "note", f"{last}; what served before serves on.", "Run: shopkeeper retrain")
    return Finding(_TRAINING, "ok", f"{last}; nothing asks for another")


def check_holdout(settings: Settings) -> Finding:
    """Whether some shoppers are held out, without whom nobody can tell what the models are worth."""
    with open_as_it_is(settings) as database:
        running = ExperimentStore(database).running() if database else []
    holdout = next((one for one in running if one.is_holdout), None)
    if holdout is None:
        fix = "Hold some shoppers out with an experiment: docs/experiments.md, is_holdout."
        return Finding(_HOLDOUT, "note", "none runs: what the models bring the shop cannot be told.", fix)
    share = holdout.shares[holdout.control.name] * holdout.traffic
    return Finding(_HOLDOUT, "ok", f"{holdout.name}: {share:.0%} of the shoppers see nothing that was learned")


def _told(record: RunRecord) -> str:
    """What came of it, in few words."""
    outcomes = ", ".join(f"{one.kind} {one.verdict}" for one in record.outcomes)
    return outcomes or f"{record.status}{f', {record.reason}' if record.reason else ''}"
