"""An evaluation: every case with every writer, judged."""

from collections.abc import AsyncGenerator, Callable, Sequence

from assistant.evaluation.case import Case
from assistant.evaluation.judge import failures
from assistant.evaluation.players.table import SERVING
from assistant.evaluation.report import CaseResult, Keep, result_of
from assistant.evaluation.runner import play
from assistant.evaluation.stage import Stage
from assistant.ports import LanguageModel

#: Gives a fresh model for a case; None where the template writes.
CastPlayer = Callable[[Case], LanguageModel | None]


async def evaluate(
    cases: Sequence[Case], stage: Stage, writer: str, cast: CastPlayer, *, keep: Keep = "failed"
) -> AsyncGenerator[CaseResult, None]:
    """Play and judge one case after the other.

    Args:
        cases: what to play.
        stage: the shop they are played on.
        writer: its name; decides how much is expected.
        cast: the writer itself, fresh for each case.
        keep: which transcripts.
    """
    for case in cases:
        played = await play(case, stage, cast(case))
        found = failures(case, played, is_serving=writer in SERVING)
        yield result_of(case, played, found, keep=keep)
