"""All tools of the model, and how one call is run."""

import logging
from collections.abc import Callable

from assistant.language_model import ToolCall, ToolResult
from assistant.telemetry import tool_span
from assistant.tools.catalog_overview import catalog_overview
from assistant.tools.compare_products import compare_products
from assistant.tools.context import ToolContext
from assistant.tools.definition import Tool
from assistant.tools.found import Found
from assistant.tools.get_product import get_product
from assistant.tools.present_comparison import present_comparison
from assistant.tools.present_products import present_products
from assistant.tools.read_policies import read_policies
from assistant.tools.read_reviews import read_reviews
from assistant.tools.recommend_for_shopper import recommend_for_shopper
from assistant.tools.refusal import ToolRefused
from assistant.tools.remember_preference import remember_preference
from assistant.tools.search_products import search_products
from assistant.tools.suggest_replies import suggest_replies

log = logging.getLogger("shopkeeper.assistant")

_LOOKING: tuple[Callable[..., str | Found], ...] = (
    search_products, get_product, compare_products, recommend_for_shopper, read_reviews, read_policies,
    catalog_overview, remember_preference,
)  # fmt: skip
_PRESENTING: tuple[Callable[..., str | Found], ...] = (present_products, present_comparison, suggest_replies)
#: Name → tool. The arguments of those that present are streamed eagerly, so that cards do not wait.
TOOLS = {
    tool.spec.name: tool
    for tool in (*map(Tool.of, _LOOKING), *(Tool.of(function, eager=True) for function in _PRESENTING))
}
TOOL_SPECS = tuple(tool.spec for tool in TOOLS.values())
MAX_RESULT_CHARACTERS = 4_000
#: Run the moment their call is whole, alone and in order; all others wait for the round's end and run side by side.
PRESENTING = frozenset(name for name, tool in TOOLS.items() if tool.spec.eager)
#: After prose and nothing but these the answer is whole: the model has nothing to read.
CLOSING = PRESENTING | {"remember_preference"}


def run_call(call: ToolCall, context: ToolContext) -> tuple[ToolResult, Found]:
    """One call's result for the model, and what it found; never raises, since the model may go on without."""
    tool = TOOLS.get(call.name)
    if tool is None:
        return ToolResult(call.id, f"There is no tool named {call.name[:60]!r}.", is_error=True), Found("")
    try:
        with tool_span(call.name):
            found = tool.call(context, call.arguments)
    except ToolRefused as error:
        return ToolResult(call.id, str(error), is_error=True), Found("")
    except Exception:
        log.exception("tool %s failed", call.name)
        return ToolResult(call.id, "That could not be looked up just now.", is_error=True), Found("")
    return ToolResult(call.id, _cut(found.text)), found


def _cut(text: str) -> str:
    """Whole lines only, best first as they come; what a result says stays in the prompt for several turns."""
    if len(text) <= MAX_RESULT_CHARACTERS:
        return text
    return text[:MAX_RESULT_CHARACTERS].rsplit("\n", 1)[0] + "\n(cut)"
