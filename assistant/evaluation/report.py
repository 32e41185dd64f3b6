"""What came of the cases: a record for machines to compare and a page for people to read."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, computed_field

from assistant.evaluation.case import Case
from assistant.evaluation.played import PlayedCase, PlayedTurn
from assistant.evaluation.recording import RecordedRound

#: Transcripts that a report keeps: none, of what failed, or all with what the model said and called.
Keep = Literal["none", "failed", "rounds"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class TurnTranscript(_Record):
    """One turn to read, and, of a live model, to play again from `rounds`."""

    say: str
    kind: str
    answer: str
    writer: str | None
    cards: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    rounds: tuple[RecordedRound, ...] = ()


class CaseResult(_Record):
    """What came of one case."""

    id: str
    topic: str
    negative: bool
    failures: tuple[str, ...]
    milliseconds: tuple[float, ...]
    transcript: tuple[TurnTranscript, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return not self.failures


class WriterReport(_Record):
    """All cases with one writer."""

    writer: str
    results: tuple[CaseResult, ...]

    @computed_field  # type: ignore[prop-decorator]  # pydantic documents this order
    @property
    def n_passed(self) -> int:
        """How many passed."""
        return sum(result.passed for result in self.results)

    @property
    def failing(self) -> dict[str, tuple[str, ...]]:
        """Id of each case that failed → its failures."""
        return {result.id: result.failures for result in self.results if not result.passed}

    def by_topic(self) -> dict[str, tuple[int, int]]:
        """Topic → cases that passed, cases."""
        counted: dict[str, tuple[int, int]] = {}
        for result in self.results:
            n_passed, n_cases = counted.get(result.topic, (0, 0))
            counted[result.topic] = (n_passed + result.passed, n_cases + 1)
        return counted

    def milliseconds(self, share: float) -> float:
        """The turn that this share of all turns is not slower than."""
        ordered = sorted(one for result in self.results for one in result.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class EvalReport(_Record):
    """One evaluation: a shop, its cases, and one writer or several."""

    shop: str
    created_at: datetime
    command: str
    runs: tuple[WriterReport, ...]

    @property
    def has_failures(self) -> bool:
        """Whether any case failed with any writer."""
        return any(run.failing for run in self.runs)

    def to_json(self) -> str:
        """For machines; `EvalReport.model_validate_json` reads it again."""
        return self.model_dump_json(indent=1, exclude_defaults=True) + "\n"

    def to_markdown(self) -> str:
        """For people: by topic, then every failure."""
        return "\n".join(_page(self)) + "\n"


def result_of(case: Case, played: PlayedCase, failures: Sequence[str], *, keep: Keep = "failed") -> CaseResult:
    """The record of a case, with its transcript as far as it is kept."""
    told = played.turns if keep == "rounds" or (keep == "failed" and failures) else ()
    return CaseResult(
        id=case.id,
        topic=case.topic,
        negative=case.negative,
        failures=tuple(failures),
        milliseconds=tuple(round(turn.milliseconds, 1) for turn in played.turns),
        transcript=tuple(_transcript(turn, with_rounds=keep == "rounds") for turn in told),
    )


def _transcript(played: PlayedTurn, *, with_rounds: bool) -> TurnTranscript:
    cards = (f"{card.title} ({card.price or 'no price'}, {card.product_id})" for card in played.cards)
    entries = played.comparison.entries if played.comparison else ()
    return TurnTranscript(
        say=_utf8(played.turn.message),
        kind=played.need.kind,
        answer=played.text,
        writer=played.writer,
        cards=tuple(cards),
        compared=tuple(str(entry.get("title")) for entry in entries),
        cited=played.cited,
        suggestions=played.suggestions,
        rounds=played.rounds if with_rounds else (),
    )


def _utf8(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _page(report: EvalReport) -> Iterable[str]:
    n_cases = max((len(run.results) for run in report.runs), default=0)
    yield "# The conversation, case by case"
    yield ""
    yield f"Shop: {report.shop}. {n_cases} cases. `{report.command}`, {report.created_at:%Y-%m-%d %H:%M} UTC."
    yield "Judged by code on state, ids, facts and tool calls, never on wording. Of lazy, hostile and broken models"
    yield "only what must hold whoever writes is judged: what is understood, facts, limits, order, secrets, an answer."
    yield ""
    yield from _topic_table(report)
    for run in report.runs:
        yield ""
        yield f"## {run.writer}: {run.n_passed} of {len(run.results)} pass"
        yield ""
        yield f"A turn took {run.milliseconds(0.5):.0f} ms (median), {run.milliseconds(0.95):.0f} ms (95th percentile)."
        if run.failing:
            yield ""
        yield from (f"- `{case_id}`: {'; '.join(failures)}" for case_id, failures in run.failing.items())


def _topic_table(report: EvalReport) -> Iterable[str]:
    counted = [run.by_topic() for run in report.runs]
    topics = dict.fromkeys(topic for one in counted for topic in one)
    yield f"| topic | {' | '.join(run.writer for run in report.runs)} |"
    yield "|---" * (len(report.runs) + 1) + "|"
    for topic in topics:
        cells: list[Any] = [one.get(topic, (0, 0)) for one in counted]
        yield f"| {topic} | {' | '.join(f'{n_passed} of {n_cases}' for n_passed, n_cases in cells)} |"
    yield f"| **all** | {' | '.join(f'**{run.n_passed} of {len(run.results)}**' for run in report.runs)} |"
