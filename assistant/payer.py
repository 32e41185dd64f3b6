"""On whose account the model is asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Payer:
    """Names for the ledger alone; "" is nobody's account.

    Attributes:
        session: the conversation.
        key: the API key that the message came with, by its fingerprint.
    """

    session: str = ""
    key: str = ""
