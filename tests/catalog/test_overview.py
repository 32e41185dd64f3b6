from catalog.overview import CatalogOverview
from catalog.product import Product


def _product(product_id, category, amount, status="in_stock", currency="GBP"):
    price = {"amount": amount, "currency": currency} if amount else None
    availability = {"available": status == "in_stock", "status": status}
    variant = {"id": f"{product_id}-1", "price": price, "availability": availability}
    return Product.model_validate(
        {"id": product_id, "title": product_id, "categories": [{"value": category}], "variants": [variant]}
    )


def test_categories_are_counted_with_their_prices_and_stock():
    overview = CatalogOverview.from_products(
        [
            _product("a", "Bags", 2_000),
            _product("b", "Bags", 900, status="out_of_stock"),
            _product("c", "Rugs", 30_000),
            _product("d", "Bags", 1, currency="EUR"),
        ],
        "GBP",
    )
    bags, rugs = overview.categories
    assert (bags.path, bags.n_products, bags.n_in_stock) == ("Bags", 3, 2)
    assert bags.price_min and bags.price_max
    assert (bags.price_min.amount, bags.price_max.amount) == (900, 2_000)
    assert rugs.path == "Rugs"
    assert (overview.n_products, overview.n_in_stock) == (4, 3)


def test_an_empty_catalog_has_an_empty_overview():
    assert CatalogOverview.from_products([], None) == CatalogOverview()
