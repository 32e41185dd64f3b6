"""Figures that come of two products or more: each honest reading passes, and its lying twin is held back."""

from types import ModuleType

import pytest

from assistant.grounding.verifier import AnswerVerifier, Facts

#: What the answer has spoken of before: `A` softshell £89 (was £119), 4.2 of 57, 420 g; `B` jacket £109, 3.9 of 132.
BOTH = "The Windline Commuter Softshell is warm. The Frostline Thermal Cycling Jacket is warmer.\n"
ONE = "The Windline Commuter Softshell is warm.\n"
SACK = "The Tarn 20 Litre Drysack is light.\n"
#: What was said before | what is true; then the same, untrue.
PAIRS = """
BOTH | They are close on ratings, 4.2 and 3.9.
  but not | They are close on ratings, 4.2 and 3.5.
BOTH | The Windline has the better rating, 4.2 against 3.9.
  but not | The Windline has the better rating, 3.9 against 4.2.
BOTH | The Windline leads with 4.2 to 3.9.
  but not | The Windline leads with 4.2 to 3.1.
BOTH | It is rated 3.9, against 4.2 for the Windline.
  but not | It is rated 3.9, against 4.5 for the Windline.
BOTH | The softshell has 4.2 and the jacket 3.9.
  but not | The softshell has 3.9 and the jacket 4.2.
BOTH | By rating it's the Windline at 4.2.
  but not | By rating it's the Windline at 4.7.
BOTH | The Windline is better rated, with 4.2 against 3.9, and £20 cheaper.
  but not | The Windline is better rated, with 4.2 against 3.9, and £25 cheaper.
BOTH | The Windline has more stars, 4.2 versus 3.9.
  but not | The Windline has more stars, 4.2 versus 4.0.
BOTH | Both have decent ratings, 4.2 for the Windline and 3.9 for the Frostline.
  but not | Both have decent ratings, 3.9 for the Windline and 4.2 for the Frostline.
BOTH | The Frostline has far more ratings behind it, 132 compared with 57.
  but not | The Frostline has far more ratings behind it, 232 compared with 57.
ONE | 57 customers rate it 4.2.
  but not | 57 customers rate it 4.6.
ONE | Its rating is a little higher, at 4.2.
  but not | Its rating is a little higher, at 4.4.
ONE | It only reaches 4.2, though.
  but not | It only reaches 4.4, though.
ONE | Of the two reviews, one gives five stars and one gives two.
  but not | Of the two reviews, two give five stars and one gives two.
SACK | It averages 4.8 from 311 ratings.
  but not | It averages 4.1 from 311 ratings.
BOTH | Together they come to £198.
  but not | Together they come to £189.
BOTH | Together that makes £198.
  but not | Together that makes £178.
BOTH | Both together are £198.
  but not | Both together are £169.
BOTH | You'd pay £198 for the two.
  but not | You'd pay £189 for the two.
BOTH | The Windline and the Frostline would be £198 in all.
  but not | The Windline and the Frostline would be £168 in all.
BOTH | The softshell and jacket together would be £198.
  but not | The softshell and jacket together would be £188.
BOTH | Add the Tarn 20 Litre Drysack at £18.50 and you'd have three things for £216.50.
  but not | Add the Tarn 20 Litre Drysack at £18.50 and you'd have three things for £206.50.
BOTH | The softshell is heavier by 35 g.
  but not | The softshell is heavier by 45 g.
ONE | The Windline scores 4.2 from 57 ratings and the Frostline 3.9 from 132.
  but not | The Windline scores 4.2 from 57 ratings and the Frostline 3.9 from 57.
BOTH | Both are liked, the Windline from 57 ratings and the Frostline from 132.
  but not | Both are liked, the Windline from 57 ratings and the Frostline from 157.
BOTH | The Windline leads with 4.2 from 57 ratings to 3.9 from 132.
  but not | The Windline leads with 4.2 from 57 ratings to 3.9 from 57.
BOTH | Both are rated, although the Frostline has 132 ratings behind it and the Windline 57.
  but not | Both are rated, although the Frostline has 132 ratings behind it and the Windline 75.
ONE | Add the Tarn 20 Litre Drysack for £18.50 and you get to £107.50.
  but not | Add the Tarn 20 Litre Drysack for £18.50 and you get to £97.50.
ONE | Add the Tarn 20 Litre Drysack at £18.50 and you'd pay £107.50 for the two.
  but not | Add the Tarn 20 Litre Drysack at £18.50 and you'd pay £117.50 for the two.
ONE | With the Fell Merino Base Layer for £55 underneath, it's £144 in all.
  but not | With the Fell Merino Base Layer for £55 underneath, it's £154 in all.
SACK | It's sold singly, so a pair would cost £37.
  but not | It's sold singly, so a pair would cost £36.
SACK | It is £18.50, so six cost £111.
  but not | It is £18.50, so six cost £101.
SACK | Two Tarn 20 Litre Drysacks would be £37.
  but not | Two Tarn 20 Litre Drysacks would be £47.
SACK | Shared by two, that's £9.25 each.
  but not | Shared by two, that's £9.50 each.
ONE | It is £89, which is £20 less than the Frostline.
  but not | It is £89, which is £10 less than the Frostline.
ONE | It is £89, £20 below the Frostline.
  but not | It is £89, £20 above the Frostline.
BOTH | It's £109, so £20 above the Windline.
  but not | It's £109, so £20 below the Windline.
BOTH | The difference in price is £20.
  but not | The difference in price is £30.
BOTH | The Frostline costs £20 more.
  but not | The Frostline costs £20 less.
BOTH | For £20 less, the Windline does the job.
  but not | For £20 more, the Windline does the job.
BOTH | The Windline costs less, £89 compared with £109.
  but not | The Windline costs less, £89 compared with £99.
BOTH | The Frostline is 35 g lighter than the Windline.
  but not | The Frostline is 55 g lighter than the Windline.
BOTH | The pair weighs just over 800 g.
  but not | The pair weighs just over 900 g.
ONE | At £18.50 the Tarn 20 Litre Drysack is less than half the price.
  but not | At £109 the Frostline is less than half the price.
ONE | It has come down to £89 from £119.
  but not | It has come down to £89 from £139.
ONE | It is down to £89 from £119.
  but not | It is down to £89 from £109.
ONE | It is £89 after a £30 reduction.
  but not | It is £89 after a £35 reduction.
ONE | It is £89 instead of 119.
  but not | It is £89 instead of 129.
ONE | It costs about £90.
  but not | It costs about £80.
ONE | You'd pay just under £90.
  but not | You'd pay just under £80.
SACK | It weighs just under 100 g.
  but not | It weighs just under 80 g.
NONE | Standard delivery costs £3.95 and takes 3 to 5 working days.
  but not | Standard delivery costs £2.95 and takes 3 to 5 working days.
NONE | Sale goods can come back for 14 days.
  but not | Sale goods can come back for 40 days.
MERINO | It is 100% merino, and £34 cheaper than the Windline.
  but not | It is 80% merino, and £34 cheaper than the Windline.
"""
ABROAD = """
de ONE | Er kostet 89 statt 119 £.
  but not | Er kostet 89 statt 139 £.
de ONE | Er ist von 119 auf 89 £ gesenkt.
  but not | Er ist von 149 auf 89 £ gesenkt.
de BOTH | Beide zusammen kosten 198 £.
  but not | Beide zusammen kosten 188 £.
de BOTH | Die beiden trennen 20 £.
  but not | Die beiden trennen 30 £.
de BOTH | Der Frostline ist um 20 £ teurer.
  but not | Der Frostline ist um 30 £ teurer.
de BOTH | Der Windline kostet 20 £ weniger.
  but not | Der Windline kostet 20 £ mehr.
de BOTH | Der Windline liegt mit 4,2 vor dem Frostline mit 3,9.
  but not | Der Windline liegt mit 4,2 vor dem Frostline mit 3,2.
de ONE | 57 Kundinnen und Kunden geben im Schnitt 4,2 von 5 Sternen.
  but not | 57 Kundinnen und Kunden geben im Schnitt 4,8 von 5 Sternen.
de NONE | Welche Temperaturen erwarten Sie?
  but not | Nehmen Sie lieber die Zephyr Temperatura.
de ONE | Der Windline-Softshell für 89 £ passt zu Ihrer Frage.
  but not | Der Windline-Softshell für 79 £ passt zu Ihrer Frage.
es ONE | Cuesta 89 libras en lugar de 119.
  but not | Cuesta 89 libras en lugar de 139.
es ONE | Cuesta 89 libras y abriga bien.
  but not | Cuesta 79 libras y abriga bien.
es ONE | Tiene una nota media de 4,2.
  but not | Tiene una nota media de 4,8.
es BOTH | La Windline tiene mejor nota, 4,2 frente a 3,9.
  but not | La Windline tiene mejor nota, 3,9 frente a 4,2.
es BOTH | La Frostline cuesta 20 libras más.
  but not | La Frostline cuesta 30 libras más.
es BOTH | Las dos juntas cuestan 198 libras.
  but not | Las dos juntas cuestan 188 libras.
es ONE | Tiene un 25 % de descuento.
  but not | Tiene un 35 % de descuento.
fr ONE | Il coûte 89 £ au lieu de 119 £.
  but not | Il coûte 89 £ au lieu de 139 £.
fr BOTH | Le Frostline coûte 20 £ de plus.
  but not | Le Frostline coûte 20 £ de moins.
"""
LEADS = {
    "ONE": ONE,
    "BOTH": BOTH,
    "SACK": SACK,
    "NONE": "Gladly.\n",
    "MERINO": "The Fell Merino Base Layer is soft.\n",
}


