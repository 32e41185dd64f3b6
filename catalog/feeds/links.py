"""Links and pictures of products: addresses of the web, or left out."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from catalog.errors import FeedRefused
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, shown
from catalog.product import Media, Product

#: What most links are; everything else is looked at part by part.
_PLAIN = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:[/?#][^\s\x00-\x1f\x7f\\<>\"\u202a-\u202e\u2066-\u2069]*)?"
)
#: Browsers drop control characters and take a backslash for a slash, so that a link would lead elsewhere than it reads.
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\<>\"\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"[^\s/?#@%\[\]]+|\[[0-9A-Fa-f:.]+\]")


class LinkReader:
    """Makes the links of products whole, and leaves out those that lead nowhere or not to the web.

    Args:
        base_url: before links that have no host; without it, those are left out.
        report: takes what was left out; links without a host are one warning together, see `finish`.

    Raises:
        FeedRefused: if the base is no address of the web itself.
    """

    def __init__(self, base_url: str | None, report: ImportReport) -> None:
        if base_url is not None and fault_of(base_url.strip()):
            raise FeedRefused(f"--base-url {shown(base_url)} {fault_of(base_url.strip())}")
        self._base_url = base_url.strip() if base_url else None
        self._report = report
        self._n_without_host = 0

    def read(self, found: FeedProduct) -> Product:
        """The product with whole links; those that cannot be are absent from it."""
        product = found.product
        if _is_plain(product):
            return product
        url = self._link(found.line, product.url) if product.url else None
        return product.model_copy(update={"url": url, "media": tuple(self._media(found))})

    def finish(self) -> None:
        """Say at the end how many links had no host."""
        if self._n_without_host:
            self._report.warn(
                None,
                f"{self._n_without_host:,} links and pictures have no host and are left out; say where they are with "
                "--base-url",
            )

    def _media(self, found: FeedProduct) -> Iterator[Media]:
        for medium in found.product.media:
            if link := self._link(found.line, medium.url):
                yield medium if link == medium.url else medium.model_copy(update={"url": link})

    def _link(self, line: int, link: str) -> str | None:
        stripped = link.strip()
        if _PLAIN.fullmatch(stripped):
            return stripped
        if self._base_url is None and _has_no_host(stripped):
            self._n_without_host += 1
            return None
        is_whole = _SCHEME.match(stripped) or _UNFIT.search(stripped)
        whole = stripped if is_whole else _joined(self._base_url or "https:", stripped)
        fault = fault_of(whole)
        if fault:
            self._report.warn(line, f"link {shown(link)} {fault} and is left out")
            return None
        return whole.replace(" ", "%20")


def _is_plain(product: Product) -> bool:
    links = [medium.url for medium in product.media]
    return all(_PLAIN.fullmatch(link) for link in ([product.url, *links] if product.url else links))


def _has_no_host(link: str) -> bool:
    """Whether a base is needed; `//cdn.shop.example/1.jpg` only lacks its scheme."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and not _UNFIT.search(link)


def _joined(base_url: str, link: str) -> str:
    try:
        return urljoin(base_url, link)
    except ValueError:
        return link


def fault_of(link: str) -> str | None:
    """Why this is no link to show a shopper; None if it is one."""
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is no address"
    if _UNFIT.search(link):
        return "holds control characters, quotes or backslashes"
    if not parts.scheme and not parts.netloc:
        return "has no host"
    if parts.scheme not in ("http", "https"):
        return "is not an address of the web (http, https)"
    if parts.username is not None or parts.password is not None:
        return "holds a user name"
    place = parts.netloc.rpartition(":")[0] if parts.port is not None else parts.netloc.removesuffix(":")
    return None if host and _HOST.fullmatch(place) else "has no host"
