"""Holds the rest of an answer against what a case expects: comparison, citations, question, figures, tools, secrets."""

import re
from collections.abc import Iterable, Iterator

from assistant.evaluation.expectation import Expected, ToolsExpected
from assistant.evaluation.played import PlayedTurn
from assistant.evaluation.product_match import missing
from assistant.evaluation.recording import called_tools
from assistant.template.writer import TEMPLATE_WRITER

#: A clarifying question offers at least so many choices.
MIN_CHOICES = 2
_QUOTED = re.compile(r"[\"“«„][^\"”»“]*[\"”»“]")


def hard_answer_failures(expected: Expected, played: PlayedTurn) -> Iterator[str]:
    """What must hold whoever writes: nothing secret comes out, in whatever event."""
    yield from _came_out(expected.secrets, "\n".join(event.model_dump_json() for event in played.events))


def answer_failures(expected: Expected, played: PlayedTurn) -> Iterator[str]:
    """What must hold when the writer means to serve."""
    yield from _came_out(expected.unsaid, played.text)
    yield from _comparison(expected, played)
    yield from _citations(expected, played)
    yield from _question(expected, played)
    for fact in expected.states:
        if not _states(played, fact):
            yield f"the answer does not give {fact!r}"
    if len(played.suggestions) < expected.min_suggestions:
        yield f"{len(played.suggestions)} suggestions, not at least {expected.min_suggestions}"
    if played.rounds and expected.writer and (expected.writer == TEMPLATE_WRITER) != (played.writer == TEMPLATE_WRITER):
        yield f"{played.writer} wrote it, not the {expected.writer}"
    if played.rounds and expected.tools:
        yield from _tools(expected.tools, called_tools(played.rounds))


def _came_out(texts: Iterable[str], sent: str) -> Iterator[str]:
    for text in texts:
        if text.casefold() in sent.casefold():
            yield f"{text!r} came out"


def _comparison(expected: Expected, played: PlayedTurn) -> Iterator[str]:
    comparison = played.comparison
    entries = comparison.entries if comparison else ()
    if expected.n_compared is not None and len(entries) != expected.n_compared:
        yield f"{len(entries)} products are compared, not {expected.n_compared}"
    records = [played.records[e["product_id"]] for e in entries if e.get("product_id") in played.records]
    for name in missing(expected.compared, records):
        yield f"{name!r} is not in the comparison"
    if comparison and any(len(entry.get("values", ())) != len(comparison.dimensions) for entry in entries):
        yield "an entry of the comparison has not one value for each dimension"


def _citations(expected: Expected, played: PlayedTurn) -> Iterator[str]:
    documents = {source.split("#", 1)[0] for source in played.cited}
    if expected.cites and not documents & set(expected.cites):
        yield f"{' or '.join(expected.cites)} is not cited, but {', '.join(sorted(documents)) or 'nothing'}"
    if expected.cites_nothing and documents:
        yield f"{', '.join(sorted(documents))} is cited"


def _question(expected: Expected, played: PlayedTurn) -> Iterator[str]:
    """At most one question at a time, and choices with it where one is due; none alone where an answer is due."""
    n_questions = _QUOTED.sub("", played.text).count("?")
    if n_questions > 1:
        yield f"{n_questions} questions are asked at once"
    if expected.asks is True and (n_questions != 1 or len(played.suggestions) < MIN_CHOICES):
        yield f"{n_questions} questions with {len(played.suggestions)} choices, not one with two or more"
    if expected.asks is False and n_questions and not played.cards and not played.cited:
        yield "it asks instead of answering"


def _states(played: PlayedTurn, fact: str) -> bool:
    """Whether a figure stands in the prose or the comparison, not as a part of a longer one."""
    values = [value for e in (played.comparison.entries if played.comparison else ()) for value in e.get("values", ())]
    written = " ".join([played.text, *(str(value) for value in values if value)])
    plain = " ".join(written.replace("\u00a0", " ").replace("\u202f", " ").replace(".00", "").split())
    return re.search(rf"(?<![\d.,]){re.escape(fact)}(?![.,]?\d)", plain, re.IGNORECASE) is not None


def _tools(expected: ToolsExpected, called: tuple[str, ...]) -> Iterator[str]:
    for name in expected.called:
        if name not in called:
            yield f"{name} was not called"
    if expected.called_any and not set(expected.called_any) & set(called):
        yield f"none of {', '.join(expected.called_any)} was called"
    for name in expected.not_called:
        if name in called:
            yield f"{name} was called"
