"""A message that was delivered twice counts once."""

import ibis
import ibis.expr.types as ir

#: Between message and product of a key; in no id.
_BETWEEN = "\x1f"


def without_repetitions(lines: ir.Table) -> ir.Table:
    """One line for each product of each `message_id`: the earliest; of equal ones the first by type and visitor.

    Whole logs have few repetitions, so suspects are found by a hash of the key, and only they are compared.
    """
    hashed, repeated = _hashed(lines)
    suspects = hashed.semi_join(repeated, "digest")
    order = [suspects[name] for name in ("at", "kind", "visitor", "place", "quantity", "price_minor", "rating")]
    first = suspects.mutate(nth=ibis.row_number().over(group_by=suspects["key"], order_by=order))
    first = first.filter(first["nth"] == 0).drop("nth")
    return hashed.anti_join(repeated, "digest").union(first).drop("digest", "key")


def n_repetitions(lines: ir.Table) -> ir.IntegerScalar:
    """How many lines `without_repetitions` leaves out."""
    hashed, repeated = _hashed(lines.select("message_id", "product"))
    suspects = hashed.semi_join(repeated, "digest")
    return suspects.count() - suspects["key"].nunique()


def _hashed(lines: ir.Table) -> tuple[ir.Table, ir.Table]:
    keyed = lines.mutate(key=lines["message_id"] + _BETWEEN + lines["product"].fill_null(""))
    hashed = keyed.mutate(digest=keyed["key"].hash().cast("int64"))
    counted = hashed.group_by("digest").agg(n_lines=hashed.count())
    return hashed, counted.filter(counted["n_lines"] > 1).select("digest")
