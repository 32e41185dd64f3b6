"""Checks what a sentence claims in words: stock, scarcity, offers, codes, delivery, and things done for the shopper."""

import re
from collections.abc import Iterator

from assistant.grounding.claims import ClaimKind, Finding, Sentence
from assistant.grounding.mentions import speaks_of_them
from assistant.grounding.occasions import tells_when
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.sale_goods import speaks_of_sale_goods
from assistant.grounding.service_terms import service_has_all
from assistant.grounding.shop_amounts import earns_free_delivery
from assistant.grounding.stock_claims import allows_for_a_name, counts_no_stock, is_in_stock, is_out_of_stock
from assistant.grounding.words import words_in

_OUT = re.compile(
    r"\b(?:out of stock|sold out|unavailable|not (?:currently |yet )?(?:in stock|available)(?! here)|(?:is"
    r"|are)n't (?:in stock|available)(?! here)"
    r"|no longer (?:available|sold|made|stocked|in stock)|discontinued|none left|(?:has|have) (?:run|sold) out"
    r"|ran out"
    r"|pre-?orders?|back-?order(?:ed|s)?)\b"
)
_IN = re.compile(
    r"\b(?:in stock|available (?:now|today|just now|at the moment"
    r"|right now|immediately|to (?:order|buy)|in (?:your size|size|all|every"
    r"|both))"
    r"|(?:plenty|lots|loads) (?:of stock|available)|well stocked"
    r"|(?:get|have|order|buy|grab)\b[^.,;]{0,60}\b(?:right away|straight away|immediately|right now)"
    r"|ready to (?:ship|go out|dispatch)|(?:is|are|'s|'re|still|currently|both|all) available|can be had (?:now"
    r"|today)"
    r"|available[.!,;]?\s*$)"
)
#: The last few of these are no pieces in stock.
_NO_STOCK = (
    r"(?:pounds?|quid|euros?|pence|days?|weeks?|months?|years?|hours?|minutes?|miles?|kilomet\w+|met\w+|grams?|degrees?"
    r"|inches|centimet\w+|reviews?|reviewers?|steps|seasons?|winters?|summers?|nights?|per ?cent)"
)
_SCARCE = re.compile(
    r"\b(?:(?:only|just|last|final)\s+(?:a\s+|the\s+|about\s+)?(?:last\s+)?(?:few|couple|handful|pair|\d+|one|two"
    r"|three|four|five"
    r"|six|seven|eight|nine|ten|dozen)\s+(?:of\s+\w+\s+)?(?:\w+\s+){0,2}?(?:left|remain\w*|in stock|available|to go)"
    r"|(?:(?<![\d.,£€$])\d+|one|two|three|four|five|six|seven|eight|nine|ten|few|couple)\s+(?:\w+\s+){0,2}?"
    r"(?:left\b(?! (?:with|his|hers?|theirs?|it|them|an?|the|mine|my)\b)|remain(?:s|ing)?\b|in stock)"
    r"|(?:only|just) \d+ pieces\b|(?:only|just)\s+(?:have\s+|got\s+)?a\s+(?:few|handful"
    r"|couple)\s+(?:of\s+(?:these|them|those)|in)\b"
    r"|just sold|stock\s*:\s*\d|in their (?:cart|basket|bag)s?|low (?:in |on )?stock|stock (?:is|are|'s) (?:low"
    r"|limited|running)|running (?:low|out)"
    r"|selling (?:fast|out|quickly|quick)|going (?:fast|quickly)|(?:almost|nearly|practically) (?:gone|sold out)"
    r"|limited (?:stock|quantit\w+|availability|supply|edition|numbers)|while (?:stocks?|supplies|they|it) lasts?"
    r"|(?<!in a )(?<!in such a )hurry"
    rf"|last (?:chance|one|pair|piece|units?|few(?!\s+{_NO_STOCK}\b))|high demand|flying off"
    r"|(?:stocks?|offers?|deals?|prices?|they|these|it) won't last(?: long)?(?=[.!]|$)"
    r"|be quick"
    r"|act (?:fast|now|quickly)"
    r"|back in stock|re-?stock\w*|best-?\s?sell\w*|most popular|top-?\s?sell\w*|trending|number one|in demand"
    r"|(?:people|shoppers|customers|others) (?:are )?(?:currently |now |also )?(?:viewing|looking at|bought|buying"
    r"|love)"
    r"|(?:sells|selling) like|(?:thousands|hundreds|dozens|scores|millions) (?:of|sold))\b"
)
_ON_SALE = re.compile(
    r"\b(?:on sale|in the sale|on offer|sale price|(?:is|are|been|now|currently|heavily|was)\s+reduced"
    r"|reduced (?:from|to|by|price)"
    r"|discounted|marked down|price (?:drop|cut)s?|(?:at|with) a (?:\w+ )?discount|saving on the (?:list"
    r"|usual) price|was cheaper)\b"
)
_OFFER = re.compile(
    r"\b(?:bogo|bogof|buy (?:one|two|three|1|2|3)\b[^.]{0,60}\b(?:get|free|half|for the price)\b|(?:two|three|2|3"
    r"|four|4) for (?:one|two|three|1|2|3|the price)"
    r"|second (?:one|item|pair) (?:is )?(?:free|half)|special (?:price|offer|deal)s?|(?:it|this|that|they"
    r"|\x01+)(?:'s| is| are)\s+(?:\w+\s+)?free\b(?!\s+(?:of|from))|pay nothing|costs? nothing"
    r"|(?:price|offer|deal|sale)s?\b[^.]{0,60}\b(?:ends?|expires?|go(?:es)? up|ris(?:es|e|ing))\b"
    r"|clearance (?:sale|price|offer|item)s?"
    r"|(?:on|in|our|in the|from the) clearance\b(?! (?:of|between|over|under|for))"
    r"|flash sale|limited[- ]time|today only"
    r"|ends (?:today|tonight|soon|tomorrow|on)|black friday|cyber monday|boxing day|free (?:gift|sample|trial)"
    r"|gift with|for free"
    r"|cash ?back|price[- ]?match\w*|lowest price|best price|interest[- ]free|financ(?:e|ing)|klarna|instal?ments?"
    r"|loyalty|reward points"
    r"|rebates?|student discount|members? (?:price|discount)|bundle (?:deal|price|discount)|exclusive (?:deal"
    r"|offer|price)s?"
    r"|massive discounts?|huge (?:discount|saving)s?|(?:big|great|extra) discounts?|free of charge"
    r"|at no (?:extra )?c(?:ost|harge))\b"
    r"|(?<=\x01)\s+(?:is|are)\s+(?:\w+\s+)?free\b(?!\s+(?:of|from))"
)
_CODE = re.compile(
    r"\b(?:promo(?:tion(?:al)?)?|discount|voucher|coupon|offer|checkout|referral)\s*-?codes?\b|\b(?:vouchers?"
    r"|coupons?|promo)\b"
    r"|\b(?<!bar )(?<!qr )(?<!qr-)(?<!zip )(?<!area )(?<!post )(?<!source )(?<!dress )"
    r"(?<!colour )(?<!color )code\b\W{0,4}(?=\w)"
)
_BARE_CODE = re.compile(
    r"\b(?<!QR-)(?<!QR )[Cc]odes?\b[\s:\"'(]*[A-Z0-9][A-Z0-9-]{3,}|\b(?:[Uu]se|[Ee]nter|[Aa]pply"
    r"|[Qq]uote)\s+[\"']?[A-Z]{2,}[-_]?[A-Z0-9]*\d"
)
_DELIVERY = re.compile(
    r"\b(?:free(?:\s+\w+){0,2}\s+(?:delivery|shipping|postage|returns?|exchanges?|collection)"
    r"|(?:delivery|shipping|postage|returns?|collection)(?:\s+\w+){0,2}\s+(?:is|are|comes?)(?:\s+\w+)?\s+free"
    r"|(?:ship|deliver|return)s?\s+(?:it\s+)?free"
    r"|(?:next|same|one|two)-day\b(?!\s+(?:hike|trip|ride|walk|pack))|(?:next|same|one|two) day (?:deliver|shipp"
    r"|dispatch|service)\w*|overnight (?:delivery|shipping)|express (?:delivery|shipping)"
    r"|(?:arriv|deliver|ship|dispatch|get it|be there|be with you|land)\w*(?:\s+\w+){0,5}\s+(?:tomorrow|tonight"
    r"|today|(?:the )?(?:next|same) day|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|this week|by christmas|in time|within)|(?:delivered|delivery|shipped|shipping|dispatched?)\s+(?:with)?in\b"
    r"|money[- ]back|guaranteed?s?\b(?!\s+to)|warrant(?:y|ies)|no[- ]questions|try before|ships?\s+(?:worldwide"
    r"|internationally|abroad)"
    r"|worldwide (?:delivery|shipping)|click (?:and|&) collect|collect (?:it )?(?:in|from) (?:store|our)"
    r"|free repairs?"
    r"|full refund|refund(?:ed|s)?\b|returns?\s+(?:within|for|any|at any)|returned\s+(?:within|for|any|at)"
    r"|exchange\w*\s+(?:within|for free|any))"
)
_CONTRACTED = (
    r"i(?:'ve|'ll|'m| have| will| am|)\s+(?:(?:just|already|now|also|gone ahead and|going to|successfully)\s+)*"
)
_ACTION = re.compile(
    rf"\b{_CONTRACTED}(?:added?|adding|placed?|placing|order(?:ed|ing)?|reserv(?:e|ed|ing)|book(?:ed|ing)?"
    rf"|appl(?:y|ied|ying)"
    r"|sent|sending|send|e?mailed|e?mailing|charged?|cancell?ed|refunded?|processed|notif(?:y|ied)|scheduled?"
    r"|shipped|upgraded?|paid"
    r"|put\s+(?:\S+\s+){0,4}?(?:in|on|aside|into)|set (?:it|this|one) aside|holding|held|secured?"
    r"|checked you out|signed you up)\b"
    r"|\b(?:has|have|is|are|was|were)\s+(?:now |just |already |been |successfully )*(?:added|placed|put"
    r"|moved)\s+(?:to|in|into)\s+(?:your|the)\s+(?:\w+\s+)?(?:cart|basket|bag|order|wish ?list|account)"
    r"|\byour (?:order|payment|refund|booking|reservation|purchase)\b(?:\s+\w+){0,3}\s+(?:is|has|was|confirmed"
    r"|complete|placed|processed|on its way)"
    r"|(?<!be )(?<!get )(?<!can )\badded\b[^.;!?]{0,70}\bto (?:your|the) (?:cart|basket|bag|order|wish ?list)\b"
    r"|(?<!be )(?<!get )\badded to (?:your |the )?(?:cart|basket|bag|order|wish ?list)\b|\byour (?:card"
    r"|account) (?:has|was|is)\b"
    r"|\b(?:is|are|'s|'re)\s+(?:now\s+|already\s+)?in your (?:cart|basket|bag)\b|\breply\s+[\"']?(?:yes|buy|order)\b"
    r"|\b(?:order|payment|purchase) (?:confirmed|complete|successful)\b|\b(?:it|they|one)(?:'s| is| are"
    r"|'re) (?:now )?(?:in your (?:cart|basket|bag)|reserved for you|on (?:its|their) way)"
)


