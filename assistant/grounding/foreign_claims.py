"""The same claims in other languages: stock, scarcity, offers, codes, delivery and things done, in the words of each.

The model answers in the shopper's language, while records and documents are in the shop's: what is claimed is held
against figures and stock, not against words. A promise that figures cannot support is not sent.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from assistant.grounding.claims import ClaimKind, Finding, Sentence
from assistant.grounding.figures import Figure
from assistant.grounding.occasions import tells_when
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.sale_goods import speaks_of_sale_goods
from assistant.grounding.service_terms import names_service, service_has_all
from assistant.grounding.shop_amounts import reach_free_delivery, reached_amounts
from assistant.grounding.stock_claims import is_in_stock, is_out_of_stock

_OUT = re.compile(
    r"\b(?:ausverkauft|vergriffen|nicht (?:mehr )?(?:auf lager|verfügbar|lieferbar|vorrätig|erhältlich)"
    r"|agotad[oa]s?|sin existencias|no (?:está|están|queda|quedan) (?:disponibles?|en stock)|ya no (?:está|hay)"
    r"|épuisée?s?|en rupture(?: de stock)?|indisponibles?|(?:n'est|ne sont) (?:plus|pas) (?:disponibles?|en stock)"
    r"|esaurit[oaie]|non (?:è|sono) disponibil[ei]|uitverkocht|niet (?:meer )?(?:leverbaar|op voorraad)"
    r"|esgotad[oa]s?|indisponíve(?:l|is))\b"
)
_IN = re.compile(
    r"\b(?:auf lager|sofort (?:lieferbar|verfügbar)"
    r"|(?:ist|sind|noch) (?:[\w\x01-]+ ){0,5}?(?:verfügbar|lieferbar|vorrätig"
    r"|erhältlich)"
    r"|(?:verfügbar|lieferbar|vorrätig|erhältlich) (?:ist|sind)"
    r"|en stock|en existencias?|disponibles?|disponibil[ei]|op voorraad|leverbaar|em (?:stock|estoque)"
    r"|disponíve(?:l|is))\b"
)
_SCARCE = re.compile(
    r"\b(?:nur noch (?:\w+ )?(?:\d+|wenige|ein|eine|zwei|drei)\b|letzte(?:s|n)? (?:stück|exemplar|chance)"
    r"|solange (?:der )?vorrat"
    r"|(?:schnell|fast|bald|beinahe) (?:ausverkauft|vergriffen|zugreifen)|begrenzte? (?:stückzahl|menge)"
    r"|bestseller|meistverkauft\w*"
    r"|beeilen sie sich|(?:sólo|solo|solamente) quedan?(?! disponibles?| en stock)"
    r"|quedan? (?:\d+|poc[oa]s|muy poc)|últim[oa]s? (?:unidad|oportunidad|piezas?)\w*"
    r"|date prisa|se (?:está )?agota(?:ndo)?|(?:el|la|lo) más vendid[oa]|unidades limitadas"
    r"|il (?:n'en |ne )reste (?:plus )?que|dernières? (?:pièces?|chances?|exemplaires?)|dépêchez|stocks? limités?"
    r"|meilleures? ventes?"
    r"|(?:le|la) plus vendue?|ultim[ie] (?:pezzi|occasion)\w*|laatste (?:stuks|kans)|últimas unidades)\b"
)
_REDUCED = re.compile(
    r"\b(?:rabatt\w*|reduziert\w*|herabgesetzt\w*|im (?:angebot|sale)|sonderangebot\w*|aktionspreis\w*"
    r"|zum halben preis"
    r"|descuentos?|rebajad[oa]s?|rebajas|en oferta|ofertas?|mitad de precio|remises?|soldée?s?|en (?:solde"
    r"|promo)\w*|promotions?"
    r"|moitié prix|réductions?|scont\w+|in offerta|korting\w*|in de aanbieding|descontos?|em promoção)\b"
)
_CODE = re.compile(
    r"\b(?:gutschein\w*|rabattcode\w*|aktionscode\w*|cup[oó]n(?:es)?|código\w*|bons? d'achat|codes? (?:promo"
    r"|de réduction|avantage)"
    r"|codice|kortingscode\w*)\b|\b(?:mit dem|con el|avec le) c[oó]d\w+"
)
_FREE = re.compile(
    r"\b(?:kostenlos\w*|gratis|kostenfrei\w*|umsonst|gratuit\w*|offerte?s?|sans frais|grátis|versandkostenfrei\w*"
    r"|portofrei\w*)\b"
)
_SERVICE = re.compile(
    r"\b(?:\w*lieferung\w*|liefern|geliefert|lieferzeit\w*|\w*versand\w*|versenden|zustellung|rückgabe\w*"
    r"|rücksendung\w*|zurückgeben"
    r"|umtausch\w*|garantie\w*|geld zurück|erstatt\w+|envíos?|entregas?|llega\w*(?! a (?:los |las )?\d)"
    r"|devolu\w+|devolver|garantía\w*"
    r"|reembols\w+"
    r"|livraisons?|livrée?s?|retours?|retourner|rembours\w+|garanties?|spedizion\w+|consegna\w*|reso|verzending"
    r"|bezorg\w+|entrega)\b"
)
_SOON = re.compile(
    r"\b(?:morgen|übermorgen|heute|mañana|hoy|demain|aujourd'hui|domani|amanhã|24 (?:stunden|horas|heures))\b"
)
_DONE = re.compile(
    r"\b(?:hab(?:e|en)?\b[^.;!?]{0,70}\b(?:hinzugefügt|gelegt|bestellt|reserviert|gebucht|storniert|erstattet"
    r"|gesendet|verschickt"
    r"|aktiviert|eingelöst)|(?:liegt|liegen|ist|sind) (?:jetzt |nun |bereits )?(?:in (?:ihrem|deinem)|im) warenkorb"
    r"|(?:ihre|deine) (?:bestellung|zahlung|rückerstattung) (?:ist|wurde|wird)"
    r"|(?:he|hemos|ha sido|han sido)\b[^.;!?]{0,50}\b(?:añadido|agregado|pedido|reservado|comprado|enviado"
    r"|reembolsado|cancelado"
    r"|aplicado)\w*|añadid[oa]s? a (?:tu|su|la|el)\b|añadid[oa]s? al carrito|(?:tu|su) (?:pedido|pago) (?:está"
    r"|ha sido|fue)"
    r"|(?:j'ai|je l'ai|je les ai|nous avons|a été|ont été)\b[^.;!?]{0,50}\b(?:ajoutée?s?|commandée?s?|réservée?s?"
    r"|remboursée?s?"
    r"|envoyée?s?|annulée?s?|appliquée?s?)|(?:votre|ta) (?:commande|paiement) (?:est|a été)"
    r"|(?:ho|abbiamo) (?:aggiunto|ordinato|prenotato)|heb\b[^.;!?]{0,50}\b(?:toegevoegd|besteld|gereserveerd))"
)
_OWN_LIMIT = re.compile(
    r"\b(?:budget\w*|limit\w*|obergrenze|höchstens|maximal|unter|presupuesto|límite|tope|máximo|menos de|hasta|debajo"
    r"|plafond|maximum|moins de|jusqu'à|massimo|meno di|onder|tot)\b"
)
_BEFORE_NOW = re.compile(
    r"\b(?:statt|vorher|zuvor|bisher|früher|von|gespart|sparen|antes|des?|desde|ahorr\w+|avant|au lieu|économis\w+"
    r"|prima|was)\b"
)
_NEGATION = re.compile(r"\b(?:nicht|kein\w*|nie|no|nunca|sin|ne|n'\w+|pas|aucun\w*|sans|non|niet|geen|não)\b")
_TERMS = {"zwei": "2", "drei": "3", "fünf": "5", "zehn": "10", "dos": "2", "tres": "3", "cinco": "5", "diez": "10"}
_TERM = re.compile(rf"\b(\d+|{'|'.join(_TERMS)})\s+(?:jahre?n?|años?|ans)\s+(?:de\s+)?$")
#: What is counted in a sum, whose amounts are checked for themselves: "mit Versand 41,95 £".
_COUNTED_IN = re.compile(
    r"\b(?:mit|inkl\w*\.?|samt|plus|zuzüglich|con|más|incluid\w+|incluyendo|avec|y compris)\s+"
    r"(?:(?:dem|der|den|el|los|la|les|standard)\s+)?$"
)
_ALL_IN = re.compile(r"(?:geliefert|livrée?s?|entregad[oa]s?)\s+(?:[^\W\d_]+\s+){0,3}[£€$]?\d")
_NOT_YET = re.compile(r"\b(?:fehl\w+|noch|falta\w*|manqu\w+)\b")
_FINAL_NOT = re.compile(r"\bnicht[.!]?\s*$")
_ASKED = re.compile(
    r"\b(?:wenn|falls|ob|möchten|soll|sollen|si|quieres?|desea\w*|souhait\w+|voulez|se|vuole|als|wil)\b"
)


def check_foreign(sentence: Sentence) -> Iterator[Finding]:
    """Every claim in another language than English that figures and stock do not support."""
    for kind, pattern, holds in _CLAIMS:
        for match in pattern.finditer(sentence.lower):
            if not _is_open(sentence, match) and not holds(sentence, match):
                yield Finding(*match.span(), kind)


def amount_holds_abroad(sentence: Sentence, figure: Figure) -> bool:
    """Whether an amount that is no price is supported: delivery, the shopper's own limit, a former price."""
    if not sentence.is_foreign:
        return False
    if _SERVICE.search(sentence.lower) and sentence.facts.sentences_with(figure.value):
        return True
    near = sentence.before(figure.start, 40)
    if _OWN_LIMIT.search(near) and figure.value in sentence.facts.shopper_numbers:
        return _is_within(sentence, figure)
    subjects = sentence.subjects(figure.start, figure.end)
    return bool(_BEFORE_NOW.search(near)) and any(figure.value in {*s.list_prices, *s.savings} for s in subjects)


