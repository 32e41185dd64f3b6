"""What came of the lists that were really shown, policy by policy, for people and for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from html import escape
from typing import Any

from recommenders.bootstrap import Estimate
from recommenders.reporting.log_metrics import LogMetrics

HEADS = (
    "CTR", "CTR@3", "add to cart", "conversion", "order value", "hours to first conversion", "shoppers converted",
)  # fmt: skip


def log_json(metrics: Mapping[str, LogMetrics]) -> dict[str, Any]:
    """Policy → figures with their intervals."""
    return {policy: asdict(found) for policy, found in metrics.items()}


def log_lines(metrics: Mapping[str, LogMetrics]) -> Iterator[str]:
    """One line a policy; nothing where no list was shown."""
    for policy, found in metrics.items():
        figures = ", ".join(f"{head} {cell}" for head, cell in zip(HEADS, _cells(found), strict=True))
        yield f"shown by {policy}: {found.n_lists:,} lists, {found.n_shoppers:,} known shoppers; {figures}"


def log_section(metrics: Mapping[str, LogMetrics]) -> str:
    """A section of the page; empty where no list was shown."""
    if not metrics:
        return ""
    heads = "".join(f"<th>{escape(head)}</th>" for head in ("policy", "lists", *HEADS))
    rows = "".join(
        f"<tr><td>{escape(policy)}</td><td>{found.n_lists:,}</td>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(found))
        + "</tr>"
        for policy, found in metrics.items()
    )
    return (
        "<section><h2>what came of the lists that were shown</h2><p>Clicks go back to the list whose id they carry; "
        "purchases to that, else to the list that last showed the product within a day. 95 % intervals over shoppers."
        f'</p><div class="scroll"><table><tr>{heads}</tr>{rows}</table></div></section>'
    )


def _cells(found: LogMetrics) -> list[str]:
    hours = found.hours_to_first_conversion
    return [
        _share(found.ctr),
        _share(found.ctr_3),
        _share(found.add_to_cart),
        _share(found.conversion),
        "; ".join(_amount(value, currency) for currency, value in found.order_value.items()) or "–",
        "–" if hours is None else f"{hours:.1f}",
        _share(found.shoppers_converted),
    ]


def _share(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def _amount(estimate: Estimate, currency: str) -> str:
    return f"{estimate.value:.2f} {currency} [{estimate.low:.2f}, {estimate.high:.2f}]"
