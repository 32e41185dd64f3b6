"""`shopkeeper demo`: from nothing to an answer in one command."""

import secrets
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from cli.answer_view import AnswerView
from cli.demo_storefront import storefront_address, storefront_of
from cli.dialogue import Dialogue
from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.question import checked_question
from cli.sample_events import find_simulator, import_sample_events, train_on_sample
from cli.sample_shop import QUESTION, find_sample, import_sample
from cli.server import HostOption, PortOption, address_of, listen, serve_shop, url_of
from cli.shop_notes import note_missing_key
from cli.terminal import Terminal

if TYPE_CHECKING:
    from api.shop import Shop

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def demo(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Stop after the answer, without serving.")] = False,
    untrained: Annotated[
        bool, typer.Option("--untrained", help="Without a year of shoppers' events and models trained on it.")
    ] = False,
    question: Annotated[str, typer.Option(metavar="TEXT", help="What to ask the sample shop.")] = QUESTION,
    host: HostOption = None,
    port: PortOption = None,
) -> int:
    """Try it: import the sample shop, train on a simulated year of shoppers, answer a question, open it.

    The sample shop goes into the data folder, unless it is there already; a folder with another catalog is left alone.
    """
    launch, terminal, words = launch_of(context), Terminal(), checked_question(question)
    settings = launch.settings(host=host, port=port)
    # The console wants a secret key; a demo makes up one for as long as it runs.
    key = None if settings.secret_keys else f"sk_{secrets.token_urlsafe(16)}"
    settings = launch.settings(host=host, port=port, secret_keys=key)
    with nullcontext() if once else listen(settings) as listener:
        address = address_of(listener) if listener else url_of(settings.host, settings.port)
        with launch.open_shop(settings, require_catalog=False) as shop:
            terminal.say(import_sample(shop, find_sample(), terminal, storefront_address(address)))
            if not untrained:
                terminal.say(import_sample_events(shop, find_simulator(), terminal))
                train_on_sample(shop, terminal)
            code = _answer(shop, words, terminal)
        if listener is None or code != ExitCode.OK:
            return code
        # Opened afresh: the model's connections belong to the event loop of the answer.
        with launch.open_shop(settings, require_catalog=False) as shop:
            terminal.say(f"\nThe shop:     {address}/\nThe API:      {address}/openapi.json")
            password = f"the password is {key}" if key else "the password is one of SHOPKEEPER_SECRET_KEYS"
            terminal.say(f"The console:  {address}/console/ (any user name; {password})\n")
            return serve_shop(shop, listener, terminal, beside=storefront_of(shop, address))


def _answer(shop: "Shop", words: str, terminal: Terminal) -> ExitCode:
    note_missing_key(shop, terminal)
    terminal.say(f"\nA shopper asks: {words}\n")
    view = AnswerView(terminal, details=True)
    with Dialogue(shop) as dialogue:
        dialogue.ask(words, view.show)
    return view.exit_code
