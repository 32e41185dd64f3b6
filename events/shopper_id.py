"""The one id under which the log keeps a shopper."""

_ANONYMOUS = "anonymous:"
#: For SQL's LIKE.
ANONYMOUS_PATTERN = f"{_ANONYMOUS}%"


def shopper_id_of(user_id: str | None, anonymous_id: str | None) -> str | None:
    """The id of a shopper: the shop's own for who is signed in, else a marked one of the browser; None for neither.

    The mark keeps the two apart: a browser chooses its anonymous id freely, and must not be able to choose that of a
    signed-in shopper and read or spoil their history.
    """
    if user_id:
        return user_id
    return f"{_ANONYMOUS}{anonymous_id}" if anonymous_id else None


def ids_of(shopper_id: str | None) -> tuple[str | None, str | None]:
    """The user id and the anonymous id that `shopper_id_of` makes this one of."""
    if shopper_id is None or not is_anonymous(shopper_id):
        return shopper_id, None
    return None, shopper_id.removeprefix(_ANONYMOUS)


def is_anonymous(shopper_id: str) -> bool:
    """Whether the id is that of a browser, not of a signed-in shopper."""
    return shopper_id.startswith(_ANONYMOUS)


def anonymous_id_of(shopper_id: str) -> str | None:
    """The browser's own id in a shopper's; None for a signed-in shopper's."""
    return shopper_id.removeprefix(_ANONYMOUS) if is_anonymous(shopper_id) else None
