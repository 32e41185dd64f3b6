"""One thing a shopper said of themselves: a liking, a dislike, a size, a budget, somebody they buy for."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from catalog.money import Money

StatementKind = Literal["preference", "dislike", "size", "budget", "recipient"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]


class Statement(BaseModel):
    """A statement as the assistant understood it; deterministic words, never a sentence.

    Attributes:
        kind: what is stated.
        name: of a size, what it is a size of ("shoe"); of a recipient, who ("dad"); empty otherwise.
        value: the words: "merino", "wool socks", "EU 42", "loves cycling"; empty for a budget.
        limit: of a budget, the most to be spent on one product.
    """

    model_config = ConfigDict(frozen=True)

    kind: StatementKind
    name: Words = ""
    value: Words = ""
    limit: Money | None = None
