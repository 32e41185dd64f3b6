"""`shopkeeper search`: products for words, or a run file for a file of queries."""

from pathlib import Path
from typing import Annotated

import typer

from cli.errors import UsageWrong
from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.product_search import CatalogSearch, SearchConditions
from cli.question import checked_question
from cli.shop_notes import mend_index
from cli.terminal import Terminal
from cli.trec import read_queries, write_run

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_N_SHOWN, _N_IN_RUN = 10, 100


@app.command()
def search(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    words: Annotated[str | None, typer.Argument(metavar="WORDS", help="What to search for.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, max=1000, metavar="N", help="How many products (10; 100 a query in a run).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    price_max: Annotated[str | None, typer.Option(metavar="AMOUNT", help="At most this price, e.g. 120.")] = None,
    brand: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this brand; may be repeated.")] = None,
    in_stock: Annotated[bool, typer.Option("--in-stock", help="Only what can be had now.")] = False,
    queries: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, metavar="FILE", help="Search for every qid<TAB>text line."),
    ] = None,
    run: Annotated[Path | None, typer.Option(dir_okay=False, metavar="FILE", help="Write the TREC run here.")] = None,
) -> int:
    """Find products for words, without the assistant.

    The words are searched as they stand; prices and exclusions in them are not understood (`ask` does that). With
    --queries the same search runs for every line, and the result is a TREC run.
    """
    if (words is None) == (queries is None):
        raise UsageWrong("Give either the words to search for or --queries FILE.")
    if run and not queries:
        raise UsageWrong("--run needs --queries FILE.")
    asked = read_queries(queries) if queries else []
    text, terminal = checked_question(words) if words is not None else "", Terminal()
    with launch_of(context).open_shop() as shop:
        mend_index(shop, terminal)
        conditions = SearchConditions(price_max, tuple(brand or ()), in_stock)
        finder = CatalogSearch(shop, conditions, limit or (_N_IN_RUN if queries else _N_SHOWN))
        if not queries:
            return _show(terminal, finder, text, as_json=as_json)
        with terminal.progress("Searching") as advance:
            lines = list(finder.run(asked, lambda n_done: advance(n_done, len(asked))))
    if run:
        write_run(run, lines)
        terminal.note(f"{len(asked):,} queries, {len(lines):,} lines written to {run}.")
    else:
        terminal.write("".join(f"{line}\n" for line in lines))
    return ExitCode.OK


def _show(terminal: Terminal, finder: CatalogSearch, text: str, *, as_json: bool) -> int:
    result = finder.find(text)
    if as_json:
        terminal.json(finder.to_json(text, result))
        return ExitCode.OK
    for line in finder.to_lines(result):
        terminal.say(line)
    if result.corrections:
        terminal.note("Read as: " + ", ".join(f"{a} → {b}" for a, b in result.corrections.items()))
    if not result.candidates:
        terminal.note("Nothing found.")
    return ExitCode.OK
