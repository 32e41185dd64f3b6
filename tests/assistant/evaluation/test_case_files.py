"""Cases are read from TOML, whole or not at all, and every fault is named."""

import pytest

from assistant.evaluation.case_files import CasesInvalid, read_cases

PAIR = """
topic = "find"

[[case]]
id = "hats"
twin = "no-hats"
say = "a hat"
expect.kind = ["find"]

[[case]]
id = "no-hats"
twin = "hats"
negative = true
say = ["a hat", "no hat"]
expect.cards = { max = 0 }
"""


def faults(tmp_path, *changes, text=PAIR):
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "cases.toml").write_text(text, encoding="utf-8")
    try:
        read_cases(tmp_path)
    except CasesInvalid as error:
        return "\n".join(error.faults)
    return ""


def test_a_file_gives_its_topic_to_its_cases(tmp_path):
    (tmp_path / "cases.toml").write_text(PAIR, encoding="utf-8")
    first, second = read_cases(tmp_path / "cases.toml")
    assert (first.id, first.topic, first.shop, first.negative) == ("hats", "find", "outfitters", False)
    assert [turn.say for turn in second.turns] == ["a hat", "no hat"]
    assert second.turns[0].expect.cards is None
    assert second.turns[1].expect.cards.max == 0


def test_a_good_folder_has_no_fault(tmp_path):
    assert faults(tmp_path) == ""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('topic = "find"', 'topic = "magic"'), "topic: Input should be"),
        (('twin = "hats"', 'twin = "gone"'), "'gone' does not exist"),
        (('twin = "no-hats"', 'twin = "hats"'), "names 'hats' as its own"),
        (("negative = true\n", ""), "exactly one of it and its twin"),
        (('id = "no-hats"', 'id = "hats"'), "two cases of this id"),
        (('id = "hats"', 'id = "Hats!"'), "should match pattern"),
        (('say = "a hat"', "say = []"), "turns"),
        (('expect.kind = ["find"]', 'expect.knd = ["find"]'), "knd: Extra inputs"),
        (('expect.kind = ["find"]', ""), "expects nothing"),
        (('expect.kind = ["find"]', 'expect.states = ["sold out"]'), "has no figure"),
        (('expect.kind = ["find"]', 'turns = []\nexpect.kind = ["find"]'), "either `say` or `turns`"),
        (('expect.kind = ["find"]', 'expect.kind = ["find"]\nplant = [{ where = "title", text = "x" }]'), "no product"),
        (("[[case]]", "[[case"), "cases.toml"),
    ],
)
def test_a_fault_is_named(tmp_path, change, told):
    assert told in faults(tmp_path, change)


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(CasesInvalid, match="holds no cases"):
        read_cases(tmp_path)


def test_a_case_may_say_turn_by_turn_what_is_expected(tmp_path):
    turns = '[[case.turns]]\nsay = "a hat"\nexpect.kind = ["find"]\n[[case.turns]]\nsay = "a red one"\n'
    file = tmp_path / "cases.toml"
    file.write_text(PAIR.replace('say = "a hat"\nexpect.kind = ["find"]\n', turns), encoding="utf-8")
    assert [turn.say for turn in read_cases(file)[0].turns] == ["a hat", "a red one"]
