"""A language model whose use is counted, and which is not asked once a budget is used up."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from assistant.budget import Spent
from assistant.language_model import ModelError, ModelEvent, ModelRequest, ModelStop, OnUsage, Usage
from assistant.model_price import ModelPrice
from assistant.ports import LanguageModel
from assistant.spending import Ledger

_TOKENS = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens")


class MeteredLanguageModel:
    """Asks `model` on the request's account.

    Args:
        model: answers.
        ledger: holds the budgets, and is told of every call, also of one that broke off.
        price: of the model; without it tokens are counted and money is not.

    Attributes:
        on_usage: told of every call when it is over, however it ended.
    """

    def __init__(self, model: LanguageModel, ledger: Ledger, price: ModelPrice | None = None) -> None:
        self.name = model.name
        self._model = model
        self._ledger = ledger
        self._price = price
        self.on_usage: OnUsage | None = None

    async def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        """Stream one answer; the last event, or the error, carries the tokens of all attempts and their cost.

        Raises:
            ModelBudgetUsedUp: without asking.
            ModelError: of the model.
        """
        await self._ledger.check(request.payer)
        meter = _Meter(self._price)
        try:
            async with aclosing(self._model.stream(replace(request, on_usage=meter.add))) as events:
                async for event in events:
                    yield meter.label(event) if isinstance(event, ModelStop) else event
        except ModelError as error:
            error.usage = meter.usage
            raise
        finally:
            if meter.usage:
                self._ledger.count(request.payer, meter.spent)
                if self.on_usage:
                    self.on_usage(meter.usage)

    async def aclose(self) -> None:
        """Close the model's connections, where it has any."""
        close = getattr(self._model, "aclose", None)
        if close:
            await close()


class _Meter:
    """Adds one answer's attempts up."""

    def __init__(self, price: ModelPrice | None) -> None:
        self._price = price
        self._tokens: dict[str, int] = {}

    def add(self, usage: Usage) -> None:
        if usage:
            self._tokens = {kind: self._tokens.get(kind, 0) + int(usage.get(kind, 0)) for kind in _TOKENS}

    def label(self, stop: ModelStop) -> ModelStop:
        """The stop with all that was used, by it and by attempts before it."""
        self.add(stop.usage)
        return replace(stop, usage=self.usage)

    @property
    def usage(self) -> Usage:
        if not self._tokens or not self._price:
            return self._tokens
        return self._tokens | {"cost": self._price.cost_of(self._tokens)}

    @property
    def spent(self) -> Spent:
        return Spent(sum(self._tokens.values()), self._price.cost_of(self._tokens) if self._price else Spent().cost)
