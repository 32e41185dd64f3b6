"""Prices, ratings and stock in words."""

from assistant.template.fit import Fit, PriceFit
from assistant.template.phrasing import counted
from catalog.product import Product, Rating


def price_text(product: Product) -> str:
    """`£99.00, down from £128.00`, `from £46.00`, `price not stated`."""
    if not product.price or not product.price_range:
        return "price not stated"
    is_from = product.price_range.min != product.price_range.max
    former = f", down from {product.list_price}" if product.list_price else ""
    return f"{'from ' if is_from else ''}{product.price}{former}"


def limit_text(price: PriceFit) -> str:
    """The price against what was asked: `£21.00 under your £120.00`, `£4.00 over your budget of £20.00`; or nothing."""
    ceiling = f"your budget of {price.ceiling}" if price.is_budget else f"your {price.ceiling}"
    if price.ceiling_follows_what_was_shown:
        return ""
    if price.over:
        return f"{price.over} over {ceiling}"
    if price.below:
        return f"{price.below} below the lowest price you named"
    if price.under and price.under.amount == 0:
        return f"exactly {ceiling}"
    if price.under and price.about is None:
        return f"{price.under} under {ceiling}"
    return ""


def about_text(price: PriceFit) -> str:
    """The price against a wished price: `£8.00 under the £100.00 you had in mind`; or nothing."""
    if not price.about or not price.price or price.about.currency != price.price.currency:
        return ""
    gap = price.price.amount - price.about.amount
    if gap == 0:
        return f"the {price.about} you had in mind"
    distance = price.about.model_copy(update={"amount": abs(gap)})
    return f"{distance} {'over' if gap > 0 else 'under'} the {price.about} you had in mind"


def rating_text(rating: Rating | None) -> str:
    """`4.2 out of 5 from 57 ratings`, `4.2 out of 5`, `not rated yet`."""
    if rating is None or rating.count == 0:
        return "not rated yet"
    mean = f"{rating.out_of_five:.1f} out of 5"
    return mean if rating.count is None else f"{mean} from {counted(rating.count, 'rating')}"


def is_rated(product: Product) -> bool:
    """Whether anyone rated the product."""
    return product.rating is not None and product.rating.count != 0


def rating_note(rating: Rating | None) -> str:
    """`4.2 from 57 ratings`, for a card; nothing when unrated."""
    if rating is None or rating.count == 0:
        return ""
    mean = f"{rating.out_of_five:.1f}"
    return f"rated {mean}" if rating.count is None else f"{mean} from {counted(rating.count, 'rating')}"


def stock_note(fit: Fit) -> str:
    """What is unusual about the stock; nothing for a product in stock."""
    return "" if fit.availability == "in stock" else fit.availability
