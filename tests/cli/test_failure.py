"""A service that does not answer ends a command with exit code 5 and a sentence."""

from pathlib import Path

import pytest

from cli.exit_code import ExitCode
from cli.failure import explain
from database.engine import open_database
from database.errors import DatabaseUnreachable
from retrieval.dense import open_chroma_server
from retrieval.errors import VectorServerUnreachable

NOBODY_LISTENS = "127.0.0.1:1"


def test_a_database_server_that_does_not_answer() -> None:
    database = open_database(f"postgresql://shop:secret@{NOBODY_LISTENS}/shop")
    with pytest.raises(DatabaseUnreachable) as raised:
        database.migrate()
    sentence, code = explain(raised.value)
    assert code == ExitCode.UPSTREAM
    assert NOBODY_LISTENS in sentence and "secret" not in sentence
    database.close()


def test_a_chroma_server_that_does_not_answer() -> None:
    with pytest.raises(VectorServerUnreachable) as raised:
        open_chroma_server(f"http://{NOBODY_LISTENS}", "products")
    assert explain(raised.value)[1] == ExitCode.UPSTREAM


def test_a_file_that_is_no_database_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_text("not a database, though it is long enough to look like one " * 20)
    database = open_database(f"sqlite:///{tmp_path / 'shop.db'}")
    with pytest.raises(Exception, match="not a SQLite database") as raised:
        database.migrate()
    assert isinstance(raised.value, Exception) and explain(raised.value)[1] == ExitCode.ERROR
    database.close()
