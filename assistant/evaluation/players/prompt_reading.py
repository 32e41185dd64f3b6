"""What a scripted model reads in a request: the material, line by line as JSON, and the shopper's words.

It leans on as little of the prompt's form as a model would: records are JSON objects with a `product_id`, wherever they
stand; a record that was told earlier in the conversation may only be named.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.language_model import ModelMessage, ModelRequest, ToolSpec

_SAYS = re.compile(r"The shopper says:\n(.*)\Z", re.DOTALL)
_SHOPPER = re.compile(r"<shopper>\n(.*?)\n</shopper>", re.DOTALL)
_POINTED = re.compile(r"<pointed_at>\n(.*?)\n</pointed_at>", re.DOTALL)


@dataclass(frozen=True)
class PromptReading:
    """One request, read as a model would."""

    request: ModelRequest

    @cached_property
    def words(self) -> str:
        """The shopper's words of this turn."""
        found = (_SAYS.search(message.text) for message in reversed(self.request.messages) if message.role == "user")
        return next((match[1].strip() for match in found if match), "")

    @cached_property
    def material(self) -> str:
        """This turn's material: its prompt, and every result of a tool since."""
        texts: list[str] = []
        for message in reversed(self.request.messages):
            if _asks(message):
                texts.append(message.text)
                break
            texts += [result.content for result in reversed(message.tool_results)]
        return "\n".join(reversed(texts))

    @cached_property
    def candidates(self) -> list[dict[str, Any]]:
        """Products with their facts, best first, each once."""
        told = {
            str(one["product_id"]): one for one in _objects(self._everything) if "title" in one and _is_product(one)
        }
        here = dict.fromkeys(str(one["product_id"]) for one in self._records if _is_product(one))
        return [told[i] for i in here if i in told]

    @cached_property
    def documents(self) -> list[dict[str, Any]]:
        """Sections of the shop's documents."""
        return [one for one in self._records if "source" in one and "text" in one]

    @cached_property
    def pointed_at(self) -> list[str]:
        """Ids of the products that the shopper points at."""
        match = _POINTED.search(self.material)
        if not match:
            return []
        records = [str(one["product_id"]) for one in _objects(match[1]) if "product_id" in one]
        return records or [part.strip() for part in match[1].split(",") if part.strip()]

    @cached_property
    def remembered(self) -> list[str]:
        """What is remembered of the shopper, each entry without its source, as it was told last."""
        told = _SHOPPER.findall(self._everything)
        entries = told[-1].splitlines() if told else ()
        return [entry.removeprefix("- ").rpartition(" (")[0] for entry in entries if entry.startswith("- ")]

    @property
    def has_results(self) -> bool:
        """Whether a tool was called in this turn already."""
        last = self.request.messages[-1]
        return bool(last.tool_results) and not _asks(last)

    def tool(self, name: str) -> ToolSpec | None:
        """A tool that may be called now."""
        tools = self.request.tools if self.request.allow_tools else ()
        return next((tool for tool in tools if tool.name == name), None)

    @cached_property
    def _records(self) -> list[dict[str, Any]]:
        return list(_objects(self.material))

    @cached_property
    def _everything(self) -> str:
        return "\n".join(text for m in self.request.messages for text in (m.text, *(r.content for r in m.tool_results)))


def _asks(message: ModelMessage) -> bool:
    return message.role == "user" and _SAYS.search(message.text) is not None


def _is_product(record: Mapping[str, Any]) -> bool:
    """A product's record or its name; a review has an id, a rating and a text."""
    return "product_id" in record and "text" not in record


def _objects(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        if line.startswith("{"):
            try:
                record = json.loads(line)
            except json.JSONDecodeError:
                continue
            if isinstance(record, dict):
                yield record


def fill(tool: ToolSpec, values: Mapping[str, Any], words: str) -> dict[str, Any]:
    """Arguments for a tool: the values whose names it knows, and `words` for any other text that it requires."""
    properties, required = tool.input_schema.get("properties", {}), tool.input_schema.get("required", ())
    given = {name: value for name, value in values.items() if name in properties}
    texts = [name for name in required if name not in given and properties.get(name, {}).get("type") == "string"]
    return given | dict.fromkeys(texts, words[:200])