def _is_within(sentence: Sentence, figure: Figure) -> bool:
    """What is said to keep the shopper's limit must keep it."""
    return all(
        s.price is not None and s.price <= figure.value for m in sentence.mentions for s in _known(sentence, m.ids)
    )


def _known(sentence: Sentence, ids: Iterable[str]) -> list[ProductFacts]:
    return [sentence.facts.products[i] for i in ids if i in sentence.facts.products]


def _is_open(sentence: Sentence, match: re.Match[str]) -> bool:
    """A question, a condition or a denial claims nothing."""
    before = sentence.lower[: match.start()]
    is_asked = sentence.text.rstrip().endswith("?") or _ASKED.search(before) is not None
    return is_asked or bool(_NEGATION.search(before[-24:]) or _FINAL_NOT.search(sentence.lower))


def _is_in(sentence: Sentence, match: re.Match[str]) -> bool:
    is_part_of_out = any(
        out.start() < match.end() and match.start() < out.end() for out in _OUT.finditer(sentence.lower)
    )
    return is_part_of_out or is_in_stock(sentence, match)


def _is_reduced(sentence: Sentence, match: re.Match[str]) -> bool:
    """Said of products by name, all of them reduced, and by as much as is said."""
    if speaks_of_sale_goods(sentence, match):
        return True
    subjects = sentence.subjects(match.start(), match.end())
    told = {figure.value for figure in sentence.figures if figure.kind == "money"}
    if any(told & known.list_prices for known in sentence.compared_with() or sentence.facts.products.values()):
        return True
    percents = [figure.value for figure in sentence.figures if figure.kind == "percent"]
    known = [discount for subject in subjects for discount in subject.discounts]
    is_right = all(any(abs(percent - discount) < 1 for discount in known) for percent in percents)
    return bool(subjects) and all(subject.savings for subject in subjects) and is_right


