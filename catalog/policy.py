"""The shop's own documents: shipping, returns, warranty, privacy, FAQ."""

from pydantic import BaseModel, ConfigDict


class PolicySection(BaseModel):
    """A citable piece of a document: one heading and the text beneath it."""

    model_config = ConfigDict(frozen=True)

    source_id: str  # "returns#sale-items"
    document: str  # "returns"
    title: str  # "Returns — Sale items"
    text: str
    url: str | None = None
