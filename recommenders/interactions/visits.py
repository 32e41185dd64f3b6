"""Cuts what a shopper did into visits."""

import ibis
import ibis.expr.types as ir

#: What orders the lines of one visitor; lines equal in all of it are alike.
ORDER = ("at", "product", "kind", "place", "weight", "units", "amount")


def with_visits(told: ir.Table, gap_seconds: int) -> ir.Table:
    """Adds `visit`: 0, 1, … for each visitor in order of time.

    A visit lasts while a session that it holds lasts: sessions that overlap (two devices) are one visit, so that visits
    follow each other. A line without a session belongs to the visit of the line before it unless there were more than
    `gap_seconds` between them.
    """
    session = ibis.window(group_by=["visitor", "place"])
    lasting = told.mutate(lasts_to=(told["place"] == "").ifelse(told["second"], told["second"].max().over(session)))
    earlier = ibis.window(group_by="visitor", order_by=list(ORDER), preceding=(None, 1), following=None)
    so_far = ibis.window(group_by="visitor", order_by=list(ORDER), preceding=None, following=0)
    in_order = ibis.window(group_by="visitor", order_by=list(ORDER))
    seen = lasting.mutate(
        lasted_to=lasting["lasts_to"].max().over(earlier),
        pause=lasting["second"] - lasting["second"].lag().over(in_order),
    )
    goes_on = (seen["second"] <= seen["lasted_to"]) | ((seen["place"] == "") & (seen["pause"] <= gap_seconds))
    marked = seen.mutate(begins=(~goes_on.fill_null(False)).cast("int64"))
    return marked.mutate(visit=(marked["begins"].sum().over(so_far) - 1).cast("int32"))
