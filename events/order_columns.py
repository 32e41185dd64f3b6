"""Which column of an order file is what, by the names that shops give them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from events.errors import ImportRefused

#: What is wanted → its names, the likeliest first, as `plain_name` writes them.
_SYNONYMS: Mapping[str, str] = {
    "order": "orderid order ordernumber orderno ordernr invoiceid invoice invoiceno invoicenumber transactionid "
    "transaction receiptid receiptno receiptnumber purchaseid basketid name",
    "customer": "customerid customer customerno customernumber shopperid userid user clientid client buyerid memberid "
    "accountid customeremail email",
    "product": "productid product itemid item articleid productcode itemcode sku stockcode itemsku productsku "
    "variantsku lineitemsku variantid skuid articlenumber partnumber",
    "at": "at orderedat orderdate orderdatetime ordertime purchasedat purchasedate createdat invoicedate "
    "transactiondate transactiontime datetime timestamp date time processedat",
    "quantity": "quantity qty units count pieces lineitemquantity quantityordered orderquantity",
    "price": "price unitprice itemprice pricepaid lineitemprice sellingprice saleprice",
    "currency": "currency currencycode",
    "status": "status orderstatus financialstatus paymentstatus",
}
_REQUIRED = {
    "order": "the order (order_id)",
    "customer": "who bought (customer_id)",
    "product": "what was bought (product_id or sku)",
    "at": "when (at)",
}


@dataclass(frozen=True, slots=True)
class OrderColumns:
    """The plain names of the columns that hold each fact; None for a fact that the file does not tell."""

    order: str
    customer: str
    product: str
    at: str
    quantity: str | None = None
    price: str | None = None
    currency: str | None = None
    status: str | None = None


def plain_name(name: str) -> str:
    """A column's name without what shops write differently: `Invoice No.` and `invoiceNo` are both `invoiceno`."""
    return "".join(filter(str.isalnum, name.casefold()))


def columns_of(header: Sequence[str], source: str) -> OrderColumns:
    """Find the columns of an order file.

    Raises:
        ImportRefused: if one that is required is not there; the message names what is wanted and what was found.
    """
    plain = {plain_name(name) for name in header}
    found = {
        fact.name: next((name for name in _SYNONYMS[fact.name].split() if name in plain), None)
        for fact in fields(OrderColumns)
    }
    missing = [words for fact, words in _REQUIRED.items() if found[fact] is None]
    if missing:
        names = ", ".join(name for name in header if name) or "none"
        raise ImportRefused(
            f"{source} has no column for {' or '.join(missing)}; its columns are: {names}. Order history has "
            "order_id, customer_id, product_id (or sku), quantity, price, at"
        )
    return OrderColumns(**found)  # type: ignore[arg-type]  # the required ones are there
