import json
import math
from typing import Any

import pytest

from events.errors import BatchRefused
from events.sent_batch import read_batch

ONE = {"message_id": "m", "type": "view_item"}


@pytest.mark.parametrize("told", [{"batch": [ONE]}, [ONE], ONE, {"batch": [ONE], "sentAt": "2026-11-20T12:00:00Z"}])
def test_one_event_a_list_and_a_batch_are_read(told: Any) -> None:
    batch = read_batch(json.dumps(told).encode())
    assert batch.records == (ONE,)
    assert batch.sent_at == (told.get("sentAt") if isinstance(told, dict) else None)


def test_a_single_call_gets_its_type() -> None:
    batch = read_batch(b'{"event": "Product Viewed", "messageId": "m", "writeKey": "pk_x"}', "track")
    assert batch.records[0]["type"] == "track"
    assert batch.write_key == "pk_x"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "invalid_json"),
        (b"{", "invalid_json"),
        (b"\xff\xfe{\x00", "invalid_json"),
        ('{"batch": [{"type": "é"}]}'.encode("latin-1"), "invalid_json"),
        (b"null", "no_events"),
        (b"5", "no_events"),
        (b"{}", "no_events"),
        (b"[]", "no_events"),
        (b'{"batch": {}}', "no_events"),
        (b'{"batch": []}', "no_events"),
        (b"[" * 100_000, "json_too_deep"),
        (json.dumps({"batch": [ONE] * 501}).encode(), "too_many_events"),
    ],
)
def test_what_holds_no_events_is_refused_with_a_code(body: bytes, code: str) -> None:
    with pytest.raises(BatchRefused) as refused:
        read_batch(body)
    assert refused.value.code == code


@pytest.mark.parametrize("bad", ["NaN", "Infinity", "9" * 5_000, r'"\ud800"', '{"a":' * 300 + "1" + "}" * 300])
def test_what_only_one_event_gets_wrong_does_not_spoil_the_others(bad: str) -> None:
    batch = read_batch(f'{{"batch": [{{"message_id": "good"}}, {{"value": {bad}}}]}}'.encode())
    assert batch.records[0] == {"message_id": "good"}
    assert len(batch.records) == 2
    if bad == "9" * 5_000:
        assert batch.records[1]["value"] == math.inf
