"""Answers questions about a product from its record: figures first, then its description, never a guess."""

import re
from collections.abc import Iterator

from assistant.brief import TurnBrief
from assistant.stream import Citation, Citations
from assistant.template.attribute_words import attribute_label, attribute_text
from assistant.template.excerpt import best_sentence, is_quotable
from assistant.template.options_in_stock import OptionsInStock
from assistant.template.phrasing import Phrasing, agreeing, joined, pronoun, sentence, short_title, the
from assistant.template.price_words import price_text, rating_text
from assistant.template.question import Question
from assistant.template.review_evidence import review_evidence
from assistant.template.review_summary import summarize_reviews
from assistant.template.twins import joined_names
from assistant.template.worded_fact import fact_of, notable_facts, said_together
from assistant.template.written_answer import WrittenAnswer
from catalog.money import minor_digits
from catalog.product import AttributeValue, Product
from catalog.product_words import all_stems, stems_of
from catalog.vocabulary import CatalogVocabulary, words_of

MAX_PRODUCTS = 3
MAX_FACTS = 3


def write_product_answer(brief: TurnBrief, products: list[Product]) -> WrittenAnswer:
    """Answer for each product pointed at, at most three."""
    said: list[str] = []
    cited: list[Citation] = []
    for product in products[:MAX_PRODUCTS]:
        text, citations = _ProductAnswer(brief, product).write()
        said.append(text)
        cited += citations
    return WrittenAnswer("\n\n".join(said), citations=Citations(items=tuple(cited)) if cited else None)


def write_which_one(brief: TurnBrief, products: list[Product]) -> WrittenAnswer:
    """Nothing says which product is meant: ask, naming the ones at hand."""
    if not products:
        return WrittenAnswer("Which product do you mean? Tell me its name, or ask me to find something first.")
    names = joined_names(products[:3], "or")
    ways = ("Which one do you mean: {}?", "Just so that I answer for the right one: do you mean {}?")
    return WrittenAnswer(Phrasing(brief.turn.message).pick("which", ways).format(names))


