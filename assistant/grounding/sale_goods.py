"""Tells the shop's terms for reduced goods from a claim that something is reduced: "sale items have 60 days, too"."""

import re

from assistant.grounding.claims import Sentence

_GOODS = re.compile(
    r"\b(?:(?:sale|reduced|discounted) (?:items?|goods|products?|things|stock|articles?|purchases?)"
    r"|(?:items?|goods|things|anything|something|products?|articles?) (?:(?:that|which) \w+ |(?:you )?(?:bought|buy) )?"
    r"(?:in the sale|on sale|on offer|reduced|discounted)"
    r"|reduzierte[nrsm]? (?:ware|waren|artikeln?|sachen|stücke|produkten?)|reduziertes|sale-?artikeln?|sonderangebote"
    r"|(?:ware|artikel|sachen) (?:aus dem|im) (?:sale|angebot)"
    r"|(?:lo|artículos?|productos?|prendas?|cosas?|algo) (?:que \w+ )?(?:ya )?(?:rebajad[oa]s?|en (?:oferta|rebajas))"
    r"|(?:compr\w+|adquirid\w+) (?:en|con|de) (?:las )?(?:rebajas|oferta|descuento)"
    r"|(?:articles?|produits?|choses?) (?:en (?:soldes?|promotions?|promo)|soldés?|remisés?)"
    r"|achet\w+ en (?:soldes?|promotions?))\b"
)
_TERMS = re.compile(r"\b(?:reduced|sale|discounted)\b")


def speaks_of_sale_goods(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether reduced goods in general are meant, of which a section of the documents gives the sentence's figures."""
    if any(not mention.is_described for mention in sentence.mentions):
        return False
    if not any(m.start() < match.end() and match.start() < m.end() for m in _GOODS.finditer(sentence.lower)):
        return False
    claimed = {figure.value for figure in sentence.figures if not figure.is_spelled}
    return any(claimed <= numbers and _TERMS.search(said) is not None for said, numbers in sentence.facts.sections_told)