def check_phrases(sentence: Sentence) -> Iterator[Finding]:
    """Every claim in words that nothing supports."""
    yield from _check_stock(sentence)
    yield from _check_offers(sentence)
    yield from _check_documents(sentence, _DELIVERY, "delivery")
    if match := _BARE_CODE.search(sentence.masked):
        yield Finding(*match.span(), "code")
    for match in _ACTION.finditer(sentence.lower):
        is_free = sentence.is_negated(match.start()) or _offers_to(sentence, match) or tells_when(sentence, match)
        if not is_free:
            yield Finding(*match.span(), "action")


def _offers_to(sentence: Sentence, match: re.Match[str]) -> bool:
    return sentence.text.rstrip().endswith("?") and sentence.is_conditional(match.start())


def _check_stock(sentence: Sentence) -> Iterator[Finding]:
    for match in _SCARCE.finditer(sentence.lower):
        is_free = _is_denied(sentence, match) or _record_says(sentence, match[0]) or _points(sentence, match)
        if not is_free and not counts_no_stock(sentence, match):
            yield Finding(*match.span(), "stock")
    outs = list(_OUT.finditer(sentence.lower))
    for match in outs:
        if not _is_free_of_claim(sentence, match) and not is_out_of_stock(sentence, match):
            yield Finding(*match.span(), "stock")
    for match in _IN.finditer(sentence.lower):
        if any(out.start() <= match.start() < out.end() for out in outs) or _is_free_of_claim(sentence, match):
            continue
        says_out = sentence.is_negated(match.start(), 20)
        if not (is_out_of_stock(sentence, match) if says_out else is_in_stock(sentence, match)):
            yield Finding(*match.span(), "stock")


