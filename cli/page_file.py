"""A page on disk: whole, or as it was."""

from pathlib import Path


def write_page(file: Path, page: str) -> None:
    """Write it; its folder is made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.draft")
    draft.write_text(page, encoding="utf-8")
    draft.replace(file)
