"""What else a shopper rules out with a word: suede is leather, boots are clothes, "Leder" is leather."""

from collections.abc import Iterable

from assistant.understanding.tongues.shop_words import in_english
from catalog.product_words import singular

_SHOES = ("footwear", "shoe", "boot", "sandal", "trainer", "slipper", "welly", "wellies")
_CLOTHES = (
    *"clothes clothing apparel garment outerwear menswear womenswear jacket coat gilet poncho cape shirt tee".split(),
    *"jumper sweater hoodie fleece jersey vest dress skirt trousers jeans shorts leggings tights underwear".split(),
    *"overtrousers overshorts salopettes pyjamas sock glove mitten hat cap beanie scarf helmet".split(),
    *_SHOES,
)
_KINDS = {
    "leather": ("suede", "nubuck", "nappa", "cowhide"),
    "wool": ("merino", "lambswool", "cashmere", "mohair", "woollen"),
    "synthetic": tuple("polyester nylon acrylic polyamide polypropylene elastane spandex".split()),
    "fur": ("sheepskin", "shearling"),
    "down": ("eiderdown",),
    "child": ("kid", "junior", "toddler"),
    "children": ("kid", "child", "junior", "toddler"),
    "kid": ("children", "child", "junior", "toddler"),
    **dict.fromkeys(("clothe", "clothing", "apparel", "garment"), _CLOTHES),
    **dict.fromkeys(("shoe", "footwear"), _SHOES),
    "nut": ("almond", "hazelnut", "walnut", "cashew", "pecan", "pistachio", "macadamia"),
}
#: "Leather things", "synthetic fabrics": what it is made of is all that is ruled out.
_STUFF = frozenset("fabric fabrics material materials fibre fibres fiber fibers thing things stuff".split())


def with_kinds(terms: Iterable[str], language: str = "en") -> tuple[str, ...]:
    """The terms, and each again in English and with every kind of what it names: "wool socks", "merino socks", …

    Args:
        terms: as the shopper said them.
        language: of the shopper, ISO 639-1.
    """
    found: dict[str, None] = {}
    for term in (name for said in terms for name in (said, in_english(said, language))):
        found[term] = None
        words = term.split()
        if len(words) > 1 and words[-1].casefold() in _STUFF:
            words = words[:-1]
            found[" ".join(words)] = None
        for place, word in enumerate(words):
            for kind in (*_KINDS.get(singular(word.casefold()), ()), singular(word)):  # "knives" leaves out a knife
                found[" ".join((*words[:place], kind, *words[place + 1 :]))] = None
    return tuple(found)
