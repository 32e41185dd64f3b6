"""`POST /mcp`: the shop's tools for agents, as stateless streamable HTTP of the Model Context Protocol."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response
from starlette.types import Receive, Scope, Send

from api.door import Reader, TheDoor
from api.mcp.door import McpDoor
from api.origins import check_origin

router = APIRouter(tags=["adapters"])
_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
}


class _Handed(Response):
    """Hands the request on to whoever answers it."""

    def __init__(self, tools: McpDoor) -> None:
        super().__init__()
        self._tools = tools

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        await self._tools.handle(scope, receive, send)


@router.post("/mcp", response_class=Response, openapi_extra=_BODY)
async def speak_mcp(
    request: Request, _: Reader, door: TheDoor, origin: Annotated[str | None, Header()] = None
) -> Response:
    """One message of an MCP client; answered as JSON, without a session."""
    check_origin(origin, door.shop.settings)
    tools: McpDoor = request.app.state.mcp
    return _Handed(tools)
