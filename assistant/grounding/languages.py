"""Whether a sentence is English: other languages have other words for what is claimed, and other rules for capitals."""

import re

_FOREIGN = re.compile(
    r"\b(?:der|die|das|den|dem|und|ist|sind|für|mit|nicht|eine?[mnrs]?|kostet|hat|haben|habe|auch|von|sehr|oder"
    r"|nur|zu|im|wir"
    r"|sie|ich|wie|ihnen|ihr|ihre[mnr]?|bei|ab|nach|noch|kann|können|möchten"
    r"|le|la|les|est|et|sont|pour|avec|une|des|du|dans|coûte|plus|vous|nous|je|ce|cette|el|los|las|es|son|está"
    r"|están|para|con"
    r"|una|por|cuesta|más|del|muy|se|tu|su|il|per|che|sono|della|costa|het|een|van|voor|met|och|är|um|uma|com|não)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|is|are|and|for|it|with|you|your|this|that|to|of|at|only|now|we|our|has|have|its|it's|from)\b",
    re.IGNORECASE,
)


def is_foreign(text: str, language: str) -> bool:
    """Whether a sentence is in another language than English.

    Args:
        text: the sentence, names of products blanked out.
        language: the answer's, which decides where the words do not.
    """
    n_foreign, n_english = len(_FOREIGN.findall(text)), len(_ENGLISH.findall(text))
    return n_foreign > n_english or (n_foreign == n_english and language != "en")
