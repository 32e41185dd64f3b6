"""Who is asking: keys of the shop and tokens of conversations, read from headers; there are no cookies."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import SecretStr

from api.errors import KeyRequired
from api.settings import Settings
from assistant.conversation import Conversation

_WITHOUT_PK = "Send a public key: Authorization: Bearer pk_… (the server's SHOPKEEPER_PUBLIC_KEYS lists them)."
_NO_KEYS_SET = (
    "This server can be reached from other machines and has no public keys; set SHOPKEEPER_PUBLIC_KEYS, "
    "or let it listen on 127.0.0.1."
)
_WITHOUT_SK = (
    "Send a secret key: Authorization: Bearer sk_… (set SHOPKEEPER_SECRET_KEYS on the server; without it, nobody can)."
)


@dataclass(frozen=True, slots=True)
class Caller:
    """What a request's headers prove.

    Attributes:
        is_reader: may chat, search and read the catalog.
        is_secret: holds a secret key: may change the catalog and read any conversation.
        conversation_token: opens one conversation, if it is the right one.
        is_opted_out: asks that nothing known of the shopper is used or kept (`Sec-GPC: 1`).
        key: the fingerprint of the shop's key that came along; "" without one.
    """

    is_reader: bool
    is_secret: bool
    conversation_token: str | None = None
    is_opted_out: bool = False
    key: str = ""

    def may_open(self, conversation: Conversation, token: str | None = None) -> bool:
        """Whether the conversation is the caller's."""
        given = token or self.conversation_token
        return self.is_secret or (given is not None and hmac.compare_digest(sha256(given), conversation.token_hash))


class Keys:
    """The shop's keys, as digests; and the rule for servers that have none."""

    def __init__(self, settings: Settings) -> None:
        self._public = _digests(settings.public_keys)
        self._secret = _digests(settings.secret_keys)
        self._is_open = settings.is_loopback and not self._public

    def caller(self, authorization: str, conversation_token: str | None) -> Caller:
        """Who the headers `Authorization` and `X-Conversation-Token` speak for.

        Raises:
            KeyRequired: if a key is sent that is not one of the shop's.
        """
        bearer = _secret_in(authorization)
        is_secret = bearer.startswith("sk_") and self._check(bearer, self._secret)
        is_public = bearer.startswith("pk_") and self._check(bearer, self._public)
        token = conversation_token or (None if is_secret or is_public else bearer or None)
        key = sha256(bearer)[:16] if is_secret or is_public else ""
        return Caller(self._is_open or is_public or is_secret, is_secret, token, key=key)

    def check_reader(self, caller: Caller) -> None:
        """Let pass who may chat and search.

        Raises:
            KeyRequired: if the caller may not.
        """
        if not caller.is_reader:
            raise KeyRequired(_WITHOUT_PK if self._public else _NO_KEYS_SET)

    def check_secret(self, caller: Caller) -> None:
        """Let pass who holds a secret key.

        Raises:
            KeyRequired: if the caller does not.
        """
        if not caller.is_secret:
            raise KeyRequired(_WITHOUT_SK)

    @property
    def has_secret(self) -> bool:
        """Whether the shop has a secret key at all."""
        return bool(self._secret)

    def is_secret(self, key: str) -> bool:
        """Whether this is one of the shop's secret keys."""
        return _is_among(key, self._secret)

    def _check(self, key: str, known: frozenset[str]) -> bool:
        if not _is_among(key, known):
            raise KeyRequired("This key is not one of the shop's; check that it was copied whole.")
        return True


def _secret_in(authorization: str) -> str:
    """What stands behind `Bearer`, or for a user's name behind `Basic`, as Segment's clients send their write key."""
    scheme, _, given = authorization.partition(" ")
    match scheme.lower():
        case "bearer":
            return given.strip()
        case "basic":
            try:
                return base64.b64decode(given.strip(), validate=True).decode().partition(":")[0]
            except (binascii.Error, UnicodeDecodeError):
                return ""
    return ""


def sha256(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _is_among(key: str, known: frozenset[str]) -> bool:
    digest = sha256(key)
    return any(hmac.compare_digest(digest, one) for one in known)


def _digests(keys: Iterable[SecretStr]) -> frozenset[str]:
    return frozenset(sha256(key.get_secret_value()) for key in keys)