def _service_holds(sentence: Sentence, match: re.Match[str]) -> bool:
    """A sentence of the documents has every figure of this clause, and says free, on its condition, if this does."""
    clause = sentence.clause(match.start(), match.end())
    at = sentence.lower.find(clause)
    figures = [f for f in sentence.figures if at <= f.start < at + len(clause)]
    is_counted = _COUNTED_IN.search(sentence.before(match.start(), 24)) or _ALL_IN.match(sentence.lower, match.start())
    if is_counted and any(f.kind == "money" for f in figures):
        figures = [f for f in figures if f.kind != "money"]
    claimed = {f.value for f in figures}
    is_free = _FREE.search(clause) is not None or "gratis" in match[0]
    if _SOON.search(sentence.lower):
        return False
    amounts = reached_amounts(sentence)
    if is_free and amounts and (_NOT_YET.search(sentence.lower) or reach_free_delivery(sentence, amounts)):
        return True
    if (not is_free and not claimed) or _warranty_holds(sentence, match):
        return True
    if not is_free and service_has_all(sentence, match.start(), match.end()):
        return True
    if not is_free and any(claimed <= numbers for numbers in sentence.facts.section_numbers):
        return True
    return any(_supports(said.text, said.numbers, claimed, is_free) for said in sentence.facts.document_sentences)


def _warranty_holds(sentence: Sentence, match: re.Match[str]) -> bool:
    """So many years of warranty as the record of the one product spoken of tells."""
    term = _TERM.search(sentence.before(match.start(), 24))
    subject = sentence.only_subject(match.start(), match.end())
    if not match[0].startswith("garant") or not term or not subject or "guarant" not in subject.text.casefold():
        return False
    return Decimal(_TERMS.get(term[1], term[1])) in subject.numbers


def _supports(said: str, numbers: frozenset[Decimal], claimed: set[Decimal], is_free: bool) -> bool:
    has_condition = re.search(r"[£€$]\s?\d|\d\s?(?:pounds|euros|dollars)", said) is not None
    says_free = re.search(r"\bfree\b|kostenlos|gratis|gratuit|no charge", said) is not None
    return claimed <= numbers and (not is_free or (says_free and (bool(claimed) or not has_condition)))


def _never(sentence: Sentence, match: re.Match[str]) -> bool:
    return False


def _free_holds(sentence: Sentence, match: re.Match[str]) -> bool:
    is_service = _SERVICE.search(sentence.lower) is not None or names_service(sentence.lower)
    return is_service and _service_holds(sentence, match)


_CLAIMS: tuple[tuple[ClaimKind, re.Pattern[str], Callable[[Sentence, re.Match[str]], bool]], ...] = (
    ("stock", _OUT, is_out_of_stock),
    ("stock", _IN, _is_in),
    ("stock", _SCARCE, _never),
    ("discount", _REDUCED, _is_reduced),
    ("code", _CODE, _never),
    ("discount", _FREE, _free_holds),
    ("delivery", _SERVICE, _service_holds),
    ("action", _DONE, tells_when),
)
