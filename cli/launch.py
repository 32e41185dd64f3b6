"""How the command was called: the options that every command takes, and the doors to the outside."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from cli.program_log import show_log

if TYPE_CHECKING:
    from api.settings import Settings
    from api.shop import Shop

#: Opens the shop: `(settings, require_catalog)`.
ShopOpener = Callable[["Settings", bool], "Shop"]


def _open_real_shop(settings: "Settings", require_catalog: bool) -> "Shop":
    # The wiring brings in Chroma, ONNX Runtime and SQLAlchemy, a second that `--help` and a typing error need not wait.
    from api.wiring import open_shop

    return open_shop(settings, require_catalog=require_catalog)


@dataclass(slots=True)
class Launch:
    """One call of `shopkeeper`.

    Attributes:
        home: the shop's data folder; None leaves it to `SHOPKEEPER_HOME` and its default.
        debug: show the program's log and tracebacks.
        stdin: where questions are read from.
        opener: opens the shop; tests give their own.
    """

    home: Path | None = None
    debug: bool = False
    stdin: TextIO = field(default_factory=lambda: sys.stdin)
    opener: ShopOpener = _open_real_shop

    def settings(self, **overrides: Any) -> "Settings":
        """The settings of this call: the environment's, with the options on top."""
        from api.settings import load_settings  # pydantic-settings: not before a command runs

        return load_settings(home=self.home, **overrides)

    def settings_in(self, home: Path) -> "Settings":
        """The same settings for another data folder, whose database lies in it."""
        return self.settings().model_copy(update={"home": home, "database_url": None})

    def open_shop(self, settings: "Settings | None" = None, *, require_catalog: bool = True) -> "Shop":
        """Open the shop in its data folder; close it with `with`.

        Raises:
            CatalogMissing: if a catalog is required and there is none.
        """
        return self.opener(settings or self.settings(), require_catalog)


def launch_of(context: typer.Context) -> Launch:
    """The launch that a command belongs to."""
    launch = context.find_root().obj
    if not isinstance(launch, Launch):
        raise TypeError("the application must be called with obj=Launch(…)")
    return launch


def _keep_home(context: typer.Context, value: Path | None) -> Path | None:
    if value is not None:
        launch_of(context).home = value
    return value


def _keep_debug(context: typer.Context, value: bool) -> bool:
    if value:
        launch_of(context).debug = True
        show_log("debug")
    return value


HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        file_okay=False,
        help="The shop's data folder (else SHOPKEEPER_HOME, else .shopkeeper).",
        callback=_keep_home,
        expose_value=False,
    ),
]
DebugOption = Annotated[
    bool,
    typer.Option(
        "--debug",
        help="Show the program's log, and the traceback of an error.",
        envvar="SHOPKEEPER_DEBUG",
        show_envvar=True,
        callback=_keep_debug,
        expose_value=False,
    ),
]
