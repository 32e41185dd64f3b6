"""Who may see the console: whoever sends a secret key of the shop as the password of HTTP Basic.

A browser asks its user for it and sends it along from then on, to the console's own paths alone; no cookie is needed.
"""

import asyncio
import base64
import binascii

from api.access import Keys
from api.console.errors import ConsoleOff, StaffKeyRequired, TooManyGuesses

#: One wrong key is looked at in so long, whoever sends it; a right one at once.
GUESS_SECONDS = 1.0
#: Wrong keys that wait to be refused; of more, nobody waits.
MAX_WAITING = 20
_OFF = (
    "The console is off, since this shop has no secret key. Set SHOPKEEPER_SECRET_KEYS on the server (sk_ and at least "
    "16 characters after it) and start it again."
)


class StaffGuard:
    """Lets staff in.

    Args:
        keys: of the shop.
        guess_seconds: how long a wrong key takes to be refused.
    """

    def __init__(self, keys: Keys, guess_seconds: float = GUESS_SECONDS) -> None:
        self._keys, self._guess_seconds = keys, guess_seconds
        self._one_at_a_time = asyncio.Lock()
        self._n_waiting = 0

    async def check(self, authorization: str) -> None:
        """Let pass who may see the console.

        Raises:
            ConsoleOff: if the shop has no secret key.
            StaffKeyRequired: if none came along, or a wrong one.
            TooManyGuesses: if too many wrong ones wait already.
        """
        if not self._keys.has_secret:
            raise ConsoleOff(_OFF)
        key = password_in(authorization)
        if not key:
            raise StaffKeyRequired("Give one of the shop's secret keys (sk_…) as the password; any user name will do.")
        if not self._keys.is_secret(key):
            await self._slow_down()
            raise StaffKeyRequired("This is not one of the shop's secret keys; check that it was copied whole.")

    async def _slow_down(self) -> None:
        if self._n_waiting >= MAX_WAITING:
            raise TooManyGuesses("Too many wrong keys were sent; try again in a minute.")
        self._n_waiting += 1
        try:
            async with self._one_at_a_time:
                await asyncio.sleep(self._guess_seconds)
        finally:
            self._n_waiting -= 1


def password_in(authorization: str) -> str:
    """The password of `Basic`; empty without one.

    The API takes the user name for the key, as Segment's clients send it. Here it must not be: what a browser sends by
    itself would then open the API as well.
    """
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(given.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
