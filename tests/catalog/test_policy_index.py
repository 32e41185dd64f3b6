import pytest

from catalog.policy import PolicySection
from catalog.policy_index import PolicyIndex


def section(source_id: str, title: str, text: str) -> PolicySection:
    return PolicySection(source_id=source_id, document=source_id.split("#")[0], title=title, text=text)


INDEX = PolicyIndex(
    [
        section("returns", "Returns", "You may send things back within 60 days of delivery, unworn."),
        section("returns#refunds", "Returns — Refunds", "We refund to your card within 5 working days."),
        section("shipping", "Delivery", "We send orders from our warehouse. Standard costs £3.95."),
        section("shipping#europe", "Delivery — Europe", "Parcels to the European Union take 5 to 8 days."),
        section("warranty", "Warranty", "Faults in material and making are covered for two years."),
        section("faq#pay", "Questions — How can I pay?", "Visa, PayPal and our gift cards."),
        section("privacy", "Privacy", "We keep your order and your e-mail address."),
    ]
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How long do I have to return shoes?", "returns"),
        ("can I send it back", "returns"),
        ("when do I get my money back", "returns#refunds"),
        ("is there a guarantee", "warranty"),
        ("it arrived faulty, what now", "warranty"),
        ("postage to europe", "shipping#europe"),
        ("how much is delivery", "shipping"),
        ("waranty", "warranty"),
        ("which cards do you take", "faq#pay"),
    ],
)
def test_the_section_that_answers_comes_first(question, answer):
    assert INDEX.find(question, 3)[0].source_id == answer


@pytest.mark.parametrize("question", ["", "what is the", "xylophone", "\x00", "¿?"])
def test_a_question_about_nothing_finds_nothing(question):
    assert INDEX.find(question, 3) == ()


def test_an_empty_index_finds_nothing():
    assert PolicyIndex([]).find("returns", 3) == ()
