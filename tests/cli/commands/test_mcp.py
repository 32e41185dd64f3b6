"""The Model Context Protocol's own client starts the command and talks to it."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from mcp import Client
from mcp.client.stdio import StdioServerParameters

from cli.exit_code import ExitCode

ROOT = Path(__file__).parents[3]
#: The command with an encoder that needs no export.
PROGRAM = """
import sys
from api.wiring import open_shop
from cli.launch import Launch
from cli.main import main
from retrieval.hashing_encoder import HashingEncoder

def opener(settings, require_catalog):
    return open_shop(settings, encoder=HashingEncoder(), require_catalog=require_catalog)

sys.exit(main(sys.argv[1:], Launch(opener=opener)))
"""


def test_an_agent_finds_products_over_standard_input_and_output(shop: Any, tmp_path: Path) -> None:
    arguments = ["-c", PROGRAM, "--home", str(tmp_path / "home"), "mcp"]
    command = StdioServerParameters(command=sys.executable, args=arguments, env={"PYTHONPATH": str(ROOT)})

    async def talk() -> tuple[Any, Any]:
        async with Client(command, read_timeout_seconds=30) as agent:
            return await agent.list_tools(), await agent.call_tool("search_catalog", {"limit": 3})

    tools, found = asyncio.run(talk())
    assert "search_catalog" in {tool.name for tool in tools.tools}
    assert len(found.structured_content["products"]) == 3


def test_without_a_catalog_the_agent_is_told_on_standard_error(run: Any) -> None:
    outcome = run("mcp")
    assert outcome.code == ExitCode.ERROR
    assert "shopkeeper catalog import" in outcome.err
    assert outcome.out == ""
