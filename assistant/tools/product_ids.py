"""Ids of products in a tool's arguments."""

from typing import Annotated

from pydantic import Field

ProductIdArgument = Annotated[str, Field(min_length=1, max_length=200, description="A product_id you were given.")]
ComparedIds = Annotated[list[ProductIdArgument], Field(min_length=2, max_length=4)]
