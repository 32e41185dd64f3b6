"""Every suggestion of two hundred turns, understood and answered like any other message, leads somewhere."""

from collections import deque
from typing import Any

from assistant.template.suggestions import suggest

SEEDS = (
    "hello", "do you have tents?", "a warm jacket under 120", "boots", "rugs", "what does delivery cost?", "a mug",
    "something for the garden", "head torch", "gifts under 30", "sleeping bags", "surprise me",
)  # fmt: skip
N_TURNS = 200
_DEAD_ENDS = (
    "I couldn't find", "I found nothing", "That is all I have", "Which product", "Which one do you mean",
    "Just so that",
    "That doesn't seem to be one of the products", "Our documents don't", "I can't find that in", "That isn't covered",
    "I don't think we sell", "What shall I compare",
)  # fmt: skip


def leading(sample: Any, told: Any) -> tuple[str, ...]:
    """The suggestions as an answer sends them."""
    ahead = sample.briefing.foresight.after(told.brief, [card.product_id for card in told.cards])
    return suggest(told.brief, ahead.leads_somewhere)


def test_no_suggestion_leads_to_nothing(sample: Any) -> None:
    turns: deque[tuple[tuple[str, ...], str]] = deque(((), seed) for seed in SEEDS)
    dead: list[str] = []
    n_suggestions = 0
    while turns and n_suggestions < N_TURNS:
        before, message = turns.popleft()
        talk = sample.talk()
        for said in before:
            talk.say(said)
        told = talk.say(message)
        if before:
            n_suggestions += 1
            if told.text.startswith(_DEAD_ENDS) or not (told.cards or told.text):
                dead.append(f"{' / '.join(before)} / {message} → {told.text[:80]}")
        if len(before) < 2:
            turns.extend(((*before, message), text) for text in leading(sample, told))
    assert n_suggestions >= N_TURNS
    assert dead == []
