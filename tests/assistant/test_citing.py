"""An answer cites what it draws on, and nothing that only sounds alike."""

from types import ModuleType

from assistant.citing import cited_sections
from catalog.policy import PolicySection

RECYCLING = PolicySection(
    source_id="faq#old",
    document="faq",
    title="Do you take old gear?",
    text="Bring clean jackets of any brand, and we give you a £5 voucher per parcel.",
)


def cited(text: str, small_shop: ModuleType) -> list[str]:
    return [one.source_id for one in cited_sections(text, [RECYCLING], small_shop.PRODUCTS)]


def test_a_sentence_from_a_section_cites_it(small_shop: ModuleType) -> None:
    assert cited("We give a £5 voucher for each parcel of clean jackets.", small_shop) == ["faq#old"]


def test_a_products_name_and_its_rating_cite_no_section(small_shop: ModuleType) -> None:
    assert cited("The Frostline Thermal Cycling Jacket is rated 4.4 out of 5.", small_shop) == []
