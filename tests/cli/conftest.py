"""A small shop in a folder, and a way to run commands on it in this process."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.settings import Settings
from api.shop import Shop
from api.wiring import open_shop
from assistant.ports import LanguageModel
from cli.launch import Launch
from cli.main import main
from retrieval.hashing_encoder import HashingEncoder

FEED = (Path(__file__).parent / "feed.csv").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    file = tmp_path / "feed.csv"
    file.write_text(FEED, encoding="utf-8")
    return file


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command on the shop in `tmp_path / "home"`; its encoder hashes words."""

    def run_command(*arguments: str, stdin: str = "", model: LanguageModel | None = None) -> Outcome:
        def open_small_shop(settings: Settings, require_catalog: bool) -> Shop:
            encoder = HashingEncoder()
            return open_shop(settings, language_model=model, encoder=encoder, require_catalog=require_catalog)

        launch = Launch(home=tmp_path / "home", stdin=io.StringIO(stdin), opener=open_small_shop)
        capsys.readouterr()
        code = main(arguments, launch)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run_command


@pytest.fixture
def shop(run: Run, feed: Path) -> Iterator[Run]:
    """The same, after the feed was imported."""
    outcome = run("catalog", "import", str(feed))
    assert outcome.code == 0, outcome.err
    yield run
