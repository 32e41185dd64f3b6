"""The accounts that a language model is used on: the shop's, a key's, a conversation's."""

import hashlib
from dataclasses import dataclass
from typing import Literal, Self

from assistant.payer import Payer

Scope = Literal["shop", "key", "session"]


@dataclass(frozen=True, slots=True)
class Account:
    """`name` is a hash, so that a ledger names no conversation and no key; the shop's is empty."""

    scope: Scope
    name: str = ""

    @classmethod
    def of(cls, payer: Payer) -> tuple[Self, ...]:
        """Every account that a call of this payer counts for."""
        named: tuple[tuple[Scope, str], ...] = (("key", payer.key), ("session", payer.session))
        return (cls("shop"), *(cls(scope, _hash(name)) for scope, name in named if name))


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:32]
