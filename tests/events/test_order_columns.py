import pytest

from events.errors import ImportRefused
from events.order_columns import columns_of


@pytest.mark.parametrize(
    "header",
    [
        "order_id,customer_id,product_id,quantity,price,at",
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
        "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country",
        "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem price,Lineitem sku",
        "ORDER NUMBER,USER_ID,ITEM_ID,QTY,UNIT PRICE,TIMESTAMP",
    ],
)
def test_columns_are_known_by_the_names_that_shops_give_them(header):
    columns = columns_of(header.split(","), "orders.csv")
    assert None not in (columns.order, columns.customer, columns.product, columns.at, columns.quantity, columns.price)


def test_the_likelier_of_two_names_is_taken():
    columns = columns_of(["order_id", "customer_id", "sku", "product_id", "at", "email"], "orders.csv")
    assert (columns.product, columns.customer, columns.price) == ("productid", "customerid", None)


def test_a_file_without_a_column_is_refused_with_the_names_it_has():
    with pytest.raises(ImportRefused, match=r"who bought \(customer_id\) or when \(at\)") as refusal:
        columns_of(["order_id", "sku", "colour"], "orders.csv")
    assert "its columns are: order_id, sku, colour" in str(refusal.value)
