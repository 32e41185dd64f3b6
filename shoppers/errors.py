"""What can go wrong with what is kept of shoppers.

ShopperError
├── ConsentRequired   the shopper did not agree to being remembered
└── EntryUnknown      nothing with this id is remembered of the shopper
"""


class ShopperError(Exception):
    """The root of this package's errors."""


class ConsentRequired(ShopperError):
    """The shopper did not agree to being remembered."""


class EntryUnknown(ShopperError):
    """Nothing with this id is remembered of the shopper; the message names it."""
