"""`shopkeeper models show`: all that is known of one version."""

from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.terminal import Terminal
from recommenders.errors import ModelUnknown
from recommenders.model_table import entry_of
from recommenders.registry import Registry

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def show(
    context: typer.Context,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Which model.")],
    version: Annotated[
        str | None, typer.Argument(metavar="VERSION", help="Which version; else the one that serves.")
    ] = None,
) -> int:
    """Show all that is known of one version.

    Prints its manifest as JSON: parameters, seed, metrics, window and hash of the data, arrays, checksum.
    """
    kind, registry = entry_of(model).kind, Registry(launch_of(context).settings().home)
    serving = registry.serving().versions.get(kind)
    wanted = version or serving
    if wanted is None:
        raise ModelUnknown(
            f"no version of {kind} serves; see shopkeeper models list, or train it: shopkeeper train {kind}"
        )
    Terminal().json({**registry.manifest(kind, wanted), "is_serving": wanted == serving})
    return ExitCode.OK
