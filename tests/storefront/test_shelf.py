from catalog.product import Product
from storefront.shelf import Shelf


def product(product_id, category=None):
    record = {"id": product_id, "title": product_id, "variants": [{"id": product_id}]}
    return Product.model_validate(record | ({"categories": [{"value": category}]} if category else {}))


def test_a_path_of_any_depth_is_a_department_and_its_narrowest_part():
    shelf = Shelf.of([product("a", "Home > Garden > Tools > Hand Tools"), product("b", "Home")])
    (home,) = shelf.departments
    assert (home.name, home.products) == ("Home", ["a", "b"])
    assert [(part.slug, part.products) for part in home.sections] == [("home-hand-tools", ["a"])]


def test_names_that_look_alike_have_addresses_of_their_own():
    shelf = Shelf.of([product("a", "Größe"), product("b", "Grosse"), product("c", "Große!"), product("d", "鞋")])
    assert len(shelf.sections) == 4
    assert sorted(section.products[0] for section in shelf.sections.values()) == ["a", "b", "c", "d"]


def test_what_has_no_category_is_on_the_shelf_but_in_no_section():
    shelf = Shelf.of([product("a"), product("b", " > ")])
    assert not shelf.departments
    assert set(shelf.products) == {"a", "b"}
    assert shelf.section_of(shelf.products["a"]) is None


def test_a_department_of_one_part_is_where_its_products_stand():
    shelf = Shelf.of([product("a", "Cycling > Gear"), product("b", "Home > Rugs"), product("c", "Home > Pots")])
    assert shelf.section_of(shelf.products["a"]).name == "Cycling"
    assert shelf.section_of(shelf.products["b"]).name == "Rugs"
