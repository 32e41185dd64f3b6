"""`shopkeeper chat`: a conversation in the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from cli.chat_room import ChatRoom
from cli.dialogue import Dialogue
from cli.launch import launch_of
from cli.profile_file import read_profile
from cli.shop_notes import mend_index, note_missing_key
from cli.shopper_lines import ShopperLines
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def chat(
    context: typer.Context,
    profile: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, metavar="FILE", help="What is known of the shopper (JSON)."),
    ] = None,
    shopper: Annotated[
        str | None, typer.Option(metavar="ID", help="Answer as for this shopper, whose events are in the log.")
    ] = None,
) -> int:
    """Talk to the assistant in the terminal.

    Lines that begin with a stroke are commands: /why 2, /product 2, /compare 1 3, /history, /debug, /reset, /help,
    /quit. Ctrl-C stops an answer; twice, or the end of the input, leaves.
    """
    launch, terminal = launch_of(context), Terminal()
    wishes, lines = read_profile(profile), ShopperLines(launch.stdin)
    with launch.open_shop() as shop, Dialogue(shop, wishes, shopper) as dialogue:
        mend_index(shop, terminal)
        note_missing_key(shop, terminal)
        return ChatRoom(shop, dialogue, terminal).run(lines)
