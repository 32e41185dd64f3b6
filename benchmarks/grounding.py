"""Honest answers through the verifier: how many sentences does it wrongly hold back, and what does a sentence cost?"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from api.settings import load_settings
from api.shop import Shop
from api.wiring import open_shop
from assistant.answer import Answer
from assistant.brief import Turn, TurnBrief
from assistant.conversation import Conversation
from assistant.grounding.facts import Facts
from assistant.grounding.sentences import SentenceSplitter
from assistant.grounding.verifier import AnswerVerifier, dotted_words
from assistant.template.writer import write_answer
from benchmarks.errors import Skipped
from benchmarks.honest_answers import FIRST_READ, HonestAnswer, read_honest_answers
from benchmarks.shops import ELECTRONICS, OUTFITTERS
from benchmarks.shops import Shop as MeasuredShop
from benchmarks.table import Table, at_most
from benchmarks.timings import Timings
from benchmarks.workplace import Workplace
from catalog.feeds.policies import read_policies

N_QUESTIONS = 300
_FIRST_READ_NOTE = (
    "When first read, a set was new to the verifier; its false alarms were worked on since, so that its figure now"
    " tells that they stay mended. What to expect of answers yet unseen tells the newest set's figure when first read."
)


@dataclass(slots=True)
class _Tally:
    """Sentences read, and those held back though they are true."""

    n_sentences: int = 0
    alarms: list[str] = field(default_factory=list)
    times: Timings = field(default_factory=Timings)

    @property
    def percent(self) -> float:
        """Of all sentences."""
        return 100 * len(self.alarms) / max(self.n_sentences, 1)


def measure(workplace: Workplace) -> Table:
    """Answers of the template writer, true by construction, and answers as a language model writes them."""
    table = Table("Honest answers and the verifier", "python -m benchmarks grounding")
    written = _Tally()
    for shop in (OUTFITTERS, ELECTRONICS):
        try:
            told = _of_template(workplace, shop)
        except Skipped as skipped:
            table.notes.append(f"{shop.title} is left out: {skipped}.")
            continue
        table.add(f"{shop.title}: sentences of the template writer", told.n_sentences, "")
        table.add(f"{shop.title}: held back or changed, %", told.percent, "", at_most(0.5))
        written.times.milliseconds += told.times.milliseconds
        table.notes += [f"{shop.title}: {alarm}" for alarm in told.alarms[:10]]
    sets = _of_model(workplace)
    for name, tally in sets.items():
        first = f", {FIRST_READ[name]} when first read" if name in FIRST_READ else ""
        table.add(
            f"as a model writes, {name} ({tally.n_sentences} sentences{first}), %", tally.percent, "", at_most(0.5)
        )
        table.notes += [f"{name}: {alarm}" for alarm in tally.alarms[:10]]
    table.notes.append(_FIRST_READ_NOTE)
    for tally in sets.values():
        written.times.milliseconds += tally.times.milliseconds
    times = written.times
    table.add("a sentence, p50", times.p50, "ms", at_most(1))
    table.add("a sentence, p95", times.p95, "ms", at_most(1))
    return table


def _of_template(workplace: Workplace, measured: MeasuredShop) -> _Tally:
    tally = _Tally()
    with _opened(measured.home(workplace)) as shop:
        for question in measured.questions(workplace)[:N_QUESTIONS]:
            brief = shop.assistant.prepare(Turn(question, Conversation.begin()[0]))
            answer = Answer(brief, "l_1")
            answer.first_products()
            _check(tally, Facts.of(brief), write_answer(brief, answer.cards).text)
    return tally


def _of_model(workplace: Workplace) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = {}
    with _opened(OUTFITTERS.home(workplace)) as shop:
        for name, answers in read_honest_answers().items():
            tallies[name] = _Tally()
            for answer in answers:
                _check(tallies[name], Facts.of(_brief(shop, answer)), answer.answer)
    return tallies


def _brief(shop: Shop, answer: HonestAnswer) -> TurnBrief:
    """The brief of the turn, with everything the writer of the answer was given."""
    brief = shop.assistant.prepare(Turn(answer.message, Conversation.begin()[0]))
    reviews = {i: tuple(shop.catalog.reviews(i, 40)) for i in answer.product_ids}
    policies = tuple(read_policies(OUTFITTERS.policies))
    return answer.as_brief(brief, shop.catalog.products(answer.product_ids), reviews, policies)


def _check(tally: _Tally, facts: Facts, text: str) -> None:
    facts.prepare()  # as the writer does while the model is silent
    verifier, splitter = AnswerVerifier(facts), SentenceSplitter(dotted_words(facts))
    sentences = [*splitter.feed(text), *splitter.finish()]
    for piece, is_last in _pieces(sentences):
        n_before, start = len(verifier.corrections), time.process_time()
        verifier.feed(piece)
        if is_last:
            verifier.finish()
        tally.times.add((time.process_time() - start) * 1000)
        tally.n_sentences += 1
        if len(verifier.corrections) > n_before:
            found = verifier.corrections[-1]
            tally.alarms.append(f"{found.kind}: {found.said[:160]}")


def _pieces(sentences: list[str]) -> Iterator[tuple[str, bool]]:
    """The text cut so that each piece ends one sentence, which is known when the next one begins; the last says so."""
    whole, n_read, n_told = "".join(sentences), 0, 0
    for sentence in sentences:
        n_read += len(sentence)
        is_last = not whole[n_read:].strip()
        if sentence.strip():
            until = len(whole) if is_last else n_read + 1
            yield whole[n_told:until], is_last
            n_told = until


class _opened:  # noqa: N801  (a context manager that reads as a function)
    """A shop on a copy of a data folder."""

    def __init__(self, home: Path) -> None:
        self._folder = tempfile.TemporaryDirectory()
        copied = Path(shutil.copytree(home, Path(self._folder.name) / "home"))
        self._shop = open_shop(load_settings(home=copied))

    def __enter__(self) -> Shop:
        return self._shop

    def __exit__(self, *_: object) -> None:
        self._shop.close()
        self._folder.cleanup()
