"""Runs a chat: questions to the assistant, lines with a stroke to the room itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.stream import Card
from assistant.template.comparison import MAX_PRODUCTS, MIN_PRODUCTS, comparison_table
from cli.answer_view import AnswerView
from cli.comparison_table import show_comparison
from cli.dialogue import Dialogue
from cli.errors import CliError
from cli.evidence_words import evidence_lines
from cli.exit_code import ExitCode
from cli.plain_text import one_line
from cli.product_page import product_lines
from cli.question import checked_question
from cli.shopper_lines import ShopperLines
from cli.terminal import Terminal

if TYPE_CHECKING:
    from api.shop import Shop

_HELP = """\
/why 2      why product 2 of the last list is there
/product 2  everything about product 2
/compare 1 3  the facts of products 1 and 3 side by side; without numbers, of the first ones
/history    what was said so far
/debug      what was understood of the last question, and how it was searched
/reset      begin a new conversation
/quit       leave (so does Ctrl-D)"""
_WELCOME = "Ask for what you are looking for; an AI answers. /help lists the commands, Ctrl-C stops an answer."
_LEAVING = "Press Ctrl-C again to leave."
_N_REVIEWS = 3


class ChatRoom:
    """One chat from its first line to its last."""

    def __init__(self, shop: "Shop", dialogue: Dialogue, terminal: Terminal) -> None:
        self._shop = shop
        self._dialogue = dialogue
        self._terminal = terminal
        self._cards: tuple[Card, ...] = ()
        self._commands: dict[str, Callable[[str], None]] = {
            "/why": self._why,
            "/product": self._product,
            "/compare": self._compare,
            "/history": self._history,
            "/debug": self._debug,
            "/reset": self._reset,
            "/help": self._help,
        }

    def run(self, lines: ShopperLines) -> int:
        """Answer line after line until the input ends or the shopper leaves; returns the exit code."""
        if lines.is_interactive:
            self._terminal.note(_WELCOME)
        was_interrupted = False
        while True:
            try:
                line = lines.next()
                if line is None or line.strip() in ("/quit", "/exit"):
                    return ExitCode.OK
                was_interrupted = False
                self.handle(line.strip())
            except KeyboardInterrupt:
                if was_interrupted or not lines.is_interactive:
                    return ExitCode.INTERRUPTED
                was_interrupted = True
                self._terminal.note(f"\n{_LEAVING}")

    def handle(self, line: str) -> None:
        """Answer one line, or obey it."""
        if not line:
            return
        if line.startswith("/"):
            name, _, argument = line.partition(" ")
            self._commands.get(name, self._unknown)(argument.strip())
            return
        try:
            question = checked_question(line)
        except CliError as error:
            self._terminal.note(str(error))
            return
        self._answer(question)

    def _answer(self, question: str) -> None:
        view = AnswerView(self._terminal, details=True)
        try:
            self._dialogue.ask(question, view.show)
        except KeyboardInterrupt:
            view.end_line()
            self._terminal.note("Stopped.")
            raise
        self._cards = view.cards or self._cards

    def _why(self, argument: str) -> None:
        card = self._chosen(argument, "/why")
        if card:
            for line in evidence_lines(card):
                self._terminal.say(line)

    def _product(self, argument: str) -> None:
        card = self._chosen(argument, "/product")
        if not card:
            return
        product = self._shop.catalog.products([card.product_id]).get(card.product_id)
        if product is None:
            self._terminal.note(f"{card.title} has left the catalog meanwhile.")
            return
        for line in product_lines(product, self._shop.catalog.reviews(product.id, _N_REVIEWS)):
            self._terminal.say(line)

    def _compare(self, argument: str) -> None:
        chosen = [self._chosen(one, "/compare") for one in dict.fromkeys(argument.split() or ("1", "2"))]
        brief = self._dialogue.last_brief()
        if brief is None or None in chosen:
            return
        ids = [card.product_id for card in chosen if card]
        if not MIN_PRODUCTS <= len(ids) <= MAX_PRODUCTS:
            self._terminal.note(f"Write /compare and {MIN_PRODUCTS} to {MAX_PRODUCTS} different numbers.")
            return
        known = self._shop.catalog.products(ids)
        show_comparison(self._terminal, comparison_table(brief, [known[one] for one in ids if one in known]))

    def _history(self, _argument: str) -> None:
        for message in self._dialogue.messages():
            self._terminal.say(f"{'you' if message.role == 'user' else 'shop'} › {one_line(message.content)}")

    def _debug(self, _argument: str) -> None:
        brief = self._dialogue.last_brief()
        if brief is None:
            self._terminal.note("Nothing was asked yet.")
            return
        need, plan = brief.need.model_dump(mode="json"), dict(brief.plan)
        self._terminal.json(
            {"need": need, "relaxed": brief.relaxed, "plan": plan, "latency_ms": dict(brief.latency_ms)}
        )

    def _reset(self, _argument: str) -> None:
        self._dialogue.reset()
        self._cards = ()
        self._terminal.note("A new conversation begins.")

    def _help(self, _argument: str) -> None:
        self._terminal.say(_HELP)

    def _unknown(self, _argument: str) -> None:
        self._terminal.note("There is no such command; /help lists them.")

    def _chosen(self, argument: str, command: str) -> Card | None:
        """The card that a number means; says what is wrong with any other."""
        number = int(argument) if argument.isdecimal() and len(argument) < 4 else 0
        if 1 <= number <= len(self._cards):
            return self._cards[number - 1]
        if not self._cards:
            self._terminal.note("No products were shown yet.")
        else:
            self._terminal.note(f"Write {command} and a number from 1 to {len(self._cards)}.")
        return None
