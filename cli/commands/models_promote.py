"""`shopkeeper models promote`: let a version serve from now on."""

from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.terminal import Terminal
from recommenders.errors import PromotionRefused
from recommenders.model_table import entry_of
from recommenders.registry import Registry
from recommenders.run_record import refusal_of

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def promote(
    context: typer.Context,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Which model.")],
    version: Annotated[str, typer.Argument(metavar="VERSION", help="Which version; see `models list`.")],
    force: Annotated[bool, typer.Option("--force", help="Even if it was refused when it was trained.")] = False,
) -> int:
    """Let a version serve from now on.

    Running servers take it over within a second or so. A version that was refused when it was trained, because it was
    worse than popularity or than the one that served, needs --force.
    """
    kind, registry = entry_of(model).kind, Registry(launch_of(context).settings().home)
    refusal = refusal_of(registry.folder, kind, version)
    if refusal and not force:
        raise PromotionRefused(
            f"{kind} {version} was refused when it was trained: {refusal}. --force promotes it all the same"
        )
    registry.promote(kind, version)
    Terminal().say(f"{kind} {version} serves.")
    return ExitCode.OK