@pytest.fixture
def facts(small_shop: ModuleType) -> Facts:
    return Facts.gather(small_shop.PRODUCTS, small_shop.POLICIES, small_shop.REVIEWS, small_shop.SHOPPER_WORDS)


def read(facts: Facts, lead: str, text: str, language: str = "en") -> tuple[str, list[str]]:
    """What is sent of `text` after `lead`, which must pass whole."""
    verifier = AnswerVerifier(facts)
    assert verifier.feed(LEADS[lead]) == LEADS[lead]
    facts.language = language
    sent = verifier.feed(text) + verifier.finish()
    return sent, [f"{c.kind}: {c.said} → {c.instead}" for c in verifier.corrections]


def _pairs(text: str) -> list[tuple[str, str, str]]:
    """What goes before, the honest sentence and its twin."""
    parts = [line.split(" | ") for line in text.strip().split("\n")]
    return [(lead, honest, lie) for (lead, honest), (_, lie) in zip(parts[::2], parts[1::2], strict=True)]


def _abroad() -> list[tuple[str, str, str, str]]:
    """The same with the language first."""
    return [(where[:2], where[3:], honest, lie) for where, honest, lie in _pairs(ABROAD)]


@pytest.mark.parametrize(("lead", "honest", "lie"), _pairs(PAIRS))
def test_what_is_true_of_two_passes_and_its_twin_does_not(facts: Facts, lead: str, honest: str, lie: str) -> None:
    assert read(facts, lead, honest) == (honest, [])
    sent, corrections = read(facts, lead, lie)
    assert corrections, sent
    assert sent != lie


@pytest.mark.parametrize(("language", "lead", "honest", "lie"), _abroad())
def test_so_it_is_in_other_languages(facts: Facts, language: str, lead: str, honest: str, lie: str) -> None:
    assert read(facts, lead, honest, language) == (honest, [])
    sent, corrections = read(facts, lead, lie, language)
    assert corrections, sent
    assert sent != lie
