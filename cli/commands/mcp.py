"""`shopkeeper mcp`: the shop's tools for an agent on this machine."""

import asyncio

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.program_log import show_log

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def mcp(context: typer.Context) -> int:
    """Serve the catalog and the shop's documents to an agent, on standard input and output.

    Agents start this command themselves: give it to them as an MCP server. `shopkeeper serve` offers the same tools at
    /mcp.
    """
    launch = launch_of(context)
    settings = launch.settings()
    show_log("warning")  # on standard error; standard output is the agent's
    with launch.open_shop(settings) as shop:
        from api.mcp.server import McpServer  # the SDK takes half a second; a missing catalog is told before that

        asyncio.run(McpServer(shop).serve_stdio())
    return ExitCode.OK
