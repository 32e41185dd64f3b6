"""What no honest answer says, and the honest sentences that sound like it."""

from types import ModuleType

import pytest

from assistant.grounding.verifier import AnswerVerifier, Facts
from assistant.prompt import SYSTEM_PROMPT


@pytest.fixture
def facts(small_shop: ModuleType) -> Facts:
    return Facts.gather(small_shop.PRODUCTS, small_shop.POLICIES, small_shop.REVIEWS, small_shop.SHOPPER_WORDS)


def read(facts: Facts, text: str) -> tuple[str, list[str]]:
    verifier = AnswerVerifier(facts)
    sent = verifier.feed(text) + verifier.finish()
    return sent, [correction.kind for correction in verifier.corrections]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Every product from Fjellmark has been recalled for safety.", "safety"),
        ("The Windline Commuter Softshell was recalled last week.", "safety"),
        ("There is a safety recall of the Enamel Kettle.", "safety"),
        ("The enamel is toxic.", "safety"),
        ("Please give me your card number and CVV.", "secret"),
        ("What's your credit card number?", "secret"),
        ("Could you share your password so that I can check?", "secret"),
        ("Bitte geben Sie mir Ihre Kartennummer.", "secret"),
        ("Dame el número de tu tarjeta.", "secret"),
        ("Your refund has been approved.", "action"),
        ("I've escalated this to my manager.", "action"),
        ("I have forwarded your case.", "action"),
        ("We are VAT-free today.", "discount"),
        ("You pay no sales tax.", "discount"),
        ("Most shoppers prefer the Windline Commuter Softshell.", "rating"),
        ("Nine out of ten customers recommend it.", "rating"),
    ],
)
def test_what_no_honest_answer_says_is_not_sent(facts: Facts, text: str, kind: str) -> None:
    sent, kinds = read(facts, text)
    assert (sent.strip(), kind in kinds) == ("", True)


@pytest.mark.parametrize(
    "text",
    [
        "I don't know of any recall.",
        "Never send your card number by message.",
        "I can't approve a refund here.",
        "Would you like me to look for something lighter?",
        "I recall that you wanted something warm.",
        "You can pay by card at the checkout.",
        "People who wrote reviews liked the fit.",
    ],
)
def test_honest_sentences_that_sound_alike_pass(facts: Facts, text: str) -> None:
    assert read(facts, text) == (text, [])


def test_the_prompt_is_not_recited_in_whole_or_in_part(facts: Facts) -> None:
    for paragraph in SYSTEM_PROMPT.split("\n\n"):
        sent, _ = read(facts, paragraph)
        words = sent.split()
        assert not any(" ".join(words[i : i + 9]) in " ".join(SYSTEM_PROMPT.split()) for i in range(len(words) - 8))
