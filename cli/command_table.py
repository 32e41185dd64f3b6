"""A group of commands that imports a command's module only when the command is called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

#: Options that stand before the command or after it, as one likes.
_SHARED_OPTIONS = ("home", "debug")


class CommandTable(TyperGroup):
    """Lists its commands from `lines` alone, so that help costs no import.

    Attributes:
        modules: the dotted prefix of the commands' modules, in whose names `-` is `_`; each has a Typer named `app`.
        lines: command → the first line of its help.
    """

    modules: ClassVar[str]
    lines: ClassVar[Mapping[str, str]]

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, line in self.lines.items():
            self.add_command(TyperCommand(name=name, help=line))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command as called, its module loaded."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, self.load(ctx, name) if name and command else None, rest

    def load(self, ctx: Any, name: str) -> Any:
        """Import a command and give it the options that all commands share."""
        command = get_command(import_module(self.modules + name.replace("-", "_")).app)
        root = ctx.find_root().command
        command.name = name
        command.params.extend(option for option in root.params if option.name in _SHARED_OPTIONS)
        return command
