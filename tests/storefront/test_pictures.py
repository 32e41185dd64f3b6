import re
from collections import Counter

from defusedxml.ElementTree import fromstring

from catalog.product import Product
from storefront.pictures.colours import COLOURS, accent_beside, colour_named, lightness, mixed, pattern_named
from storefront.pictures.kinds import UNKNOWN, kinds, looks_of
from storefront.pictures.picture import draw, swatches
from storefront.pictures.silhouettes import silhouettes

SVG = "{http://www.w3.org/2000/svg}"


def product(product_id, title, category=None, **more):
    record = {"id": product_id, "title": title, "variants": [{"id": "1"}], **more}
    return Product.model_validate(record | ({"categories": [{"value": category}]} if category else {}))


def coloured(*labels, title="Mug", category="Home > Kitchen & Tableware", **more):
    variants = [{"id": label, "options": [{"name": "Colour", "label": label}]} for label in labels]
    options = [{"name": "Colour", "values": [{"label": label} for label in labels]}]
    return product("x", title, category, options=options, **({"variants": variants} | more))


def test_every_product_of_the_sample_is_drawn_well_formed_in_every_colour(sample):
    n_drawn = 0
    for one in sample:
        for label in (None, *(swatch.label for swatch in swatches(one))):
            root = fromstring(draw(one, label))
            assert root.tag == f"{SVG}svg"
            assert root.attrib["viewBox"] == "0 0 400 400"
            n_drawn += 1
    assert len(sample) == 416
    assert n_drawn > 900


def test_no_picture_runs_or_fetches_anything(sample):
    for one in sample:
        drawn = draw(one)
        assert not re.search(r"<script|<style|<image|<foreignObject|href|style=|\son\w+=", drawn)
        assert set(re.findall(r"url\(([^)]*)\)", drawn)) <= {"#weave"}


def test_every_shape_has_a_colour(sample):
    for one in sample:
        assert "class=" not in draw(one)


def test_the_sample_is_recognised_and_its_pictures_differ(sample):
    unknown = [one.title for one in sample if looks_of(one) == [(UNKNOWN,)]]
    assert not unknown
    assert len({draw(one) for one in sample}) > 400


def test_no_category_of_the_sample_is_monotonous(sample):
    looks = {one.category: Counter() for one in sample}
    for one in sample:
        looks[one.category][looks_of(one)[0]] += 1
    for category, counted in looks.items():
        assert len(counted) >= 9, f"{category} has {len(counted)} shapes"
        assert max(counted.values()) <= 10, f"{category} repeats {counted.most_common(1)}"


def test_every_part_that_the_table_names_is_on_a_sheet_and_the_other_way_round():
    named = {part for rows in kinds().values() for _, parts in rows for part in parts.split() if part != "/"}
    assert named | {UNKNOWN} == set(silhouettes())


def test_every_category_of_the_table_ends_with_a_row_for_every_title():
    assert all(rows[-1][0] == "" for rows in kinds().values())


def test_a_colour_of_the_catalog_is_the_colour_of_the_picture():
    mug = coloured("Navy", "Rust")
    assert COLOURS["navy"] in draw(mug, "Navy")
    assert COLOURS["rust"] in draw(mug, "Rust")
    assert COLOURS["rust"] not in draw(mug, "Navy")


def test_without_a_wish_the_colour_that_can_be_had_is_drawn():
    gone = {"id": "n", "options": [{"name": "Colour", "label": "Navy"}]}
    gone["availability"] = {"available": False, "status": "out_of_stock"}
    there = {"id": "r", "options": [{"name": "Colour", "label": "Rust"}]}
    assert draw(coloured("Navy", "Rust", variants=[gone, there])) == draw(coloured("Navy", "Rust"), "Rust")


def test_the_same_product_always_looks_the_same():
    assert draw(coloured("Navy")) == draw(coloured("Navy"))


def test_stripes_and_checks_are_woven():
    assert 'id="weave"' in draw(coloured("Red Stripe"))
    assert draw(coloured("Red Stripe")) != draw(coloured("Red Check"))
    assert 'id="weave"' not in draw(coloured("Red"))


def test_without_a_colour_the_material_tells_it():
    pan = product("p", "Pan", "Home > Kitchen & Tableware", attributes={"material": "copper with a steel handle"})
    assert COLOURS["copper"] in draw(pan)


def test_what_no_row_knows_is_a_parcel():
    assert looks_of(product("z", "Zzz", "Gifts > Vouchers")) == [(UNKNOWN,)]
    fromstring(draw(product("z", "Zzz")))


def test_a_title_is_enough_where_the_category_is_unknown():
    assert looks_of(product("b", "Hiking boots", "Schuhe")) == looks_of(product("b", "x", "Footwear > Boots & Shoes"))


def test_names_of_colours_are_read_from_their_most_telling_words():
    assert colour_named("Signal Orange") == COLOURS["signal-orange"]
    assert colour_named("Dusty Rose") == COLOURS["rose"]
    assert colour_named("Red Stripe") == COLOURS["red"]
    assert colour_named("Oiled oak") == COLOURS["oak"]
    assert colour_named("Size 42") is None


def test_patterns_are_read_from_names():
    assert [pattern_named(name) for name in ("Blue Check", "Green Tartan", "Navy Stripe", "Navy")] == [
        "check",
        "check",
        "stripe",
        None,
    ]


def test_colours_mix_and_every_one_finds_an_accent():
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert lightness("#ffffff") > 0.99 > 0.01 > lightness("#000000")
    for colour in COLOURS.values():
        assert re.fullmatch(r"#[0-9a-f]{6}", accent_beside(colour, 7))


def test_a_picture_is_kept_by_the_browser_and_known_again(shop):
    first = shop.get("/shop/pictures/jacket.svg?colour=Moss")
    assert first.headers["content-type"].startswith("image/svg+xml")
    again = shop.get("/shop/pictures/jacket.svg?colour=Moss", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = shop.get("/shop/pictures/jacket.svg", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200
