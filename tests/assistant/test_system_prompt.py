import pytest

from assistant.grounding.prompt_leak import PromptLeak
from assistant.system_prompt import PROMPT_VARIANTS, SYSTEM_PROMPT, system_prompt


def test_a_variant_is_told_after_everything_else() -> None:
    assert system_prompt() == system_prompt("gone") == SYSTEM_PROMPT
    assert PROMPT_VARIANTS
    for name, addition in PROMPT_VARIANTS.items():
        assert system_prompt(name) == f"{SYSTEM_PROMPT}\n{addition}"


@pytest.mark.parametrize("name", PROMPT_VARIANTS)
def test_reciting_a_variant_is_noticed_as_reciting_the_prompt_is(name: str) -> None:
    assert PromptLeak().recites(PROMPT_VARIANTS[name])
    assert not PromptLeak().recites("The Windline keeps the rain out and packs down small.")


@pytest.mark.parametrize("name", PROMPT_VARIANTS)
def test_a_variant_is_short(name: str) -> None:
    assert len(PROMPT_VARIANTS[name]) < 200 * 4  # a token is some four characters of English
