"""Materials, colours and how things are: English | German | Spanish | French | Italian | Dutch | Portuguese.

German words are given without ending (`rot` for `rote`, `roten`), Romance ones in the masculine singular.
"""

MATERIALS = """
leather | leder echtleder | cuero piel | cuir | pelle cuoio | leer leder | couro
wool | wolle woll schurwolle schafwolle | lana | laine | lana | wol | lã
merino | merino merinowolle | merino lana~merino | mérinos | merino | merino | merino
cotton | baumwolle baumwoll | algodón | coton | cotone | katoen | algodão
linen | leinen | lino | lin | lino | linnen | linho
plastic | plastik kunststoff | plástico | plastique | plastica | plastic kunststof | plástico
polyester | polyester | poliéster | polyester | poliestere | polyester | poliéster
synthetic | synthetik kunstfaser synthetisch | sintético | synthétique | sintetico | synthetisch | sintético
down | daune daunen | plumón pluma~de~ganso | duvet | piumino | dons | penugem
feather | feder federn | pluma | plume | piuma | veren | pena
fur | pelz fell | pelaje | fourrure | pelliccia | bont | pele
silk | seide seiden | seda | soie | seta | zijde | seda
velvet | samt | terciopelo | velours | velluto | fluweel | veludo
suede | wildleder veloursleder | ante gamuza | daim | camoscio | suède | camurça
nylon | nylon | nailon nilón | nylon | nylon | nylon | nylon
rubber | gummi kautschuk | goma caucho | caoutchouc | gomma | rubber | borracha
latex | latex | látex | latex | lattice | latex | látex
acrylic | acryl | acrílico | acrylique | acrilico | acryl | acrílico
cashmere | kaschmir | cachemira cachemir | cachemire | cashmere | kasjmier | caxemira
metal | metall | metal | métal | metallo | metaal | metal
steel | stahl edelstahl | acero acero~inoxidable | acier inox | acciaio | staal | aço
aluminium | aluminium alu | aluminio | aluminium | alluminio | aluminium | alumínio
iron | eisen | hierro | fer | ferro | ijzer | ferro
wood | holz | madera | bois | legno | hout | madeira
bamboo | bambus | bambú | bambou | bambù | bamboe | bambu
glass | glas | vidrio cristal | verre | vetro | glas | vidro
ceramic | keramik | cerámica | céramique | ceramica | keramiek | cerâmica
paper | papier | papel | papier | carta | papier | papel
"""

COLOURS = """
red | rot | rojo | rouge | rosso rossa | rood rode | vermelho
blue | blau | azul | bleu | blu | blauw blauwe | azul
navy blue | marineblau dunkelblau | azul~marino | bleu~marine | blu~navy | marineblauw | azul-marinho
green | grün | verde | vert | verde | groen groene | verde
yellow | gelb | amarillo | jaune | giallo gialla | geel gele | amarelo
orange | orange | naranja | orange | arancione | oranje | laranja
purple | lila violett | morado púrpura lila | violet | viola | paars paarse | roxo
pink | rosa pink | rosa rosado | rose | rosa | roze | rosa
brown | braun | marrón marrones café~oscuro | marron brun | marrone | bruin bruine | castanho marrom
black | schwarz | negro | noir | nero nera | zwart zwarte | preto
white | weiß weiss | blanco | blanc blanche blanches | bianco bianca | wit witte | branco
grey | grau | gris | gris | grigio grigia | grijs grijze | cinza cinzento
beige | beige | beige beis | beige | beige | beige | bege
gold | gold golden | dorado oro | doré or | oro dorato | goud gouden | dourado
silver | silber silbern | plateado plata | argenté argent | argento | zilver zilveren | prateado
turquoise | türkis | turquesa | turquoise | turchese | turquoise | turquesa
cream | cremefarben | crudo | écru | panna | crème | creme~claro
"""

