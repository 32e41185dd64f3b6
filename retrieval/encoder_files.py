"""The exported encoder on disk: one folder per model, written once, verified when opened."""

import hashlib
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from retrieval.config import PACKAGED_MODEL
from retrieval.errors import EncoderError, EncoderFilesBroken

#: Part of the key: raise it when the export changes what vectors come out.
EXPORT_VERSION = "q8-1"
MANIFEST = "manifest.json"
#: Loading torch and exporting takes ten seconds on two cores; a slow disk may need many times that.
EXPORT_TIMEOUT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class EncoderManifest:
    """What an exported encoder is, and the SHA-256 by which its files are known."""

    key: str
    model: str
    dimensions: int
    max_tokens: int
    checksums: dict[str, str]


@dataclass(frozen=True, slots=True)
class EncoderFiles:
    """A verified folder with `model.onnx`, its large weights and `tokenizer.json`."""

    folder: Path
    manifest: EncoderManifest

    @property
    def key(self) -> str:
        """Names model and precision."""
        return self.manifest.key

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.manifest.dimensions

    @property
    def max_tokens(self) -> int:
        """Tokens of a text beyond this are not read."""
        return self.manifest.max_tokens

    @property
    def model(self) -> Path:
        """The network."""
        return self.folder / "model.onnx"

    @property
    def tokenizer(self) -> Path:
        """The tokenizer."""
        return self.folder / "tokenizer.json"


def encoder_key(model: str) -> str:
    """The folder name of a model: readable, and different for different paths of one name."""
    name = "".join(c if c.isalnum() or c in "-." else "-" for c in Path(model).name)[:60].strip("-.") or "model"
    suffix = "" if model == PACKAGED_MODEL else "-" + hashlib.sha256(model.encode()).hexdigest()[:8]
    return f"{name}{suffix}-{EXPORT_VERSION}"


def exported_encoder(home: Path, model: str = PACKAGED_MODEL) -> EncoderFiles:
    """The exported files of `model`, exported first if they are missing or altered."""
    folder = home / "encoder" / encoder_key(model)
    try:
        return read_encoder_files(folder)
    except EncoderFilesBroken:
        _export_in_own_process(home, model)
        return read_encoder_files(folder)


def read_encoder_files(folder: Path) -> EncoderFiles:
    """Open a folder and check every file against its manifest.

    Raises:
        EncoderFilesBroken: if a file is missing or is not what was written.
    """
    try:
        manifest = EncoderManifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        actual = {name: file_sha256(folder / name) for name in manifest.checksums}
    except (OSError, ValueError, TypeError) as error:
        raise EncoderFilesBroken(f"The exported encoder in {folder} cannot be read ({error}); remove it.") from error
    for name, expected in manifest.checksums.items():
        if actual[name] != expected:
            raise EncoderFilesBroken(
                f"{folder / name} was altered: SHA-256 expected {expected}, actual {actual[name]}; remove {folder}."
            )
    return EncoderFiles(folder, manifest)


def write_manifest(folder: Path, model: str, dimensions: int, max_tokens: int) -> None:
    """Describe the files of a freshly exported folder."""
    files = sorted(path for path in folder.iterdir() if path.name != MANIFEST)
    checksums = {path.name: file_sha256(path) for path in files}
    manifest = EncoderManifest(encoder_key(model), model, dimensions, max_tokens, checksums)
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _export_in_own_process(home: Path, model: str) -> None:
    """The export needs torch (750 MB resident); in its own process none of it stays in the server."""
    command = [sys.executable, "-m", "retrieval.encoder_export", "--home", str(home), "--model", model]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=EXPORT_TIMEOUT_SECONDS, check=False)  # noqa: S603  (our own interpreter and module)
    except subprocess.TimeoutExpired as error:
        raise EncoderError(f"Exporting {model!r} took longer than {EXPORT_TIMEOUT_SECONDS} s; try again.") from error
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no message"]
        raise EncoderError(f"The encoder {model!r} could not be exported: {lines[-1]}")
