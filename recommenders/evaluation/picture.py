"""Draws pictures for pages, as SVG that takes its text colour from the page, so that it reads on light and on dark."""

import io
import re
from collections.abc import Callable
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

#: Okabe & Ito's colours (2008), told apart by the colour-blind and on both grounds; black left out.
PALETTE = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9")
#: Stands for the page's own text colour until the SVG is written.
INK = "#010203"
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 11,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "none",
    "legend.frameon": False,
    "date.converter": "concise",
}


def picture(name: str, height: float, *draws: Callable[[Axes], None]) -> str:
    """What each of `draws` puts on axes of its own, side by side, as SVG.

    Args:
        name: keeps the ids apart from those of other pictures of the page.
        height: in inches, of 8.2 in width.
        draws: from left to right; those after the first share its vertical axis.
    """
    buffer = io.StringIO()
    with matplotlib.rc_context({**_STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=(8.2, height), layout="constrained")
        for axes, draw in zip(figure.subplots(1, len(draws), sharey=True, squeeze=False)[0], draws, strict=True):
            axes.grid(axis="both", color=INK, alpha=0.12, linewidth=0.8)
            axes.set_axisbelow(True)
            draw(axes)
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :].replace(INK, "currentColor")
    return re.sub(r'<svg ([^>]*?)width="[^"]*" height="[^"]*"', r'<svg \1role="img"', text, count=1)
