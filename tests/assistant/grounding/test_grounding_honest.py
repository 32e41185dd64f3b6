"""Honest answers pass untouched: hundreds of sentences made from real facts, in the phrasings models like."""

from collections.abc import Iterator
from types import ModuleType

import pytest

from assistant.grounding.verifier import AnswerVerifier, Facts
from catalog.product import Product


@pytest.fixture
def facts(small_shop: ModuleType) -> Facts:
    return Facts.gather(small_shop.PRODUCTS, small_shop.POLICIES, small_shop.REVIEWS, small_shop.SHOPPER_WORDS)


def read(facts: Facts, text: str, n_characters: int = 5) -> tuple[str, list[str]]:
    verifier = AnswerVerifier(facts)
    pieces = [text[i : i + n_characters] for i in range(0, len(text), n_characters)]
    sent = "".join(verifier.feed(piece) for piece in pieces) + verifier.finish()
    return sent, [f"{c.kind}: {c.said}" for c in verifier.corrections]


def pounds(minor: int) -> str:
    return f"£{minor / 100:.2f}"


def short(minor: int) -> str:
    return f"£{minor // 100}" if minor % 100 == 0 else pounds(minor)


def about_one(product: Product) -> Iterator[str]:
    """Facts of one product, each in several phrasings."""
    assert product.price
    title, price = product.title, product.price.amount
    yield from (
        f"The {title} is {pounds(price)}.",
        f"The {title} costs {short(price)}.",
        f"**{title}** – {pounds(price)}.",
        f"- **{title}** ({short(price)}): a solid choice.",
        f"At {short(price)}, the {title} is the one I'd start with.",
        f"I'd go for the {title}. It's {short(price)}, which is good value.",
        f"The {title} by {product.brand} comes in at {pounds(price)}.",
        f"For {pounds(price)} you get the {title}.",
        f"Have a look at the [{title}]({product.url}).",
        f"My pick: the {title} at {pounds(price)}.",
        f"1. **{title}**, {pounds(price)}",
        f"If price matters most, the {title} at {short(price)} is hard to beat.",
    )
    if product.list_price:
        former = product.list_price.amount
        saving = former - price
        yield from (
            f"The {title} is on sale at {short(price)}, down from {short(former)}.",
            f"The {title} was {pounds(former)} and is now {pounds(price)}.",
            f"You save {short(saving)} on the {title}.",
            f"The {title} is reduced from {pounds(former)} to {pounds(price)}.",
            f"The {title} is {round(saving / former * 100)}% off at the moment.",
        )
    if product.rating and product.rating.count:
        value, count = product.rating.value, product.rating.count
        yield from (
            f"The {title} is rated {value} out of 5 from {count} reviews.",
            f"Shoppers give the {title} {value} stars across {count} ratings.",
            f"**{title}**: {pounds(price)}, {value}/5 ({count} reviews).",
            f"With a {value}-star average, the {title} is well liked.",
            f"The {title} has {count} reviews and a rating of {value}.",
        )
    if product.in_stock:
        yield from (
            f"The {title} is in stock.",
            f"The {title} is available now at {short(price)}.",
            f"Good news: the {title} is currently in stock.",
        )
    else:
        yield from (
            f"The {title} is out of stock at the moment.",
            f"Unfortunately the {title} is sold out.",
            f"The {title} isn't available right now.",
        )
    weight = product.attributes.get("weight_g")
    if weight:
        yield from (
            f"The {title} weighs {weight} g.",
            f"At {weight} g, the {title} packs small.",
            f"It's a {weight} g piece, the {title}.",
        )
    if price <= 12000:
        yield from (
            f"The {title} is {short(12000 - price)} under your £120 budget.",
            f"At {short(price)}, the {title} is well within your £120 budget.",
            f"The {title} leaves {pounds(12000 - price)} of your £120.",
            f"The {title} stays under £120.",
        )
    else:
        yield f"The {title} is over your £120 limit at {short(price)}."


def about_two(one: Product, other: Product) -> Iterator[str]:
    assert one.price and other.price
    cheap, dear = sorted((one, other), key=lambda p: p.price.amount if p.price else 0)
    assert cheap.price and dear.price
    gap = dear.price.amount - cheap.price.amount
    yield from (
        f"The {cheap.title} is {short(gap)} cheaper than the {dear.title}.",
        f"The {dear.title} costs {short(gap)} more than the {cheap.title}.",
        f"The {cheap.title} ({short(cheap.price.amount)}) and the {dear.title} ({short(dear.price.amount)}) do it.",
        f"The {cheap.title} is {short(cheap.price.amount)} and the {dear.title} is {short(dear.price.amount)}.",
        f"Together, the {cheap.title} and the {dear.title} come to {pounds(cheap.price.amount + dear.price.amount)}.",
        f"Between the two, the {cheap.title} saves you {short(gap)}.",
    )


