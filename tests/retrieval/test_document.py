from catalog.product import Product
from retrieval.document import FIELDS, document_of, texts_of


def _field(shop: list[Product], product_id: str, field: str) -> tuple[str, ...]:
    product = next(product for product in shop if product.id == product_id)
    return document_of(product).fields[FIELDS.index(field)]


def test_the_embedded_text_says_first_what_the_product_is(shop: list[Product]) -> None:
    assert document_of(shop[0]).text == "Hiking Boots. Trail Boots. Waterproof boots for wet hiking trails."


def test_category_names_are_searchable(shop: list[Product]) -> None:
    assert _field(shop, "cola", "categories") == ("Groceries > Soft Drinks",)


def test_attribute_and_option_values_are_searchable(shop: list[Product]) -> None:
    assert _field(shop, "jacket", "attributes") == ("moss", "black", "S", "M")


def test_a_true_attribute_is_searched_by_its_name_and_a_false_one_is_not(shop: list[Product]) -> None:
    assert _field(shop, "lamp", "attributes") == ("bluetooth", "4")
    assert _field(shop, "headphones", "attributes") == ()


def test_the_text_hash_follows_the_text_and_not_the_price(shop: list[Product]) -> None:
    boot = shop[0]
    renamed = boot.model_copy(update={"title": "Other Boots"})
    rated = boot.model_copy(update={"rating": None})
    assert document_of(boot).text_hash != document_of(renamed).text_hash
    assert document_of(boot).text_hash == document_of(rated).text_hash


def test_values_become_the_texts_people_write() -> None:
    assert texts_of(4.0) == ("4",)
    assert texts_of(4.5) == ("4.5",)
    assert texts_of(1234567) == ("1234567",)
    assert texts_of(True) == ("true", "yes")
