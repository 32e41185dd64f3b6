"""Checks what a sentence says of money: prices, former prices, differences, sums, limits, discounts."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import combinations

from assistant.grounding.amounts import is_amount
from assistant.grounding.claims import Finding, Sentence
from assistant.grounding.facts import ProductFacts, major
from assistant.grounding.figures import Figure
from assistant.grounding.foreign_claims import amount_holds_abroad

_WORDS_BETWEEN = r"\s*(?:just\s+|about\s+|around\s+|only\s+)?"
_LIMIT_NOUN = r"(?:budget|limit|ceiling|cap|mark|target|max(?:imum)?|price range|range)"
_UNDER = re.compile(
    r"\b(?:under|below|within|less than|up to|at most|no more than|inside|beneath|cheaper than"
    r"|max(?:imum)?(?: of)?|not exceed\w*)"
    rf"{_WORDS_BETWEEN}(?:your|the|a|that|my)?\s*(?:stated\s+|{_LIMIT_NOUN} of\s+)?$"
)
_OVER = re.compile(
    rf"\b(?:over|above|more than|exceeds?|beyond|past|outside){_WORDS_BETWEEN}(?:your|the|a|that)?\s*(?:stated\s+"
    rf"|{_LIMIT_NOUN} of\s+)?$"
)
_LIMIT_AFTER = re.compile(rf"\s*(?:or (?:less|under)\s*)?{_LIMIT_NOUN}\b")
_LIMIT_BEFORE = re.compile(rf"\b{_LIMIT_NOUN}\s*(?:of|is|was|:)?\s*$")
_AS_YOU_SAID = re.compile(
    r"\byou(?:'ve)?\s+(?:said|mentioned|asked|wanted|set|named|gave|have|had)\b|\byour\s+$|\bof your\b"
)
_DIFFERENCE_AFTER = re.compile(
    r"\s*(?:of\s+)?(?:cheaper|less|more|dearer|extra|lower|higher|pricier|below|under|over|above|within|left|spare"
    r"|to spare"
    r"|saving|off|saved|difference|short|remaining|apart|on top|in hand|headroom)\b(?!\s+(?:or|and)\s+less)"
)
_DIFFERENCE_BEFORE = re.compile(
    r"\b(?:sav(?:e|es|ing|ings of)|saved|difference (?:of|is)|extra|another|leav(?:es|ing)|differ\w* by|cheaper by"
    r"|over by|under by"
    r"|dearer by|gap (?:of|is)|reduced by|down by|price by)\s*(?:you\s+|of\s+|an?\s+|about\s+|around\s+|just\s+)*$"
)
_OFF = re.compile(r"\s*(?:off|discount|reduction|saving|price (?:cut|drop))\b")
_FORMER = re.compile(
    r"\b(?:was|were|down from|originally|normally|usually|before|rrp|list price(?: of| is)?|full price(?: of| is)?"
    r"|instead of"
    r"|reduced from|discounted from|marked down from|previously|formerly|used to (?:be|cost)"
    r"|regular(?:ly)?(?: price)?(?: of)?|not|worth)"
    r"\s*(?:at\s+|priced at\s+|:\s*|the usual\s+|an?\s+)?$"
)
_TOTAL = re.compile(
    r"\b(?:together|total|altogether|combined|both for|the pair|sum|set of|bundle|come to|add up|all three)\b"
)
_SHOP_TOPIC = re.compile(
    r"\b(?:deliver|ship|postage|return|refund|orders? (?:over|above|of|from|worth)|spend|exchange|warrant"
    r"|guarantee|repair"
    r"|fee\b|charge)"
)
_PARTS = re.compile(r"\b(?:spares?|replac\w+|refills?|cartridges?|blades?|an hour|a time|per wash|a section|new one)\b")
_ROUGHLY = re.compile(r"\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|close to|circa|ca\.?|some)\s*$")
_MORE = ("more", "dearer", "extra", "higher", "pricier", "over", "above", "on top")


#: Another digit right behind an amount: `£4 9`, written apart to be read as one.
_GOES_ON = re.compile(r" ?[ .] ?\d{1,2}(?![\w%/:]|\.\d|\s*(?:stars?|out|reviews?|ratings?))")


def check_prices(sentence: Sentence) -> Iterator[Finding]:
    """Every amount and discount of the sentence that nothing supports."""
    for figure in sentence.figures:
        if figure.kind == "money" and _GOES_ON.match(sentence.text, figure.end):
            yield Finding(figure.start, figure.end, "price")
            continue
        if figure.kind == "percent" and not _percent_holds(sentence, figure):
            yield Finding(figure.start, figure.end, "discount")
        elif is_amount(sentence, figure) and not (
            _amount_holds(sentence, figure) or amount_holds_abroad(sentence, figure)
        ):
            yield Finding(figure.start, figure.end, "price", _true_price(sentence, figure))


def _amount_holds(sentence: Sentence, figure: Figure) -> bool:
    subjects = sentence.subjects(figure.start, figure.end)
    currencies = {s.currency for s in subjects if s.currency}
    if figure.currencies and currencies and not currencies & set(figure.currencies):
        return figure.value in sentence.facts.shopper_numbers and _is_shoppers(sentence, figure)
    if _shop_documents_say(sentence, figure) or _is_shoppers(sentence, figure):
        return True
    for applies, holds in _ROLES:
        if applies(sentence, figure):
            return holds(sentence, figure, subjects)
    return _is_price(sentence, figure, subjects)


def _is_shoppers(sentence: Sentence, figure: Figure) -> bool:
    """The shopper's own figure, spoken of as theirs and not contradicted by the price of what is named."""
    if figure.value not in sentence.facts.shopper_numbers or _is_limit(sentence, figure):
        return False
    before, after = sentence.before(figure.start, 30), sentence.after(figure.end, 20)
    return bool(_LIMIT_AFTER.match(after) or _LIMIT_BEFORE.search(before) or _AS_YOU_SAID.search(before))


