"""What people do with the shop's products: activities of the catalog, gathered into a dozen interests."""

import math
from collections.abc import Iterable

_ACTIVITIES = {
    "walking": "hiking,walking,hillwalking,dog walking,country walking,winter walking,winter hiking,climbing,"
    "scrambling,navigation,snowshoeing,hill stalking,orienteering",
    "backpacking": "backpacking,ultralight backpacking,thru-hiking,wild camping,fastpacking,trekking,expeditions,"
    "expedition,hammock camping,DofE expeditions,bunkhouses,mountaineering",
    "snow": "skiing,snowboarding,sledging,ski touring,mountaineering,winter camping,winter mountaineering,ice fishing",
    "cycling": "cycling,road cycling,commuting,touring,bikepacking,mountain biking,leisure cycling,gravel riding,"
    "gravel,cycle touring,maintenance,trail riding,city cycling,school run,indoor training",
    "running": "running,trail running,fell running,racing,triathlon,fastpacking",
    "training": "strength,yoga,gym,pilates,stretching,recovery,skipping,conditioning,physiotherapy,home gym,swimming,"
    "warm-up,mobility,boxing,exercise,open water swimming,coaching",
    "camping": "camping,car camping,family camping,festivals,campervan,van camping,glamping,group camping,caravan,"
    "garden camping,power cuts,group leading",
    "water": "beach,paddling,sailing,fishing,swimming,boating,canoeing,kayaking,picnic,picnics,open water swimming",
    "bushcraft": "bushcraft,campfire cooking,whittling,woodland work,DIY,farm work,home repairs,everyday carry,"
    "emergency",
    "garden": "gardening,garden,bird watching,houseplants,patio,pruning,parties,events",
    "home": "home,indoor,home cooking,dining,guest bed",
    "travel": "travel,commuting,everyday,casual,shopping,hostels,lunch at work,remote working",
    "family": "play,school,sleepovers,family camping,sledging,football,theme parks",
}
INTERESTS: tuple[str, ...] = tuple(_ACTIVITIES)
_BY_ACTIVITY: dict[str, list[int]] = {}
for _row, _names in enumerate(_ACTIVITIES.values()):
    for _name in _names.split(","):
        _BY_ACTIVITY.setdefault(_name, []).append(_row)


def interest_shares(activities: Iterable[str], category: str, is_for_kids: bool) -> list[float]:
    """How much each of `INTERESTS` wants a product, as a vector of length one.

    By its category where it names no activity.
    """
    shares = [0.0] * len(INTERESTS)
    for activity in activities:
        for row in _BY_ACTIVITY.get(activity, ()):
            shares[row] += 1.0
    if category.startswith("Home"):
        shares[INTERESTS.index("garden" if "Garden" in category else "home")] += 1.0
    if is_for_kids:
        shares = [share / 2 for share in shares]
        shares[INTERESTS.index("family")] += 2.0
    length = math.sqrt(sum(share * share for share in shares))
    return [round(share / length, 6) for share in shares] if length else [0.3] * len(INTERESTS)
