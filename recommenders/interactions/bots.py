"""Machines among the visitors: who clicks faster than a person can."""

import ibis
import ibis.expr.types as ir

from events.vocabulary import CODE_OF
from recommenders.history import SECONDS_PER_DAY
from recommenders.interactions.config import BotRule


def bots(lines: ir.Table, rule: BotRule) -> ir.Table:
    """`visitor, since`: each machine and the first second of the day (UTC) on which it first gave itself away.

    What it did on earlier days is kept: at that time nobody could know, and a split by time must not either.
    """
    actions = lines.filter(lines["kind"].isin([CODE_OF[name] for name in rule.types]), lines["visitor"].notnull())
    actions = actions.select(
        "visitor", "second", since=(actions["second"] // SECONDS_PER_DAY).cast("int64") * SECONDS_PER_DAY
    )
    days = actions.group_by("visitor", "since").agg(n_actions=actions.count())
    busy_days = days.filter(days["n_actions"] > rule.max_actions_per_day)
    # A minute can only be too busy on a day that holds as many actions.
    suspects = days.filter(days["n_actions"] > rule.max_actions_per_minute).select("visitor", "since")
    suspected = actions.semi_join(suspects, ["visitor", "since"])
    minutes = suspected.group_by("visitor", "since", minute=suspected["second"] // 60).agg(n_actions=suspected.count())
    busy_minutes = minutes.filter(minutes["n_actions"] > rule.max_actions_per_minute)
    found = busy_days.select("visitor", "since").union(busy_minutes.select("visitor", "since"))
    return found.group_by("visitor").agg(since=found["since"].min())


def without_bots(lines: ir.Table, rule: BotRule) -> ir.Table:
    """The lines of people, and of machines before the day that gave them away."""
    found = bots(lines, rule).rename(bot="visitor", bot_since="since")
    joined = lines.left_join(found, lines["visitor"] == found["bot"])
    kept = joined.filter(ibis.or_(joined["bot_since"].isnull(), joined["second"] < joined["bot_since"]))
    return kept.drop("bot", "bot_since")
