from datetime import UTC, datetime, timedelta

import pytest

from database.errors import DatabaseUnavailable
from events.drawn_rewards import Rewards
from recommenders.ranking.reward_cache import FRESH_SECONDS, WINDOW_DAYS, RewardCache


class Log:
    def __init__(self) -> None:
        self.rewards = {"p1": Rewards(10, 4)}
        self.starts: list[datetime] = []
        self.is_down = False

    def read(self, start: datetime) -> dict[str, Rewards]:
        self.starts.append(start)
        if self.is_down:
            raise DatabaseUnavailable("the disk is gone")
        return dict(self.rewards)


@pytest.fixture
def reader() -> Log:
    return Log()


def known(cache: RewardCache) -> list[tuple[float, float]]:
    counts = cache.counts(["p1", "p2"])
    return list(zip(counts.shown.tolist(), counts.earned.tolist(), strict=True))


def test_a_request_counts_nothing_itself_and_finds_the_count_later(reader) -> None:
    cache = RewardCache(reader.read)
    cache.counts([])
    cache.close()
    assert known(cache) == [(10, 4), (0, 0)]
    assert datetime.now(UTC) - reader.starts[0] - timedelta(days=WINDOW_DAYS) < timedelta(minutes=1)


def test_the_log_is_counted_every_so_often(reader) -> None:
    now = [0.0]
    cache = RewardCache(reader.read, clock=lambda: now[0])
    for second in (0, FRESH_SECONDS / 2, FRESH_SECONDS, FRESH_SECONDS + 1):
        now[0] = second
        cache.counts(["p1"])
    cache.close()
    assert len(reader.starts) == 2


def test_the_last_count_stands_while_the_log_is_out_of_reach(reader) -> None:
    cache = RewardCache(reader.read)
    cache.refresh()
    reader.is_down, reader.rewards = True, {}
    cache.refresh()
    assert known(cache) == [(10, 4), (0, 0)]
    cache.close()