def _points(sentence: Sentence, match: re.Match[str]) -> bool:
    """The "one" of "that one is in stock" counts nothing."""
    return match[0].startswith("one ") and _POINTING.search(sentence.before(match.start(), 8)) is not None


def _is_free_of_claim(sentence: Sentence, match: re.Match[str]) -> bool:
    """An offer ("shall I show those in stock?") or something the shop's documents explain ("pre-orders ship …")."""
    is_open = sentence.is_conditional(match.start()) and not allows_for_a_name(sentence, match)
    return is_open or _documents_say(sentence, match[0])


def _check_offers(sentence: Sentence) -> Iterator[Finding]:
    for match in _ON_SALE.finditer(sentence.lower):
        subjects = sentence.subjects(match.start(), match.end())
        is_free = sentence.is_negated(match.start()) or sentence.is_conditional(match.start())
        if not is_free and not speaks_of_sale_goods(sentence, match) and not _is_reduced(sentence, subjects):
            yield Finding(*match.span(), "discount")
    yield from _check_documents(sentence, _OFFER, "discount")
    yield from _check_documents(sentence, _CODE, "code")


def _is_reduced(sentence: Sentence, subjects: list[ProductFacts]) -> bool:
    """All that is named; of what is only carried on about, "they" may be one of them."""
    reduced = [subject for subject in subjects if subject.savings]
    is_open = not sentence.mentions and speaks_of_them(sentence.text)
    told = {figure.value for figure in sentence.figures if figure.kind == "money"}
    if any(told & known.list_prices for known in sentence.compared_with()):
        return True
    return bool(reduced) and (len(reduced) == len(subjects) or is_open)


