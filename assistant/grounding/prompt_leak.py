"""Notices when an answer recites the instructions it was given."""

import re
from functools import cache

from assistant.grounding.words import words_in
from assistant.system_prompt import PROMPT_VARIANTS, SYSTEM_PROMPT

#: As many words in a row as no answer shares with the prompt by chance.
N_WORDS = 7
_TAG = re.compile(r"<[^>\n]*>")


class PromptLeak:
    """Reads the sentences of one answer in order, so that a recital in short lines is noticed too."""

    def __init__(self) -> None:
        self._last_words: tuple[str, ...] = ()

    def recites(self, text: str) -> bool:
        """Whether this sentence goes on with, or holds, a run of the prompt's words."""
        words = (*self._last_words, *words_in(text))
        self._last_words = words[1 - N_WORDS :]
        runs = _runs_of_prompt()
        return any(words[i : i + N_WORDS] in runs for i in range(len(words) - N_WORDS + 1))


@cache
def _runs_of_prompt() -> frozenset[tuple[str, ...]]:
    """Of the prompt as it stands, and as it reads when its tags are stripped as mark-up."""
    prompt = "\n".join((SYSTEM_PROMPT, *PROMPT_VARIANTS.values()))
    return frozenset(
        tuple(words[i : i + N_WORDS])
        for words in (words_in(prompt), words_in(_TAG.sub(" ", prompt)))
        for i in range(len(words) - N_WORDS + 1)
    )
