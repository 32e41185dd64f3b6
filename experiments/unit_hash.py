"""Where a unit falls: a salted hash, the same in every process, on every machine, at any time.

What randomizing by hash asks of the hash is that units are spread evenly and that two salts know nothing of each other
(Kohavi, Tang, Xu 2020, ch. 14). BLAKE2b, keyed with the salt, does both.
"""

from hashlib import blake2b

_RESOLUTION = float(2**53)


def unit_share(salt: str, unit: str) -> float:
    """A number in [0, 1) that belongs to the unit under this salt; different salts give independent numbers."""
    digest = blake2b(unit.encode("utf-8", "surrogatepass"), digest_size=8, key=_key(salt)).digest()
    return (int.from_bytes(digest, "big") >> 11) / _RESOLUTION


def _key(salt: str) -> bytes:
    """A salt as BLAKE2b's key, whatever its length."""
    encoded = salt.encode()
    return encoded if len(encoded) <= 64 else blake2b(encoded, digest_size=64).digest()
