"""`shopkeeper ask`: one question, one answer."""

from pathlib import Path
from typing import Annotated

import typer

from cli.answer_json import AnswerJson, brief_json
from cli.answer_view import AnswerView, EventLines
from cli.dialogue import Dialogue
from cli.errors import UsageWrong
from cli.launch import launch_of
from cli.profile_file import read_profile
from cli.question import read_question
from cli.shop_notes import mend_index, note_missing_key
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def ask(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What to ask; `-` reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, as POST /v1/chat gives it.")] = False,
    stream_json: Annotated[
        bool, typer.Option("--stream-json", help="Print one JSON object a line for every event of the answer.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what an answer would be made from, as JSON; no model is called.")
    ] = False,
    profile: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, metavar="FILE", help="What is known of the shopper (JSON)."),
    ] = None,
    shopper: Annotated[
        str | None, typer.Option(metavar="ID", help="Answer as for this shopper, whose events are in the log.")
    ] = None,
) -> int:
    """Ask one question and print the answer."""
    if stream_json and (as_json or dry_run):
        raise UsageWrong("--stream-json goes with neither --json nor --dry-run; choose one.")
    launch, terminal = launch_of(context), Terminal()
    words, wishes = read_question(question, launch.stdin), read_profile(profile)
    with launch.open_shop() as shop, Dialogue(shop, wishes, shopper) as dialogue:
        mend_index(shop, terminal)
        if dry_run:
            terminal.json(brief_json(dialogue.prepare(words)))
            return 0
        note_missing_key(shop, terminal)
        if as_json:
            view = AnswerJson()
            dialogue.ask(words, view.show)
            terminal.json(view.to_json())
            return view.exit_code
        lines = EventLines(terminal) if stream_json else AnswerView(terminal, details=False)
        dialogue.ask(words, lines.show)
        return lines.exit_code
