"""Reads a shopper's profile from a JSON file."""

from pathlib import Path

from pydantic import ValidationError

from cli.errors import InputRefused
from shoppers.profile import ShopperProfile


def read_profile(file: Path | None) -> ShopperProfile:
    """The profile in `file`; an empty one without a file.

    Raises:
        InputRefused: if it is not JSON, or not a profile.
    """
    if file is None:
        return ShopperProfile()
    try:
        return ShopperProfile.model_validate_json(file.read_bytes())
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"]))
        raise InputRefused(
            f"{file} is not a shopper's profile: {where}{': ' if where else ''}{fault['msg']}."
        ) from error
