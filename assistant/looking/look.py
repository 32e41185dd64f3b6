"""One look into the catalog: what is asked, for whom, and what came of it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from assistant.brief import Turn
from assistant.looking.measured import MeasuredWish
from assistant.looking.weakness import near
from assistant.need import ShoppingNeed
from catalog.candidate import Candidate
from catalog.stocklist import Stocklist
from shoppers.rank_request import RankRequest

#: Of what is only near to what was asked for, a little is enough.
N_NEAR = 3


@dataclass(slots=True)
class StepWatch:
    """Milliseconds by step; a step that is taken twice adds up."""

    milliseconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        start = time.perf_counter()
        yield
        spent = (time.perf_counter() - start) * 1000
        self.milliseconds[name] = round(self.milliseconds.get(name, 0.0) + spent, 2)


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked for.

    Attributes:
        request: who asks, without candidates.
        stock: what is sold, the same for the whole turn.
        watch: where the milliseconds go.
        measures: figures that are asked for, which the words of the need hold no more.
    """

    turn: Turn
    need: ShoppingNeed
    request: RankRequest
    stock: Stocklist
    watch: StepWatch = field(default_factory=StepWatch)
    measures: tuple[MeasuredWish, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a look found.

    Attributes:
        candidates: ranked, best first.
        n_matching: products of the whole catalog that pass the hard conditions.
        relaxed: conditions that had to be dropped.
        is_weak: nothing fits the words well.
    """

    candidates: Sequence[Candidate] = ()
    n_matching: int = 0
    relaxed: tuple[str, ...] = ()
    is_weak: bool = False
    corrections: Mapping[str, str] = field(default_factory=dict)
    plan: Mapping[str, object] = field(default_factory=dict)

    def honest(self) -> "Found":
        """Of a weak find only what may be shown to somebody who asked for something else."""
        if not self.is_weak:
            return self
        # A word that was read as another and still not found may not have been misspelt: rackets are no jackets.
        return replace(self, candidates=() if self.corrections else near(self.candidates)[:N_NEAR], corrections={})
