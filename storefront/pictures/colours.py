"""Colours by the names that shops give them."""

import math
from collections.abc import Mapping

#: Colour names and materials → sRGB. A name of several words is looked up whole, then from its last word on.
COLOURS: Mapping[str, str] = {
    name: f"#{code}"
    for row in """
    black 2b2d30  plain-black 2b2d30  matt-black 2b2d30  night 23293a  rocket 2b2d30  cinder 4b4a4a
    anthracite 3b3f44  graphite 44484d  charcoal 4a4d52  smoke 8a8e92  smoked 6b625b  ash a9abaa  grey 8d9296
    grey-marl 9da1a4  silver-grey a8acb0  silver bcc1c5  fog b9bfc2  mist bfc9cb  cloud d5d9da  dove b3b1b0
    slate 5c6b78  slate-blue 5b7189  granite 6f7276  stone b9ae9c  plain-stone b9ae9c  white f1efe9  chalk ece8dd
    chalk-white f0ede4  ivory efe6d2  cream eee3c8  milk f2ece0  ecru e2d8bf  natural d9c9a8  undyed ddd0b5
    oat dccdae  oatmeal d8c9ab  shell e9d8cc  oyster d2cabd  putty c9bfae  mushroom b3a493  sand d6bf95
    plain-sand d6bf95  dune d0b98f  flax d8c693  khaki a3956d  coyote a48559  tan b98f5f  camel c09563
    tobacco 8a5f3c  umber 6f5440  brown 7a563d  mud 6e5a45  peat 51443a  bark 6b5140  otter 6d5442  fox c46a34
    bracken a0622f  driftwood a89782  oak b98d58  natural-oil c1945c  copper b3693f  rust ab5230  brick a34a39
    terracotta c06a49  clay b9755a  burnt-orange c15f26  ember c8502d  flame e0552b  orange e2762f
    signal-orange f07020  signal f07020  tomato d0422f  poppy d13c31  red bd3a35  cherry a92737  ladybird c23033
    raspberry b23058  berry 8f2f55  mulberry 75304f  beetroot 7b2948  plum 6a3a5c  fig 5d3f54  aubergine 4c3350
    heather 9d86a5  violet 76589b  dusk 7f7a98  blossom e3b4bf  rose cc8f95  pink d98aa3  coral e17f67
    mustard cf9f2f  ochre c08c34  marigold e3a02c  gold cfa63f  brass c2a04e  yellow e6c034  citrus d9cc3c
    bee e2b530  lime a9bf3c  leaf 6f9a48  fern 66894c  frog 6da244  frog-green 6da244  leek 8fae74  pond 5f7f5f
    moss 6f7a44  lichen 9aa37c  sage 98a787  olive 6c6b40  dark-olive 4f5033  kelp 4e5a3d  ivy 3f5f43
    juniper 4a6657  spruce 37554a  pine 2f5445  forest 2f5a40  racing-green 1f4a38  bottle-green 254c3b
    bottle 254c3b  dark-green 2b4a3b  loden 505c47  lovat 66715f  green 4d7f55  newt-green 5a8f57  duck-egg b8cfc8
    sea-glass a9cdbf  sea-green 5f9f8f  sea 4f8a94  lagoon 3c93a0  teal 2f7a7c  petrol 2c5967  loch 3d6475
    tide 4a7d8d  aqua 58b1bd  ice bcdbe4  powder-blue abc6da  sky 83b4d6  puddle-blue 4f93c7  blue 3f6da6
    harbour-blue 3b6488  ocean 2f6690  cobalt 2f55a4  electric-blue 2c6be0  ink 2d3a55  indigo 3a4476
    midnight 232d4b  deep-sea 254a66  navy 2a3b5f  clear cfdde2  galvanised a7afb3  polished c3c8cb  satin b4b8bb
    topo 7f8f74  owl 8d7a66  print 54678f  tartan 3f6148  check 7b8a5c  gingham 6e9f74  stripe 3f6da6
    gunmetal 50555b

    titanium a5a6a4  stainless b9bec2  steel a9b0b5  aluminium b7bdc1  alloy b2b8bd  zinc a2aaae  iron 45474a
    enamel e9e5da  enamelled b2483c  walnut 7b5a40  beech cfa573  ash-wood cdb083  bamboo cfb57c  wood b98d58
    rattan c59e67  rush b59a5b  jute bd9d68  coir a37c47  cork c39a68  sisal c2a878  straw dcc07f  leather 94613b
    sheepskin ece2cc  beeswax e0b04a  stoneware b9ab97  terracotta-clay c06a49  ceramic ddd5c6  glass cfdde2
    linen d5c8ab  canvas c9b78f  felt 8d9296  wool 9aa08c  marble dcdad5  concrete a3a29d  brown-betty 6b3f2a
    """.split("\n")
    for name, code in zip(row.split()[::2], row.split()[1::2], strict=True)
}
#: For what has neither a colour nor a material that tells one: the shop's own quiet range.
QUIET = ("#3f6155", "#5c6b78", "#b0653f", "#c19a4b", "#6f7a44", "#47618a", "#8c5a63", "#4a4d52")
_ACCENTS = ("#d9772f", "#cf9f2f", "#b8433a", "#3c8a86", "#47618a", "#6f7a44", "#8a4a6a")


def colour_named(text: str) -> str | None:
    """The colour that a name means, such as `Signal Orange`, `Red Stripe` or `oiled oak`; None if it means none."""
    words = text.casefold().replace("/", " ").replace(",", " ").replace("-", " ").split()
    for width in (3, 2, 1):
        for start in range(len(words) - width, -1, -1):
            found = COLOURS.get("-".join(words[start : start + width]))
            if found and not (width == 1 and words[start] in _PATTERNS and len(words) > 1):
                return found
    return None


_PATTERNS = frozenset({"stripe", "check", "tartan", "gingham", "print", "marl", "topo"})


def pattern_named(text: str) -> str | None:
    """Whether a colour's name tells of a pattern: `stripe` or `check`."""
    words = set(text.casefold().split())
    if words & {"check", "tartan", "gingham"}:
        return "check"
    return "stripe" if words & {"stripe"} or " and " in text.casefold() else None


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of the way to the other one."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lightness(colour: str) -> float:
    """How light a colour looks, from 0 to 1 (weights of ITU-R BT.709, without gamma)."""
    red, green, blue = _channels(colour)
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def accent_beside(colour: str, chance: int) -> str:
    """One of a few accents that stands out from a colour."""
    apart = [one for one in _ACCENTS if _distance(one, colour) > 80]
    return apart[chance % len(apart)]


def _distance(one: str, other: str) -> float:
    return math.dist(_channels(one), _channels(other))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
