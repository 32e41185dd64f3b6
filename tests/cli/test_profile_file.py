import pytest

from cli.errors import InputRefused
from cli.profile_file import read_profile
from shoppers.profile import ShopperProfile


def test_no_file_is_an_empty_profile():
    assert read_profile(None) == ShopperProfile()


def test_a_profile_is_read(tmp_path):
    file = tmp_path / "profile.json"
    file.write_text('{"preferences": ["merino"], "budget": {"max": {"amount": 12000, "currency": "GBP"}}}')
    profile = read_profile(file)
    assert profile.preferences == ("merino",)
    assert profile.budget is not None
    assert profile.budget.max is not None
    assert profile.budget.max.amount == 12000


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"{", "Invalid JSON"), (b"\xff\xfe\x00", "not a shopper's profile"), (b'{"preferences": 3}', "preferences: ")],
)
def test_a_file_that_is_no_profile_is_refused_with_the_reason(tmp_path, content, reason):
    file = tmp_path / "profile.json"
    file.write_bytes(content)
    with pytest.raises(InputRefused, match=reason):
        read_profile(file)
