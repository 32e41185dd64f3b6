"""One HTML file: nothing is fetched, it reads on light and dark ground, on paper and on a phone."""

from collections.abc import Sequence
from html import escape

_STYLE = """
:root { color-scheme: light dark; --accent: 0, 114, 178; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .7rem; text-align: right; white-space: nowrap; border-bottom: 1px solid rgba(128,128,128,.3); }
th:first-child, td:first-child { text-align: left; }
td { line-height: 1.3; } td small { opacity: .7; }
svg { width: 100%; height: auto; max-width: 52rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .8rem; margin: 1.5rem 0; }
.tiles div { border: 1px solid rgba(128,128,128,.3); border-radius: .4rem; padding: .6rem .9rem; }
.tiles b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.better { color: #009e73; } .worse { color: #d55e00; }
"""


def page(title: str, body: str) -> str:
    """The whole file; `body` is HTML."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table that scrolls by itself where the window is narrow; `heads` are text, cells of `rows` are HTML."""
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table><tr>{head}</tr>{body}</table></div>'
