import pytest

from catalog.errors import FeedRefused
from catalog.feeds.links import LinkReader
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct
from catalog.product import Product


def read(link: str, base_url: str | None = None) -> tuple[str | None, ImportReport]:
    report = ImportReport("feed")
    reader = LinkReader(base_url, report)
    product = Product.model_validate({"id": "1", "title": "T", "url": link, "variants": [{"id": "1"}]})
    found = reader.read(FeedProduct(7, product)).url
    reader.finish()
    return found, report


@pytest.mark.parametrize(
    "link",
    [
        "https://shop.example/p/1?a=b&c=d#e",
        "http://shop.example:8080/p",
        "HTTPS://Shop.Example:443/",
        "https://shop.example",
        "https://bücher.example/größe",
        "https://[2001:db8::1]/p",
        "https://shop.example/p@x:y",
    ],
)
def test_addresses_of_the_web_stay_as_they_are(link):
    found, report = read(link)
    assert (found, report.n_warnings) == (link, 0)


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("javascript:alert(1)", "not an address of the web"),
        ("JaVaScRiPt:alert(1)", "not an address of the web"),
        ("java\nscript:alert(1)", "control characters"),
        ("\x01javascript:alert(1)", "control characters"),
        ("data:text/html,<script>x()</script>", "control characters, quotes"),
        ("data:text/html;base64,eA==", "not an address of the web"),
        ("file:///etc/passwd", "not an address of the web"),
        ("mailto:a@shop.example", "not an address of the web"),
        ("https://user:secret@shop.example/", "user name"),
        ("https://shop.example@evil.example/", "user name"),
        ("https://shop.example\\@evil.example/", "backslashes"),
        ("https://shop.example/\x00", "control characters"),
        ("https://shop.example/\u202egpj.exe", "control characters"),
        ('https://shop.example/"onclick="x', "quotes"),
        ("https:///p/1", "no host"),
        ("https://", "no host"),
        ("https://shop.example:99999/", "no address"),
        ("https://[::1/", "no address"),
        ("https://shop%2eexample/", "no host"),
    ],
)
def test_what_leads_elsewhere_is_left_out_with_its_line(link, reason):
    found, report = read(link, "https://shop.example/")
    assert found is None
    assert [(issue.line, reason in issue.reason) for issue in report.issues] == [(7, True)], report.issues


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("/p/1", "https://shop.example/p/1"),
        ("p/1", "https://shop.example/de/p/1"),
        ("?id=1", "https://shop.example/de/?id=1"),
        ("//cdn.shop.example/1.jpg", "https://cdn.shop.example/1.jpg"),
        ("  https://other.example/1  ", "https://other.example/1"),
        ("https://other.example/my picture.jpg", "https://other.example/my%20picture.jpg"),
    ],
)
def test_links_are_made_whole_with_the_base(link, whole):
    assert read(link, "https://shop.example/de/")[0] == whole


def test_without_a_base_a_scheme_can_be_guessed_and_a_host_cannot():
    assert read("//cdn.shop.example/1.jpg")[0] == "https://cdn.shop.example/1.jpg"
    found, report = read("/p/1")
    assert found is None
    assert [issue.line for issue in report.issues] == [None]
    assert "1 links and pictures have no host" in report.issues[0].reason
    assert "--base-url" in report.issues[0].reason


def test_one_bad_picture_takes_no_other_with_it():
    report = ImportReport("feed")
    media = [{"url": "https://cdn.example/1.jpg", "alt_text": "Front"}, {"url": "data:image/png,x"}, {"url": "/2.jpg"}]
    product = Product.model_validate({"id": "1", "title": "T", "media": media, "variants": [{"id": "1"}]})
    found = LinkReader("https://shop.example", report).read(FeedProduct(1, product))
    assert [medium.url for medium in found.media] == ["https://cdn.example/1.jpg", "https://shop.example/2.jpg"]
    assert found.media[0].alt_text == "Front"


@pytest.mark.parametrize("base_url", ["shop.example", "ftp://shop.example/", "https://a:b@shop.example/", "https://"])
def test_a_base_that_is_no_address_is_refused(base_url):
    with pytest.raises(FeedRefused, match="--base-url"):
        LinkReader(base_url, ImportReport("feed"))