def _check_documents(sentence: Sentence, pattern: re.Pattern[str], kind: ClaimKind) -> Iterator[Finding]:
    for match in pattern.finditer(sentence.lower):
        is_free = _is_denied(sentence, match) or (
            kind != "delivery" and sentence.is_conditional(match.start()) and sentence.text.rstrip().endswith("?")
        )
        if not is_free and not _is_told(sentence, match):
            yield Finding(*match.span(), kind)


def _is_told(sentence: Sentence, match: re.Match[str]) -> bool:
    """By the documents or the record; a day, where it follows from what the documents tell of a service named."""
    phrase = match[0]
    if _documents_say(sentence, phrase) or _warranty_in_record(sentence, phrase):
        return True
    is_weekday = phrase.endswith("day") and not phrase.endswith(("today", " day"))
    return earns_free_delivery(sentence, match) or (is_weekday and service_has_all(sentence, *match.span()))


def _is_denied(sentence: Sentence, match: re.Match[str]) -> bool:
    """A "not" before; not one of other words that run into a new beginning: "Do not output Buy one, get one"."""
    begins_anew = match[0].startswith(("buy", "get", "only", "just")) and sentence.masked[match.start()].isupper()
    return not begins_anew and sentence.is_negated(match.start())


def _documents_say(sentence: Sentence, phrase: str) -> bool:
    """One sentence of the shop's documents has the phrase's words and the claim's figures.

    Where the document makes a condition of an amount ("free over £50"), so must the claim.
    """
    wanted = [f" {word[:6]}" for word in words_in(phrase) if word not in _SMALL_WORDS]
    at = sentence.lower.find(phrase)
    near = [f for f in sentence.figures if -40 < f.start - at < len(phrase) + 32 and f.kind != "percent"]
    claimed = {f.value for f in near if not _PART.search(sentence.lower, min(at, f.start), max(at, f.start))}
    names_condition = any(f.kind == "money" for f in near)
    for said in sentence.facts.document_sentences:
        if (
            claimed <= said.numbers
            and (names_condition or not said.has_amount)
            and all(stem in said.joined for stem in wanted)
        ):
            return True
    return False


def _record_says(sentence: Sentence, phrase: str) -> bool:
    """The product's own text has the very words ("best-selling", "limited edition"); stock is never told there."""
    if re.search(r"\d|left|stock|remain|hurry|fast|last|low", phrase):
        return False
    return any(phrase in subject.text.casefold() for subject in sentence.subjects(0))


def _warranty_in_record(sentence: Sentence, phrase: str) -> bool:
    if not phrase.startswith(("warrant", "guarantee")):
        return False
    figures = {f.value for f in sentence.figures if f.kind == "number"}
    return any(phrase[:7] in subject.text.casefold() and figures <= subject.numbers for subject in sentence.subjects(0))


_POINTING = re.compile(r"\b(?:that|this|which|the|each|every)\s+$")
#: Where one promise ends and the next begins.
_PART = re.compile(r"[,;]|\band\b")
#: Free delivery in the United Kingdom is no more than free delivery.
_SMALL_WORDS = frozenset("a an the is are it be to of in for by with any within at and or on uk".split())
