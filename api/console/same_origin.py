"""Whether a form was sent by a page of this very server: browsers send the key by themselves, whoever asks them to."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers

from api.console.errors import ForeignForm

_FOREIGN = (
    "This was not sent by a page of the console; nothing was done. Open the page again and press the button there."
)


def check_same_origin(headers: Headers) -> None:
    """Let pass what a page of the same origin sends.

    Browsers say so themselves over HTTPS and on this machine (`Sec-Fetch-Site`); over plain HTTP elsewhere they name
    the page's origin alone.

    Raises:
        ForeignForm: for everything else, also where nothing is said.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        is_own = site == "same-origin"
    else:
        is_own = _host_of(headers.get("origin", "")) == headers.get("host", "").lower() != ""
    if not is_own:
        raise ForeignForm(_FOREIGN)


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
