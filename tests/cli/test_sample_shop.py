import pytest

from cli.errors import SampleMissing
from cli.sample_shop import find_sample


def test_the_sample_shop_of_this_repository_is_whole():
    sample = find_sample()
    assert sample.products.is_file()
    assert sample.reviews.is_file()
    assert sample.policies.is_dir()


def test_without_the_repository_it_says_what_to_do_instead(tmp_path):
    with pytest.raises(SampleMissing, match=r"products\.jsonl is missing.*catalog import"):
        find_sample(tmp_path)
