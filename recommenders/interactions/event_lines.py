"""The lines of the event log as a table: which columns they must have, and the few that follow from them."""

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pandera.ibis as pa
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors

from events.vocabulary import CODE_OF
from recommenders.errors import TrainingRefused

#: Code of a type that is not in the vocabulary.
UNKNOWN_KIND = 255

_TEXTS = ("message_id", "type", "shopper", "session", "product", "currency")
_INTEGERS = ("quantity", "price_minor")
_FLOATS = ("rating", "propensity")
_VOUCHED = "is_vouched"
_SCHEMA = pa.DataFrameSchema(
    {
        **{name: pa.Column(dt.string, nullable=True) for name in _TEXTS},
        **{name: pa.Column(dt.int64, nullable=True) for name in _INTEGERS},
        **{name: pa.Column(dt.float64, nullable=True) for name in _FLOATS},
        "at": pa.Column(dt.timestamp, nullable=True),
    }
)


def read_lines(table: ir.Table) -> ir.Table:
    """The columns the training step reads, in one width each, and four that follow from them.

    `is_vouched` says that the shop itself names the shopper; without that column it does for all of them.

    Added: `kind` (code of the type), `second` (since the epoch, UTC, rounded down), `visitor` (the shopper, or `visit `
    and the session of an anonymous one, or null) and `place` (the session, empty without one).

    Raises:
        TrainingRefused: if a column is missing or of another type; names all of them.
    """
    lines = _in_one_width(table)
    _refuse_another_schema(lines)
    lines = lines.mutate(
        shopper=lines["shopper"].nullif(""),
        product=lines["product"].nullif(""),
        session=lines["session"].nullif(""),
    )
    return lines.mutate(
        kind=_code(lines["type"]),
        # DuckDB answers a float and Spark an integer: rounding down makes them one.
        second=lines["at"].epoch_seconds().cast("float64").floor().cast("int64"),
        visitor=ibis.coalesce(lines["shopper"], ibis.literal("visit ") + lines["session"]),
        place=lines["session"].fill_null(""),
    )


def _in_one_width(table: ir.Table) -> ir.Table:
    if _VOUCHED not in table.columns:
        table = table.mutate(is_vouched=True)
    wanted = [name for name in (*_SCHEMA.columns, _VOUCHED) if name in table.columns]
    casts = {}
    for name in wanted:
        kind = table.schema()[name]
        if kind.is_integer() and name in _INTEGERS:
            casts[name] = dt.int64
        elif kind.is_numeric() and name in _FLOATS:
            casts[name] = dt.float64
        elif kind.is_null() and name in _SCHEMA.columns:
            casts[name] = _SCHEMA.columns[name].dtype.type
    return table.select(*wanted).cast(casts)


def _refuse_another_schema(lines: ir.Table) -> None:
    kind_of_at = lines.schema().get("at")
    # Timestamps differ in zone and precision between engines; all of them are moments.
    checked = lines.cast({"at": dt.timestamp}) if kind_of_at is not None and kind_of_at.is_timestamp() else lines
    try:
        with config_context(validation_depth=ValidationDepth.SCHEMA_ONLY):
            _SCHEMA.validate(checked, lazy=True)
    except SchemaErrors as error:
        faults = [str(one) for one in error.schema_errors]
        raise TrainingRefused(f"the event lines have another schema: {'; '.join(faults)}", faults) from None


def _code(kind: ir.StringColumn) -> ir.IntegerColumn:
    branches = [(kind == name, ibis.literal(code, "int16")) for name, code in CODE_OF.items()]
    return ibis.cases(*branches, else_=ibis.literal(UNKNOWN_KIND, "int16"))
