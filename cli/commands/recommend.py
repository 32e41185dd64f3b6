"""`shopkeeper recommend`: products for a shopper without a word said, or a run file for many shoppers."""

from pathlib import Path
from typing import Annotated

import typer

from cli.errors import UsageWrong
from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.shopper_list import ShopperList, read_shoppers
from cli.terminal import Terminal
from cli.trec import write_run

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_N_SHOWN, _N_IN_RUN = 10, 100


@app.command()
def recommend(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    shopper: Annotated[str | None, typer.Argument(metavar="SHOPPER", help="A shopper's id, as in the events.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, max=1000, metavar="N", help="How many products (10; 100 a shopper in a run).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    queries: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, metavar="FILE", help="For every qid<TAB>shopper_id line."),
    ] = None,
    run: Annotated[Path | None, typer.Option(dir_okay=False, metavar="FILE", help="Write the TREC run here.")] = None,
) -> int:
    """Show what the trained models recommend to a shopper.

    What the shopper did so far is read from the log of events. With --queries the same is done for every shopper of
    the file, and the result is a TREC run.
    """
    if (shopper is None) == (queries is None):
        raise UsageWrong("Give either a shopper's id or --queries FILE.")
    if run and not queries:
        raise UsageWrong("--run needs --queries FILE.")
    asked = read_shoppers(queries) if queries else []
    terminal = Terminal()
    with launch_of(context).open_shop() as shop:
        recommender = ShopperList(shop, limit or (_N_IN_RUN if queries else _N_SHOWN))
        if shopper is not None:
            return _show(terminal, recommender, shopper, as_json)
        with terminal.progress("Recommending") as advance:
            lines = list(recommender.run(asked, lambda n_done: advance(n_done, len(asked))))
    if run:
        write_run(run, lines)
        terminal.note(f"{len(asked):,} shoppers, {len(lines):,} lines written to {run}.")
    else:
        terminal.write("".join(f"{line}\n" for line in lines))
    return ExitCode.OK


def _show(terminal: Terminal, recommender: ShopperList, shopper: str, as_json: bool) -> int:
    ranked = recommender.of(shopper)
    if as_json:
        terminal.json(recommender.to_json(shopper, ranked))
        return ExitCode.OK
    for line in recommender.to_lines(ranked):
        terminal.say(line)
    if not ranked:
        terminal.note("No model has anything to recommend to this shopper.")
    return ExitCode.OK
