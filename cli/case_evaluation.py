"""Plays an evaluation's cases with one writer after the other, and makes the report of it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from assistant.evaluation.case import Case
from assistant.evaluation.evaluation import CastPlayer, evaluate
from assistant.evaluation.players.recorded import recorded_player
from assistant.evaluation.players.table import PLAYERS, SERVING, TEMPLATE, scripted_player
from assistant.evaluation.report import CaseResult, EvalReport, Keep, WriterReport
from cli.case_shop import stage_of
from cli.errors import InputRefused, UsageWrong
from cli.terminal import Terminal

if TYPE_CHECKING:
    from api.shop import Shop

LIVE, RECORDED, ALL = "live", "recorded", "all"
OFFLINE = (TEMPLATE, *PLAYERS)
WRITERS = (*OFFLINE, LIVE, RECORDED, ALL)


@dataclass(frozen=True, slots=True)
class CaseEvaluation:
    """What is to be played, and on what.

    Attributes:
        shop: where.
        cases: which.
        recording: of an earlier evaluation with a live model; for the writer `recorded`.
    """

    shop: "Shop"
    cases: Sequence[Case]
    recording: EvalReport | None = None

    def run(self, writers: Sequence[str], terminal: Terminal, command: str) -> EvalReport:
        """Play every case with every writer."""
        with asyncio.Runner() as loop:  # one loop for all: a live model's connections belong to it
            runs = [loop.run(self._run(writer, terminal)) for writer in writers]
            loop.run(self.shop.close_model())
        return EvalReport(shop=shop_of(self.cases), created_at=datetime.now(UTC), command=command, runs=tuple(runs))

    async def _run(self, writer: str, terminal: Terminal) -> WriterReport:
        cast, stage = self._cast(writer), stage_of(self.shop)
        results: list[CaseResult] = []
        with terminal.progress(f"Playing with {writer}") as advance:
            async for result in evaluate(self.cases, stage, writer, cast, keep=_kept(writer)):
                results.append(result)
                advance(len(results), len(self.cases))
        return WriterReport(writer=writer, results=tuple(results))

    def _cast(self, writer: str) -> CastPlayer:
        if writer == LIVE:
            model = self.shop.language_model
            return lambda case: model
        if writer == RECORDED:
            recorded = self._recorded()
            return lambda case: recorded_player(recorded[case.id]) if case.id in recorded else None
        return lambda case: scripted_player(writer)

    def _recorded(self) -> Mapping[str, CaseResult]:
        runs = [run for run in self.recording.runs if run.writer == LIVE] if self.recording else []
        return {result.id: result for run in runs for result in run.results}


def _kept(writer: str) -> Keep:
    """A live model's words cannot be had again and are kept; those of a lazy, hostile or broken one are no use."""
    if writer == LIVE:
        return "rounds"
    return "failed" if writer in SERVING else "none"


def writers_of(names: Sequence[str], shop: "Shop", recording: Path | None) -> tuple[str, ...]:
    """The writers as asked for, `all` spelled out.

    Raises:
        UsageWrong: if one needs what is not there.
    """
    writers = tuple(dict.fromkeys(one for name in names for one in (OFFLINE if name == ALL else (name,))))
    if unknown := [writer for writer in writers if writer not in WRITERS]:
        raise UsageWrong(f"There is no writer {unknown[0]!r}; there are: {', '.join(WRITERS)}.")
    if LIVE in writers and shop.language_model is None:
        raise UsageWrong("--writer live asks a real model and needs ANTHROPIC_API_KEY; the other writers need no key.")
    if RECORDED in writers and recording is None:
        raise UsageWrong(
            "--writer recorded plays an earlier live evaluation again: name its eval.json with --recording."
        )
    return writers


def shop_of(cases: Sequence[Case]) -> str:
    """The shop whose cases these are.

    Raises:
        UsageWrong: if they are of several.
    """
    shops = sorted({case.shop for case in cases})
    if len(shops) != 1:
        raise UsageWrong(f"The cases are of several shops ({', '.join(shops)}); play one shop's at a time.")
    return shops[0]


def read_report(path: Path) -> EvalReport:
    """A report that `eval run` wrote.

    Raises:
        InputRefused: if it is none.
    """
    try:
        return EvalReport.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise InputRefused(f"{path} is no report of `shopkeeper eval run`: {error.errors()[0]['msg']}.") from None


def chosen(cases: Sequence[Case], topics: Sequence[str], ids: Sequence[str]) -> tuple[Case, ...]:
    """The cases of these topics and of these ids; all of them if neither is given.

    Raises:
        UsageWrong: if nothing is left, or an id is unknown.
    """
    known = {case.id for case in cases}
    if unknown := [one for one in ids if one not in known]:
        raise UsageWrong(f"There is no case {unknown[0]!r}.")
    found = tuple(case for case in cases if not (topics or ids) or case.topic in topics or case.id in ids)
    if not found:
        raise UsageWrong(
            f"No case is about {', '.join(topics)}; topics are: {', '.join(sorted({c.topic for c in cases}))}."
        )
    return found
