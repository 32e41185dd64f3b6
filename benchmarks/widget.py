"""The chat on a shop's page: from opening to the first card, its size, what the page pays, and a long conversation."""

import gzip
import http.client
import re
import statistics
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.server_process import ServerProcess
from benchmarks.shop_browser import open_browser, shop_pages
from benchmarks.shops import OUTFITTERS
from benchmarks.table import Table, at_most
from benchmarks.timings import Timings
from benchmarks.workplace import Workplace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

N_OPENINGS = 30
N_LOADS = 30
N_EXCHANGES = 100
N_FRAMES = 240
#: A frame that comes later than this has missed its turn at 60 a second.
LATE_MILLISECONDS = 25.0
_IN_PAGE = Path(__file__).with_name("long_chat.js")
_TILES = "".join(
    f"<article><h2>Product {n}</h2><p>Words about it, and some more of them.</p><button>Buy</button></article>"
    for n in range(300)
)
_MOVED = """<script>window.moved = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; })
  .observe({type: 'layout-shift', buffered: true});</script>"""
_ONE_LINE = '<script src="data:text/javascript,window.one = 1" defer></script>'
#: The page is at rest: nothing more is to be laid out, and the browser has time.
_AT_REST = (
    "() => new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(() => setTimeout(resolve, 50))))"
)


@dataclass(frozen=True)
class Stage:
    """A browser, a server with the sample shop, and two pages that differ in the widget alone."""

    browser: "Browser"
    server: ServerProcess
    site: str

    def visit(self, path: str) -> "Page":
        """A first-time visitor on a page, at rest."""
        page = self.browser.new_context(viewport={"width": 1280, "height": 850}).new_page()
        self.load(page, path)
        return page

    def load(self, page: "Page", path: str) -> None:
        """Go there and wait until the page is at rest."""
        page.goto(self.site + path)
        page.evaluate(_AT_REST)

    def main_thread_milliseconds(self, path: str) -> tuple[float, float]:
        """What a first-time visitor's main thread did until it was at rest; and what moved, as layout shift."""
        page = self.browser.new_context(viewport={"width": 1280, "height": 850}).new_page()
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        before = _thread_seconds(session)
        self.load(page, path)
        took, moved = _thread_seconds(session) - before, page.evaluate("window.moved")
        page.context.close()
        return took * 1000, moved


def measure(workplace: Workplace) -> Table:
    """The sample shop, answered by the template writer."""
    table = Table("The chat on a shop's page", "python -m benchmarks widget")
    pages: dict[str, str] = {}
    with ExitStack() as stack:
        browser = stack.enter_context(open_browser())
        site = stack.enter_context(shop_pages(pages))
        server = stack.enter_context(ServerProcess(OUTFITTERS.home(workplace), SHOPKEEPER_ALLOWED_ORIGINS=site))
        script = f'<script src="http://127.0.0.1:{server.port}/widget.js" defer></script>'
        pages |= {"/without": _page(""), "/one-line": _page(_ONE_LINE), "/with": _page(script)}
        stage = Stage(browser, server, site)
        _add_openings(table, stage, OUTFITTERS.questions(workplace))
        _add_sizes(table, server)
        _add_host_page(table, stage)
        _add_long_chat(table, stage, OUTFITTERS.questions(workplace))
    table.notes.append(f"{browser.browser_type.name} {browser.version}, headless, without a GPU.")
    return table


def _page(script: str) -> str:
    return f"<!doctype html><html lang=en><head><title>Shop</title>{_MOVED}</head><body>{_TILES}{script}</body></html>"


def _add_openings(table: Table, stage: Stage, questions: list[str]) -> None:
    """Opening with a question: load the application, ask, show. Then the same visitor's next question."""
    cold, warm = Timings(), Timings()
    for question in questions:
        page = stage.visit("/with")
        page.evaluate(_IN_PAGE.read_text(encoding="utf-8"))
        first = page.evaluate("question => bench.firstCard(question)", question)
        second = page.evaluate("question => bench.firstCard(question)", questions[0])
        if first is not None:
            cold.add(first)
        if second is not None:
            warm.add(second)
        page.context.close()
        if len(cold) == N_OPENINGS:
            break
    table.add("open with a question → first card painted, p50", cold.p50, "ms", at_most(400))
    table.add("open with a question → first card painted, p95", cold.p95, "ms", at_most(400))
    table.add("the same visitor's next question → first card painted, p50", warm.p50, "ms")
    table.notes.append(f"{len(cold)} first-time visitors, each with an empty cache and a question of their own.")


