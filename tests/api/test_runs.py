import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

import pytest

from api.errors import ServerBusy, TurnInProgress
from api.run import Run
from api.run_registry import RunLimits, RunRegistry
from assistant.conversation import Conversation
from assistant.stream import AnswerText, MessageEnd, MessageStart, TurnEvent

START = MessageStart(
    conversation_id="c_1", message_id="m_1", run_id="r_1", created_at=datetime(2026, 11, 20, tzinfo=UTC)
)
END = MessageEnd(stop_reason="end_turn", writer="template", latency={})


async def whole(text: str = "Hello") -> AsyncGenerator[TurnEvent, None]:
    for event in (START, AnswerText(text=text), END):
        yield event
        await asyncio.sleep(0)


async def endless() -> AsyncGenerator[TurnEvent, None]:
    yield START
    await asyncio.sleep(3600)


async def failing() -> AsyncGenerator[TurnEvent, None]:
    yield START
    raise RuntimeError("a bug")


def kinds(events: list[TurnEvent]) -> list[str]:
    return [event.type for event in events]


def test_a_run_can_be_followed_twice_and_from_any_event() -> None:
    async def follow() -> None:
        run = RunRegistry().start(Conversation.begin()[0], whole())
        first, second = await asyncio.gather(run.collect(), run.collect())
        assert kinds(first) == kinds(second) == ["message_start", "text_delta", "message_end"]
        async with aclosing(run.follow(after=2)) as rest:
            assert [numbered async for numbered in rest] == [(3, END)]

    asyncio.run(follow())


def test_a_stopped_run_ends_with_exactly_one_terminal_event() -> None:
    async def stop() -> list[TurnEvent]:
        run = RunRegistry().start(Conversation.begin()[0], endless())
        collecting = asyncio.create_task(run.collect())
        await asyncio.sleep(0.01)
        await run.stop()
        await run.stop()
        return await collecting

    assert kinds(asyncio.run(stop())) == ["message_start", "error"]


def test_a_run_stopped_before_it_began_still_ends() -> None:
    async def stop() -> list[TurnEvent]:
        run = RunRegistry().start(Conversation.begin()[0], whole())
        await run.stop()
        return await run.collect()

    assert kinds(asyncio.run(stop())) == ["error"]


def test_a_bug_ends_the_run_with_an_error_that_tells_nothing_of_it(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> list[TurnEvent]:
        return await RunRegistry().start(Conversation.begin()[0], failing()).collect()

    events = asyncio.run(fail())
    assert kinds(events) == ["message_start", "error"]
    assert "a bug" not in repr(events)
    assert "a bug" in caplog.text


def test_a_run_that_nobody_follows_any_more_is_stopped() -> None:
    async def leave() -> None:
        ended: list[Run] = []
        registry = RunRegistry(RunLimits(resume_seconds=0.02), ended.append)
        run = registry.start(Conversation.begin()[0], endless())
        async with aclosing(run.follow()) as events:
            assert await anext(events)
        await asyncio.sleep(0.1)
        assert (run.is_over, ended, registry.n_active) == (True, [run], 0)

    asyncio.run(leave())


def test_a_run_taken_up_in_time_goes_on() -> None:
    async def come_back() -> None:
        run = RunRegistry(RunLimits(resume_seconds=0.05)).start(Conversation.begin()[0], endless())
        async with aclosing(run.follow()) as events:
            await anext(events)
        async with aclosing(run.follow(idle_seconds=0.1)) as events:
            assert [await anext(events), await anext(events)] == [(1, START), None]
            assert not run.is_over
        await run.stop()

    asyncio.run(come_back())


def test_one_answer_at_a_time_per_conversation_and_so_many_in_all() -> None:
    async def crowd() -> None:
        registry = RunRegistry(RunLimits(max_turns=2))
        first, second, third = (Conversation.begin()[0] for _ in range(3))
        registry.start(first, endless())
        with pytest.raises(TurnInProgress):
            registry.start(first, endless())
        registry.start(second, endless())
        with pytest.raises(ServerBusy):
            registry.start(third, endless())
        await registry.stop_all()
        assert registry.n_active == 0

    asyncio.run(crowd())


def test_finished_runs_are_forgotten_after_a_while() -> None:
    async def wait() -> None:
        registry = RunRegistry(RunLimits(keep_seconds=0.0))
        await registry.start(Conversation.begin()[0], whole()).collect()
        assert registry.get("r_1")
        await registry.start(Conversation.begin()[0], failing()).collect()
        assert registry.get("r_1") is not None
        run = registry.start(Conversation.begin()[0], endless())
        assert registry.get("r_1") is None
        await run.stop()

    asyncio.run(wait())


def test_a_dropped_stream_is_taken_up_where_it_broke(client: Any, parse_events: Callable[..., Any]) -> None:
    events = client.stream("a warm jacket")
    run_id, token = events[0].data["run_id"], events[0].data["conversation_token"]
    headers = {"X-Conversation-Token": token, "Last-Event-ID": events[1].id}
    response = client.http.get(f"/v1/runs/{run_id}/events", headers=headers)
    assert response.headers["Content-Type"].startswith("text/event-stream")
    assert list(parse_events(iter(response.text.split("\n")))) == events[2:]


def test_somebody_elses_run_is_not_found(client: Any) -> None:
    run_id = client.stream("a warm jacket")[0].data["run_id"]
    stranger = {"X-Conversation-Token": client.chat("hello")["conversation_token"]}
    assert client.http.get(f"/v1/runs/{run_id}/events", headers=stranger).status_code == 404
    assert client.http.post(f"/v1/runs/{run_id}/cancel").status_code == 404
    assert client.http.get("/v1/runs/r_nothing/events", headers=stranger).status_code == 404


def test_a_finished_run_can_be_cancelled_without_harm(client: Any) -> None:
    start = client.stream("a warm jacket")[0].data
    headers = {"X-Conversation-Token": start["conversation_token"]}
    assert client.http.post(f"/v1/runs/{start['run_id']}/cancel", headers=headers).status_code == 204
