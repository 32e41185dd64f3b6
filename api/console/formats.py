"""How figures, moments and texts are written on the console's pages."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from api.console.prose import prose
from catalog.money import Money, minor_digits
from events.masked import masked_text

_NOTHING = "–"
_METRICS = {"recall_20": "Recall@20", "ndcg_10": "nDCG@10", "n_questions": "questions"}


def number(value: float | None) -> str:
    """`12,345`; with two decimals what is no whole number."""
    if value is None:
        return _NOTHING
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def percent(share: float | None) -> str:
    """`12.3 %`."""
    return _NOTHING if share is None else f"{100 * share:.1f} %"


def milliseconds(value: float | None) -> str:
    """`12 ms`, `1.25 s`."""
    if value is None:
        return _NOTHING
    return f"{value / 1000:.2f} s" if value >= 1000 else f"{value:.0f} ms" if value >= 10 else f"{value:.1f} ms"


def dollars(value: Any) -> str:
    """US dollars, to the hundredth of a cent."""
    return f"${float(value):,.4f}"


def amount(value: float, currency: str) -> str:
    """Major units with their currency: `89.00 GBP`."""
    return f"{value:,.{minor_digits(currency)}f} {currency}"


def money(value: Mapping[str, Any] | None) -> str:
    """Minor units as a shopper reads them."""
    return str(Money.model_validate(value)) if value else ""


def moment(value: datetime | str | None) -> str:
    """`2026-11-28 14:05`, UTC."""
    if not value:
        return _NOTHING
    known = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{known:%Y-%m-%d %H:%M}"


def short(text: str, n_characters: int = 120) -> str:
    """The text in one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= n_characters else f"{line[: n_characters - 1].rstrip()}…"


def words(name: str) -> str:
    """A name of the code as people write it: `recall_20` → `recall 20`."""
    return name.replace("_", " ")


def metric(name: str) -> str:
    """A figure of a model as its papers call it: `recall_20` → `Recall@20`."""
    return _METRICS.get(name, words(name))


def as_json(value: Any) -> str:
    """JSON to be read by people."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def link(address: str | None) -> str:
    """The address if a browser may follow it, else nothing: what a feed calls a link may be a script."""
    return address if address and address.lower().startswith(("https://", "http://")) else ""


def masked(text: str, spared: Sequence[str] = (), hidden: Sequence[str] = ()) -> str:
    """The text without what leads to a person.

    Args:
        text: as somebody wrote it, or what was made of that.
        spared: ids of products, which may be long numbers.
        hidden: pieces of what was written that lead to a person by themselves.
    """
    told = masked_text(text, frozenset(spared))
    for piece in hidden:
        told = re.sub(re.escape(piece), "…", told, flags=re.IGNORECASE)
    return told


FILTERS: Mapping[str, Callable[..., Any]] = {
    "number": number,
    "percent": percent,
    "milliseconds": milliseconds,
    "dollars": dollars,
    "amount": amount,
    "money": money,
    "moment": moment,
    "short": short,
    "words": words,
    "metric": metric,
    "as_json": as_json,
    "link": link,
    "masked": masked,
    "prose": prose,
}