def _add_sizes(table: Table, server: ServerProcess) -> None:
    """As served with gzip; what is the application is found by following the imports, as a browser does."""
    size, loader = _fetch(server, "/widget.js")
    table.add("loader, gzip", size / 1024, "", at_most(6))
    (root,) = set(re.findall(r"widget/[0-9a-f]{16}/", loader))
    sizes: dict[str, int] = {}
    waiting = [f"/{root}define.js", f"/{root}shop/tracker.js"]
    while waiting:
        path = waiting.pop()
        if path in sizes:
            continue
        sizes[path], text = _fetch(server, path)
        folder = path.rsplit("/", 1)[0]
        waiting += [_joined(folder, name) for name in re.findall(r"from '(\.[^']+)'", text)]
    table.add(f"application, {len(sizes)} files, gzip", sum(sizes.values()) / 1024, "", at_most(45))
    table.notes.append("Sizes are in kibibytes, as sent: `Content-Length` of what is compressed.")


def _fetch(server: ServerProcess, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    body = connection.getresponse().read()
    connection.close()
    return len(body), gzip.decompress(body).decode()


def _joined(folder: str, name: str) -> str:
    for part in name.split("/"):
        folder = folder.rsplit("/", 1)[0] if part == ".." else folder if part == "." else f"{folder}/{part}"
    return folder


def _add_host_page(table: Table, stage: Stage) -> None:
    """Loads of both pages in turn: what the main thread did until it was at rest, and what moved."""
    busy: dict[str, list[float]] = {"/without": [], "/one-line": [], "/with": []}
    moved = dict.fromkeys(busy, 0.0)
    for _ in range(N_LOADS):
        for path in busy:
            took, shift = stage.main_thread_milliseconds(path)
            busy[path].append(took)
            moved[path] += shift
    for path, what in (("/without", "alone"), ("/one-line", "with a script of one line"), ("/with", "with the widget")):
        table.add(f"the host page's main thread until at rest, {what}, p50", statistics.median(busy[path]), "ms")
    pairs = [one - other for one, other in zip(busy["/with"], busy["/without"], strict=True)]
    table.add("what the widget adds, median of pairs", statistics.median(pairs), "ms", at_most(30))
    table.add("layout shift without the widget", moved["/without"], "")
    table.add("layout shift with it", moved["/with"], "", at_most(moved["/without"]))
    table.notes.append(f"Host page: {len(_TILES):,} characters of tiles; {N_LOADS} loads of each, in turn.")


def _thread_seconds(session: Any) -> float:
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["ThreadTime"])


def _add_long_chat(table: Table, stage: Stage, questions: list[str]) -> None:
    """A hundred exchanges, then scrolling and typing; beside it the page's own scrolling in the same browser."""
    page = stage.visit("/with")
    page.evaluate(_IN_PAGE.read_text(encoding="utf-8"))
    page.evaluate("Shopkeeper.open()")
    asked = [questions[n % len(questions)] for n in range(N_EXCHANGES)]
    talked = page.evaluate("questions => bench.talk(questions)", asked)
    log, field = "bench.root.querySelector('[part~=log]')", "bench.root.querySelector('[part~=input]')"
    frames = _taking_turns(
        page,
        {
            "the host page's own scrolling": f"bench.scroll(document.scrollingElement, {N_FRAMES})",
            "scrolling the conversation": f"bench.scroll({log}, {N_FRAMES})",
            "typing below it": f"bench.type({field}, {N_FRAMES // 2})",
        },
    )
    for what, times in frames.items():
        share = 100 * sum(one > LATE_MILLISECONDS for one in times) / len(times)
        is_ours = "host" not in what
        table.add(f"{what}: frames that missed their turn, of a hundred", share, "", at_most(5) if is_ours else None)
        table.add(f"{what}: time between frames, p95", Timings(times).p95, "ms")
    table.add("nodes of finished answers that were made anew", page.evaluate("bench.lost"), "", at_most(0))
    table.notes.append(f"{talked['n_messages']} messages with {talked['n_nodes']:,} nodes, each of them marked.")
    table.notes.append(f"A frame missed its turn if it came more than {LATE_MILLISECONDS:g} ms behind the one before.")
    page.context.close()


def _taking_turns(page: Any, acts: dict[str, str], n_rounds: int = 3) -> dict[str, list[float]]:
    """The frames of each act, all rounds together; a busy moment slows all of them."""
    frames: dict[str, list[float]] = {what: [] for what in acts}
    for _ in range(n_rounds):
        for what, act in acts.items():
            frames[what] += page.evaluate(act)
    return frames
