"""Everyday things that shops sell, and who they are for: English | German | Spanish | French.

Singular, or every form where the plural is not made by rule. A tilde joins the words of one name.
"""

THINGS = """
jacket | jacke jacken | chaqueta cazadora chaquetón | veste blouson
coat | mantel mäntel | abrigo | manteau
rain jacket | regenjacke regenjacken | chubasquero impermeable~de~lluvia | imperméable
vest | weste westen | chaleco | gilet
jumper | pullover pulli pullis | jersey jerséis suéter suéteres | pull
shirt | hemd hemden | camisa | chemise
t-shirt | t-shirt t-shirts tshirt | camiseta playera | tee-shirt
blouse | bluse blusen | blusa | chemisier
dress | kleid kleider | vestido | robe
skirt | rock röcke | falda | jupe
trousers | hose hosen | pantalón pantalones | pantalon
shorts | shorts | pantalón~corto pantalones~cortos | short
jeans | jeans jeanshose | vaqueros tejanos | jean
clothes | kleidung klamotten bekleidung | ropa | vêtement
socks | socke socken strumpf strümpfe | calcetín calcetines | chaussette
underwear | unterwäsche | ropa~interior | sous-vêtement
hat | hut hüte | sombrero | chapeau
beanie | mütze mützen | gorro | bonnet
cap | kappe kappen | gorra | casquette
scarf | schal schals | bufanda pañuelo | écharpe foulard
gloves | handschuh handschuhe | guante | gant
belt | gürtel | cinturón cinturones | ceinture
shoes | schuh schuhe | zapato calzado | chaussure
boots | stiefel | bota botín botines | botte bottine
hiking boots | wanderstiefel wanderschuh wanderschuhe bergschuhe | botas~de~montaña botas~de~senderismo |
chaussures~de~randonnée
trainers | turnschuh turnschuhe sneaker | zapatilla deportivas tenis | basket baskets tennis
running shoes | laufschuh laufschuhe | zapatillas~de~correr zapatillas~para~correr | chaussures~de~course
sandals | sandale sandalen | sandalia | sandale
slippers | hausschuhe pantoffeln | pantuflas zapatillas~de~casa | chausson pantoufle
bag | tasche taschen beutel | bolsa bolso | sac
backpack | rucksack rucksäcke | mochila | sac~à~dos sacs~à~dos
suitcase | koffer | maleta | valise
handbag | handtasche handtaschen | bolso~de~mano | sac~à~main
wallet | geldbeutel geldbörse portemonnaie brieftasche | cartera billetera monedero | portefeuille porte-monnaie
umbrella | regenschirm regenschirme | paraguas | parapluie
watch | uhr uhren armbanduhr armbanduhren | reloj relojes | montre
jewellery | schmuck | joyas joyería | bijou bijoux
ring | ring ringe | anillo | bague
necklace | halskette halsketten | collar | collier
earrings | ohrring ohrringe | pendiente arete | boucles~d'oreilles
sunglasses | sonnenbrille sonnenbrillen | gafas~de~sol | lunettes~de~soleil
glasses | brille brillen | gafas anteojos | lunettes
tent | zelt zelte | tienda~de~campaña tienda carpa | tente
sleeping bag | schlafsack schlafsäcke | saco~de~dormir sacos~de~dormir | sac~de~couchage sacs~de~couchage
sleeping mat | isomatte isomatten schlafmatte | esterilla colchoneta | matelas~de~sol
stove | kocher gaskocher campingkocher | hornillo cocina~de~camping | réchaud
headlamp | stirnlampe stirnlampen | frontal linterna~frontal | lampe~frontale
torch | taschenlampe taschenlampen | linterna | lampe~torche
lamp | lampe lampen leuchte leuchten | lámpara | lampe
bottle | flasche flaschen trinkflasche trinkflaschen | botella cantimplora | bouteille gourde
cup | tasse tassen becher | taza vaso | tasse gobelet
mug | kaffeetasse kaffeebecher | tazón | mug
plate | teller | plato | assiette
bowl | schüssel schüsseln schale schalen | cuenco | bol
knife | messer taschenmesser | cuchillo navaja | couteau couteaux
pan | pfanne pfannen | sartén sartenes | poêle
pot | topf töpfe | olla cacerola | casserole marmite
blanket | decke decken wolldecke | manta | couverture
pillow | kissen kopfkissen | almohada cojín cojines | oreiller coussin
towel | handtuch handtücher | toalla | serviette
rug | teppich teppiche | alfombra | tapis
curtain | vorhang vorhänge gardine gardinen | cortina | rideau rideaux
bed | bett betten | cama | lit
mattress | matratze matratzen | colchón colchones | matelas
sofa | sofa sofas couch | sofá sofás | canapé
chair | stuhl stühle | silla | chaise
armchair | sessel | sillón sillones | fauteuil
table | tisch tische | mesa | table
desk | schreibtisch schreibtische | escritorio | bureau
shelf | regal regale | estante estantería | étagère
cupboard | schrank schränke | armario | armoire placard
mirror | spiegel | espejo | miroir
candle | kerze kerzen | vela | bougie
vase | vase vasen | jarrón jarrones florero | vase
picture | bild bilder | cuadro | tableau tableaux
bicycle | fahrrad fahrräder rad räder | bicicleta bici | vélo
helmet | helm helme fahrradhelm | casco | casque
ball | ball bälle | pelota balón balones | ballon balle
rope | seil seile | cuerda | corde
poles | stöcke wanderstöcke trekkingstöcke | bastones | bâton
skis | ski skier | esquís | ski
toy | spielzeug spielzeuge | juguete | jouet
model | modell modelle modellen | modelo | modèle
item | artikel waren | artículo | article
game | spiel spiele | juego | jeu jeux
book | buch bücher | libro | livre
notebook | notizbuch notizbücher notizblock | cuaderno libreta | carnet cahier
pen | stift stifte kugelschreiber | bolígrafo | stylo
laptop | laptop laptops notebook notebooks | portátil portátiles ordenador~portátil | ordinateur~portable portable
computer | computer rechner | ordenador computadora computador | ordinateur
monitor | bildschirm bildschirme monitore | monitor monitores pantalla | écran moniteur
keyboard | tastatur tastaturen | teclado | clavier
mouse | maus mäuse | ratón ratones | souris
printer | drucker | impresora | imprimante
camera | kamera kameras fotoapparat | cámara | caméra appareil~photo
phone | handy handys telefon telefone smartphone smartphones | móvil móviles teléfono celular celulares | téléphone
smartphone
headphones | kopfhörer | auricular auriculares cascos | écouteurs casque~audio
speaker | lautsprecher | altavoz altavoces parlante | enceinte haut-parleur
television | fernseher fernsehgerät | televisor televisión televisiones | téléviseur télé
tablet | tablet tablets | tableta | tablette
charger | ladegerät ladegeräte | cargador cargadores | chargeur
cable | kabel | cable | câble
battery | akku akkus batterie batterien | batería pila | batterie pile
memory card | speicherkarte speicherkarten | tarjeta~de~memoria | carte~mémoire
hard drive | festplatte festplatten | disco~duro discos~duros | disque~dur disques~durs
case | hülle hüllen schutzhülle | funda | étui coque housse
kettle | wasserkocher | hervidor hervidores tetera | bouilloire
coffee machine | kaffeemaschine kaffeemaschinen | cafetera | cafetière machine~à~café
fridge | kühlschrank kühlschränke | nevera frigorífico | réfrigérateur frigo
washing machine | waschmaschine waschmaschinen | lavadora | lave-linge machine~à~laver
vacuum cleaner | staubsauger | aspiradora | aspirateur
tool | werkzeug werkzeuge | herramienta | outil
perfume | parfüm parfum | perfume | parfum
cream | creme cremes | crema | crème
soap | seife seifen | jabón jabones | savon
coffee | kaffee | café cafés | café
tea | tee tees | té tés | thé
chocolate | schokolade schokoladen | chocolate | chocolat
wine | wein weine | vino | vin
gift | geschenk geschenke | regalo | cadeau cadeaux
hood | kapuze kapuzen | capucha | capuche
zip | reißverschluss reißverschlüsse | cremallera cierre | fermeture~éclair
laces | schnürsenkel | cordones | lacets
sleeves | ärmel | manga | manche
pocket | hosentasche | bolsillo | poche
heel | absatz absätze | tacón tacones | talon
logo | logo logos | logotipo | logo
perfume-free | parfümfrei | | sans-parfum
nuts | nuss nüsse | nuez nueces frutos~secos | noix
sugar | zucker | azúcar | sucre
milk | milch | leche | lait
gluten | gluten | gluten | gluten
dad | vater papa papas | padre papá | père papa
mum | mutter mama mamas | madre mamá | mère maman
wife | ehefrau frau | esposa mujer | femme épouse
husband | ehemann mann | marido esposo | mari
girlfriend | freundin | novia amiga | copine
boyfriend | freund | novio amigo | copain
son | sohn | hijo | fils
daughter | tochter | hija | fille
brother | bruder | hermano | frère
sister | schwester | hermana | sœur soeur
grandma | oma großmutter | abuela | grand-mère mamie
grandpa | opa großvater | abuelo | grand-père papi
birthday | geburtstag | cumpleaños | anniversaire
christmas | weihnachten | navidad | noël
wedding | hochzeit | boda | mariage
hiking | wandern wanderung wanderungen | senderismo caminar caminata | randonnée
running | laufen joggen | correr | course courir
cycling | radfahren fahrradfahren radeln | ciclismo | cyclisme
camping | zelten camping | acampar camping | camping camper
skiing | skifahren | esquí esquiar | skier
travel | reise reisen | viaje viajar | voyage voyager
office | büro | oficina | bureau~de~travail
kitchen | küche | cocina | cuisine
garden | garten | jardín | jardin
living room | wohnzimmer | salón sala~de~estar | salon
bedroom | schlafzimmer | dormitorio | chambre
children | kinder kind | niño niños niña niñas | enfant
women | damen frauen | mujeres señora | femmes dame
men | herren männer | hombre hombres caballero | homme hommes
baby | baby babys | bebé bebés | bébé
dog | hund hunde | perro | chien
cat | katze katzen | gato | chat chats
summer | sommer | verano | été
winter | winter | invierno | hiver
rain | regen | lluvia | pluie
snow | schnee | nieve | neige
""" + "\n".join(
    (
        "people | personen person leute leuten | persona | personne",
        "inch | zoll | pulgada | pouce",
        "litre | liter litern | litro | litre",
        "metre | meter metern | metro | mètre",
        "kilo | kilo kilogramm kilos | kilo kilogramo | kilo",
        "gram | gramm | gramo | gramme",
        "year | jahr jahre jahren | año años | an ans année",
        "day | tag tage tagen | día días | jour",
        "week | woche wochen | semana | semaine",
        "month | monat monate monaten | mes meses | mois",
        "hour | stunde stunden | hora | heure",
        "minute | minute minuten | minuto | minute",
        "pieces | stück | unidad unidades pieza | pièce",
        "pair | paar paare | par pares | paire",
        "star | stern sterne sternen | estrella | étoile",
        "euro | euro euros | euro | euro",
        "dollar | dollar dollars | dólar dólares | dollar",
        "pounds | pfund | libra | livres~sterling",
        "francs | franken | franco francos franco~suizo francos~suizos | franc francs",
        "kroner | krone kronen | corona coronas | couronne",
    )
)
