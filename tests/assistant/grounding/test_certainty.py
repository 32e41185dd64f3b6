"""A sentence is held back where it is certainly untrue: what the facts may make passes, what nothing makes does not."""

from types import ModuleType

import pytest

from assistant.grounding.verifier import AnswerVerifier, Facts

#: `A` softshell £89 (was £119), 4.2 of 57, 420 g; `B` jacket £109, 3.9 of 132; drysack £18.50; delivery free over £50.
BOTH = "The Windline Commuter Softshell is warm. The Frostline Thermal Cycling Jacket is warmer.\n"
ONE = "The Windline Commuter Softshell is warm.\n"
SACK = "The Tarn 20 Litre Drysack is light.\n"
#: What was said before | what is true; then the same, untrue.
PAIRS = """
ONE | It is £89, or £92.95 with standard delivery.
  but not | It is £89, or £97.95 with standard delivery.
BOTH | So warmth is a £20 question.
  but not | So warmth is a £37 question.
BOTH | The first is £89 and the second £109, so exactly £198.
  but not | The first is £89 and the second £109, so exactly £189.
SACK | Three Tarn 20 Litre Drysacks: £55.50.
  but not | Three Tarn 20 Litre Drysacks: £65.50.
BOTH | £109 instead of £89 buys you warmth.
  but not | £107 instead of £83 buys you warmth.
BOTH | You carry 35 g more for it.
  but not | You carry 85 g more for it.
SACK | A pair of Drysacks would be £37 for 40 litres.
  but not | A pair of Drysacks would be £37 for 60 litres.
BOTH | Scores tell the same story: 4.2 from 57 versus 3.9 from 132.
  but not | Scores tell the same story: 4.2 from 57 versus 3.4 from 132.
BOTH | Rated 4.2 by 57 buyers, it beats the Frostline's 3.9 from 132.
  but not | Rated 4.7 by 57 buyers, it beats the Frostline's 3.9 from 132.
ONE | At £89 standard delivery is free.
  but not | At £18.50 standard delivery is free.
ONE | It is £89 instead of £119, so a quarter or about 25% off.
  but not | It is £89 instead of £119, so a third or about 33% off.
ONE | Somebody found that it stops the wind.
  but not | Somebody found the Borealis stops the wind.
ONE | Opinions differ on its cut.
  but not | Borealis is warmer in its cut.
ONE | Mind that it is not in Bottle.
  but not | Mind that it comes in Bottle.
ONE | One of two reviewers likes it.
  but not | One of two reviewers gives it 1.5 stars.
ONE | You get an e-mail as soon as it's on its way.
  but not | You get an e-mail, and it's on its way.
SACK | Two of them would be £37, and with shipping at £3.95 you'd pay £40.95.
  but not | Two of them would be £37, and with shipping at £4.95 you'd pay £41.95.
SACK | Zwei davon kosten 37 £, mit Versand also 40,95 £.
  but not | Zwei davon kosten 37 £, mit Versand also 43,95 £.
BOTH | The kettle boils in about 5 minutes, and returns take 30 days.
  but not | The kettle boils in about 7 minutes, and returns take 30 days.
BOTH | For the last few pounds there is nothing more.
  but not | These are the last few in the shop.
ONE | Der Windline-Überzieher kostet 89 £.
  but not | Der Windline-Ultra kostet 89 £.
ONE | With the Windline I'd take a base layer.
  but not | With the Windline Zephyr take a base layer.
BOTH | Sale goods can be returned within 14 days, reduced goods too.
  but not | All jackets are reduced and can be returned within 14 days.
ONE | The kettle is £34 rather than £89.
  but not | The kettle is £34 rather than £76.
ONE | One owner left his in the rain.
  but not | Only one jacket left.
ONE | That puts you over the £50 mark for free UK delivery.
  but not | That puts you over the £40 mark for free UK delivery.
ONE | Over eighty-nine days that works out at £1 a day.
  but not | Over eighty-nine days that works out at £3 a day.
BOTH | Juntas cuestan 198 £: 89 la primera y 109 la segunda.
  but not | Juntas cuestan 198 £: 83 la primera y 115 la segunda.
ONE | The average four-year-old would drown in it.
  but not | Buyers give it an average of four stars.
SACK | Two bags and a Windline come to £126.
  but not | Two bags and a Windline come to £121.
SACK | Er kostet 18,50 £, geliefert also 22,45 £.
  but not | Er kostet 18,50 £, geliefert also 27,45 £.
BOTH | Lo rebajado se puede devolver en 14 días.
  but not | Lo rebajado se puede devolver en 45 días.
"""


