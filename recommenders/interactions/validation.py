"""Checks a batch of event lines before anything is learned from it.

The schema is checked by pandera; the rules run as one aggregate over the lines on the engine, and only the first lines
of a fault are ever brought here. (pandera's own data checks bring every failing row into memory: 38 s and 3 GB where
half of ten million lines fail. This takes about 12 s of CPU for a clean batch of ten million.)
"""

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir

from events.vocabulary import PURCHASE
from recommenders.errors import TrainingRefused
from recommenders.interactions.bots import bots
from recommenders.interactions.config import InteractionsConfig
from recommenders.interactions.eligible_lines import eligible_lines
from recommenders.interactions.engine import Engine
from recommenders.interactions.faults import fault_conditions, is_faulty
from recommenders.interactions.repetitions import n_repetitions, without_repetitions
from recommenders.interactions.validation_report import Finding, ValidationReport

_FIGURES = ("price_minor", "quantity")


def validate(engine: Engine, lines: ir.Table, config: InteractionsConfig) -> ValidationReport:
    """Look at every line of `read_lines`.

    Raises:
        TrainingRefused: if more than `max_fault_share` of the lines are faulty; `faults` names lines of each fault.
    """
    conditions = fault_conditions(lines, config)
    faulty = is_faulty(conditions)
    counted = _row(engine, lines.aggregate(**_counts(lines, conditions, config)))
    faults = _findings(engine, lines, conditions, counted, config)
    report = ValidationReport(n_lines=counted["n_lines"], n_faulty=counted["n_faulty"] or 0, faults=faults)
    _refuse_bad_batch(report, config)
    sound = lines.filter(~faulty)
    window = (counted["first"], counted["last"])
    return ValidationReport(
        n_lines=report.n_lines,
        n_faulty=report.n_faulty,
        faults=faults,
        left_out=_left_out(engine, lines, counted, config),
        outliers=_outliers(engine, sound, counted, config),
        missing={name: counted[f"missing_{name}"] or 0 for name in _FIGURES},
        imputed={"quantity": 1.0, **({} if counted["median"] is None else {"price_minor": counted["median"]})},
        currency=config.currency or _mode(engine, sound, "currency"),
        window=None if window[0] is None else window,
    )


def _counts(
    lines: ir.Table, conditions: Mapping[str, ir.BooleanValue], config: InteractionsConfig
) -> dict[str, ir.Scalar]:
    faulty = is_faulty(dict(conditions))
    sound = ~faulty
    outside = lines["second"] >= config.end
    if config.since is not None:
        outside = outside | (lines["second"] < config.since)
    return {
        "n_lines": lines.count(),
        "n_faulty": _n(faulty),
        "n_nobody": _n(sound & ~outside & lines["visitor"].isnull()),
        "n_outside": _n(sound & outside),
        "first": lines["second"].min(where=sound),
        "last": lines["second"].max(where=sound),
        "missing_price_minor": _n(sound & (lines["kind"] == PURCHASE) & lines["price_minor"].isnull()),
        "missing_quantity": _n(sound & (lines["kind"] == PURCHASE) & lines["quantity"].isnull()),
        "median": lines["price_minor"].quantile(0.5, where=sound).cast("float64"),
        **{f"fault_{place}": _n(condition) for place, condition in enumerate(conditions.values())},
        **{
            f"{name}_{quarter}": lines[name].quantile(quarter / 4, where=sound).cast("float64")
            for name in _FIGURES
            for quarter in (1, 3)
        },
    }


def _n(condition: ir.BooleanValue) -> ir.IntegerScalar:
    return condition.cast("int64").sum().cast("float64").cast("int64")


def _row(engine: Engine, table: ir.Table) -> dict[str, Any]:
    rows: list[dict[str, Any]] = engine.fetch(table).to_pylist()
    return rows[0] if rows else {}


