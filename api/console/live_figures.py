"""What one server has counted since it started, in the words of people; read from the same counters as `/metrics`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from prometheus_client.samples import Sample

from api.metrics import Metrics

_SHARES = (0.5, 0.95, 0.99)
#: Steps of a turn in the order they happen, as far as they are of interest here; all are in `/metrics`.
_STEPS = {"products": "first cards", "first_text": "first words", "total": "whole answer"}


class Latency(NamedTuple):
    """A step of a turn: milliseconds that half, 95 % and 99 % of the answers took at most, and how many there were."""

    step: str
    p50: float | None
    p95: float | None
    p99: float | None
    n: int


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """One server's.

    Attributes:
        writers: writer → answers, most first; `none` for those that failed.
        n_turns: answers together.
        tokens: kind → tokens of the language model.
        events: what became of events that were sent → how many.
        statuses: first digit of an HTTP status → answers.
    """

    since: datetime
    latencies: Sequence[Latency]
    writers: Mapping[str, int]
    n_turns: int
    n_under_way: int
    n_fallbacks: int
    n_corrections: int
    cost: float
    tokens: Mapping[str, int]
    events: Mapping[str, int]
    statuses: Mapping[str, int]

    @classmethod
    def read(cls, metrics: Metrics) -> "LiveFigures":
        """What stands in the counters now."""
        by_name = defaultdict(list)
        for sample in metrics.samples():
            by_name[sample.name].append(sample)
        writers = _sums(by_name["shopkeeper_turns_total"], "writer")
        statuses = _sums(by_name["shopkeeper_requests_total"], "status")
        return cls(
            since=metrics.started_at,
            latencies=[_latency(step, name, by_name) for step, name in _STEPS.items()],
            writers=dict(sorted(writers.items(), key=lambda one: -one[1])),
            n_turns=sum(writers.values()),
            n_under_way=_sum(by_name["shopkeeper_turns_under_way"]),
            n_fallbacks=_sum(by_name["shopkeeper_fallbacks_total"]),
            n_corrections=_sum(by_name["shopkeeper_corrections_total"]),
            cost=sum(sample.value for sample in by_name["shopkeeper_model_cost_usd_total"]),
            tokens=_sums(by_name["shopkeeper_model_tokens_total"], "kind"),
            events=_sums(by_name["shopkeeper_events_total"], "status"),
            statuses=_by_first_digit(statuses),
        )


def quantile(share: float, counts: Sequence[tuple[float, float]]) -> float | None:
    """The value that this share stays below, between the bounds of the bucket that it falls into; None of nothing.

    Args:
        share: 0..1.
        counts: upper bound → how many are not above it, bounds ascending, the last one infinite.
    """
    total = counts[-1][1] if counts else 0
    if not total:
        return None
    wanted, lower, below = share * total, 0.0, 0.0
    for bound, n in counts:
        if n >= wanted:
            return lower if bound == float("inf") else lower + (bound - lower) * (wanted - below) / (n - below)
        lower, below = bound, n
    return lower


def _latency(step: str, name: str, by_name: Mapping[str, Sequence[Sample]]) -> Latency:
    buckets = [one for one in by_name.get("shopkeeper_turn_seconds_bucket", ()) if one.labels["step"] == step]
    counts = sorted((float(one.labels["le"]), one.value) for one in buckets)
    p50, p95, p99 = (None if (found := quantile(share, counts)) is None else 1000 * found for share in _SHARES)
    return Latency(name, p50, p95, p99, int(counts[-1][1]) if counts else 0)


def _sum(samples: Iterable[Sample]) -> int:
    return int(sum(sample.value for sample in samples))


def _sums(samples: Iterable[Sample], label: str) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for sample in samples:
        sums[sample.labels[label]] += int(sample.value)
    return dict(sums)


def _by_first_digit(statuses: Mapping[str, int]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for status, n in sorted(statuses.items()):
        sums[f"{status[:1]}xx"] += n
    return dict(sums)
