"""`shopkeeper serve`: the assistant over HTTP."""

import typer

from cli.launch import launch_of
from cli.server import HostOption, PortOption, listen, serve_shop
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def serve(context: typer.Context, host: HostOption = None, port: PortOption = None) -> int:
    """Serve the assistant over HTTP.

    Needs no catalog to start: it answers once one is imported, from another terminal if you like.
    """
    launch, terminal = launch_of(context), Terminal()
    settings = launch.settings(host=host, port=port)
    with listen(settings) as listener, launch.open_shop(settings, require_catalog=False) as shop:
        return serve_shop(shop, listener, terminal)
