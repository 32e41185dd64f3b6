"""The runner of cases of understanding, on a shop of six products."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.needs import NeedsRun
from assistant.evaluation.needs_cases import CasesRefused, NeedCase, read_cases
from catalog.product import Product


def _product(identity: str, title: str, pence: int | None, brand: str = "Fjellmark") -> Product:
    price = {"amount": pence, "currency": "GBP"} if pence is not None else None
    return Product.model_validate(
        {"id": identity, "title": title, "brand": brand, "categories": [{"value": "Apparel > Jackets"}],
         "variants": [{"id": f"{identity}-1", "price": price}]}
    )  # fmt: skip


PRODUCTS = (
    _product("gift", "Gift Card", None),
    _product("rain", "Rain Jacket", 9_000),
    _product("down", "Down Jacket", 19_000, "Nordlight"),
    _product("wind", "Wind Jacket", 5_000, "Nordlight"),
    _product("rug", "Hearth Rug", 12_000),
    _product("lamp", "Jacket Lamp", 4_000),
)


@pytest.fixture(scope="module")
def run() -> NeedsRun:
    return NeedsRun(PRODUCTS)


def _case(*say: str, expect: dict[str, Any] | None = None, n: int = 0, refs: tuple[int, ...] = ()) -> NeedCase:
    return NeedCase.model_validate(
        {"id": "c", "say": list(say), "after_products": n, "refs": refs, "expect": expect or {}}
    )


def test_only_the_fields_that_a_case_names_are_judged(run):
    assert run.judge(_case("jacket under 100", expect={"price_max": 10_000})).passed
    missed = run.judge(_case("jacket under 100", expect={"price_max": 9_000, "kind": "find"}))
    assert (missed.passed, missed.misses) == (False, ("price_max",))


def test_a_null_asks_that_nothing_is_understood(run):
    assert run.judge(_case("jacket size 42", expect={"price_max": None})).passed
    assert not run.judge(_case("jacket under 42", expect={"price_max": None})).passed


def test_names_are_compared_without_case_number_and_order(run):
    expect = {"exclude": ["Zips", "hood"], "text_has": ["jacket"], "text_lacks": ["hood"]}
    assert run.judge(_case("jackets without a hood or zip", expect=expect)).passed
    assert not run.judge(_case("jackets without a hood or zip", expect={"exclude": ["hood"]})).passed


def test_what_fits_is_shown_before_the_last_turn(run):
    conversation, _ = run.hold(_case("a jacket under 100", "the second one", n=2))
    assert conversation.last_shown == ("rain", "wind")


def test_as_many_are_shown_as_the_case_says_even_if_fewer_fit(run):
    conversation, _ = run.hold(_case("a jacket under 60", "the second one", n=4))
    assert conversation.last_shown == ("wind", "lamp", "rain", "down")


def test_products_are_shown_even_if_nothing_was_said_before(run):
    assert run.judge(_case("is the second one waterproof?", n=3, refs=(1,))).passed


def test_a_question_between_leaves_what_was_shown(run):
    case = _case("jackets", "how long is delivery?", "the last one", n=3, refs=(2,))
    assert run.judge(case).passed


def test_references_that_are_not_as_expected_fail(run):
    judged = run.judge(_case("jackets", "the first one", n=2, refs=(1,)))
    assert (judged.misses, judged.got["refs"]) == (("refs",), [0])


def test_the_budget_stays_what_was_stated_when_something_cheaper_is_asked_for(run):
    expect = {"cheaper_than_ref": True, "price_max": 20_000}
    assert run.judge(_case("a jacket under 200", "cheaper", n=3, expect=expect)).passed


def test_the_same_case_comes_out_the_same(run):
    case = _case("jackets", "not that brand", n=3)
    assert run.judge(case) == NeedsRun(PRODUCTS).judge(case)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "Line 2: Invalid JSON"),
        ('{"id": "b", "say": ["x"], "expect": {"prize": 1}}', "Line 2: expect.prize"),
        ('{"id": "b", "say": [], "expect": {}}', "Line 2: say"),
        ('{"id": "b", "expect": {}}', "Line 2: say"),
        ('{"id": "a", "say": ["x"], "expect": {}}', "Line 2: the id 'a' is that of line 1"),
        ('{"id": "b", "say": ["x"], "after_products": 2, "refs": [2], "expect": {}}', "Line 2: refs has 2"),
        ('{"id": "b", "say": ["x"], "expect": {"kind": "song"}}', "Line 2: expect.kind"),
    ],
)
def test_a_line_that_is_no_case_is_named(tmp_path: Path, line: str, problem: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps({"id": "a", "say": "x", "expect": {}}) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(CasesRefused, match=problem.replace("[", r"\[")):
        read_cases(file)


def test_a_file_without_cases_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n\n", encoding="utf-8")
    with pytest.raises(CasesRefused, match="no cases"):
        read_cases(file)
