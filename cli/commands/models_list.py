"""`shopkeeper models list`: the versions of the trained models."""

from typing import Annotated, Any

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.terminal import Terminal
from recommenders.model_table import entry_of
from recommenders.registry import ModelVersion, Registry

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="list")
def list_models(
    context: typer.Context,
    model: Annotated[str | None, typer.Argument(metavar="MODEL", help="Only this model.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """List the versions of the trained models.

    By model, the newest first; `*` marks the one that serves.
    """
    terminal = Terminal()
    registry = Registry(launch_of(context).settings().home)
    versions = list(registry.overview(entry_of(model).kind if model else None))
    if as_json:
        terminal.json({"models": [_record(one) for one in versions]})
    elif versions:
        for one in versions:
            terminal.say(_line(one))
    else:
        terminal.say("No model was trained yet; train them with: shopkeeper train")
    return ExitCode.OK


def _record(one: ModelVersion) -> dict[str, Any]:
    facts = {name: one.manifest.get(name) for name in ("created_at", "metrics", "n_products", "window")}
    return {"model": one.kind, "version": one.version, "is_serving": one.is_serving, **facts, "fault": one.fault}


def _line(one: ModelVersion) -> str:
    head = f"{'*' if one.is_serving else ' '} {one.kind:<22}{one.version}"
    if one.fault:
        return f"{head}  unreadable: {one.fault}"
    recall = one.manifest["metrics"].get("recall_20")
    figure = "" if recall is None else f"  Recall@20 {recall:.3f}"
    return f"{head}{figure}  {one.manifest['n_products']:,} products"