@pytest.fixture
def facts(small_shop: ModuleType) -> Facts:
    return Facts.gather(small_shop.PRODUCTS, small_shop.POLICIES, small_shop.REVIEWS, ("which is better?",))


def _corrections(facts: Facts, lead: str, text: str) -> list[str]:
    verifier = AnswerVerifier(facts)
    verifier.feed({"ONE": ONE, "BOTH": BOTH, "SACK": SACK}[lead])
    verifier.feed(text)
    verifier.finish()
    return [f"{c.kind}: {c.said} → {c.instead}" for c in verifier.corrections]


def _pairs() -> list[tuple[str, str, str]]:
    parts = [line.split(" | ") for line in PAIRS.strip().split("\n")]
    return [(lead, honest, lie) for (lead, honest), (_, lie) in zip(parts[::2], parts[1::2], strict=True)]


@pytest.mark.parametrize(("lead", "honest", "lie"), _pairs())
def test_what_may_come_of_the_facts_passes_and_what_nothing_makes_does_not(
    facts: Facts, lead: str, honest: str, lie: str
) -> None:
    assert _corrections(facts, lead, honest) == []
    assert _corrections(facts, lead, lie) != []


@pytest.mark.parametrize(
    "lie",
    [
        "The Windline Commuter Softshell is £109.",
        "At £109, the Windline Commuter Softshell is the better deal.",
        "The Windline Commuter Softshell and the Frostline Thermal Cycling Jacket cost £109 and £89 respectively.",
    ],
)
def test_an_amount_right_beside_a_name_must_be_its_price_though_it_is_anothers(facts: Facts, lie: str) -> None:
    assert _corrections(facts, "BOTH", lie) != []


def test_a_condition_before_a_sentence_glued_to_it_does_not_excuse_it(facts: Facts) -> None:
    assert _corrections(facts, "ONE", "If you want to more The Frostline Thermal Cycling Jacket is sold out.") != []


def test_a_quotation_may_leave_words_out_but_not_put_others_in(facts: Facts) -> None:
    text = next(r.text for known in facts.products.values() for r in known.reviews if len(r.text.split()) > 5)
    words = text.split()
    cut = f"{' '.join(words[:2])} [...] {' '.join(words[3:5])}"
    assert _corrections(facts, "BOTH", f'A buyer writes "{cut}".') == []
    assert _corrections(facts, "BOTH", f'A buyer writes "{cut} and a golden zip".') != []


@pytest.mark.parametrize(
    ("asked", "honest", "lie"),
    [
        ("I am 6'4", "At your height of 193 cm it is short.", "At your height of 183 cm it is short."),
        ("for 15 stone", "You weigh about 95 kg.", "You weigh about 75 kg."),
        ("a 40 mile ride", "That is 64 km.", "That is 84 km."),
    ],
)
def test_what_the_shopper_gives_in_feet_or_stone_may_be_told_in_metres(
    small_shop: ModuleType, asked: str, honest: str, lie: str
) -> None:
    facts = Facts.gather(small_shop.PRODUCTS, small_shop.POLICIES, small_shop.REVIEWS, (asked,))
    assert _corrections(facts, "ONE", honest) == []
    assert _corrections(facts, "ONE", lie) != []


def test_nothing_is_put_in_place_of_what_several_cost(facts: Facts) -> None:
    found = _corrections(facts, "SACK", "Four cups and the Tarn 20 Litre Drysack would be £97.")
    assert found == ["price: Four cups and the Tarn 20 Litre Drysack would be £97. → None"]
