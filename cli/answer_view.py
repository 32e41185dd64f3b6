"""Shows one answer as it streams, in one of the ways that `ask` and `chat` know."""

from assistant.stream import (
    AnswerText,
    Card,
    Citations,
    Comparison,
    Failure,
    MessageEnd,
    Products,
    Suggestions,
    TurnEvent,
)
from cli.card_list import show_cards
from cli.comparison_table import show_comparison
from cli.exit_code import ExitCode
from cli.plain_text import one_line
from cli.prose import Prose
from cli.terminal import Terminal


class AnswerView:
    """For a person: the prose as it comes; with `details`, then the cards, what they compare to and what to ask next.

    Attributes:
        cards: as last sent; the numbers of a list begin at 1.
        exit_code: of the turn.
    """

    def __init__(self, terminal: Terminal, *, details: bool) -> None:
        self._terminal = terminal
        self._details = details
        self._prose = Prose(terminal.write, terminal.prose_columns, terminal.has_styles) if terminal.is_rich else None
        self._last_character = "\n"
        self._comparison: Comparison | None = None
        self._citations: Citations | None = None
        self._suggestions: Suggestions | None = None
        self.cards: tuple[Card, ...] = ()
        self.exit_code = ExitCode.OK

    def show(self, event: TurnEvent) -> None:
        """Take one event of the turn."""
        match event:
            case AnswerText(text=text):
                self._write(text)
            case Products(items=cards):
                self.cards = cards
            case Comparison():
                self._comparison = event
            case Citations():
                self._citations = event
            case Suggestions():
                self._suggestions = event
            case MessageEnd(notice=notice):
                self._finish(notice)
            case Failure(detail=detail):
                self._fail(detail)
            case _:
                pass

    def end_line(self) -> None:
        """Finish the line under way, as after an interruption."""
        if self._prose:
            self._prose.finish()
        elif self._last_character != "\n":
            self._terminal.say()
        self._last_character = "\n"

    def _write(self, text: str) -> None:
        if self._prose:
            self._prose.feed(text)
        else:
            self._terminal.write(text)
        self._last_character = text[-1:] or self._last_character

    def _finish(self, notice: str | None) -> None:
        self.end_line()
        if self._details:
            self._show_details()
        if notice:
            self._terminal.note(f"Note: {notice}; the template writer wrote this answer.")

    def _show_details(self) -> None:
        if self.cards:
            self._terminal.say()
            show_cards(self._terminal, self.cards)
        if self._comparison:
            self._terminal.say()
            show_comparison(self._terminal, self._comparison)
        for citation in self._citations.items if self._citations else ():
            self._terminal.say(f"Source: {one_line(citation.title)}{f' ({citation.url})' if citation.url else ''}")
        if self._suggestions:
            asked = " · ".join(one_line(suggestion.text) for suggestion in self._suggestions.items)
            self._terminal.say()
            self._terminal.say(f"You could ask: {asked}")

    def _fail(self, detail: str) -> None:
        self.end_line()
        self._terminal.note(f"Error: {detail}")
        self.exit_code = ExitCode.ERROR


class EventLines:
    """For a program: one JSON object a line, each with the event's name."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.exit_code = ExitCode.OK

    def show(self, event: TurnEvent) -> None:
        """Print the event."""
        data = event.model_dump(mode="json", exclude={"type"}, exclude_none=True)
        self._terminal.json({"event": event.type, "data": data}, indent=None)
        if isinstance(event, Failure):
            self.exit_code = ExitCode.ERROR
