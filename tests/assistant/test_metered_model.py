"""What a call costs is counted however it ends."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import aclosing
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.account import Account
from assistant.budget import Budget, Spent
from assistant.claude import ClaudeLanguageModel
from assistant.failure_policy import FailurePolicy
from assistant.language_model import (
    ModelBudgetUsedUp,
    ModelError,
    ModelEvent,
    ModelMessage,
    ModelRequest,
    ModelStop,
    ModelUnavailable,
)
from assistant.metered_model import MeteredLanguageModel
from assistant.model_price import ModelPrice
from assistant.payer import Payer
from assistant.ports import LanguageModel
from assistant.scripted import ScriptedLanguageModel
from assistant.spending import Budgets, Ledger

REQUEST = ModelRequest("s" * 8_000, (ModelMessage("user", "a warm jacket"),), payer=Payer("c_1", "k_1"))
PRICE = ModelPrice(Decimal(1), Decimal(5))


class NoStore:
    def load(self, day: date, accounts: Iterable[Account]) -> dict[Account, Spent]:
        return {}

    def add(self, day: date, spent: Mapping[Account, Spent]) -> dict[Account, Spent]:
        return dict(spent)

    def forget_before(self, day: date) -> None:
        pass


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    ledger = Ledger(NoStore(), Budgets(session=Budget(10_000)))
    yield ledger
    ledger.close()


def tokens(ledger: Ledger) -> int:
    return ledger.spent(Account("shop")).tokens


def ask(model: LanguageModel, request: ModelRequest = REQUEST, *, n_events: int = 999) -> list[ModelEvent] | ModelError:
    """What is heard of one answer, whose first `n_events` alone are awaited."""

    async def collect() -> list[ModelEvent]:
        heard = []
        async with aclosing(model.stream(request)) as events:
            async for event in events:
                heard.append(event)
                if len(heard) == n_events:
                    break
        await model.aclose()  # type: ignore[attr-defined]
        return heard

    try:
        return asyncio.run(collect())
    except ModelError as error:
        return error


def claude(server: Any, ledger: Ledger) -> MeteredLanguageModel:
    policy = FailurePolicy(uniform=lambda low, high: low)
    return MeteredLanguageModel(ClaudeLanguageModel.connect("key", base_url=server.url, policy=policy), ledger, PRICE)


def test_a_whole_answer_is_counted_once_and_tells_its_cost(anthropic_server: Any, ledger: Ledger) -> None:
    events = ask(claude(anthropic_server, ledger))
    assert isinstance(events, list)
    stop = events[-1]
    assert isinstance(stop, ModelStop)
    assert stop.usage["cache_creation_input_tokens"] > 1_900
    assert stop.usage["cost"] == PRICE.cost_of(stop.usage)
    assert tokens(ledger) == sum(int(n) for kind, n in stop.usage.items() if kind != "cost")


@pytest.mark.parametrize("script", ["cut_mid_stream", "malformed_json", "empty_content", "error_mid_stream"])
def test_an_answer_that_broke_off_is_counted_and_its_error_tells_the_tokens(
    anthropic_server: Any, ledger: Ledger, script: str
) -> None:
    anthropic_server.play(script)
    error = ask(claude(anthropic_server, ledger))
    assert isinstance(error, ModelError)
    assert tokens(ledger) > 2_000
    assert error.usage["cost"] > 0


def test_what_was_written_before_a_cut_is_judged_by_its_length(
    anthropic_server: Any, wire: Any, ledger: Ledger
) -> None:
    anthropic_server.play(wire.Script((wire.start(), *wire.text_block("words " * 200), wire.Cut())))
    error = ask(claude(anthropic_server, ledger))
    assert isinstance(error, ModelUnavailable)
    assert error.usage["output_tokens"] == 300


def test_both_attempts_of_a_retried_call_are_counted(anthropic_server: Any, wire: Any, ledger: Ledger) -> None:
    anthropic_server.play(wire.Script((wire.start(), wire.Cut())), "hello")
    events = ask(claude(anthropic_server, ledger))
    assert isinstance(events, list)
    assert len(anthropic_server.requests) == 2
    assert tokens(ledger) > 4_000
    assert events[-1].usage["cache_read_input_tokens"] > 1_900  # type: ignore[union-attr]


def test_a_shopper_who_leaves_is_counted(anthropic_server: Any, ledger: Ledger) -> None:
    anthropic_server.play("endless_trickle")
    assert ask(claude(anthropic_server, ledger), n_events=1)
    assert tokens(ledger) > 2_000


@pytest.mark.parametrize("script", ["wrong_key", "server_error", "cut_before_anything"])
def test_a_refused_call_costs_nothing(anthropic_server: Any, ledger: Ledger, script: str) -> None:
    anthropic_server.play(script)
    assert isinstance(ask(claude(anthropic_server, ledger)), ModelError)
    assert tokens(ledger) == 0


def test_a_used_up_budget_asks_nobody(anthropic_server: Any, ledger: Ledger) -> None:
    ledger.count(REQUEST.payer, Spent(10_000))
    error = ask(claude(anthropic_server, ledger))
    assert isinstance(error, ModelBudgetUsedUp)
    assert "conversation's model budget" in error.notice
    assert anthropic_server.requests == []


def test_without_a_price_tokens_are_counted_and_money_is_not(ledger: Ledger) -> None:
    model = MeteredLanguageModel(ScriptedLanguageModel([[ModelStop("end_turn", {"output_tokens": 7})]]), ledger)
    (stop,) = ask(model)  # type: ignore[misc]
    assert isinstance(stop, ModelStop)
    assert (stop.usage["output_tokens"], stop.usage["input_tokens"], "cost" in stop.usage) == (7, 0, False)
    assert tokens(ledger) == 7


def test_the_payer_is_not_told_to_the_provider(anthropic_server: Any, ledger: Ledger) -> None:
    ask(claude(anthropic_server, ledger))
    assert not {"c_1", "k_1"} & set(str(anthropic_server.requests).split("'"))
