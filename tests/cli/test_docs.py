"""docs/cli.md describes every command and every option, and no others."""

import re
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from cli.command_table import CommandTable
from cli.launch import Launch
from cli.main import app

DOCUMENT = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
SHARED = {"--home", "--debug", "--help"}


def commands(group=None, context=None, path="shopkeeper"):
    """`shopkeeper ask` → the command, for every command that can be called."""
    group = group or get_command(app)
    context = group.make_context(path, [], resilient_parsing=True, parent=context, obj=Launch())
    for name in group.commands:
        command = group.load(context, name)
        if isinstance(command, TyperGroup):
            yield from commands(command, context, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(commands())


def section(path):
    found = re.search(rf"^## `{re.escape(path)}`$(.*?)(?=^## |\Z)", DOCUMENT, re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ""


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_is_described_in_its_commands_section(path):
    options = {name for option in COMMANDS[path].params for name in option.opts if name.startswith("--")} - SHARED
    documented = set(re.findall(r"`(--[a-z-]+)", section(path)))
    assert section(path), f"docs/cli.md has no section for `{path}`"
    assert options <= documented, f"not described: {options - documented}"


def test_no_section_describes_an_option_that_is_gone():
    for path, command in COMMANDS.items():
        known = {name for option in command.params for name in option.opts} | SHARED
        table = "\n".join(line for line in section(path).splitlines() if line.startswith("| `--"))
        assert set(re.findall(r"`(--[a-z-]+)", table)) <= known, path


def test_no_section_describes_a_command_that_is_gone():
    assert set(re.findall(r"^## `(shopkeeper [a-z -]+)`$", DOCUMENT, re.MULTILINE)) == set(COMMANDS)


def test_the_shared_options_are_described():
    for option in (*SHARED, "--version"):
        assert f"`{option}" in DOCUMENT


def test_every_exit_code_is_described():
    for code in (0, 1, 2, 3, 4, 5, 130):
        assert f"\n| {code} |" in DOCUMENT


@pytest.mark.parametrize("path", COMMANDS)
def test_the_line_in_the_list_is_the_first_line_of_the_help(path):
    *groups, name = path.split()
    lines = next(table.lines for table in tables() if table.modules == modules_of(groups))
    assert COMMANDS[path].help.splitlines()[0] == lines[name]


def tables(kind=CommandTable):
    return kind.__subclasses__()


def modules_of(groups):
    return "".join(["cli.commands.", *(f"{group.replace('-', '_')}_" for group in groups[1:])])