ADJECTIVES = """
reduced | reduziert herabgesetzt | rebajado | remisé
waterproof | wasserdicht wasserfest | impermeable resistente~al~agua | imperméable étanche
windproof | winddicht windfest | cortavientos | coupe-vent
breathable | atmungsaktiv | transpirable | respirant
warm | warm | cálido caliente abrigado calentito | chaud
cool | kühl | fresco | frais fraîche
cold | kalt | frío | froid
light | leicht | ligero liviano | léger légère
heavy | schwer | pesado | lourd
lighter | leichter | más~ligero más~ligera más~ligeros más~ligeras | plus~léger plus~légère
heavier | schwerer | más~pesado más~pesada | plus~lourd
warmer | wärmer | más~cálido más~cálida más~caliente | plus~chaud plus~chaude
bigger | größer | más~grande | plus~grand plus~grande
smaller | kleiner | más~pequeño más~pequeña | plus~petit plus~petite
better | besser | mejor mejores | meilleur
best | best | el~mejor la~mejor los~mejores las~mejores | le~meilleur la~meilleure les~meilleurs les~meilleures
lightest | leichteste am~leichtesten | el~más~ligero la~más~ligera | le~plus~léger la~plus~légère
lightest | | los~más~ligeros las~más~ligeras |
heaviest | schwerste am~schwersten | el~más~pesado la~más~pesada | le~plus~lourd la~plus~lourde
warmest | wärmste am~wärmsten | el~más~cálido la~más~cálida | le~plus~chaud la~plus~chaude
warmest | | los~más~cálidos las~más~cálidas |
biggest | größte am~größten | el~más~grande la~más~grande | le~plus~grand la~plus~grande
smallest | kleinste am~kleinsten | el~más~pequeño la~más~pequeña | le~plus~petit la~plus~petite
big | groß | grande | grand
small | klein | pequeño chico | petit
large | riesig | enorme | énorme
long | lang | largo | long longue
short | kurz | corto | court
wide | breit | ancho | large
narrow | schmal eng | estrecho | étroit
thick | dick | grueso | épais épaisse
thin | dünn | fino delgado | fin mince
soft | weich | suave blando | doux douce
hard | hart | duro | dur
robust | robust stabil | robusto resistente | robuste solide
comfortable | bequem gemütlich komfortabel | cómodo | confortable
elegant | elegant | elegante | élégant
modern | modern | moderno | moderne
beautiful | schön hübsch | bonito hermoso lindo | beau belle joli
simple | einfach schlicht | sencillo | simple
good | gut | bueno buen buena | bon bonne
cheap | billig günstig preiswert | barato económico | pas~cher bon~marché
expensive | teuer | caro | cher chère
new | neu | nuevo | neuf neuve nouveau
used | gebraucht | usado | usagé
dry | trocken | seco | sec sèche
quiet | leise | silencioso | silencieux silencieuse
fast | schnell | rápido | rapide
dark | dunkel dunkl | oscuro | foncé sombre
bright | hell | claro luminoso | clair
wireless | kabellos drahtlos | inalámbrico | sans-fil
rechargeable | aufladbar wiederaufladbar | recargable | rechargeable
portable | tragbar | portable | portatif
foldable | faltbar klappbar | plegable | pliable
washable | waschbar | lavable | lavable
organic | bio biologisch | ecológico orgánico | bio biologique
vegan | vegan | vegano | végan végétalien
sustainable | nachhaltig | sostenible | durable
recycled | recycelt recycled | reciclado | recyclé
winter | winterlich | invernal | hivernal
padded | gefüttert gepolstert wattiert | acolchado | matelassé
high | hoch | alto | haut
low | niedrig | bajo | bas basse
round | rund | redondo | rond
square | quadratisch | cuadrado | carré
sporty | sportlich | deportivo | sportif sportive
practical | praktisch | práctico | pratique
scented | parfümiert | perfumado | parfumé
"""
