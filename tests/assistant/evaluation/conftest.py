"""The small shop as a stage, and a way to play a message on it."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from assistant.evaluation.case import Case
from assistant.evaluation.played import PlayedCase
from assistant.evaluation.runner import play
from assistant.evaluation.stage import Stage
from assistant.fakes import MemoryCatalog, UnchangedRanker, WordSearch
from assistant.ports import LanguageModel
from tests.assistant.evaluation.judging import make_case
from tests.small_shop import POLICIES, PRODUCTS, REVIEWS

Play = Callable[..., PlayedCase]


@pytest.fixture
def stage() -> Stage:
    return Stage(WordSearch(PRODUCTS), UnchangedRanker(), MemoryCatalog(PRODUCTS, POLICIES, REVIEWS))


@pytest.fixture
def played(stage: Stage) -> Play:
    """Plays messages, or a whole case; without a model the template writes."""

    def run(say: Any, model: LanguageModel | None = None, **more: Any) -> PlayedCase:
        case = say if isinstance(say, Case) else make_case(say, **more)
        return asyncio.run(play(case, stage, model))

    return run
