"""Words that tell a language: strong ones that hardly another language has, weak ones that several share."""

STRONG = {
    "en": """the and for with without under below over about between what which how where who is are have has want need
        looking show give find please thanks thank hello cheaper more something anything any some this that these those
        not don't doesn't do does can could would should my your you they it its at least most than from but or if
        cheapest best warm light red blue green black white leather wool shoes boots jacket tent compare delivery
        returns
        shipping size one ones first second gift budget i'm i'd cheap good nice new waterproof does other else like""",
    "de": """wenn weil dass schon wer wem wen wohin warum passiert bestellung paket gegen kommt hat werde wird würde
        dann dieser diese dieses diesen ich suche suchen brauche möchte hätte gern gerne bitte danke nicht kein keine
        keinen keiner keinem ohne
        unter
        über höchstens maximal mindestens bis zwischen und oder aber für mit einen eine einem einer mein meine meinen
        habt
        haben gibt gibts euch ihr sie wir zeig zeige zeigt mir mich billiger günstiger teuer teurer billig günstig
        billigste günstigste teuerste etwas welche welcher welches welchen wie viel kostet kosten wann warum hallo
        ist sind
        auch noch mehr weitere andere außer weder nichts nur sehr zu zum zur vom beim dem den des ein ab etwa ungefähr
        euro lager lieferbar vorrätig versand lieferung rückgabe zurückgeben umtauschen größe farbe marke egal preis
        vergleiche unterschied erste ersten zweite zweiten dritte dritten letzte letzten beide beiden mag hasse trage
        allergisch sterne sternen bewertet bewertungen bewertung geschenk soll sollte darf kann können könnt kannst muss
        aus von auf einfach mal doch vielleicht weiß keinesfalls liegt budget-von guten tag morgen tschüss wer bist
        empfehlt empfehlen dieses diese dieser diesen nach dauert lange vergiss ja nein wäre führt verkauft teures""",
    "es": """busco buscando quiero necesito tenéis tienen tienes hay quisiera gustaría enséñame muéstrame enseñame
        muestrame sin menos más mas pero que qué cuál cuáles cuánto cuánta cuántos cómo dónde cuándo quién y el los las
        una unos unas del para por con hasta entre desde máximo como barato barata baratos baratas caro cara caros caras
        precio presupuesto euros gracias hola favor buenos buenas días talla envío envíos devolver devolución devolverlo
        gastos segundo segunda primero primera primeros primeras último última tercero tercera compara diferencia
        otro otra otros otras ninguno nada algo también muy demasiado soy alérgico alérgica odio regalo opciones está
        están son es no sí este esta estos estas ese esa eso mi mis tengo tiene cuesta cueste vale pago puedo puede
        valorado valorados estrellas disponible disponibles stock excepto salvo ni alrededor unos partir tarda marca
        color sean sea me da igual ropa buen buena mejor mejores económico económica quién eres adiós todo todos""",
    "fr": """à dos sac plage je cherche voudrais veux besoin avez vous montrez montre moi sans moins plus pas pour
        avec et ou mais est
        sont une des du les le dans sur entre jusqu'à jusqu maximum environ au aux qui que quel quelle quels quelles
        combien comment où quand merci bonjour salut bonsoir cher chère chers chères prix euros ne n'est c'est j'ai
        je_ai mon ma mes budget livraison retour remboursement frais taille cadeau autre autres quelque chose sauf
        deuxième premier première dernier dernière compare comparez différence étoiles trop très aussi il elle ils
        nous votre aime déteste faut lequel laquelle puis s'il plaît oui non suis êtes cette ces deux""",
    "it": """cerco vorrei voglio avete senza meno più non che per con una uno il lo gli della dello del di sono è tra
        fra
        fino massimo almeno circa quanto costa prezzo grazie ciao buongiorno economico economica troppo caro cara
        taglia spedizione reso anche ho bisogno mostrami altri altre secondo seconda primo prima confronta sotto
        regalo quale questo questa mio mia tranne nessun niente oppure qualcosa serve sto cercando""",
    "nl": """ik zoek zoeken wil graag nodig hebben jullie zonder geen niet onder boven tussen voor met een het en of
        maar
        ook meer goedkoper goedkoopste duur dure hoeveel hoe lang wat welke waar wanneer bedankt hallo hoi alstublieft
        alsjeblieft maximaal minstens ongeveer vanaf tot maat kleur mijn deze dit laat zien tweede eerste laatste
        vergelijk verzending verzendkosten retourneren cadeau behalve zijn er iets anders op voorraad""",
    "pt": """procuro procurando quero queria preciso vocês você têm tem sem menos não nao até com uma um para por mais
        barato barata caro cara quanto custa preço obrigado obrigada olá oi bom dia tamanho entrega devolver frete
        segundo
        primeira primeiro compare diferença outro outra outros também muito muita isso essa esse minha meu são é da do
        dos das ou mas que gostaria mostre presente algo qual quais onde quando boa tarde nada exceto em os as""",
    "pl": """szukam szukamy chcę chciałbym chciałabym potrzebuję macie jest są bez nie tak dla do poniżej powyżej między
        czy jak ile kosztuje gdzie kiedy jaki jaka jakie coś tańsze tańszy taniej więcej proszę dziękuję dzięki cześć
        dzień dobry oraz lub albo ale na rozmiar kolor prezent zwrot dostawa wysyłka drugi pierwszy pokaż mi mój moja
        złotych skóry wełny ten ta to o w z i""",
    "sv": """jag söker letar vill ha behöver har ni utan under över mellan inte och eller men för med ett en som är det
        vad hur mycket kostar var när billigare billigast tack hej snälla visa mig mer fler andra storlek färg present
        högst minst ungefär första andra sista leverans frakt retur kronor till finns något också""",
    "da": """jeg søger leder efter vil gerne har brug I uden under over mellem ikke og eller men for med et en som er
        det
        hvad hvor meget koster hvornår billigere billigst tak hej vis mig mere flere andre størrelse farve gave højst
        mindst cirka første anden sidste levering fragt retur kroner til findes noget også af på""",
    "no": """jeg leter etter vil gjerne trenger har dere uten ikke og eller men hva hvor mye koster billigere takk
        hei vis
        meg større størrelse gave minst høyst på noe også""",
    "fi": """etsin haluan tarvitsen onko teillä ilman alle yli välillä ei ja tai mutta mikä mitä kuinka paljon maksaa
        halvempi kiitos hei näytä lisää koko väri lahja toimitus palautus jotain alle euroa""",
    "cs": """hledám chci potřebuji máte bez ne pod nad mezi a nebo ale pro jak kolik stojí kde kdy jaký něco levnější
        více
        prosím děkuji dobrý den velikost barva dárek vrácení doprava druhý první ukažte mi korun""",
    "tr": """arıyorum istiyorum lazım var mı mi mu altında üstünde arasında ve veya ama için ile ne kadar nasıl nerede
        hangi daha ucuz pahalı teşekkürler merhaba lütfen göster bana beden renk hediye kargo iade ikinci birinci bir
        olmayan olmasın hariç değil fiyat en""",
    "hu": """keresek szeretnék kell van nélkül alatt fölött között és vagy de nem mennyi mennyibe kerül hol mikor milyen
        olcsóbb több kérem köszönöm szia jó napot méret szín ajándék szállítás""",
    "ro": """caut vreau aș dori aveți fără sub peste între și sau dar nu pentru cu cât costă unde când mai ieftin scump
        mulțumesc bună vă rog mărime culoare cadou livrare retur""",
}
#: Of these, words that English or a brand has too; they add to a decision and make none.
WEAK = frozenset(
    """non soy ale dos sac present tack met tot serve com ha ni ab wil die den des der das war was an am in so no me
        son ten ton
        mas vale hat man bald fast rock rot gut kind also gift
    hut ein bin art tag mit von sur pour plus ma mes est et ou que la le les de del el los las un une unos du par an on
    dans no sin con para por y o a e i en es para van of op ten has her is it some do does to or at over not for one
    den till men for et under over far red sale ultimo primo uno nada todo mango casa per tra ta to w z i o mi mu ve de
    en er som har pod bez na do le lo un una est ne des moi aux au sub cu nu und max maximum maximal budget size
    retour chose sans compare comment stock euro euros color son sea more most least best like first second light red
    beige men one ones second tag ton morgen der hay come menos meer et pro kolik vis over egal normal mal mail
    warm total budget gas etwa mono cara color da tem um uma as os den leder""".split()
)
#: Everyday words of other languages that are English as well, or a name: they tell nothing.
ALSO_ENGLISH = frozenset(
    """aca acryl alternative alternatives alto an ana ans ante armoire art baby bad bajo ball base bases basket
    baskets batteries beige belle bio bios blanc blu bol boles bolsa bon bone bones bonnet bont boot braun brief
    brille budget bureau cable cafe camper campers camping cap capa cara carnet caro carpa carta cashmere
    casserole chaise chapeau chat chats cher chica claire classes clients collar computer conditions cool cordon
    corona costa couch course courses court couteau crema creme crude cuadro cuisine dame desire details dia
    direct dons double doux durable duvet duvets ecru elegant elegante eng engagement exclusive exclusivo fell
    ferro filiale fin fine fines franc france frances frontal gas gato genial gilet glas gluten gold golden
    grand gross gummi handy hard hart hell hoch holz hose hut ideas important jean jersey joli jupe lait lana
    lane lanes lang laptop large latex lattice lava leer light lila lin line lines lino lins lit lite liter logo
    long longue madre mama mamas manga mango mantel mari marie marque marron mat material merino metal metall
    meter metro mince mini minimum mode modell modelle modern monitor mono mug mule nero net noir nouveau numero
    nylon ocean olla oma opa opera option options or orange oras outil pan panna papa papi papier par pares
    parfum parfume partner pelle pen pena person persona petite pie piece pile plastic plume polyester portable
    portables pot preference premier premiere primer privacy produits produkte propos pull pullover pulls rad
    radio reduction regal regale resultados ring ringe robe robes robust robuste rock rond rosa rose roses rossa
    rot rubber rucksack sac salon samt sec secure seda service short silver simple simplex ski smartphone
    smartphones snack sneaker sneakers sofa solide son spiel star stern still stress stuck suave sugerencias
    superior table tablet taza tee teen tees tele telephone tennis tshirt turquoise ultima urgent usage used
    vase vegan vela velo velour verde viola violet voyage voyager warm winter wit wits""".split()
)
