"""What is asked, as Anthropic's Messages API wants it written, with the marks that let it keep what does not change."""

from collections.abc import Iterable
from typing import Any

from assistant.language_model import ModelMessage, ModelRequest, ToolSpec
from assistant.model_access import ModelAccess

#: The provider allows four marks: one each for tools and system, two for the conversation.
N_MARKED_MESSAGES = 2

Block = dict[str, Any]


def wire_request(access: ModelAccess, request: ModelRequest) -> dict[str, Any]:
    """What never changes comes first: tools, then the system prompt, then the messages, oldest first."""
    wire: dict[str, Any] = {
        "model": access.model,
        "max_tokens": request.max_tokens or access.max_tokens,
        "messages": _wire_messages(request.messages),
    }
    if request.system:
        wire["system"] = [_marked({"type": "text", "text": _utf8(request.system)})]
    if request.tools:
        wire["tools"] = _wire_tools(request.tools)
        wire["tool_choice"] = {"type": "auto" if request.allow_tools else "none"}
    if access.effort:
        wire["output_config"] = {"effort": access.effort}
    return wire


def _wire_tools(tools: Iterable[ToolSpec]) -> list[Block]:
    wire: list[Block] = [
        {"name": tool.name, "description": tool.description, "input_schema": dict(tool.input_schema)}
        | ({"eager_input_streaming": True} if tool.eager else {})
        for tool in tools
    ]
    return [*wire[:-1], _marked(wire[-1])]


def _wire_messages(messages: Iterable[ModelMessage]) -> list[dict[str, Any]]:
    """The last message is marked, to be read by the next call; the one before it, because an earlier call marked it."""
    wire: list[dict[str, Any]] = [{"role": message.role, "content": _blocks(message)} for message in messages]
    marked = [message for message in wire if message["role"] == "user" and message["content"]][-N_MARKED_MESSAGES:]
    for message in marked:
        message["content"] = [*message["content"][:-1], _marked(message["content"][-1])]
    return wire


def _blocks(message: ModelMessage) -> list[Block]:
    """Results go before the text: the API refuses them anywhere else."""
    blocks: list[Block] = [
        {
            "type": "tool_result",
            "tool_use_id": result.call_id,
            "content": _utf8(result.content),
            "is_error": result.is_error,
        }
        for result in message.tool_results
    ]
    if message.text.strip():
        blocks.append({"type": "text", "text": _utf8(message.text)})
    blocks += [
        {"type": "tool_use", "id": call.id, "name": call.name, "input": dict(call.arguments)}
        for call in message.tool_calls
    ]
    return blocks


def _marked(block: Block) -> Block:
    return block | {"cache_control": {"type": "ephemeral"}}


def _utf8(text: str) -> str:
    """Lone surrogates, which no JSON body can carry, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
