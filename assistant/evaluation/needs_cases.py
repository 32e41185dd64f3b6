"""Cases of understanding alone: what a shopper says, and what must come out. JSONL, one case a line."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.need import Kind, Sort


class CasesRefused(ValueError):
    """A file of cases that cannot be used; the message names the line."""


class ExpectedNeed(BaseModel):
    """What must come out; only fields that the case names count. A null means that nothing may be understood there.

    Attributes:
        price_min: minor units, as the shopper stated it; so are `price_max` and `price_about`.
        exclude: these and no others, in any case and number; so are `brands` and `forget`.
        text_has: words to be searched for.
        text_lacks: words, or phrases, that must not be searched for.
        cheaper_than_ref: something cheaper than what was shown or pointed at.
        parts: of several wishes, one word each must be searched with, in the order named; empty for a single wish.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    price_min: int | None = None
    price_max: int | None = None
    price_about: int | None = None
    exclude: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    in_stock: bool = False
    rating_min: float | None = None
    sort: Sort | None = None
    kind: Kind = "find"
    text_has: tuple[str, ...] = ()
    text_lacks: tuple[str, ...] = ()
    cheaper_than_ref: bool = False
    more: bool = False
    parts: tuple[str, ...] = ()
    together_max: int | None = None
    superlative: str | None = None
    asks_presence: bool = False
    recipient: str | None = None
    occasion: str | None = None
    language: str = "en"
    stated: tuple[str, ...] = ()
    forget: tuple[str, ...] = ()
    asks_memory: bool = False


Turns = Annotated[tuple[str, ...], BeforeValidator(lambda say: [say] if isinstance(say, str) else say)]


class NeedCase(BaseModel):
    """One case.

    Attributes:
        id: names it.
        say: the shopper's turns; the last one is judged.
        after_products: how many products the latest cards showed when the last turn was said.
        refs: places among those, from 0, of the products the last turn must point at; empty leaves that open.
        expect: what must come out.
        note: for the reader of the file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str | int
    say: Annotated[Turns, Field(min_length=1)]
    after_products: int = Field(default=0, ge=0, le=100)
    refs: tuple[int, ...] = ()
    expect: ExpectedNeed
    note: str = ""


def read_cases(path: Path) -> list[NeedCase]:
    """The cases of a file, in its order; blank lines are skipped.

    Raises:
        CasesRefused: if a line is no case, an id is there twice, or there is no case at all.
    """
    cases = list(_cases(path.read_text(encoding="utf-8-sig").splitlines()))
    if not cases:
        raise CasesRefused(f"There are no cases in {path}.")
    return cases


def _cases(lines: Iterable[str]) -> Iterator[NeedCase]:
    lines_by_id: dict[str | int, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = NeedCase.model_validate_json(line)
        except ValidationError as error:
            raise CasesRefused(f"Line {number}: {_first_problem(error)}.") from error
        if case.id in lines_by_id:
            raise CasesRefused(f"Line {number}: the id {case.id!r} is that of line {lines_by_id[case.id]}.")
        outside = [place for place in case.refs if not 0 <= place < case.after_products]
        if outside:
            raise CasesRefused(f"Line {number}: refs has {outside[0]}, but after_products is {case.after_products}.")
        lines_by_id[case.id] = number
        yield case


def _first_problem(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in problem["loc"])
    return f"{where}: {problem['msg']}" if where else problem["msg"]
