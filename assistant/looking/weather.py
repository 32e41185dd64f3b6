"""What weather asks for: nothing is called "rainy days", but much is made for rain."""

from catalog.vocabulary import words_of

_ASKS_FOR = {
    **dict.fromkeys("rain rainy raining wet drizzle drizzly downpour showers soaked".split(), "waterproof rain"),
    **dict.fromkeys("cold freezing chilly frost frosty snow snowy winter winters".split(), "warm winter insulated"),
    **dict.fromkeys("wind windy gusty blustery".split(), "windproof"),
    **dict.fromkeys("heat hot sunny sunshine heatwave".split(), "summer light sun"),
}
_WEATHER = frozenset("weather day days climate season conditions outside evening evenings night nights".split())
_BETWEEN = frozenset("in for when on the a an of to and is at with this that my me".split())
_WEARING = frozenset("wear wearing clothes clothing outfit outfits dress".split())


def as_weather(text: str) -> str:
    """The text in the words of what is made for the weather it names; itself if it names anything else as well."""
    words = words_of(text)
    asked = dict.fromkeys(_ASKS_FOR[word] for word in words if word in _ASKS_FOR)
    other = [word for word in words if word not in _ASKS_FOR and word not in _WEATHER | _BETWEEN | _WEARING]
    if not asked or other or not (set(words) & (_WEATHER | _WEARING)):
        return text
    return " ".join([*asked, *(["wear"] if set(words) & _WEARING else [])])
