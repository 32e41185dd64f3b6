"""What the model is told once: the system prompt, and variants of it that are tried on some shoppers."""

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

_VARIANT = "variant_"

SYSTEM_PROMPT = (files("assistant.prompts") / "system.md").read_text(encoding="utf-8")
#: Name → what a variant says beyond the system prompt, last, so that it has the last word.
PROMPT_VARIANTS: Mapping[str, str] = MappingProxyType(
    {
        file.name.removeprefix(_VARIANT).removesuffix(".md"): file.read_text(encoding="utf-8")
        for file in files("assistant.prompts").iterdir()
        if file.name.startswith(_VARIANT) and file.name.endswith(".md")
    }
)


def system_prompt(variant: str | None = None) -> str:
    """The system prompt of a variant; the shop's own for None, and for a variant that is not there any more."""
    addition = PROMPT_VARIANTS.get(variant or "")
    return f"{SYSTEM_PROMPT}\n{addition}" if addition else SYSTEM_PROMPT
