"""Crowds that nobody vouches for: how many anonymous visitors of a week may speak for one product."""

import ibis
import ibis.expr.types as ir

from recommenders.history import SECONDS_PER_DAY
from recommenders.interactions.config import CrowdRule

_WEEK = 7 * SECONDS_PER_DAY


def without_crowds(told: ir.Table, rule: CrowdRule) -> ir.Table:
    """The lines without those of anonymous visitors beyond what a product's week may hold; drops `is_vouched`.

    Anybody can make up browsers by the thousand; what they cannot make up is how many came in the weeks before, and
    who is signed in. Of a product's anonymous visitors in a week, at most `times_usual` as many count as in its usual
    week (or in that of the mean product), or as it had signed-in shoppers in that very week. The rest of their visits
    stays. Logs shorter than `least_weeks` know no usual week and stay as they are.
    """
    weekly = told.mutate(week=(told["second"] // _WEEK).cast("int64"))
    visits = weekly.select("product", "week", "visitor", "is_vouched").distinct()
    crowd = visits.filter(~visits["is_vouched"])
    placed = crowd.mutate(
        # By the keyed hash that stands for a visitor: nobody can choose to be among the first.
        place=ibis.row_number().over(group_by=[crowd["product"], crowd["week"]], order_by=crowd["visitor"])
    )
    allowed = _allowed(weekly, visits, rule)
    held = placed.inner_join(allowed, ["product", "week"])
    beyond = held.filter(held["place"] >= held["allowed"]).select("product", "week", "visitor")
    return weekly.anti_join(beyond, ["product", "week", "visitor"]).drop("week", "is_vouched")


def _allowed(weekly: ir.Table, visits: ir.Table, rule: CrowdRule) -> ir.Table:
    """`product, week, allowed`: of the weeks in which a product had visitors at all."""
    span = weekly.aggregate(
        n_weeks=(weekly["week"].max() - weekly["week"].min() + 1).cast("float64"),
        n_products=weekly["product"].nunique().cast("float64"),
    )
    weeks = visits.group_by("product", "week").agg(
        n_vouched=visits["is_vouched"].cast("int64").sum(), n_crowd=(~visits["is_vouched"]).cast("int64").sum()
    )
    by_size = ibis.window(group_by="product", order_by=[ibis.desc("n_crowd"), "week"])
    peaks = weeks.mutate(peak=ibis.row_number().over(by_size))
    usual = peaks.group_by("product").agg(usual=peaks["n_crowd"].sum(where=peaks["peak"] >= rule.n_peaks).fill_null(0))
    mean = usual.aggregate(total=usual["usual"].sum().cast("float64"))
    known = weeks.inner_join(usual, "product").cross_join(span).cross_join(mean)
    n_usual_weeks = known["n_weeks"] - rule.n_peaks
    usual_week = ibis.greatest(known["usual"].cast("float64"), known["total"] / known["n_products"]) / n_usual_weeks
    most = rule.times_usual * ibis.greatest(usual_week, known["n_vouched"].cast("float64"))
    known = known.mutate(allowed=ibis.greatest(most.ceil().cast("int64"), 1))
    return known.filter(known["n_weeks"] >= rule.least_weeks).select("product", "week", "allowed")