class _ProductAnswer:
    def __init__(self, brief: TurnBrief, product: Product) -> None:
        self._brief, self._product = brief, product
        self._question = Question.read(brief.asked, product)
        self._phrasing = Phrasing(brief.turn.message)

    def write(self) -> tuple[str, tuple[Citation, ...]]:
        """The answer to what is asked, with the reviews it quotes."""
        question, product = self._question, self._product
        if question.asks_opinions:
            return summarize_reviews(product, self._brief.reviews.get(product.id, ()))
        said = list(self._said())
        if said:
            return " ".join(said), ()
        if question.topic:
            told, cited = review_evidence(
                product, self._brief.reviews.get(product.id, ()), question.topic, question.topic_words
            )
            return (f"{self._silence(short=True)} {told}", cited) if told else (self._silence(), ())
        return self._by_name() or self._overview(), ()

    def _by_name(self) -> str:
        """Of what is asked only the name tells: a charger that is called one with a "1m cable"."""
        question, title = self._question, self._product.title
        found = (re.search(rf"(?:[\w.,]+ )?\b{re.escape(word)}\b", title, re.I) for word in question.named_words)
        said = [f"“{match[0]}”" for match in found if match]
        if not said or not (question.is_yes_or_no or question.counts):
            return ""
        return sentence(f"the name of {the(self._product)} says {joined(said)}; the record tells no more of that")

    @property
    def _are(self) -> str:
        return agreeing("is", self._product)

    def _said(self) -> Iterator[str]:
        question = self._question
        if question.asks_brand:
            yield self._brand()
            return
        if question.asks_price:
            yield sentence(f"{self._verdict()}{the(self._product)} {agreeing(self._price_clause(), self._product)}")
            if question.price_limit:
                return
        if question.asks_stock or question.options:
            yield from self._stock()
        figures = list(self._figures())
        yield from figures
        wants_prose = question.topic and not (question.asks_price or question.asks_stock or question.options)
        if wants_prose and (said := best_sentence(self._product.description.plain, question.topic)):
            ways = ("The description says: “{}”", "From its description: “{}”", "In the catalog's words: “{}”")
            yield sentence(self._phrasing.pick("says", ways).format(said))

    def _brand(self) -> str:
        brand = self._product.brand
        if not brand or not is_quotable(brand):
            return sentence(f"the record of {the(self._product)} names no brand")
        return sentence(f"the brand of {the(self._product)} is {brand}")

    def _verdict(self) -> str:
        """`yes, ` or `no, ` where the price is held against a limit."""
        price, limit = self._product.price, self._question.price_limit
        if not price or not limit:
            return ""
        amount = price.amount / 10 ** minor_digits(price.currency)
        is_upper = limit[0] in ("under", "below", "less than", "at most", "within")
        return "yes, " if (amount <= limit[1]) == is_upper else "no, "

    def _price_clause(self) -> str:
        product = self._product
        if not product.price or not product.price_range:
            return "has no price in our catalog"
        text = f"costs {price_text(product)}"
        if product.price_range.min == product.price_range.max:
            return text
        dearest = product.price_range.max
        labels = [" / ".join(o.label for o in v.options) for v in product.variants if v.price == dearest and v.options]
        return f"{text} up to {dearest}{f' ({joined(labels)})' if 0 < len(labels) <= 3 else ''}"

    def _stock(self) -> Iterator[str]:
        """What of the options asked about can be had now."""
        product, stock = self._product, OptionsInStock(self._product)
        if not product.in_stock:
            state = {"backorder": "on back-order", "preorder": "for pre-order", "discontinued": "discontinued"}
            now = state.get(product.availability, "out of stock")
            yield sentence(f"{the(product)} {self._are} {now} at the moment")
            return
        wanted = self._question.options
        if wanted:
            yield from self._wanted_options(stock, wanted)
            return
        names = self._question.option_names or tuple(option.name for option in product.options)
        listed = [f"{name.lower()} {joined(stock.in_stock(name))}" for name in names if stock.in_stock(name)]
        if not listed:
            yield sentence(f"{the(product)} {self._are} in stock, in one version only")
            return
        yield sentence(f"{the(product)} {self._are} in stock in {joined(listed)}")
        gone = [
            " / ".join(o.label for o in v.options)
            for v in product.variants
            if v.options and not v.availability.available
        ]
        if 0 < len(gone) <= 4 and all(map(is_quotable, gone)):
            yield sentence(f"sold out at the moment: {joined(gone)}")

    def _wanted_options(self, stock: OptionsInStock, wanted: dict[str, tuple[str, ...]]) -> Iterator[str]:
        met, missed = stock.judge(wanted)
        if not met:
            for miss in missed:
                yield sentence(f"{the(self._product)} {self._are} {miss}")
            return
        text = met[0]
        others = [name for name in self._other_options(wanted) if stock.in_stock(name, wanted)]
        in_which = [f" in {joined(stock.in_stock(name, wanted))}" for name in others]
        tail = f",{','.join(in_which)}" if in_which else ""
        yield sentence(f"yes, {the(self._product)} {self._are} in stock in {text}{tail}")

    def _other_options(self, wanted: dict[str, tuple[str, ...]]) -> list[str]:
        asked = {name.casefold() for name in wanted}
        return [option.name for option in self._product.options if option.name.casefold() not in asked]

    def _figures(self) -> Iterator[str]:
        """Attributes whose names or values the question names."""
        product = self._product
        said = False
        for key in self._question.attribute_keys[:MAX_FACTS]:
            value = product.attributes[key]
            if is_quotable(attribute_text(key, value)):
                yield self._figure(key, value, pronoun(product) if said else the(product))
                said = True

    def _figure(self, key: str, value: AttributeValue, subject: str) -> str:
        product, fact = self._product, fact_of(key, value)
        clause = agreeing(fact.clause, product)
        if isinstance(value, bool):
            answer = ("yes, " if value else "no, ") if self._question.is_yes_or_no else ""
            return sentence(f"{answer}{subject} {clause}")
        if fact.clause.startswith("lists "):
            whose = f" of {subject}" if subject == the(product) else ""
            return sentence(f"{attribute_label(key)}{whose}: {fact.value}")
        return sentence(f"{subject} {clause}")

    def _silence(self, *, short: bool = False) -> str:
        product = self._product
        words = joined([f"“{word}”" for word in self._question.topic_words[:3]], "or")
        ways = (
            "The record of {name} says nothing about {words}, so I'd rather not guess.",
            "The description does not say: I find no mention of {words} for {name}.",
            "I can't tell you that for certain: {words} is not mentioned anywhere in the record of {name}.",
        )
        if short:
            return sentence(f"the record of {the(product)} doesn't say")
        said = self._phrasing.pick("silence", ways).format(name=the(product), words=words)
        facts = said_together(fact.clause for fact, _ in zip(notable_facts(product), range(2), strict=False))
        stated = f"{pronoun(product)} {agreeing(facts, product)}"
        return f"{said} What it does state: {stated}." if facts else said

    def _overview(self) -> str:
        product = self._product
        facts = said_together(fact.clause for fact, _ in zip(notable_facts(product), range(MAX_FACTS), strict=False))
        first = re.split(r"(?<=[.!?])\s+(?=[A-Z0-9])", " ".join(product.description.plain.split()))[0]
        quote = (
            sentence(f"In the catalog's words: “{first}”")
            if is_quotable(first) and len(first) <= 220 and not stems_of(first) <= stems_of(product.title)
            else ""
        )
        rating = rating_text(product.rating)
        parts = [
            sentence(f"{the(product)} {agreeing(self._price_clause(), product)}"),
            sentence(f"{pronoun(product)} {agreeing(facts, product)}") if facts else "",
            "Nobody has given a rating yet." if rating == "not rated yet" else f"The rating is {rating}.",
            quote,
        ]
        return " ".join(part for part in parts if part)


def names_another(brief: TurnBrief, products: list[Product]) -> bool:
    """Whether the message writes a name of the catalog that none of these bears: then the answer is not theirs."""
    known = frozenset(stem for product in products for stem in all_stems(product))
    later = brief.turn.message.split()[1:]
    names = {word for text in later if text[:1].isupper() and not text.isupper() for word in words_of(text)}
    strange = [w for w in names if len(w) > 3 and w in brief.vocabulary.words and not stems_of(w) <= known]
    return any(not _is_a_value(word, brief.vocabulary) for word in strange)


def _is_a_value(word: str, vocabulary: CatalogVocabulary) -> bool:
    """Whether records state it of products ("German" of a keyboard), and no brand is called so."""
    if any(word in words_of(brand) for brand in vocabulary.brands):
        return False
    return any(word == label.casefold() for labels in vocabulary.values.values() for label in labels)


def is_named(product: Product, message: str) -> bool:
    """Whether the message names the product: by all its title's words, or two of them that are not its category's."""
    own = stems_of(short_title(product)) - stems_of(product.category or "")
    shared = own & stems_of(message)
    return bool(own) and (shared == own or len(shared) >= 2)
