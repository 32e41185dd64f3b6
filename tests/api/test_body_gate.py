import pytest

from api.body_gate import check_json
from api.errors import BodyRefused


def refusal_of(body: bytes) -> str:
    with pytest.raises(BodyRefused) as refused:
        check_json(body, 20)
    return refused.value.code


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        rb'{"a": "\ud800"}',
        rb'{"a": "\udc00\ud800"}',
        b'{"a": "\xff\xfe"}',
        rb'{"a": "\u0000"}',
        rb'{"a": "\\\u0000"}',
        b'{"a": "\x00"}',
        b"[1,2,",
        b"]]]]",
    ],
)
def test_what_is_not_plain_json_is_refused(body: bytes) -> None:
    assert refusal_of(body) == "invalid_json"


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"b":'])
def test_a_body_nested_900_deep_is_refused_before_it_is_parsed(opening: bytes) -> None:
    assert refusal_of(opening * 900) == "json_too_deep"


def test_brackets_within_strings_do_not_count_as_depth() -> None:
    check_json(b'{"a": "' + b"[" * 500 + rb"\"{{{{" + b'"}', 20)


def test_twenty_levels_are_allowed_and_twenty_one_are_not() -> None:
    check_json(b"[" * 20 + b"]" * 20, 20)
    assert refusal_of(b"[" * 21 + b"]" * 21) == "json_too_deep"


@pytest.mark.parametrize("body", [rb'{"a": "\\u0000"}', rb'{"a": "\ud83e\udde5"}', '{"a": "外套"}'.encode()])
def test_honest_escapes_and_other_scripts_pass(body: bytes) -> None:
    check_json(body, 20)
