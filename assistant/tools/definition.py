"""A tool for the model: its schema comes from a function's signature, its prompt text from the docstring."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from assistant.language_model import ToolSpec
from assistant.tools.context import ToolContext


class ToolArgumentsInvalid(ValueError):
    """The model called a tool with arguments that its schema does not allow; the text goes back to the model."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A function `(context, **arguments) -> text for the model`."""

    spec: ToolSpec
    _function: Callable[..., str]
    _arguments: type[BaseModel]

    @classmethod
    def of(cls, function: Callable[..., str]) -> "Tool":
        """Describe `function`; its first parameter is the context and stays hidden from the model."""
        parameters = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
        fields: dict[str, Any] = {
            p.name: (p.annotation, ... if p.default is inspect.Parameter.empty else p.default) for p in parameters
        }
        arguments = create_model(function.__name__, __config__=ConfigDict(extra="ignore"), **fields)
        schema = arguments.model_json_schema() | {"additionalProperties": False}
        spec = ToolSpec(function.__name__, inspect.cleandoc(function.__doc__ or ""), schema)
        return cls(spec, function, arguments)

    def call(self, context: ToolContext, arguments: Mapping[str, Any]) -> str:
        """Run with validated arguments.

        Raises:
            ToolArgumentsInvalid: with one sentence per wrong argument.
        """
        try:
            valid = self._arguments.model_validate(dict(arguments))
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            raise ToolArgumentsInvalid(f"Invalid arguments for {self.spec.name}: {faults}") from None
        return self._function(context, **{name: getattr(valid, name) for name in type(valid).model_fields})