PROSE = """\
If the Windline Commuter Softshell is sold out in your size, the Frostline is close.
Even if it is sold out by then, the Frostline will do.
Here are three jackets that should work for winter cycling.
You asked for something under £120, so I left out the dearest one.
The Windline is softer; the Frostline is warmer.
The Windline Commuter Softshell stops wind completely, but rain gets through after about fifteen minutes.
It is comfortable from about 4 to 12 °C.
The Frostline Thermal Cycling Jacket is meant for rides between freezing and 8 °C.
The Coldgate Deep Winter Road Jacket is rated for rides down to -6 °C.
The Coldgate is the warmest of the bunch, though it's also the heaviest at 540 g.
The Coldgate Deep Winter Road Jacket is 120 g heavier than the Windline Commuter Softshell.
The Fell Merino Base Layer is made of 100% merino wool.
The Fell Merino Base Layer is £55.00, or £59.00 in L.
The Fell Merino Base Layer comes with a 2 year warranty.
Wash the Fell Merino Base Layer at 30 °C.
The Tarn 20 Litre Drysack holds 20 litres and weighs 96 g.
The Hob & Hearth Enamel Kettle 1.5 L boils a litre in 5 minutes.
The kettle works on gas, electric and induction.
The Windline Commuter Softshell is in stock in S, M and L, but XL is sold out.
Some sizes of the Windline Commuter Softshell are out of stock.
The Windline Commuter Softshell comes in four sizes.
Standard delivery costs £3.95 and takes 3 to 5 working days.
Delivery is free on orders over £50.
You can return anything within 30 days for a full refund.
Sale goods can be returned within 14 days.
One reviewer says it "Blocks the wind off the canal completely".
Two reviewers mention the fit.
A couple of reviewers wished for vents under the arms.
Would you like me to show only jackets that are in stock?
Shall I look for something cheaper?
Do you ride in the rain, or mostly on dry days?
I can't add things to your cart, but you can do it from the card.
I don't have any discount codes, I'm afraid.
I don't see anything on sale beyond these two.
None of these is fully waterproof, so for heavy rain I'd look at a shell.
For Scottish winters, I'd pick the Frostline.
Both the Windline and the Frostline come in S, M and L.
Fjellmark makes the Windline and the Fell Merino Base Layer.
Velo Alba's Frostline is the slimmer cut.
**Best value:** the Windline Commuter Softshell.
**Warmest:** the Coldgate Deep Winter Road Jacket.
Pros: windproof, light. Cons: not for heavy rain.
In short, choose the Windline for commuting and the Frostline for long rides.
Layering helps: put the Fell Merino Base Layer underneath.
Happy to compare them in more detail.
Breathability is decent, and the fit is regular.
Since you ride 15 miles to work, I'd want good breathability.
At 5 ft 11 you are probably an L, but check the size guide.
Let me know if you'd like to see more options.
It's not waterproof, so keep a shell in your bag.
The second one is warmer.
The first option is £89.00.
I'd avoid it above 12 °C.
Neither of them has a hood.
Prices run from £18.50 to £168.00.
The Windline is a softshell – think wind, not rain.
With a mid layer underneath, it'll do down to about 4 °C.
It has three open rear pockets plus a zipped one.
The grid fleece lets heat out.
Your budget of £120 covers either of them.
You mentioned £120, and the Frostline comes in just under that.
The difference of £20 buys you more warmth.
Compared with the Frostline, the Windline is £20 cheaper and 35 g heavier.
That's £31 less than your limit.
Sizes run from S to XL.
I found 6 products that could fit.
Hi! I'm an AI assistant for this shop. What are you looking for?
Thanks for asking!
Sorry, I couldn't find a waterproof jacket in that range.
I wouldn't take it out in a downpour.
That depends on how cold it gets where you ride.
If you often ride below zero, the Coldgate would be my choice, but it's out of stock.
Of these, only the Frostline has a slim fit.
It is cream, and it takes 1.5 litres.
""".splitlines()


def corpus(products: tuple[Product, ...]) -> list[str]:
    sentences = [sentence for product in products for sentence in about_one(product)]
    pairs = [(a, b) for i, a in enumerate(products) for b in products[i + 1 :]]
    sentences += [sentence for a, b in pairs for sentence in about_two(a, b)]
    return sentences


def test_facts_in_any_honest_phrasing_pass_untouched(facts: Facts, small_shop: ModuleType) -> None:
    sentences = corpus(small_shop.PRODUCTS)
    altered = {sentence: read(facts, sentence) for sentence in sentences if read(facts, sentence) != (sentence, [])}
    assert len(sentences) >= 200
    assert len(altered) <= len(sentences) * 0.005, "\n".join(f"{s!r} → {a}" for s, a in altered.items())


def test_honest_prose_in_a_conversation_about_jackets_passes_untouched(facts: Facts) -> None:
    altered = []
    for sentence in PROSE:
        lead = "The Windline Commuter Softshell would suit you.\n"
        if "kettle" in sentence or "cream" in sentence:
            lead = "The Hob & Hearth Enamel Kettle 1.5 L would suit you.\n"
        sent, corrections = read(facts, lead + sentence)
        if sent != lead + sentence:
            altered.append(f"{sentence!r} → {corrections}")
    assert not altered, "\n".join(altered)


@pytest.mark.parametrize("n_characters", [1, 3, 40, 10_000])
def test_the_size_of_the_pieces_makes_no_difference(facts: Facts, n_characters: int) -> None:
    text = "\n".join(PROSE[:20])
    assert read(facts, text, n_characters) == read(facts, text, 7)


def test_a_sentence_is_sent_as_soon_as_it_is_whole(facts: Facts) -> None:
    verifier = AnswerVerifier(facts)
    assert verifier.feed("The Windline Commuter Softshell is £89") == ""
    assert verifier.feed(".00. It") == "The Windline Commuter Softshell is £89.00. "
    assert verifier.finish() == "It"