def _shop_documents_say(sentence: Sentence, figure: Figure) -> bool:
    topic = _shop_topic_of(sentence, figure)
    return _record_says_of_parts(sentence, figure) or any(
        figure.value in said.numbers and any(word.startswith(topic) for word in said.words)
        for said in (sentence.facts.document_sentences if topic else ())
    )


def _shop_topic_of(sentence: Sentence, figure: Figure) -> str:
    """What the shop's service the amount is said of (`deliv`), empty when a product stands nearer to it."""
    named_until = max((m.end for m in sentence.mentions if m.end <= figure.start), default=-1)
    before = list(_SHOP_TOPIC.finditer(sentence.lower, max(0, named_until, figure.start - 45), figure.start))
    if before:
        return before[-1][0][:5]
    after = _SHOP_TOPIC.search(sentence.after(figure.end, 30))
    return after[0][:5] if after and named_until < 0 and not sentence.begins_with_pronoun else ""


def _record_says_of_parts(sentence: Sentence, figure: Figure) -> bool:
    """What a spare part or an hour's use costs, as the record itself tells it; never the product's own price."""
    if not _PARTS.search(sentence.lower):
        return False
    shown = sentence.text[figure.start : figure.end].casefold()
    records = (part for s in sentence.subjects(0) for part in s.text.casefold().split("\n") if shown in part)
    return any(_PARTS.search(record) for record in records)


def _is_limit(sentence: Sentence, figure: Figure) -> bool:
    before = sentence.before(figure.start)
    return bool(_UNDER.search(before) or _OVER.search(before))


def _limit_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    is_known = bool(sentence.mentions) or (bool(sentence.carried) and sentence.begins_with_pronoun)
    if not is_known and figure.value in sentence.facts.shopper_numbers:
        return True
    if sentence.is_negated(figure.start):
        return figure.value in sentence.facts.shopper_numbers
    prices = [subject.price for subject in subjects]
    if _OVER.search(sentence.before(figure.start)):
        return bool(prices) and all(price is not None and price >= figure.value for price in prices)
    return bool(prices) and all(price is not None and price <= figure.value for price in prices)


def _is_difference(sentence: Sentence, figure: Figure) -> bool:
    return bool(
        _DIFFERENCE_AFTER.match(sentence.after(figure.end)) or _DIFFERENCE_BEFORE.search(sentence.before(figure.start))
    )


def _difference_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    if any(figure.value in subject.savings for subject in subjects):
        return True
    if _OFF.match(sentence.after(figure.end)):
        return False
    prices = {price for subject in subjects for price in subject.prices}
    if any(abs(price - own) == figure.value for price in prices for own in sentence.facts.shopper_numbers):
        return True
    ids = [m.ids for m in sentence.mentions]
    if len(ids) == 2 and len(ids[0] | ids[1]) == 2:
        return _named_difference_holds(sentence, figure)
    n_named = sum(m.is_whole and len(m.ids) == 1 for m in sentence.mentions)
    others = sentence.named() if n_named > 1 else list(sentence.facts.products.values())
    return any(abs(price - other) == figure.value for price in prices for facts in others for other in facts.prices)


def _named_difference_holds(sentence: Sentence, figure: Figure) -> bool:
    """Between two products named in one sentence the direction must be right, too."""
    first, second = (sentence.facts.products[next(iter(m.ids))] for m in sentence.mentions)
    is_more = any(re.match(rf"\s*{word}\b", sentence.after(figure.end)) for word in _MORE)
    is_less = re.match(r"\s*(?:cheaper|less|lower|below|under)\b", sentence.after(figure.end))
    wanted = {a - b for a in first.prices for b in second.prices}
    if sentence.mentions[0].end > figure.start or not re.search(r"\bthan\b", sentence.lower):
        return figure.value in {abs(gap) for gap in wanted}
    if is_more:
        return figure.value in wanted
    return -figure.value in wanted if is_less else figure.value in {abs(gap) for gap in wanted}


