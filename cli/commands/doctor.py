"""`shopkeeper doctor`: what is wrong, and what to do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exit_code import ExitCode
from cli.finding import Finding
from cli.launch import launch_of
from cli.terminal import Terminal

if TYPE_CHECKING:
    from api.settings import Settings

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def doctor(
    context: typer.Context,
    online: Annotated[bool, typer.Option("--online", help="Also ask the language model for one word.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as one JSON object.")] = False,
) -> int:
    """Say what is wrong here, and how to mend it.

    Looks at the installation and the shop's data, and changes nothing. Exit code 0: all is well; 1: it is not.
    """
    terminal, findings = Terminal(), []
    for finding in _findings(launch_of(context).settings(), online=online):
        findings.append(finding)
        if not as_json:
            terminal.say(finding.to_line())
    n_failed = sum(finding.state == "failed" for finding in findings)
    if as_json:
        terminal.json({"ok": n_failed == 0, "findings": [finding.to_json() for finding in findings]})
    else:
        terminal.say(f"\n{n_failed} to mend." if n_failed else "\nAll is well.")
    return ExitCode.ERROR if n_failed else ExitCode.OK


def _findings(settings: "Settings", *, online: bool) -> Iterator[Finding]:
    # The checks bring in Chroma and the model's client: three seconds that help and a wrong option need not wait.
    from cli.checkup import check_shop, run_check
    from cli.model_checkup import check_model_online

    yield from check_shop(settings)
    if online:
        yield run_check("Model online", check_model_online, settings)
