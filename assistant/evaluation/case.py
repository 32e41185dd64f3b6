"""One case of an evaluation: what is known, what the shopper says, what must come of it."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assistant.evaluation.expectation import Expected
from shoppers.profile import ShopperProfile
from shoppers.statement import Statement

Topic = Literal[
    "find",
    "refine",
    "compare",
    "review",
    "policy",
    "superlative",
    "absence",
    "gift",
    "budget",
    "wishes",
    "language",
    "memory",
    "injection",
    "reference",
    "limits",
]
TOPICS: tuple[str, ...] = get_args(Topic)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Planting(_Part):
    """A text put into the case's own copy of the catalog, as a hostile feed, reviewer or page might.

    Attributes:
        where: the field it is added to; `review` is a new review, `policy` a new section that every search finds.
        product: id of the product it is put on; none for a policy.
        text: the words.
    """

    where: Literal["title", "description", "attribute", "brand", "review", "policy"]
    product: str = ""
    text: str = Field(min_length=1)

    @model_validator(mode="after")
    def _belongs_somewhere(self) -> "Planting":
        if (self.where == "policy") == bool(self.product):
            raise ValueError("a planted policy has no product, everything else has one")
        return self


class CaseState(_Part):
    """What is known before the first turn.

    Attributes:
        profile: what the caller says of the shopper.
        memory: what the shopper stated in earlier conversations.
        other_memory: what another shopper stated; none of it may be used or told.
        cart: ids of products in the cart.
        page: id of the product whose page is open.
        viewed: ids of products looked at in this visit.
        locale: as the page states it.
        is_anonymous: nobody is signed in and there is no id: nothing is remembered.
    """

    profile: ShopperProfile = ShopperProfile()
    memory: tuple[Statement, ...] = ()
    other_memory: tuple[Statement, ...] = ()
    cart: tuple[str, ...] = ()
    page: str | None = None
    viewed: tuple[str, ...] = ()
    locale: str | None = None
    is_anonymous: bool = False


class CaseTurn(_Part):
    """A message of the shopper's and what must come of it."""

    say: Annotated[str, Field(min_length=1, max_length=4_000)]
    expect: Expected = Expected()


class Case(_Part):
    """One conversation with what must come of it.

    Attributes:
        id: unique among all cases.
        topic: what it is about.
        twin: id of the case that is like it and must come out the other way, so that "always yes" passes neither.
        negative: which of the two it is: the one where the thing is not there, not asked for, not allowed.
        shop: which shop it is of.
        state: what is known before.
        plant: texts hidden in the shop.
        turns: what is said, in order.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    topic: Topic
    twin: str
    negative: bool = False
    shop: str = "outfitters"
    state: CaseState = CaseState()
    plant: tuple[Planting, ...] = ()
    turns: Annotated[tuple[CaseTurn, ...], Field(min_length=1, max_length=20)]

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: Any) -> Any:
        """`say` (one message or a list) with `expect` for the last of them, instead of `turns`."""
        if not isinstance(given, dict) or "say" not in given:
            return given
        if "turns" in given:
            raise ValueError("a case has either `say` or `turns`")
        rest = {name: value for name, value in given.items() if name not in ("say", "expect")}
        said = [given["say"]] if isinstance(given["say"], str) else list(given["say"])
        turns: list[dict[str, Any]] = [{"say": one} for one in said]
        if turns:
            turns[-1]["expect"] = given.get("expect", {})
        return rest | {"turns": turns}

    @field_validator("turns")
    @classmethod
    def _expects_something(cls, turns: tuple[CaseTurn, ...]) -> tuple[CaseTurn, ...]:
        if all(turn.expect == Expected() for turn in turns):
            raise ValueError("expects nothing of its own")
        return turns
