"""How ratings are spoken of: words before and after a figure that make it a rating or a number of them."""

import re

from assistant.grounding.claims import Sentence
from assistant.grounding.figures import Figure

_STARS_AFTER = re.compile(
    r"\s*-?\s*(?:stars?\b(?! (?:base|hotel|anise|shaped))|★|⭐|/\s?(?:5|10|five|ten)\b|out of (?:5|five|10|ten)\b"
    r"|of (?:5|five)\b|from \d+ reviews|(?:von|de|sobre|sur|su|van)\s5\b|sterne?n?\b|estrellas?\b|étoiles?\b"
    r"|stelle\b)"
)
_RATED_BEFORE = re.compile(
    r"\b(?:rated|ratings?(?: of| is|:)?|scores?|scored|scoring|averag\w+|review score(?: of)?|bewertet|bewertung"
    r"|valorad[oa]s?|valoración|nota(?: media)?|puntuación|notée?s?|note)"
    r"\s*(?:a|an|at|of|is|mit|von|con|de|it|:|-|around|about|over|under|only|just|an average of)*\s*$"
)
#: "An average four-year-old".
_JOINED = re.compile(r"-(?!stars?\b)[^\W\d_]")
#: "rated higher (4.2 …": what may stand between the word and the figure.
_RATED_HIGHER = re.compile(
    r"\brated\s+(?:(?:higher|lower|better|best|well|slightly|a bit|just|only)\s+){1,2}\(?(?:at\s+)?$"
)
_SCALE_BEFORE = re.compile(r"(?:/|out of|\b(?:of|von|de|sobre|sur|su|van))\s*$")
_REVIEWS_AFTER = re.compile(
    r"\s*(?:(?!or\b|and\b)[\w-]+\s+){0,2}?(?:reviews?|ratings?|reviewers?|votes?|bewertung(?:en)?"
    r"|rezension(?:en)?|reseñas?|valoraciones|opiniones|avis|recensioni|beoordelingen)\b"
)
_PEOPLE_AFTER = re.compile(
    r"\s*(?:\w+\s+){0,1}?(?:customers?|shoppers?|buyers?|owners|users|kundinnen|kunden|käufer\w*|clientes|personas"
    r"|compradores|clients|acheteurs)\b"
)
_IN_BRACKETS_BEFORE = re.compile(r"(?:stars?|★|⭐|/5|out of 5|\d)\s*\(\s*$")
#: "4.2 over 57", "4.8 from 311 of them".
_AFTER_RATING = re.compile(
    r"\d[.,]\d\s+(?:stars?\s+|sternen?\s+)?(?:out of 5\s+|von 5\s+)?(?:from|across|over|by|with|bei|aus|de|con"
    r"|sur)\s+$"
)
_HAS_BEFORE = re.compile(
    r"\b(?:has|have|with|at|reach\w*|gets?|mit|hat|con|tiene|avec)\s+(?:only\s+|just\s+|nur\s+|solo\s+)?$"
)
_ENDS_AFTER = re.compile(r"\s*(?:[,;:)!?]|\.(?!\d)|$|(?:and|but|while|und|aber|y|pero|et|mais)\b)")
_SPEAKS = re.compile(
    r"\b(?:rat(?:es?|ed|ings?)\b(?! (?:to|for|warm|down|waterproof))|stars?|scores?|scor(?:ed|ing)|averag\w+"
    r"|reviews?\b|bewert\w+"
    r"|stern\w*|nota|valoraci\w+|valorad\w+|puntua\w+|estrellas?|notée?s?|étoiles?|avis|moyenne)"
)
#: A word that is never followed by a rating.
LETTER_BEFORE = re.compile(r"\b[^\W\d_][\w-]*\s?$")
#: A bare figure after one of these is a price.
PRICE_BEFORE = re.compile(
    r"\b(?:costs?|costing|pric(?:e|ed)|pay|kostet|cuesta|vale|coûte|yours for|sells? for)\s+(?:\w+\s+)?$"
)


def is_scale(sentence: Sentence, figure: Figure) -> bool:
    """The 5 of `4.2 out of 5`."""
    return figure.value in (5, 10) and _SCALE_BEFORE.search(sentence.before(figure.start, 9)) is not None


def says_rating(sentence: Sentence, figure: Figure) -> bool:
    """Whether the words right around a figure make it a rating."""
    if is_scale(sentence, figure) or figure.value > 10 or _JOINED.match(sentence.lower, figure.end):
        return False
    if _STARS_AFTER.match(sentence.lower, figure.end):
        return True
    before = sentence.before(figure.start, 40)
    return not sentence.has_unit(figure) and bool(_RATED_BEFORE.search(before) or _RATED_HIGHER.search(before))


def counts_reviews(sentence: Sentence, figure: Figure) -> bool:
    """Whether the words right around a figure make it a number of reviews."""
    if sentence.has_unit(figure):
        return False
    if _REVIEWS_AFTER.match(sentence.lower, figure.end) or _PEOPLE_AFTER.match(sentence.lower, figure.end):
        return True
    closes = sentence.after(figure.end, 2).lstrip().startswith(")")
    after_rating = closes and _IN_BRACKETS_BEFORE.search(sentence.before(figure.start, 14)) is not None
    return after_rating or _AFTER_RATING.search(sentence.before(figure.start, 30)) is not None


def speaks_of_ratings(sentence: Sentence) -> bool:
    """Whether a sentence is about ratings at all."""
    return _SPEAKS.search(sentence.lower) is not None


def stands_as_rating(sentence: Sentence, figure: Figure) -> bool:
    """Whether a bare average stands where only a rating would: "the B has 4.2 and …", "C with 3.4."."""
    before = _HAS_BEFORE.search(sentence.before(figure.start, 20))
    return before is not None and _ENDS_AFTER.match(sentence.lower, figure.end) is not None
