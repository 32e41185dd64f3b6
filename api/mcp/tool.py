"""A tool for agents: its name, schema and words come from a function, its arguments are checked before it is called."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from api.shop import Shop

#: Faults told at once; an agent mends one after the other anyway.
_MAX_FAULTS = 5


class ArgumentsRefused(ValueError):
    """The arguments do not fit the tool's schema; the text says which, and is for the agent."""


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """What a tool says.

    Attributes:
        content: the answer as an object.
        error: a sentence for the agent where the answer is that there is none.
    """

    content: dict[str, Any]
    error: str | None = None


class Arguments(BaseModel):
    """Arguments of a tool, flat, or as agents of the Universal Commerce Protocol send them: inside `catalog`."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _lift_catalog(cls, given: Any) -> Any:
        inner = given.get("catalog") if isinstance(given, Mapping) else None
        return {**inner, **given} if isinstance(inner, Mapping) else given


@dataclass(frozen=True, slots=True)
class ShopTool:
    """A function `(shop, arguments) -> answer`; its docstring is what the agent reads."""

    name: str
    title: str
    description: str
    arguments: type[Arguments]
    _function: Callable[[Shop, Any], ToolAnswer]

    @classmethod
    def of(cls, title: str, function: Callable[[Shop, Any], ToolAnswer]) -> "ShopTool":
        """Describe a function; its second parameter's type is its schema."""
        arguments = list(inspect.signature(function, eval_str=True).parameters.values())[1].annotation
        return cls(function.__name__, title, inspect.cleandoc(function.__doc__ or ""), arguments, function)

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of the arguments."""
        return self.arguments.model_json_schema()

    def call(self, shop: Shop, arguments: Mapping[str, Any]) -> ToolAnswer:
        """Run it.

        Raises:
            ArgumentsRefused: with one sentence per wrong argument.
        """
        try:
            checked = self.arguments.model_validate(dict(arguments))
        except ValidationError as error:
            faults = error.errors(include_input=False, include_url=False)[:_MAX_FAULTS]
            told = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'arguments'}: {fault['msg']}" for fault in faults)
            raise ArgumentsRefused(f"Invalid arguments for {self.name}: {told}") from None
        return self._function(shop, checked)
