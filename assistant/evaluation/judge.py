"""Judges a case as it was played; every failure is a sentence that names the turn."""

from collections.abc import Iterator

from assistant.evaluation.answer_check import answer_failures, hard_answer_failures
from assistant.evaluation.card_check import card_failures
from assistant.evaluation.case import Case, CaseTurn
from assistant.evaluation.need_check import need_failures
from assistant.evaluation.played import PlayedCase, PlayedTurn
from assistant.evaluation.promises import broken_promises


def failures(case: Case, played: PlayedCase, *, is_serving: bool) -> tuple[str, ...]:
    """What did not come out as it must; empty if the case passes.

    Args:
        case: with what is expected.
        played: as it came out.
        is_serving: the writer means to serve; then the whole expectation is judged. Of a lazy, hostile or broken
            model only what must hold whoever writes: what is understood, facts, limits, order, secrets, an answer.
    """
    found = [
        f"turn {place}: {failure}"
        for place, (one, turn) in enumerate(zip(case.turns, played.turns, strict=False), start=1)
        for failure in dict.fromkeys(_turn_failures(one, turn, is_serving))
    ]
    return (*found, *([played.fault] if played.fault else []))


def _turn_failures(one: CaseTurn, played: PlayedTurn, is_serving: bool) -> Iterator[str]:
    yield from broken_promises(played)
    yield from need_failures(one.expect, played)
    yield from hard_answer_failures(one.expect, played)
    if is_serving:
        yield from answer_failures(one.expect, played)
        if one.expect.cards:
            yield from card_failures(one.expect.cards, played)
