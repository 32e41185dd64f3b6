"""A tool for the model: its schema comes from a function's signature, its prompt text from the docstring."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from assistant.language_model import ToolSpec
from assistant.tools.context import ToolContext
from assistant.tools.found import Found
from assistant.tools.refusal import ToolArgumentsInvalid

MAX_FAULTS_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Tool:
    """A function `(context, **arguments) -> text for the model`, or `Found` where it brings records along."""

    spec: ToolSpec
    _function: Callable[..., str | Found]
    _arguments: type[BaseModel]

    @classmethod
    def of(cls, function: Callable[..., str | Found], *, eager: bool = False) -> "Tool":
        """Describe `function`; its first parameter is the context and stays hidden from the model."""
        parameters = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
        fields: dict[str, Any] = {
            p.name: (p.annotation, ... if p.default is inspect.Parameter.empty else p.default) for p in parameters
        }
        arguments = create_model(function.__name__, __config__=ConfigDict(extra="ignore"), **fields)
        schema = _compact(arguments.model_json_schema()) | {"additionalProperties": False}
        spec = ToolSpec(function.__name__, inspect.cleandoc(function.__doc__ or ""), schema, eager=eager)
        return cls(spec, function, arguments)

    def call(self, context: ToolContext, arguments: Mapping[str, Any]) -> Found:
        """Run with validated arguments.

        Raises:
            ToolRefused: with one sentence per wrong argument, or with what else is wrong with the call.
        """
        try:
            # `null` for what may be left out is as good as leaving it out.
            valid = self._arguments.model_validate({k: v for k, v in arguments.items() if v is not None})
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            faults = faults[:MAX_FAULTS_CHARACTERS]
            raise ToolArgumentsInvalid(f"Invalid arguments for {self.spec.name}: {faults}") from None
        given = self._function(context, **{name: getattr(valid, name) for name in type(valid).model_fields})
        return Found(given) if isinstance(given, str) else given


def _compact(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the titles that pydantic makes of names, and `null` left out of what may be left out: fewer tokens."""
    kept = {key: _compact_value(value) for key, value in schema.items() if key not in ("title", "default")}
    options = [option for option in kept.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        kept.pop("anyOf")
        kept = options[0] | kept
    return kept


def _compact_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _compact(value) if not _is_named(value) else {name: _compact_value(one) for name, one in value.items()}
    return [_compact_value(one) for one in value] if isinstance(value, list) else value


def _is_named(value: dict[str, Any]) -> bool:
    """Whether this maps names to schemas (`properties`, `$defs`): a parameter may well be named `title`."""
    return bool(value) and all(isinstance(one, dict) for one in value.values())
