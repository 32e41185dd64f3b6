"""What shoppers call a product and catalogs call otherwise: British, American and everyday words for one thing.

Only what is true in any shop: brands, kinds of a thing (`boots` for `footwear`) and words with another common meaning
in the shop next door are left out, or lead one way.
"""

from collections.abc import Iterator

from catalog.product_words import singular
from catalog.vocabulary import words_of

#: One thing a line. `a, b`: each stands for the other. `a > b, c`: who asks for a is content with b or c, not back.
#: The longest name in a query is read, so `jumper cables` are no sweaters.
_TABLE = """
laptop, notebook
tv, television, telly
mobile phone, cell phone, cellphone, smartphone
phone, mobile > smartphone, mobile phone, cell phone
earphones, earbuds, in ear headphones
earphones, earbuds > headphones
headphones > earphones, earbuds
usb stick, usb flash drive, thumb drive, pen drive
memory stick, usb drive, usb key, flash drive > usb flash drive, usb stick
hard drive, hard disk, hard disc, hdd
ssd, solid state drive
graphics card, video card, gpu
computer screen > monitor
power bank, powerbank, portable charger
power cord, power cable, power lead
extension cord, extension lead, extension cable
phone cord > phone cable
gamepad, game controller, joypad
smart watch, smartwatch
fitness tracker, activity tracker
webcam, web cam
camcorder, video camera
sound bar, soundbar
wifi, wi fi
mouse pad, mousepad, mouse mat
ebook reader, e reader, ereader
walkie talkie, two way radio
beamer > projector
flashlight, torch
headlamp, head torch, headtorch
light bulb, lightbulb
fridge, refrigerator
hoover > vacuum cleaner
vacuum cleaner > hoover
coffee maker, coffee machine
espresso maker, espresso machine
hob, cooktop
hair dryer, hairdryer, hair drier, blow dryer
hair straightener, flat iron
tumble dryer, tumble drier, clothes dryer
aircon > air conditioner
frying pan, fry pan, skillet
cutlery, flatware, silverware
crockery, dinnerware
baking tray, baking sheet
tea towel, dish towel
cling film, plastic wrap
kitchen roll, paper towel
toilet paper, toilet roll, toilet tissue
washing up liquid, dish soap
vacuum flask, thermos
cool box, cooler box, ice chest
cool box, ice chest > cooler
sofa, couch, settee
wardrobe, armoire
bedside table, nightstand
chest of drawers > dresser
bookcase, bookshelf
curtains, drapes
duvet, comforter
pillowcase, pillow case
tap, faucet
tap shoes, tap dance shoes
trash can, garbage can, dustbin, rubbish bin
bin bag, bin liner, trash bag, garbage bag
spanner, wrench
allen key, hex key
lawnmower, lawn mower
hosepipe > garden hose
barbecue, bbq, barbeque
barbecue, bbq, barbeque > grill
parasol, patio umbrella
camp bed, camping cot
sleeping mat, sleeping pad
walking boots, hiking boots
walking poles, hiking poles, trekking poles
rucksack, backpack, knapsack
daypack > backpack
bum bag, fanny pack, waist pack, hip pack
holdall, duffel bag, duffle bag
bike, bicycle
tyre, tire
soccer > football
table tennis, ping pong
trousers, pants
jumper, sweater, pullover
jumper cables, jump leads, booster cables
trainers > sneakers, running shoes
sneakers > trainers
raincoat, rain jacket
wellies, wellingtons, wellington boots, rain boots, rubber boots, gumboots
boots > wellies
hat > beanie, cap
hoodie, hooded sweatshirt
t shirt, tshirt, tee shirt
t shirt, tshirt > tee
waistcoat, gilet > vest
windbreaker, windcheater
turtleneck, polo neck, roll neck
sweatpants, tracksuit bottoms, jogging bottoms
sweatpants, tracksuit bottoms > joggers
tuxedo, dinner jacket
dressing gown, bathrobe
swimsuit, swimming costume, bathing suit
swim trunks, swim shorts, swimming trunks
pantyhose > tights
knickers, panties
pyjamas, pajamas
purse > handbag
eyeglasses, spectacles
jewellery, jewelry
nappy, diaper
pushchair, stroller
pram, buggy > stroller, pushchair
stroller, pushchair > pram, buggy
cot, crib
cot mobile, crib mobile, baby mobile
pacifier, soother
highchair, high chair
baby bottle, feeding bottle
cuddly toy, soft toy, plush toy, stuffed animal
dog lead, dog leash
sunscreen, sun cream, sunblock
moisturiser, moisturizer
nail varnish, nail polish
perfume > fragrance, eau de parfum, eau de toilette
paracetamol, acetaminophen
painkiller, pain reliever
biro, ballpoint pen
sellotape, sticky tape > adhesive tape
thumbtack, drawing pin, push pin
ring binder > binder
soda, fizzy drink > soft drink
soft drink > soda
candy, confectionery
biscuits, cookies
crisps > potato chips
prawns, shrimp
aubergine, eggplant
courgette, zucchini
coriander, cilantro
yoghurt, yogurt
whisky, whiskey
chilli, chili
doughnut, donut
colour, color
grey, gray
aluminium, aluminum
fibre, fiber
disc, disk
metre > meter
litre, liter
centre, center
theatre, theater
organiser, organizer
sanitiser, sanitizer
mould, mold
"""


def rows() -> Iterator[tuple[list[str], list[str]]]:
    """Every line of the table: what may be asked for, and what is then meant as well."""
    for line in _TABLE.strip().splitlines():
        asked, _, meant = line.partition(">")
        yield _names(asked), _names(meant or asked)


def other_names(phrase: str) -> tuple[str, ...]:
    """What else a thing is called (`laptop` → `notebook`); nothing for a phrase that the table does not have whole."""
    return _OTHERS.get(_key(phrase), ())


def _names(side: str) -> list[str]:
    return [" ".join(name.split()) for name in side.split(",")]


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(map(singular, words_of(phrase)))


def _others() -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for asked, meant in rows():
        for name in asked:
            found.setdefault(_key(name), {}).update(dict.fromkeys(other for other in meant if other != name))
    return {key: tuple(names) for key, names in found.items()}


_OTHERS = _others()
