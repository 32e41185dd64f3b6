"""Shoppers' ids as training sees them: a keyed hash, so that no model or file of training data names a person."""

import os
import secrets
import tempfile
from hashlib import blake2b
from pathlib import Path

from events.errors import PseudonymKeyInvalid

KEY_FILE = "pseudonym.key"
KEY_BYTES = 32
_DIGEST_BYTES = 16


class Pseudonyms:
    """Shopper's id → key, the same for the same secret; without the secret nobody can tell which key is whose.

    Raises:
        PseudonymKeyInvalid: if the secret is too short to keep one, or longer than BLAKE2b takes.
    """

    def __init__(self, secret: bytes) -> None:
        if not 16 <= len(secret) <= 64:
            raise PseudonymKeyInvalid(f"a secret for pseudonyms has 16 to 64 bytes; this one has {len(secret)}")
        self._secret = secret

    @classmethod
    def of_home(cls, folder: str | Path) -> "Pseudonyms":
        """Those of a shop's data folder, whose secret is made on the first call; two processes at once agree on it.

        Raises:
            PseudonymKeyInvalid: if the file holds no secret of the right length.
        """
        file = Path(folder) / KEY_FILE
        if not file.exists():
            _write_once(file, secrets.token_bytes(KEY_BYTES).hex())
        return cls(_read(file))

    def key(self, shopper_id: str) -> str:
        """The shopper's key: 32 hexadecimal digits."""
        return blake2b(shopper_id.encode(), digest_size=_DIGEST_BYTES, key=self._secret).hexdigest()


def _read(file: Path) -> bytes:
    text = file.read_text(encoding="ascii", errors="replace").strip()
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise PseudonymKeyInvalid(
            f"{file} holds no secret of {KEY_BYTES} bytes in hexadecimal digits; restore it from a backup, or "
            "delete it and train every model again: shoppers get new keys then"
        )
    return secret


def _write_once(file: Path, text: str) -> None:
    """Write the file whole, readable to its owner alone, unless another process was quicker."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")  # mode 0600
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(text + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(draft, file)  # fails where the file is there already, unlike a rename
        except FileExistsError:
            return
    finally:
        draft.unlink()
