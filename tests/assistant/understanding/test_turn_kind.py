import pytest

ALONE = {
    "find": (
        "shipping boxes", "a gift for dad", "return address labels", "travel wallet", "do you have shipping boxes?",
        "is there a tent for two", "what tents do you have", "any good backpacks?", "boots with free delivery",
        "hi, I'm looking for a tent", "what do you recommend for a wet winter?", "which jackets are waterproof",
        "a delivery bag for my bike", "can you help me find a rug", "hello kitty mug", "what is the best tent",
        "gift card holder", "a warranty box", "great boots", "thanks, and a rug", "an exchange student's backpack",
        "which tent is the lightest?", "payment terminal stand", "do you sell gift boxes", "a nice lamp",
    ),
    "compare": (
        "compare down and synthetic", "what's the difference between down and synthetic?", "Windline vs Skarn",
        "windline versus skarn",
    ),
    "product_question": (
        "how heavy is the Windline", "is the Windline waterproof?", "what colours does the Ridge come in",
    ),
    "shop_question": (
        "do you ship to Norway", "how long does delivery take?", "what is your return policy", "shipping costs",
        "can I return it?", "how do I return something", "is shipping free?", "do you offer gift wrapping?",
        "can I pay with PayPal", "do u accept apple pay", "what payment methods do you accept", "opening hours",
        "when do you open on Sunday?",
        "any discount codes?", "do you have a discount code", "how long is the warranty", "where is my order",
        "I want to return my jacket", "I need a refund", "how do you use my data", "privacy policy", "returns?",
        "do you have a physical store?", "can I get my money back if it doesn't fit", "who pays for return shipping?",
        "Do you deliver in Germany?", "what if it doesn't fit?",
        "track my order", "do you have a shop in London?", "Wie lange dauert die Lieferung?", "student discount?",
    ),
    "chat": (
        "hello", "Hi there!", "thanks!", "thank you so much", "who are you", "who made you?", "are you a robot?",
        "tell me a joke",
        "bye", "ok", "how are you?", "I'm just browsing", "", "?!…", "🎉🎉", "hi, thanks", "what can you do?",
    ),
}  # fmt: skip
AFTER_JACKETS = {
    "find": (
        "cheaper", "show me more", "in blue", "any tents?", "something like the first one", "do you have rugs",
        "waterproof ones", "make it under 100", "it's a gift for my wife", "I need it by Friday",
        "rain jacket", "like the windline but warmer", "not the first one", "none of these",
        "show me the blue ones", "which socks do you have?", "what about chairs?", "similar to the second one",
    ),
    "compare": (
        "compare the first two", "which is warmer?", "which one is better for winter?", "compare 1 and 3",
        "compare them", "what's the difference between the first and the last", "which one should I buy?",
        "what would you choose?",
        "windline or skarn, which is warmer?", "is the first one better than the second?",
        "windline or mistral?", "first or second?", "1 or 2?",
    ),
    "product_question": (
        "is the second one waterproof", "what's it made of", "does it come in blue", "how heavy is the Windline",
        "what do people say about it", "the second one", "tell me more about the Skarn", "how much is it?", "both",
        "do you have it in red", "do you have the second one in red?", "any reviews of the mistral?", "#2", "2",
        "is it warm enough for skiing?", "what sizes does it come in", "can I wash it?",
        "reviews?", "more details please", "tell me more", "I'll take it", "price?",
        "why did you pick the first one?",
        "can I wear it in the rain",
    ),
    "shop_question": ("can I return the second one", "how long does delivery take?", "does it come with a warranty"),
    "chat": ("thanks, that's great", "ok", "perfect, thank you!"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in ALONE.items() for text in texts])
def test_a_first_message_is_of_this_kind(shop, kind, text):
    assert shop.read(text).kind == kind


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in AFTER_JACKETS.items() for text in texts])
def test_a_message_after_jackets_is_of_this_kind(shop, after_jackets, kind, text):
    assert shop.read(text, after_jackets).kind == kind


def test_a_comparison_of_nothing_shown_is_searched_for_with_its_limits(shop):
    need = shop.read("compare tents under 100, no canvas")
    assert (need.kind, need.text, need.price.max, need.exclude) == ("compare", "tents", 10000, ("canvas",))
