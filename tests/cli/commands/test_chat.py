import json


def chat(shop, *lines, **options):
    return shop("chat", stdin="\n".join(lines) + "\n", **options)


def test_lines_from_a_pipe_are_answered_without_prompts(shop):
    outcome = chat(shop, "a warm jacket under 120", "/quit")
    assert outcome.code == 0
    assert "1. Harbour Insulated Jacket (Fjellmark) — £89.00 (was £110.00)" in outcome.out
    assert "you ›" not in outcome.out


def test_the_end_of_the_input_ends_the_chat(shop):
    assert chat(shop, "an enamel mug").code == 0


def test_the_conversation_goes_on(shop):
    outcome = chat(shop, "a jacket", "the cheapest one", "/debug")
    need = json.loads(outcome.out[outcome.out.index('{\n  "need"') :])["need"]
    assert need["sort"] == "price_asc" or need["references"]


def test_why_names_the_signals_of_a_product(shop):
    out = chat(shop, "a warm jacket under 120", "/why 1").out
    assert "words: shares words with the question" in out


def test_product_shows_everything_of_one(shop):
    out = chat(shop, "an enamel mug", "/product 1").out
    assert "A mug for the camp fire." in out
    assert "Category: Kitchen > Mugs" in out
    assert "Id: mug-1" in out


def test_debug_shows_need_and_plan(shop):
    out = chat(shop, "a warm jacket under 120", "/debug").out
    shown = json.loads(out[out.index('{\n  "need"') :])
    assert shown["need"]["price"]["max"] == 12000
    assert shown["plan"]


def test_reset_forgets_what_was_shown(shop):
    outcome = chat(shop, "an enamel mug", "/reset", "/why 1")
    assert "No products were shown yet." in outcome.err


def test_a_number_that_is_not_on_the_list_is_told(shop):
    outcome = chat(shop, "/why 1", "an enamel mug", "/why 99", "/product", "/why x")
    assert "No products were shown yet." in outcome.err
    assert outcome.err.count("and a number from 1 to") == 3


def test_an_unknown_command_and_an_empty_line_do_no_harm(shop):
    outcome = chat(shop, "", "/dance", "/help")
    assert "no such command" in outcome.err
    assert "/product 2" in outcome.out


def test_a_line_too_long_is_told_and_the_chat_goes_on(shop):
    outcome = chat(shop, "x" * 5_000, "an enamel mug")
    assert "5,000 characters" in outcome.err
    assert "Enamel Mug" in outcome.out


def test_compare_sets_products_of_the_list_side_by_side(shop):
    out = chat(shop, "a jacket", "/compare 1 2").out
    prices = next(line for line in out.splitlines() if line.startswith("Price: "))
    assert prices.count("£") >= 2


def test_compare_wants_two_different_numbers_of_the_list(shop):
    outcome = chat(shop, "a jacket", "/compare 1 1", "/compare 1 99")
    assert "2 to 4 different numbers" in outcome.err
    assert "Write /compare and a number from 1 to" in outcome.err


def test_history_repeats_what_was_said(shop):
    out = chat(shop, "an enamel mug", "/history").out
    assert "you › an enamel mug" in out
    assert "shop › " in out


def test_history_is_empty_before_the_first_word(shop):
    assert "›" not in chat(shop, "/history").out
