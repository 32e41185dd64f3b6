"""A policy: how a shopper is served, as far as it differs from how everybody is."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

#: `search`: as the search found it, moved by nothing that is known of the shopper. `blend`: the models' blend, without
#: LambdaRank. `lambdarank`: LambdaRank has the last word, where it is trained.
Ranking = Literal["search", "blend", "lambdarank"]


class Policy(BaseModel):
    """What a variant changes; a setting that is None stays the shop's own.

    Attributes:
        ranking: what orders the products.
        exploration: share of the lists with one place for a product that is not sure to be the best.
        prompt: name of a prompt variant; without effect where no language model writes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    ranking: Ranking | None = None
    exploration: float | None = Field(default=None, ge=0, le=1)
    prompt: str | None = Field(default=None, pattern=r"^[a-z0-9_-]{1,60}$")

    @property
    def touched(self) -> frozenset[str]:
        """Names of the settings that it changes."""
        return frozenset(name for name, value in self if value is not None)

    def over(self, other: "Policy") -> "Policy":
        """This policy's settings, the other's where this one has none."""
        return other.model_copy(update={name: value for name, value in self if value is not None})
