"""What the server counts, for Prometheus. No text of a shopper and no id is in it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.samples import Sample

from api.run import Run
from assistant.language_model import Usage
from assistant.spending import USED_UP
from assistant.stream import MessageEnd
from events.broadcast import EventBroadcast
from events.event import Event
from events.list_ledger import ACTS
from events.shown_list import surface_of

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

_KINDS = {
    "input_tokens": "input",
    "cache_read_input_tokens": "cache_read",
    "cache_creation_input_tokens": "cache_write",
    "output_tokens": "output",
}
#: Types whose events may go back to a list.
_ATTRIBUTED = ACTS | {"purchase"}
_POLICY_LABELS = ("surface", "policy")
#: Policies that are told apart: a shop that names its own in its events must not fill the memory with them.
MAX_POLICIES = 50
OTHER_POLICY = "other"
_BUDGETS = {notice: scope for scope, notice in USED_UP.items()}


class Metrics:
    """The counters of one server; each has its own registry, so that two servers in one process do not mix."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self, n_turns: Callable[[], int], is_breaker_open: Callable[[], bool]) -> None:
        registry = self._registry = CollectorRegistry()
        self.started_at = datetime.now(UTC)
        self._requests = Counter(
            "shopkeeper_requests", "HTTP requests.", ("method", "route", "status"), registry=registry
        )
        self._request_seconds = Histogram(
            "shopkeeper_request_seconds", "Until the response began.", ("route",), buckets=_SECONDS, registry=registry
        )
        self._turns = Counter("shopkeeper_turns", "Answers, by writer and end.", ("writer", "end"), registry=registry)
        self._turn_seconds = Histogram(
            "shopkeeper_turn_seconds", "Latency of a turn's steps.", ("step",), buckets=_SECONDS, registry=registry
        )
        self._fallbacks = Counter("shopkeeper_fallbacks", "Answers the model should have written.", registry=registry)
        self._tokens = Counter("shopkeeper_model_tokens", "Tokens of the language model.", ("kind",), registry=registry)
        self._cost = Counter("shopkeeper_model_cost_usd", "What they cost, where it is known.", registry=registry)
        self._used_up = Counter(
            "shopkeeper_budget_turns", "Answers for which no budget was left.", ("budget",), registry=registry
        )
        self._events = Counter(
            "shopkeeper_events", "Events sent, by what became of them.", ("status",), registry=registry
        )
        self._lists = Counter(
            "shopkeeper_lists_shown", "Lists of products, the empty ones among them.", _POLICY_LABELS, registry=registry
        )
        self._empty_lists = Counter(
            "shopkeeper_lists_empty", "Lists in which nothing was found.", _POLICY_LABELS, registry=registry
        )
        self._products = Counter("shopkeeper_products_shown", "Places of lists.", _POLICY_LABELS, registry=registry)
        self._attributed = Counter(
            "shopkeeper_attributed_events",
            "Clicks, carts, purchases that name a list.",
            ("type",),
            registry=registry,
        )
        self._policies: set[str] = set()
        self._corrections = Counter("shopkeeper_corrections", "Untrue statements held back.", registry=registry)
        turns = Gauge("shopkeeper_turns_under_way", "Answers under way.", registry=registry)
        turns.set_function(n_turns)
        breaker = Gauge("shopkeeper_model_breaker_open", "1 while the model is not asked.", registry=registry)
        breaker.set_function(lambda: float(is_breaker_open()))

    def watch_broadcast(self, broadcast: EventBroadcast) -> None:
        """Show how events reach other processes."""
        gauges: dict[str, tuple[str, Callable[[], float]]] = {
            "connected": ("1 while other processes can be told of events.", lambda: broadcast.state.is_connected),
            "events_waiting": (
                "Events that other processes are still to be told of.",
                lambda: broadcast.state.n_waiting,
            ),
            "events_dropped": ("Events that they never will be told of.", lambda: broadcast.state.n_dropped),
        }
        for name, (what, value) in gauges.items():
            Gauge(f"shopkeeper_broker_{name}", what, registry=self._registry).set_function(value)

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """One HTTP request; `seconds` until its response began."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def count_turn(self, run: Run) -> None:
        """One finished answer."""
        end = run.last_event
        if not isinstance(end, MessageEnd):
            self._turns.labels("none", getattr(end, "code", "error")).inc()
            return
        self._turns.labels(end.writer, end.stop_reason).inc()
        self._corrections.inc(end.n_corrected)
        if end.notice:
            self._fallbacks.inc()
            if budget := _BUDGETS.get(end.notice):
                self._used_up.labels(budget).inc()
        for step, milliseconds in end.latency.items():
            self._turn_seconds.labels(step).observe(milliseconds / 1000)

    def count_usage(self, usage: Usage) -> None:
        """One call of the language model, also of an answer that nobody waited for."""
        for name, kind in _KINDS.items():
            self._tokens.labels(kind).inc(int(usage.get(name, 0)))
        self._cost.inc(float(usage.get("cost", 0)))

    def count_events(self, status: str, n_events: int) -> None:
        """Events of one request with one status."""
        self._events.labels(status).inc(n_events)

    def count_event(self, event: Event) -> None:
        """One event that was taken into the log: a list that was shown, or an act that names one."""
        if event.type == "shown":
            self._count_list(event)
        elif event.type in _ATTRIBUTED and event.attribution.list_id:
            self._attributed.labels(event.type).inc()

    def _count_list(self, event: Event) -> None:
        items = event.properties.items
        policy = event.properties.policy or next((item.policy for item in items if item.policy), None) or OTHER_POLICY
        if policy not in self._policies and len(self._policies) < MAX_POLICIES:
            self._policies.add(policy)
        policy = policy if policy in self._policies else OTHER_POLICY
        surface = surface_of(policy)
        self._lists.labels(surface, policy).inc()
        self._products.labels(surface, policy).inc(len(items))
        if not items:
            self._empty_lists.labels(surface, policy).inc()

    def samples(self) -> Iterator[Sample]:
        """Everything, a number at a time, each with its name and labels."""
        for metric in self._registry.collect():
            yield from metric.samples

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self._registry)
