from datetime import timedelta

import pyarrow.parquet as pq
import pytest

from events.export import SCHEMA, export_lines, write_lines
from events.pseudonym import Pseudonyms
from shoppers.memory_keeper import MemoryEdit, SqlMemoryKeeper

NAMES = (
    "message_id type shopper session product quantity price_minor currency rating at list_id position policy "
    "propensity query is_vouched"
)


@pytest.fixture
def pseudonyms():
    return Pseudonyms(b"s" * 32)


def test_a_window_becomes_a_table_with_keys_for_shoppers(log, make_event, noon, pseudonyms, tmp_path):
    item = {"item_id": "a", "price": 2.55, "quantity": 6, "index": 3, "policy": "blend", "propensity": 0.25}
    shown = {"currency": "GBP", "items": [item]}
    log.append(
        [
            make_event("m0", "early"),
            make_event("m1", type="shown", properties=shown, minute=1, session_id="s", attribution={"list_id": "l"}),
            make_event("m2", type="search", properties={"query": "hat"}, minute=2, user_id=None, anonymous_id="ann"),
            make_event("m3", "b", type="rate_item", properties={"rating": 4}, minute=3, user_id=None),
            make_event("m4", "late", minute=4),
        ]
    )
    file = tmp_path / "deep" / "lines.parquet"
    assert export_lines(log, pseudonyms, file, noon + timedelta(minutes=1), noon + timedelta(minutes=4)) == 3
    table = pq.read_table(file)
    assert table.schema.equals(SCHEMA)
    assert " ".join(table.column_names) == NAMES
    first, second, third = table.to_pylist()
    assert first == {
        "message_id": "m1",
        "type": "shown",
        "shopper": pseudonyms.key("ann"),
        "session": "s",
        "product": "a",
        "quantity": 6,
        "price_minor": 255,
        "currency": "GBP",
        "rating": None,
        "at": noon + timedelta(minutes=1),
        "list_id": "l",
        "position": 3,
        "policy": "blend",
        "propensity": 0.25,
        "query": None,
        "is_vouched": True,
    }
    assert (second["product"], second["query"], second["shopper"]) == (None, "hat", pseudonyms.key("anonymous:ann"))
    assert (third["shopper"], third["rating"]) == (None, 4.0)
    assert [one["is_vouched"] for one in (second, third)] == [False, False]


def test_shoppers_without_consent_are_left_out(log, make_event, pseudonyms, tmp_path):
    log.append([make_event("m1", "a", consent={"personalization": False}), make_event("m2", "b")])
    assert export_lines(log, pseudonyms, tmp_path / "lines.parquet") == 1


def test_shoppers_who_do_not_want_models_to_learn_are_left_out(log, make_event, pseudonyms, tmp_path, database):
    SqlMemoryKeeper(database).edit("ann", MemoryEdit(consent={"train": False}), "settings")
    log.append([make_event("m1", "a"), make_event("m2", "b", user_id="bob"), make_event("m3", "c", user_id=None)])
    assert export_lines(log, pseudonyms, tmp_path / "lines.parquet") == 2


def test_an_empty_log_is_an_empty_table(log, pseudonyms, tmp_path):
    assert export_lines(log, pseudonyms, tmp_path / "lines.parquet") == 0
    assert pq.read_table(tmp_path / "lines.parquet").schema.equals(SCHEMA)


def test_an_export_that_fails_leaves_the_file_as_it_was(log, make_event, pseudonyms, tmp_path):
    file = tmp_path / "lines.parquet"
    log.append([make_event("m1", "a")])
    export_lines(log, pseudonyms, file)
    before = file.read_bytes()

    def broken():
        yield from log.lines()
        raise RuntimeError("the log broke off")

    with pytest.raises(RuntimeError):
        write_lines(broken(), pseudonyms, file)
    assert file.read_bytes() == before
    assert [found.name for found in tmp_path.glob("*lines.parquet*")] == ["lines.parquet"]
