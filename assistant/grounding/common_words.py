"""Words that may be written with a capital without naming a product: how sentences begin, and the world's own names."""

#: Openers, headings and plain words; enough that a sentence's first word is rarely in doubt.
COMMON_WORDS = frozenset(
    """
    a about above absolutely according across actually adding after again all almost alone along already also
    although always am among an and another any anyone anything apart apparently are aren't around as aside ask at
    available avoid back based basically be because become before being below besides best better between beyond big
    both bottom brand breathability breathable brilliant bring bringing broadly budget build built but buy by can
    can't care casual certainly cheap cheaper cheapest check choice choose choosing classic clean clear closest cold
    colour colours color colors come comes comfort comfortable comparable compare compared comparing comparison
    compromise consider considering cons construction cool cost costs could cover coverage cut daily day days deal
    decent definitely delivery depending depends design despite details did difference differences different do does
    don't double dry durable durability due during each ease easily easy either else enjoy enough especially even
    ever every everyday everything exactly excellent except expect extra fabric fair fairly fantastic far fast
    favourite feature features feel feels few final finally find fine first fit fits five flexible for fortunately
    four free from full fully further general generally get getting gift give given gives glad go going good got
    great had half handy happily happy hard has have having he heads heavier heavy hello help helpful her here
    here's hey hi high higher highlights his honest honestly hood hot how however i i'd i'll i'm i've ideal if
    impressive in inside insulated insulation instead interested into is isn't it it'll it's its just keep keeping
    keeps key kind know knowing large last later layer layering least less let let's light lighter lightest
    lightweight like likewise list little long longer look looking looks lot lots love low lower lovely luckily made
    main mainly make makes many match matches material materials may maybe me mean meanwhile medium men merits
    middle might mind minor miss misses mixed more moreover most mostly much must my name narrow naturally near neat
    neither never nobody
    nevertheless new next nice no none nor not note nothing notable now number of off okay on once one
    ones only open option options or order other others otherwise our out outer outside over overall own pack
    packable packs pair part particularly people per perfect perfectly perhaps personally pick picking picks place
    plain plan please plenty plus pocket pockets point points popular positive possibly practical preference
    preferably premium pretty price prices priced pricing pro probably product products pros protection purely put
    quality quick quickly quiet quite rain range rated rating ratings rather read ready real really reason
    reasonable reasonably reasons recommend recommendation recommendations recommended regardless relaxed reliable
    remember return returns review reviewed reviewers reviews right robust room roomy roughly round runner running
    said same save say says second see seems select sensible set several shape shall she shop short shorter should
    show shown similarly simple simply since single size sizes sizing slightly slim small smaller smart snug so soft
    softer solid some someone something sometimes somewhat soon sorry sound speaking specs stable standard standout
    star stars start starting stay staying still stock strength strengths strictly strong stronger style suggested
    suggestion suitable suits summary super sure surprisingly sturdy take takes taking talking tall tell than thank
    thanks that that'd that's the their them then there there's therefore these they they'd they'll they're thin
    think this those though three through thus tight tip tips to together too took top total tough toward true truly
    try trying turning two type typical typically ultimately under unfortunately unless unlike until up upside use
    used useful uses using usually value verdict versatile versatility versus very vs waist want warm warmer warmest
    warmth was wash watch water waterproof waterproofing way we we'd we'll we're we've weak weakness wear wearing
    weather weight well went were what what's whatever when whenever where whereas whether which whichever while who
    whoever whole why wide wider will wind windproof winner with within without women won't wondering work working
    works world worst worth worthy would yes yet you you'd you'll you're you've your yours zip shoppers customers
    buyers owners buyer sales bonus bear cheers amazing awesome apologies certainty greetings indeed rest ai
    assistant cart basket bag catalogue catalog page question questions answer shopper welcome
    """.split()
)

