"""What the log says of lists that were shown: what was opened, put into the cart and bought, and for how much."""

from collections.abc import Mapping
from dataclasses import dataclass

from recommenders.bootstrap import Estimate


@dataclass(frozen=True, slots=True)
class LogMetrics:
    """Figures of some lists, with intervals over shoppers; an estimate of no cases says nothing.

    Lists hold a product; those that were told to be empty count in `n_empty` and `zero_result_rate` alone. What is a
    number of lists, products or orders, and the revenue, adds up over days and over policies; orders go back to
    several lists, and shoppers and conversations come again.

    Attributes:
        n_lists: lists shown.
        n_empty: lists told to be empty.
        n_shoppers: known shoppers who saw one.
        n_conversations: conversations in which one was shown or told to be empty, as far as the log may know them.
        n_products_shown: products shown, counted once a list.
        n_products_clicked: of those, how many were opened.
        n_products_carted: how many were put into the cart.
        n_products_bought: how many purchases go back to.
        n_lists_clicked: lists from which anything was opened.
        n_lists_carted: from which anything was put into the cart.
        n_lists_bought: to which a purchase goes back.
        n_orders: orders that go back to one of the lists.
        ctr: share of the products shown that were opened.
        ctr_3: the same for the first three places.
        lists_clicked: share of the lists from which anything was opened.
        add_to_cart: share of the lists from which anything was put into the cart.
        conversion: share of the lists to which a purchase goes back.
        order_value: currency → mean of the orders that go back to one of the lists, in major units.
        revenue: currency → what was paid for the products that go back to the lists, in major units.
        revenue_per_conversation: currency → the same for each conversation, with intervals over conversations.
        hours_to_first_conversion: median, from a shopper's first list to the first purchase that goes back to one; only
            shoppers who bought count, so read it beside `shoppers_converted`.
        shoppers_converted: share of the known shoppers to whom a purchase goes back.
        diversity: how probably two products of a list are of different categories.
        coverage: share of the products that can be had now which stood in one of the lists; None without a catalog.
        zero_result_rate: share of the lists of the chat and of the search that were told to be empty.
    """

    n_lists: int
    n_empty: int
    n_shoppers: int
    n_conversations: int
    n_products_shown: int
    n_products_clicked: int
    n_products_carted: int
    n_products_bought: int
    n_lists_clicked: int
    n_lists_carted: int
    n_lists_bought: int
    n_orders: int
    ctr: Estimate
    ctr_3: Estimate
    lists_clicked: Estimate
    add_to_cart: Estimate
    conversion: Estimate
    order_value: Mapping[str, Estimate]
    revenue: Mapping[str, float]
    revenue_per_conversation: Mapping[str, Estimate]
    hours_to_first_conversion: float | None
    shoppers_converted: Estimate
    diversity: Estimate
    coverage: float | None
    zero_result_rate: Estimate
