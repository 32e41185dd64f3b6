"""The `shopkeeper` command. Starts fast: a command's own module is imported when the command is called."""

import sys
import traceback
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Annotated, Any, ClassVar

import typer
from typer.main import get_command

from cli.command_table import CommandTable
from cli.exit_code import ExitCode
from cli.launch import DebugOption, HomeOption, Launch
from cli.program_log import silence_log


class _Commands(CommandTable):
    modules = "cli.commands."
    lines: ClassVar[Mapping[str, str]] = {
        "demo": "Try it: import the sample shop, train on a simulated year of shoppers, answer a question, open it.",
        "serve": "Serve the assistant over HTTP.",
        "chat": "Talk to the assistant in the terminal.",
        "ask": "Ask one question and print the answer.",
        "search": "Find products for words, without the assistant.",
        "recommend": "Show what the trained models recommend to a shopper.",
        "catalog": "Import, check and count what the shop sells.",
        "events": "Take in and count what shoppers did.",
        "shoppers": "Show, forget and hand over what is kept of a shopper.",
        "train": "Train models on the log of events, and let those serve that are not worse than what does.",
        "retrain": "Train the models that serve on the log as it is now, and let those serve that are not worse.",
        "evaluate": "Measure models on the newest window of the log, which none of them has seen.",
        "report": "Show what came of what the shop showed: clicks, carts, purchases, order values.",
        "eval": "Judge the conversation on cases, by code.",
        "models": "List, show, promote and roll back trained models, and list their trainings.",
        "tune": "Look for better parameters of a model, which `train` then uses.",
        "experiments": "Try policies on shoppers, and judge them.",
        "mcp": "Serve the catalog and the shop's documents to an agent, on standard input and output.",
        "doctor": "Say what is wrong here, and how to mend it.",
    }


app = typer.Typer(cls=_Commands, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"shopkeeper {version('shopkeeper-assistant')}")
        raise typer.Exit(ExitCode.OK)


@app.callback()
def shopkeeper(
    home: HomeOption = None,
    debug: DebugOption = False,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, expose_value=False, help="Show the version."),
    ] = False,
) -> None:
    """A shopping assistant over a shop's own catalog.

    New here? `shopkeeper demo` shows it on a sample shop; `shopkeeper catalog import FILE` takes your own.
    """


def main(argv: Sequence[str] | None = None, launch: Launch | None = None) -> int:
    """Run one command and return its exit code; no error leaves it as a traceback unless asked for."""
    launch = launch or Launch()
    _survive_any_text()
    silence_log()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = get_command(app).main(arguments, prog_name="shopkeeper", standalone_mode=False, obj=launch)
        sys.stdout.flush()
        return _said_if_interrupted(int(code or ExitCode.OK))
    except typer.TyperException as error:
        return _report_usage(error)
    except (KeyboardInterrupt, typer.Abort):
        return _said_if_interrupted(ExitCode.INTERRUPTED)
    except Exception as error:
        return _report(error, launch)


def _said_if_interrupted(code: int) -> int:
    """Typer turns Ctrl-C into an exit code without a word."""
    if code == ExitCode.INTERRUPTED:
        typer.echo("Interrupted.", err=True)
    return code


def _report_usage(error: Any) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message(), err=True)
        return ExitCode.USAGE
    typer.echo(f"Error: {error.format_message()}", err=True)
    if context is not None:
        typer.echo(f"See `{context.command_path} --help`.", err=True)
    return int(error.exit_code)


def _report(error: Exception, launch: Launch) -> int:
    from cli.failure import explain  # the error classes bring in SQLAlchemy, which --help does without

    sentence, code = explain(error)
    if launch.debug:
        traceback.print_exception(error)
    typer.echo(f"Error: {sentence}", err=True)
    return code


def _survive_any_text() -> None:
    """A catalog may hold characters that the terminal's encoding lacks; they print as `?` instead of ending us."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
