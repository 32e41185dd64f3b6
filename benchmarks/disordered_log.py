"""Takes a clean log apart as networks do: what is sent twice, in what order, how late, and by whose clock."""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

Record = dict[str, Any]
DUPLICATED, LATE = 0.3, 0.05
#: Of the orders that are sent twice, those that the shop's server tells as well: under another id, some seconds later.
TOLD_BY_ANOTHER = 0.5
MAX_SECONDS_LATER = 90
#: A clock is wrong by up to two days, either way.
MAX_SKEW_SECONDS = 2 * 86_400
MAX_IN_BATCH, MAX_BATCH_BYTES, MAX_RECORD_BYTES = 400, 400_000, 30_000


@dataclass(frozen=True, slots=True)
class Batch:
    """What one request brings.

    Attributes:
        records: events, stamped by the client's clock.
        skew_seconds: what that clock is ahead by; None for a client that does not say when it sent.
    """

    records: tuple[Record, ...]
    skew_seconds: int | None = None

    def body(self, now: datetime) -> Record:
        """The request, sent now."""
        told: Record = {"batch": list(self.records)}
        if self.skew_seconds is not None:
            told["sentAt"] = (now + timedelta(seconds=self.skew_seconds)).isoformat()
        return told


@dataclass(slots=True)
class Disordered:
    """The same log in three deliveries, in this order.

    Attributes:
        imported: lines of a file.
        posted: requests.
        late: requests of what was kept on a device for hours or days, after all others.
        late_ids: message ids of the events that come late.
        n_sent: events sent, repetitions included.
        n_again: those of them that had been sent before, an order told under another id included.
    """

    imported: list[Record] = field(default_factory=list)
    posted: list[Batch] = field(default_factory=list)
    late: list[Batch] = field(default_factory=list)
    late_ids: frozenset[str] = frozenset()
    n_sent: int = 0
    n_again: int = 0

    def everything(self) -> Iterable[Record]:
        """All that is sent, in its order and with the stamps that it has."""
        yield from self.imported
        for batch in (*self.posted, *self.late):
            yield from batch.records


def people_of(file: Path) -> list[Record]:
    """The events of a file, without its crawlers: the server passes them over, a file of the shop's own has them."""
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [record for record in records if "bot" not in record.get("context", {}).get("user_agent", "").lower()]


def disordered(clean: Sequence[Record], seed: int = 0) -> Disordered:
    """30 % sent twice, 5 % late, all of it shuffled; the older half is posted, the newer half imported."""
    chance = random.Random(seed)
    visits = _late_visits(clean, chance)
    late_ids = frozenset(str(record["message_id"]) for visit in visits for record in visit)
    posted: list[Record] = []
    imported: list[Record] = []
    for place, record in enumerate(clean):
        if record["message_id"] in late_ids:
            continue
        halves = (posted, imported) if place < len(clean) / 2 else (imported, posted)
        (imported if len(json.dumps(record)) > MAX_RECORD_BYTES else halves[0]).append(record)
        if chance.random() < DUPLICATED:
            again = _again(record, chance)
            (imported if len(json.dumps(again)) > MAX_RECORD_BYTES else chance.choice(halves)).append(again)
    chance.shuffle(posted)
    chance.shuffle(imported)
    late = [batch for visit in visits for batch in _late_batches(visit, chance)]
    chance.shuffle(late)
    parts = Disordered(imported, list(_batches(posted, chance)), late, late_ids)
    parts.n_sent = sum(1 for _ in parts.everything())
    parts.n_again = parts.n_sent - len(clean)
    return parts


def _late_visits(clean: Sequence[Record], chance: random.Random) -> list[list[Record]]:
    """Whole visits, as a device without a network keeps them; what was shown the server itself writes down at once."""
    visits: dict[str, list[Record]] = {}
    for record in clean:
        if record["type"] != "shown" and len(json.dumps(record)) <= MAX_RECORD_BYTES:
            visits.setdefault(record.get("session_id") or record["message_id"], []).append(record)
    order = sorted(visits)
    chance.shuffle(order)
    late: list[list[Record]] = []
    n_late = 0
    for name in order:
        if n_late >= LATE * len(clean):
            break
        late.append(visits[name])
        n_late += len(visits[name])
    return late


def _late_batches(visit: Sequence[Record], chance: random.Random) -> list[Batch]:
    """A device sends all that it kept at once, and once more where no answer came."""
    skew = chance.randint(-MAX_SKEW_SECONDS, MAX_SKEW_SECONDS)
    stamped = [{**record, "timestamp": _moved(record, skew)} for record in visit]
    chance.shuffle(stamped)
    batch = Batch(tuple(stamped), skew)
    return [batch, batch] if chance.random() < DUPLICATED else [batch]


def _again(record: Record, chance: random.Random) -> Record:
    has_order = record["type"] == "purchase" and record.get("properties", {}).get("transaction_id")
    if not has_order or chance.random() >= TOLD_BY_ANOTHER:
        return record
    later = _moved(record, chance.randint(1, MAX_SECONDS_LATER))
    return {**record, "message_id": f"server-{chance.getrandbits(64):016x}", "timestamp": later}


def _moved(record: Record, seconds: int) -> str:
    return (datetime.fromisoformat(record["timestamp"]) + timedelta(seconds=seconds)).isoformat()


def _batches(records: Sequence[Record], chance: random.Random) -> Iterable[Batch]:
    start = 0
    while start < len(records):
        end, size, wanted = start, 0, chance.randint(1, MAX_IN_BATCH)
        while end < len(records) and end - start < wanted and size < MAX_BATCH_BYTES - MAX_RECORD_BYTES:
            size += len(json.dumps(records[end]))
            end += 1
        yield Batch(tuple(records[start:end]))
        start = end