def _findings(
    engine: Engine,
    lines: ir.Table,
    conditions: Mapping[str, ir.BooleanValue],
    counted: Mapping[str, Any],
    config: InteractionsConfig,
) -> tuple[Finding, ...]:
    broken = {
        sentence: (counted[f"fault_{place}"], lines.filter(condition))
        for place, (sentence, condition) in enumerate(conditions.items())
        if counted[f"fault_{place}"]
    }
    named = _named(engine, {sentence: table for sentence, (_, table) in broken.items()}, config.n_named)
    found = [Finding(sentence, n, n / counted["n_lines"], named[sentence]) for sentence, (n, _) in broken.items()]
    return tuple(sorted(found, key=lambda one: -one.n_lines))


def _named(engine: Engine, broken: Mapping[str, ir.Table], limit: int) -> dict[str, tuple[str, ...]]:
    """The first lines of each table, by time and id, in one query: every one costs Spark a second."""
    if not broken:
        return {}
    parts = [_first(table, sentence, limit) for sentence, table in broken.items()]
    rows = engine.fetch(ibis.union(*parts) if len(parts) > 1 else parts[0]).to_pylist()
    rows.sort(key=lambda row: (row["moment"], row["name"]))
    return {sentence: tuple(row["name"] for row in rows if row["sentence"] == sentence) for sentence in broken}


def _first(broken: ir.Table, sentence: str, limit: int) -> ir.Table:
    # Engines put nulls first or last as they like; here none are left.
    named = broken.select(
        sentence=ibis.literal(sentence),
        moment=broken["second"].fill_null(0),
        name=broken["message_id"].fill_null("(a line without message_id)"),
    )
    return named.order_by("moment", "name").limit(limit)


def _refuse_bad_batch(report: ValidationReport, config: InteractionsConfig) -> None:
    if report.fault_share > config.max_fault_share:
        raise TrainingRefused(
            f"{report.n_faulty:,} of {report.n_lines:,} event lines are faulty ({report.fault_share:.1%}; at most "
            f"{config.max_fault_share:.1%} may be): {'; '.join(map(str, report.faults))}. Mend the lines or raise "
            "max_fault_share; nothing was trained",
            [f"{fault.sentence}: {one}" for fault in report.faults for one in fault.named],
        )


def _left_out(
    engine: Engine, lines: ir.Table, counted: Mapping[str, Any], config: InteractionsConfig
) -> dict[str, int]:
    eligible = engine.share(eligible_lines(lines, config))
    left = {
        "without shopper and session": counted["n_nobody"] or 0,
        "outside the window": counted["n_outside"] or 0,
        "delivered before": _row(engine, n_repetitions(eligible).name("n").as_table())["n"],
    }
    if config.bots is not None:
        once = engine.share(without_repetitions(eligible)) if left["delivered before"] else eligible
        found = bots(once, config.bots).rename(bot="visitor", bot_since="since")
        theirs = once.inner_join(found, [("visitor", "bot")])
        theirs = theirs.filter(theirs["second"] >= theirs["bot_since"])
        left["of machines"] = _row(engine, theirs.aggregate(n=theirs.count()))["n"]
    return left


def _outliers(
    engine: Engine, sound: ir.Table, counted: Mapping[str, Any], config: InteractionsConfig
) -> tuple[Finding, ...]:
    found = []
    for name in _FIGURES:
        low, high = counted[f"{name}_1"], counted[f"{name}_3"]
        if low is None or high is None or low == high:
            continue
        reach = config.outlier_iqr * (high - low)
        column = sound[name]
        far = sound.filter((column < low - reach) | (column > high + reach))
        if n := _row(engine, far.aggregate(n=far.count()))["n"]:
            sentence = f"{name} is far outside {low:g} to {high:g}, where the middle half lies"
            named = _named(engine, {sentence: far}, config.n_named)[sentence]
            found.append(Finding(sentence, n, n / counted["n_lines"], named))
    return tuple(found)


def _mode(engine: Engine, lines: ir.Table, column: str) -> str:
    known = lines.filter(lines[column].notnull())
    counted = known.group_by(column).agg(n=known.count())
    most = counted.order_by(ibis.desc("n"), column).limit(1)
    return str(_row(engine, most).get(column, ""))
