"""The breaker opens on many failures, lets one probe through, and closes when it goes well."""

from assistant.circuit_breaker import CircuitBreaker


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def breaker_that_failed(n_failures: int, n_successes: int = 0) -> tuple[CircuitBreaker, Clock]:
    clock = Clock()
    breaker = CircuitBreaker(clock=clock)
    for _ in range(n_successes):
        assert breaker.admit()
        breaker.succeeded()
    for _ in range(n_failures):
        assert breaker.admit()
        breaker.failed()
    return breaker, clock


def test_four_failures_keep_it_closed_and_the_fifth_opens_it() -> None:
    breaker, _ = breaker_that_failed(4)
    assert breaker.admit()
    breaker.failed()
    assert breaker.is_open
    assert not breaker.admit()


def test_five_failures_among_many_successes_keep_it_closed() -> None:
    breaker, _ = breaker_that_failed(5, n_successes=6)
    assert not breaker.is_open


def test_five_failures_of_ten_calls_open_it() -> None:
    breaker, _ = breaker_that_failed(5, n_successes=5)
    assert breaker.is_open


def test_failures_older_than_half_a_minute_are_forgotten() -> None:
    breaker, clock = breaker_that_failed(4)
    clock.now += 30.5
    breaker.failed()
    assert not breaker.is_open


def test_after_fifteen_seconds_exactly_one_probe_goes_through() -> None:
    breaker, clock = breaker_that_failed(5)
    clock.now += 14.9
    assert not breaker.admit()
    clock.now += 0.2
    assert breaker.admit()
    assert not breaker.admit()


def test_a_probe_that_goes_well_closes_it_and_forgets_the_failures() -> None:
    breaker, clock = breaker_that_failed(5)
    clock.now += 15
    assert breaker.admit()
    breaker.succeeded()
    assert not breaker.is_open
    breaker.failed()
    assert breaker.admit()


def test_a_probe_that_fails_keeps_it_open_for_another_fifteen_seconds() -> None:
    breaker, clock = breaker_that_failed(5)
    clock.now += 15
    assert breaker.admit()
    breaker.failed()
    clock.now += 14.9
    assert not breaker.admit()
    clock.now += 0.2
    assert breaker.admit()


def test_a_probe_whose_shopper_left_frees_its_place() -> None:
    breaker, clock = breaker_that_failed(5)
    clock.now += 15
    assert breaker.admit()
    breaker.abandoned()
    assert breaker.is_open
    assert breaker.admit()