#: Places, peoples, days, languages, standards and techniques: written with a capital by anyone.
WORLD_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter halloween valentine's valentine mother's father's new
    year's spring summer autumn winter fall africa african alpine alps america american antarctic arctic asia asian
    atlantic australia australian austria austrian baltic belgium belgian bengal brazil brazilian britain british
    canada canadian caribbean celtic celsius china chinese cornish cornwall cumbria czech danish dartmoor denmark
    devon dutch edinburgh egypt egyptian england english europe european fahrenheit finland finnish france french
    german germany glasgow greece greek greenland hebridean highland highlands himalaya himalayan himalayas iceland
    icelandic india indian ireland irish italian italy japan japanese kenya kenyan korea korean lake district latin
    london manchester mediterranean mexico mexican munro munros nepal netherlands nordic north northern norway
    norwegian pacific paris peak pennine pennines persian peru poland polish portugal portuguese pyrenees roman
    russia russian sahara scandinavian scandinavia scotland scots scottish skye snowdonia south southern spain
    spanish sweden swedish swiss switzerland tibet turkish turkey uk us usa victorian wales welsh western york
    yorkshire eu east west bluetooth wi-fi wifi usb usb-c hdmi led lcd oled gps nfc lan hd uhd ssd hdd cpu gpu ram
    android ios windows mac linux dvd gore-tex velcro lycra spandex teflon kevlar cordura nylon polyester cotton
    merino wool fleece dwr pfc pfas pvc tpu eva bpa uv spf upf ipx ip ce iso en faq rrp vat diy tv pc sms id ok q a
    reino unido unión europea estados unidos tierras altas escocia isla islas man noruega suiza españa
    inglaterra irlanda
    norte canadá alemania francia italia portugal austria europa großbritannien großbritanniens deutschland österreich
    schweiz norwegen vereinigtes königreich england schottland irland kanada europäische europäischen
    xs s m l xl xxl xxxl vs pros cons nb ps mm cm kg g ml ph ai scandi art deco tog aa aaa ac dc b c d e f u v
    """.split()
)

#: A word with one of these endings is made from another word, seldom a name.
DERIVED_ENDINGS = tuple(
    "ing ly ness ity ment tion sion ance ence able ible ful less ised ized proof wise ship ward wards ier iest".split()
)
#: Nouns that other languages write with a capital, or that begin a greeting, beside names and figures.
FOREIGN_NOUNS = frozenset(
    word.casefold()
    for word in """
    größe größen farbe farben marke modell material gewicht preis budget jacke hose schuhe zelt rucksack teppich grad
    euro pfund gramm kilo liter zentimeter meter sterne sternen bewertung bewertungen herr frau tag dank lager
    warenkorb lieferung versand option variante artikel produkt produkte wasser wolle leder baumwolle sommer winter
    vater mutter geschenk stunde stunden minute minuten laufzeit leuchtdauer brenndauer jahr jahre jahren monat monate
    garantie akku stufe leistung lumen watt volt tag tage tagen woche wochen uhr etikett gewebe größe stück paar
    guten schönen vielen herzlichen gerne aus auf zu zum zur im am als
    señor señora talla color precio marca modelo buenos buenas muchas gracias bonjour monsieur madame taille couleur
    prix marque modèle merci beaucoup
    """.split()
)
#: What a compound of such a noun ends in: the kinds of things that shops sell.
FOREIGN_ENDINGS = tuple(
    """
    jacke jacken mantel hose hosen hemd shirt pullover pulli weste schuh schuhe stiefel socken mütze handschuhe tasche
    taschen rucksack zelt zelte schlafsack matte decke decken kissen teppich teppiche stuhl stühle tisch tische bank
    regal lampe lampen leuchte laterne topf töpfe pfanne pfannen kanne kannen becher tasse tassen teller schüssel messer
    schere säge werkzeug kocher flasche flaschen rad räder helm schloss pumpe licht lichter gerät geräte kabel drucker
    monitor tastatur kopfhörer kamera batterie batterien kleidung ausrüstung
    """.split()
)
#: Words without a meaning of their own that other languages may write with a capital: "Ihrer Frage", "welche … Sie".
FOREIGN_SMALL_WORDS = frozenset(
    """
    ihr ihre ihrem ihren ihrer ihres ihnen sie der die das den dem des ein eine einen einem einer mit für von bei und
    oder in im am als auf aus zu zum zur wenn falls wer was welche welcher welches mein meine unser unsere dieser diese
    dieses el la los las un una unos unas de del con para por si su sus le les des du une pour avec sa son
    """.split()
)