def _is_former(sentence: Sentence, figure: Figure) -> bool:
    before = sentence.before(figure.start)
    if _FORMER.search(before):
        return True
    return bool(
        re.search(r"\bfrom\s*$", before)
        and re.match(r"\s*(?:down\s+)?to\s+(?:just\s+|only\s+)?[^a-z]*\d", sentence.after(figure.end))
    )


def _former_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    if any(figure.value in subject.list_prices for subject in subjects):
        return True
    is_range = re.search(r"\bfrom\s*$", sentence.before(figure.start)) is not None
    return is_range and not re.search(r"\bdown|reduc|discount|mark", sentence.lower) and _any_price(figure, subjects)


def _is_total(sentence: Sentence, figure: Figure) -> bool:
    return _TOTAL.search(sentence.clause(figure.start, figure.end)) is not None


def _total_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    pool = sentence.named() or subjects
    prices = [facts.price for facts in pool[:6] if facts.price is not None]
    if any(sum(chosen) == figure.value for size in (2, 3, 4) for chosen in combinations(prices, size)):
        return True
    return _any_price(figure, subjects) or any(price * n == figure.value for price in prices for n in range(2, 7))


def _any_price(figure: Figure, subjects: list[ProductFacts]) -> bool:
    return any(figure.value in subject.prices for subject in subjects)


def _is_price(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """The price of what it is said of; of two products named together, the first figure is the first one's."""
    group = sentence.spoken_of(figure.start, figure.end)
    if len(group) > 1:
        mine = [f for f in sentence.figures if is_amount(sentence, f) and sentence.spoken_of(f.start, f.end) == group]
        if len(mine) == len(group):
            subjects = [
                sentence.facts.products[i] for i in group[mine.index(figure)].ids if i in sentence.facts.products
            ]
        elif len(mine) == 1 and re.search(r"\b(?:both|each|all)\b", sentence.lower):
            return all(figure.value in subject.prices for subject in subjects)
    labels = sentence.labels_near(subjects, figure.start, figure.end)
    if labels and any(len(subject.prices) > 1 for subject in subjects):
        priced = [v.price for s in subjects for label in labels for v in s.labelled_variants([label]) if v.price]
        return any(figure.value == major(p) for p in priced) or not priced
    return _any_price(figure, subjects) or _nearly(sentence, figure, subjects)


def _nearly(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """`about £90` for £89.00: whole amounts within two per cent."""
    if not _ROUGHLY.search(sentence.before(figure.start)) or figure.value != int(figure.value):
        return False
    return any(abs(price - figure.value) <= price * Decimal("0.02") for s in subjects for price in s.prices)


def _true_price(sentence: Sentence, figure: Figure) -> str | None:
    """The price to say instead, when it is clear whose price was meant and that a price was meant."""
    subject = sentence.only_subject(figure.start, figure.end)
    if subject is None or subject.product.price is None or len(subject.prices) != 1:
        return None
    if any(applies(sentence, figure) for applies, _ in _ROLES) or _SHOP_TOPIC.search(sentence.lower):
        return None
    return str(subject.product.price)


def _percent_holds(sentence: Sentence, figure: Figure) -> bool:
    subjects = sentence.subjects(figure.start, figure.end)
    clause = sentence.clause(figure.start, figure.end)
    if re.search(
        r"\boff\b|discount|reduc|\bsale|sav(?:e|ing)|cheaper|price|deal|mark|rebate|cash ?back|less\b|\bextra\b|bonus",
        clause,
    ):
        pairs = [(a.price, b.price) for a in subjects for b in sentence.named() if a.price and b.price]
        relative = [(1 - a / b) * 100 for a, b in pairs if "than" in clause and a < b]
        return any(abs(d - figure.value) <= Decimal("0.5") for s in subjects for d in (*s.discounts, *relative))
    known = any(figure.value in subject.numbers for subject in subjects)
    return known or any(figure.value in said.numbers for said in sentence.facts.document_sentences)


_Role = tuple[
    Callable[[Sentence, Figure], bool],
    Callable[[Sentence, Figure, list[ProductFacts]], bool],
]
#: What an amount may be, most telling wording first; what is none of these is a price.
_ROLES: tuple[_Role, ...] = (
    (_is_difference, _difference_holds),
    (_is_limit, _limit_holds),
    (_is_former, _former_holds),
    (_is_total, _total_holds),
)
