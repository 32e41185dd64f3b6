"""Words with a part to play in a shopper's sentence, whatever the shop sells."""

#: Never a wish by themselves; dropped from both ends of what is searched for.
EDGE_WORDS = frozenset(
    """a an the any some i me my we us our you your he she they them their it its one ones something anything everything
    someone somebody thing things stuff and or but so also then than that which who this these those there here is are
    was were be been being am do does did have has had having can could will would should may might must shall of for
    in on at to from by with within into about as if not no please pls thanks thank ok okay yes yeah well just only
    really very too maybe perhaps kind sort bit like want wants need needs looking look find show get give buy made
    more other others another else what when where how why let want wanted say again now them all under over up come
    comes both least make even same instead tell though definitely smth
    ein eine einen einem einer der die das und oder für mit von zu im ich bitte un une des le la les du de et ou pour
    avec en je el los las una unos unas y o para con por del al à actually""".split()
)
#: Dropped from the start of words that follow something understood; a preposition there still has work to do.
CONJUNCTIONS = frozenset(
    "and or but so also then a an that which is are was be und et y maybe preferably please".split()
)
#: After one of these a noun phrase is over.
PREPOSITIONS = frozenset(
    """for in on at to from by with without within into under over below above about around between of that which who
    made suitable and or but so if when where because while as is are was has have should must can please thanks
    für mit von zu und oder pour avec et ou para con y o""".split()
)
#: Say how a thing is, not what it is; a message of these alone refines what came before.
ADJECTIVES = frozenset(
    """warm cool cold hot light heavy small big large tiny huge wide narrow long short tall thick thin soft hard strong
    sturdy tough quiet loud fast slow bright dark plain simple fancy elegant classic modern vintage retro cute pretty
    nice good great better best fine cheap pricey expensive affordable new used old young dry wet wool-free organic
    vegan natural recycled sustainable eco ethical formal casual smart sporty slim loose tight fitted relaxed round
    square deep shallow high low flat curved quick easy safe secure mini compact portable wireless rechargeable
    different similar nicer simpler women womens men mens man woman kids kid children boys girls unisex adult adults
    baby babies summer winter autumn spring outdoor indoor waterproof windproof washable medium regular standard
    padded insulated hooded lined patterned striped checked floral blank premium luxury basic bulky handmade local
    comfy cosy cozy stretchy trendy lightweight
    heavyweight extra super bit little much less more slightly size sized colour color coloured colored version
    instead""".split()
)
#: Of a product, not a thing to search for: "reviews?", "more details".
PROPERTIES = frozenset(
    "price prices cost size sizes colour colours color colors details detail info information reviews review rating "
    "ratings weight dimensions material materials specs specifications features care instructions".split()
)
_ADJECTIVE_ENDINGS = (
    "proof",
    "resistant",
    "able",
    "ible",
    "less",
    "ful",
    "ish",
    "ous",
    "ly",
    "free",
    "friendly",
    "est",
)
#: A cable, a dish and a vest only end so.
_MIN_STEM = 3
COLOURS = frozenset(
    """black white grey gray blue navy red green yellow orange purple violet pink brown beige cream ivory gold silver
    bronze copper teal turquoise olive khaki burgundy maroon mustard coral lilac lavender mint charcoal tan sand rust
    indigo magenta cyan camel moss""".split()
)
MATERIALS = frozenset(
    """wool merino cotton linen leather suede down feather fleece polyester nylon silk cashmere denim canvas plastic
    metal steel aluminium aluminum iron wood wooden oak bamboo glass ceramic rubber latex acrylic viscose velvet fur
    synthetic synthetics acetate hemp jute cork paper gold silver titanium carbon spandex elastane lycra""".split()
)
NUMBER_WORDS = (
    {
        word: value
        for value, word in enumerate(
            """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
        )
    }
    | {
        word: 10 * value
        for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
    }
    | {"fiver": 5, "tenner": 10}
)
ORDINALS = {
    word: value
    for value, names in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th",
         "ninth 9th", "tenth 10th"),
        start=1,
    )
    for word in names.split()
}  # fmt: skip

CURRENCY_MARKS = frozenset("£$€¥₹₩₱฿₺₽₴₪")
CURRENCY_WORDS = frozenset(
    """pound pounds quid sterling gbp dollar dollars buck bucks usd euro euros eur yen jpy rupee rupees inr rs peso
    pesos php franc francs chf krona kronor kroner krone sek nok dkk kr zloty pln aud cad nzd cny yuan rmb sgd hkd
    grand bob""".split()
)
MINOR_WORDS = frozenset("pence penny cent cents p".split())
#: After a number these make it a measure or a count, never an amount of money.
UNITS = frozenset(
    """l litre litres liter liters ml cl dl gal gallon gallons cc cm mm m km metre metres meter meters inch inches in ft
    foot feet yard yards yd mile miles kg kgs g gr gram grams kilo kilos mg oz ounce ounces lb lbs ton tons stone
    w watt watts kw kwh wh v volt volts a amp amps ma mah ah hz khz mhz ghz fps db dpi mp megapixel megapixels px
    pixel pixels gb tb mb kb gigabyte gigabytes terabyte terabytes gbps mbps bit bits k c f degree degrees lumen lumens
    lm nm bar psi rpm btu tog denier gsm spf uv d season seasons person persons people man men women adults kids
    children pack packs pk pcs pc piece pieces set sets count ct pair pairs box boxes bottle bottles roll rolls sheet
    sheets bag bags can cans cup cups tier tiers year years yr yrs old month months week weeks day days hour hours hr
    hrs minute minutes min mins second seconds sec way ways ply speed gear gears core cores channel channels port ports
    slot slots seat seats seater door doors drawer drawers shelf shelves star stars percent player players key keys
    button buttons pocket pockets page pages colour colours color colors size sizes st nd rd th s x mph carat karat
    servings serving capsules tablets liters wide long tall high deep thick""".split()
)
#: A number after one of these is a measure too: "weighing under 5", "kids over 8".
MEASURES = frozenset(
    """weigh weighs weighing weight width height length depth diameter capacity battery resolution temperature
    temperatures volume size sizes rating rated hardness usage wattage thickness fits holds hold seats sleeps
    carries supports""".split()
)
#: As above, up to the age of majority: "kids under 12" have an age, "shoes for kids under 50" a price.
AGED = frozenset("age aged ages kid kids child children boy boys girl girls baby babies toddler toddlers teens".split())
SUPERLATIVES = frozenset("best cheapest warmest lightest strongest highest lowest most least smallest biggest".split())
#: Said before the first word that matters.
OPENERS = frozenset("hi hello hey and so but also ok okay well please hmm oh no yes thanks great cool , . ! :".split())
QUESTION_WORDS = frozenset(
    """is are does do did can could will would has have was should may how what which who whose where when why any tell
    wie was wann wo kann gibt quel quelle comment est cuánto cómo""".split()
)


def ends_as_adjectives_do(word: str) -> bool:
    """Whether a word has the ending of one that says how: washable, weatherproof, stylish."""
    if not word.endswith(_ADJECTIVE_ENDINGS):
        return False
    return any(word.endswith(end) and len(word) - len(end) >= _MIN_STEM for end in _ADJECTIVE_ENDINGS)
