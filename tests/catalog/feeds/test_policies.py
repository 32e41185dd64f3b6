from pathlib import Path

import pytest

from catalog.errors import FeedRefused
from catalog.feeds.policies import read_policies


def written(folder: Path, **documents: str) -> Path:
    for name, text in documents.items():
        (folder / name.replace("_", ".")).write_text(text)
    return folder


def test_each_heading_of_markdown_is_a_section(tmp_path):
    text = "# Returns\n\nWithin **60 days**.\n\n## Sale items\n\n- the [same](https://x) rules\n"
    text += "\n## Sale items\n\nAgain.\n\n## Empty\n"
    found = read_policies(written(tmp_path, returns_md=text))
    assert [(section.source_id, section.title, section.text) for section in found] == [
        ("returns", "Returns", "Within 60 days."),
        ("returns#sale-items", "Returns — Sale items", "- the same rules"),
        ("returns#sale-items-2", "Returns — Sale items", "Again."),
    ]


def test_each_heading_of_html_is_a_section_and_scripts_are_none(tmp_path):
    text = "<head><title>x</title></head><h1>Delivery</h1><p>Two days.</p><script>no()</script>"
    text += "<h2>To the <b>EU</b></h2><p>5&ndash;8 days</p>"
    found = read_policies(written(tmp_path, shipping_html=text))
    assert [(section.source_id, section.title, section.text) for section in found] == [
        ("shipping", "Delivery", "Two days."),
        ("shipping#to-the-eu", "Delivery — To the EU", "5–8 days"),
    ]


def test_a_document_without_headings_is_one_section_named_after_its_file(tmp_path):
    [found] = read_policies(written(tmp_path, privacy_md="We keep little."), base_url="https://shop.example/help")
    assert (found.source_id, found.title, found.url) == ("privacy", "Privacy", "https://shop.example/help/privacy")


def test_a_hash_inside_code_is_no_heading(tmp_path):
    [found] = read_policies(written(tmp_path, a_md="# A\n```\n# not a heading\n```\n"))
    assert "# not a heading" in found.text


def test_a_folder_without_documents_is_refused(tmp_path):
    with pytest.raises(FeedRefused, match="no Markdown or HTML"):
        read_policies(tmp_path)


def test_a_document_that_is_no_text_is_named(tmp_path):
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FeedRefused, match=r"bad\.md"):
        read_policies(tmp_path)
