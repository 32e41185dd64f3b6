from cli.plain_text import one_line, plain


def test_an_escape_sequence_loses_its_escape():
    assert plain("Trail\x1b[31m Tee\x07") == "Trail[31m Tee"


def test_direction_overrides_and_lone_surrogates_are_gone():
    assert plain("a\u202eb\ud800c\u2066d") == "abcd"


def test_line_ends_tabs_and_other_scripts_stay():
    assert plain("Größe\n\t長靴 🥾") == "Größe\n\t長靴 🥾"


def test_one_line_joins_lines():
    assert one_line(" two\n lines\r\n") == "two lines"
