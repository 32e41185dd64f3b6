"""What German phrases mean that speak neither of money nor of what to leave out."""

from assistant.understanding.tongues.tongue import merged

_ORDINALS = "erste zweite dritte vierte fünfte sechste siebte achte".split()
_PLACES = "first second third fourth fifth sixth seventh eighth".split()
_THE = "der/die/das/den/dem/vom/zum/beim"

_POINTING = {
    f"the {place}|the {place} one": f"{_THE} {word}/{word}n" for place, word in zip(_PLACES, _ORDINALS, strict=True)
} | {
    "the last|the last one": f"{_THE} letzte/letzten",
    "the first two": "die/den ersten beiden/zwei/2, die/den beiden ersten",
    "the first three": "die/den ersten drei/3",
    "the last two": "die/den letzten beiden/zwei/2, die/den beiden letzten",
    "the last three": "die/den letzten drei/3",
    "both": "beide, alle beide, die beiden, beides",
    "first aid": "erste hilfe, der/die/das erste hilfe",
    "number": "nummer, nr .",
    "this": "dieses/dieser/diese/diesen/diesem hier/_, das/die/der/den hier/da",
    "these": "diese hier",
    "that": "jene/jener/jenes/jenen",
    # asking to be shown something
    "i am looking for": """
        suche ich, suchen wir
        ich/wir suche/such/suchen, suche/suchen/gesucht, ich/wir bin/sind auf der suche nach, auf der suche nach
        bin auf der suche nach, ich halte ausschau nach, ich/wir würde/würden gern/gerne""",
    "i need": """
        brauche/brauch/benötige ich, ich/wir brauche/brauch/brauchen/benötige/benötigen, brauche/brauch/benötige""",
    "i want": """
        möchte/will/würde/hätte ich/wir gern/gerne/_
        ich/wir möchte/möchten/will/wollen/hätte/hätten/wünsche gern/gerne/mir/_, möchte/hätte gern/gerne/_
        ich interessiere mich für, hätte/hätten gern/gerne""",
    "do you have": """
        habt/hast/hättet/haben/hätten ihr/du/sie vielleicht/_, gibt es vielleicht/bei~euch/bei~ihnen/hier/_
        gibts/gibt's
        führt/verkauft/bietet ihr, führen/verkaufen/bieten sie, habt ihr/sie zufällig, haben sie zufällig""",
    "do you also have": "habt/haben ihr/sie auch, gibt es auch, gibts auch",
    "do you have it in": """
        gibt es das/es/die/den/sie/ihn auch/_ in
        habt/haben ihr/sie das/es/die/den/sie/ihn auch/_ in""",
    "show me": """
        zeig/zeige/zeigt/zeigen~sie mir/uns mal/bitte/doch/_, zeig/zeige/zeigt mal/bitte/_, finde/find mir/_
        empfiehl/empfehlen~sie/empfehlt mir/uns""",
    "can you show me": "kannst/könnt/können/könnten/könntest du/ihr/sie mir/uns mal/bitte/_",
    "can you help me": "kannst/könnt/können du/ihr/sie mir/uns bitte/_ helfen",
    "what do you recommend": "was/welche/welchen/welches empfehlt/empfehlen/empfiehlst/würdet ihr/sie/du empfehlen/_",
    "please": "bitte",
    # stock, rating, order
    "in stock": """
        auf/am/ab lager, ab/_ sofort/gleich/direkt/schnell/kurzfristig lieferbar/verfügbar/erhältlich, vorrätig
        lieferbar
        lieferbare/lieferbaren/verfügbare/verfügbaren/vorrätige/vorrätigen/vorrätiges
        verfügbar, gerade/aktuell/momentan/jetzt/derzeit lieferbar/verfügbar/vorrätig/da""",
    "available in": "verfügbar/lieferbar/erhältlich in",
    "well rated": "gut/sehr~gut/hoch bewertet/bewertete/bewerteten/bewertetes/bewerteter",
    "with good reviews": "mit guten/sehr~guten/positiven bewertungen/rezensionen/kritiken",
    "best rated": """
        am besten bewertet/bewertete/bewerteten/bewertetes, die/das/den am besten bewertete/bewerteten
        die/das/_ best bewertete/bewerteten, die/das/den/_ bestbewertet/bestbewertete/bestbewerteten/bestbewertetes
        mit den/_ besten bewertungen, beste/höchste bewertung""",
    "best rated first": """
        die/_ am besten bewerteten zuerst, die/_ bestbewerteten/bestbewertete zuerst, beste bewertung/bewertungen zuerst
        zuerst die/_ bestbewerteten/am~besten~bewerteten""",
    "sorted by rating": "nach bewertung/bewertungen sortiert/sortieren/geordnet, sortiere/sortiert nach bewertung",
    "rating": "bewertung",
    "rated": "bewertet/bewertete/bewerteten",
    "reviews": "bewertungen/rezensionen/kundenbewertungen/erfahrungen/kundenmeinungen",
    "cheapest": """
        die/das/den/der/_ billigste/günstigste/billigsten/günstigsten/preiswerteste/preiswertesten, am billigsten
        am günstigsten/preiswertesten, mit dem niedrigsten/kleinsten preis, zum niedrigsten/kleinsten preis
        niedrigster/kleinster/günstigster preis""",
    "cheapest first": """
        zuerst die/das/_ billigste/günstigste/billigsten/günstigsten/preiswertesten
        die/das/_ billigste/günstigste/billigsten/günstigsten/preiswertesten zuerst, niedrigster preis zuerst""",
    "sorted by price": """
        nach dem/_ preis aufsteigend/_ sortiert/sortieren/geordnet/ordnen aufsteigend/_, preis aufsteigend
        sortiere/sortier/sortiert/sortieren~sie nach dem/_ preis aufsteigend/_, nach preis""",
    "price ascending": """
        preis/preise aufsteigend sortieren/sortiert/ordnen, aufsteigend sortieren/sortiert, aufsteigend nach preis
        nach/mit preis/preisen aufsteigend, nach aufsteigendem preis""",
    "preferably": "lieber/bevorzugt/vorzugsweise/idealerweise",
    "price descending": """
        preis/preise absteigend sortieren/sortiert, absteigend sortieren/sortiert
        nach/_ preis absteigend sortiert/_, sortiere/sortiert nach preis absteigend""",
    "the most expensive": "die/das/den/der/_ teuerste/teuersten, am teuersten",
    "highest price first": "die/das/_ teuerste/teuersten zuerst, zuerst die/das/_ teuerste/teuersten",
    "cheaper": """
        billiger/günstiger/preiswerter, billigere/günstigere/preiswertere, billigeren/günstigeren/preiswerteren
        geht es/das/_ auch/noch/_ billiger/günstiger/preiswerter, gehts auch/noch/_ billiger/günstiger""",
    "something cheaper": """
        was/etwas/irgendwas billigeres/günstigeres/preiswerteres, billigeres/günstigeres/preiswerteres
        was/etwas für weniger geld, weniger teuer""",
    "a bit cheaper": "etwas/bisschen/ein~bisschen/ein~wenig billiger/günstiger/preiswerter",
    "too expensive": "das/die/der/es/_ ist/sind/_ mir/uns/alle/_ viel/doch/etwas/alles/_ zu teuer",
    "more expensive": "teurer/teurere/teureren/hochwertiger/hochwertigere",
    "something more expensive": "was/etwas teureres/hochwertigeres",
    # others than those shown
    "show me more": """
        zeig/zeige/zeigt/zeigen~sie mir/uns/_ noch/bitte/_ mehr/weitere/andere/welche, noch/_ mehr davon/_
        mehr anzeigen, mehr bitte""",
    "more": "mehr/weitere/weiteren",
    "any others": "noch andere/weitere/welche, sonst noch welche, andere/weitere ?",
    "other options": """
        noch/_ andere/weitere/mehr optionen/modelle/vorschläge/produkte/möglichkeiten/alternativen/varianten
        mehr auswahl
        alternativen, noch was/etwas anderes""",
    "something else": "was/etwas anderes, was/etwas/_ sonst noch, sonst noch was/etwas",
    "none of these": "nichts/keine/keins/keiner/keines davon/von~denen/dabei, keins, da ist nichts dabei",
    "do not like these": "gefallen/gefällt mir/uns alle/alles/beide/_ nicht, das/die/es mag ich nicht",
    "similar": "ähnliche/ähnlichen/ähnliches/ähnlich",
    "something similar to": "etwas/was ähnliches wie/_",
    "start over": "von vorn/vorne, neue suche, noch mal von vorn/vorne, was/etwas ganz/komplett/völlig anderes",
    "forget it": "vergiss/vergessen~sie es/das",
    "what about": "was ist mit, und/_ wie wäre/wär/ist/steht es/_ mit, und was ist mit, und wie sieht es aus mit",
    "i also need": "ich brauche/suche auch/noch, außerdem/ausserdem brauche/suche ich",
    # two or more side by side
    "compare": "vergleiche/vergleich/vergleicht/vergleichen sie/mir/mal/bitte/_, stell/stelle gegenüber",
    "what is the difference between": """
        was ist/sind der/die unterschied/unterschiede zwischen/bei, worin unterscheiden sich, was unterscheidet""",
    "difference": "unterschied/unterschiede/unterscheiden",
    "which is": "welche/welcher/welches ist, welche/welcher/welches von/_ beiden/denen/davon ist, was ist besser",
    "which|which one": "welche/welcher/welches/welchen von/_ beiden/denen/davon/_",
    "which one should i buy": "welche/welcher/welches/welchen soll/sollte/würdest ich/du kaufen/nehmen",
    # about one
    "how much is": "was/wieviel/wie~viel kostet/kosten",
    "how much is it": "was/wieviel/wie~viel kostet/kosten das/es/er/sie",
    "tell me more about": """
        erzähl/erzähle/sag mir/_ mehr/etwas/was über/zu, mehr infos/informationen/details zu/über/zum/zur""",
    "what do people say about": """
        was sagen/meinen/halten die/andere/_ anderen/_ kunden/leute/käufer/nutzer zu/über/dazu/darüber/von/davon/_
        was wird gesagt über""",
    "what is it made of": "aus welchem material ist/sind das/es/sie/er/_, woraus ist/besteht/bestehen das/es/sie/er",
    "what sizes does it come in": "welche/in~welchen größen gibt es das/die/den/_, in welchen größen ist es",
    "what colours does it come in": "welche/in~welchen farben gibt es das/die/den/_",
    "is it suitable": "eignet es/er/sie/das sich, ist das/es/er/sie geeignet",
    "can i wash it": "kann/darf ich/man das/es/sie/ihn in~der~maschine/_ waschen",
    "i will take it": "ich nehme/nehm das/die/den/es/sie/ihn, nehme ich, das/die/den nehme ich",
    # about oneself
    "i hate": "ich hasse",
    "i like": "ich mag/liebe",
    "i am": "ich bin",
    "i wear size": "ich trage/habe/hab größe/grösse/schuhgröße/kleidergröße",
    "my size is": "meine größe/schuhgröße/kleidergröße ist",
    "size": "größe/grösse/schuhgröße/schuhgrösse/kleidergröße/konfektionsgröße",
    "remember": "merk/merke dir",
    "forget": "vergiss",
    "what do you know about me": "was weißt/wisst du/ihr über mich, was hast du dir gemerkt",
}
_SHOP = {
    # about the shop
    "how long does shipping take": """
        wie lange/schnell dauert/braucht/ist denn/_ der/die/eine/_ versand/lieferung/zustellung
        wie lange ist die lieferzeit, wie schnell liefert/liefern/verschickt ihr/sie, wann wird geliefert""",
    "delivery time": "lieferzeit/lieferzeiten/versanddauer/lieferdauer",
    "what are the shipping costs": """
        was/wieviel/wie~viel kostet/kosten/würde denn/_ der/die/eine/_ versand/lieferung/versandkosten kosten/_
        wie hoch sind die versandkosten/lieferkosten""",
    "shipping costs": "versandkosten/lieferkosten/porto/versandgebühren/liefergebühr",
    "free shipping": """
        versandkostenfrei, kostenloser/gratis/kostenfreier versand
        versand kostenlos/gratis/frei/umsonst""",
    "is shipping free": "ist der versand/die~lieferung kostenlos/gratis/frei/umsonst",
    "do you ship to": """
        liefert/verschickt/versendet/schickt ihr auch/_ nach/in/_
        liefern/verschicken/versenden/schicken sie auch/_ nach/_
        versand nach/in""",
    "shipping": "versand",
    "delivery": "lieferung/zustellung",
    "can i return it": """
        kann/könnte/darf ich/man das/es/die/den/sie/ihn/alles auch/wieder/später/_ zurückgeben/zurückschicken/umtauschen
        kann/könnte/darf ich/man das/es/die/den/sie/ihn/_ auch/wieder/_ zurücksenden/retournieren
        wie kann/kriege ich etwas/das/es/was zurückgeben/zurückschicken/umtauschen
        kann/könnte/darf ich/man etwas/was/sachen/artikel/ware/waren zurückgeben/zurückschicken/umtauschen
        was wenn es/sie nicht passt/passen""",
    "return": "zurückgeben/zurückschicken/zurücksenden/umtauschen/zurückbringen/retournieren",
    "return policy": """
        rückversand/rücksendekosten
        rückgaberecht/rückgabe/rücksendung/retoure/retouren/umtausch/widerruf/widerrufsrecht/rückgabefrist""",
    "warranty": "garantie/gewährleistung",
    "how long is the warranty": "wie lange ist/gilt die garantie/gewährleistung",
    "payment methods": "zahlungsarten/zahlungsmethoden/zahlungsmöglichkeiten/zahlungsweisen/zahlarten",
    "how can i pay": "wie/womit kann ich/man hier/bei~euch/_ zahlen/bezahlen",
    "can i pay with": "kann ich/man auch/_ mit/per/auf, zahlung per/mit",
    "do you accept": "akzeptiert/nehmt ihr, akzeptieren/nehmen sie",
    "opening hours": """
        öffnungszeiten/geschäftszeiten/ladenöffnungszeiten
        wann habt/seid/haben/sind/macht/machen ihr/sie offen/geöffnet/auf/zu
        wie lange habt/haben/seid/sind ihr/sie offen/geöffnet/auf, um wie viel uhr öffnet/schließt""",
    "when do you open": "wann macht/machen/öffnet/öffnen/schließt/schließen ihr/sie",
    "your shop": """
        euer/eure/euren/eurem/ihr/ihre/ihren/ihrem/dein/deine laden/geschäft/filiale/ladengeschäft
        der/den/dem laden, das/dem geschäft, die/der filiale""",
    "open": "geöffnet/offen/geschlossen, geöffnet haben, offen haben",
    "on saturday": "samstag/samstags/sonnabend/sonnabends, am samstag/samstags/wochenende",
    "on sunday": "sonntag/sonntags, am sonntag",
    "on monday": "montag/montags, am montag",
    "on friday": "freitag/freitags, am freitag",
    "gift wrapping": """
        geschenkverpackung/geschenkpapier/geschenkservice, als geschenk einpacken/verpacken/eingepackt/verpackt
        geschenke einpacken/verpacken, verpackt/packt ihr/sie auch/_ geschenke ein/_
        packen/verpacken sie auch/_ geschenke ein/_, packt/verpackt ihr das/es/die/_ auch/_ als geschenk ein/_
        packen/verpacken sie das/es/die/_ auch/_ als geschenk ein/_""",
    "as a gift": "als geschenk",
    "speak to a real person": """
        mit einem/einer echten/richtigen/_ menschen/mitarbeiter/mitarbeiterin/person/berater sprechen/reden/chatten
        mit jemandem/jemanden sprechen/reden, einen/_ echten menschen sprechen
        kann/könnte/darf ich bitte/_ mit einem/einer echten/richtigen/_ menschen/mitarbeiter/person sprechen/reden
        kann/könnte/darf ich bitte/_ mit jemandem/jemanden sprechen/reden""",
    "how do i wash": """
        wie wasche/pflege/reinige/säubere/imprägniere/lagere ich/man
        wie wäscht/pflegt/reinigt/imprägniert man, wie soll/sollte/muss/kann ich/man""",
    "can you repair": """
        repariert/flickt/besohlt ihr/sie auch/_, reparieren/flicken/besohlen sie auch/_
        könnt/können ihr/sie auch/_ reparieren, kann ich/man bei~euch/bei~ihnen/_ reparieren~lassen""",
    "repair service": "reparatur/reparaturen/reparaturservice/reparaturdienst/neubesohlung",
    "are my chats": "werden meine/unsere/diese chats/gespräche/nachrichten/unterhaltungen",
    "used for training": "zum/für~das/für training/ki-training verwendet/genutzt/benutzt",
    "stored": "gespeichert/aufgezeichnet",
    "used": "verwendet/genutzt",
    "reduced goods": """
        reduzierte/reduzierter/reduzierten/herabgesetzte ware/waren/artikel/sachen, sale-artikel
        artikel/ware/waren/sachen/etwas aus~dem/im sale/schlussverkauf/angebot""",
    "my data": "meine/meiner/meinen daten/nutzerdaten",
    "what happens if": """
        was passiert/ist/geschieht wenn/falls, was passiert/ist/geschieht , wenn/falls, und wenn, was mache ich wenn
        was mache ich , wenn""",
    "damaged": "beschädigt/kaputt/defekt/beschädigte",
    "arrives": "ankommt, nicht ankommt",
    "fit": "passt/passen",
    "parcel": "paket/pakete",
    "by phone": "telefonisch",
    "how can i contact you": "wie kann ich euch/sie telefonisch/per~mail/_ erreichen/kontaktieren/anrufen",
    "where is my order": "wo ist/bleibt meine/mein/die bestellung/paket/lieferung/sendung",
    "when does it arrive": "wann kommt/kommen sie/es/er/das/die an, wann ist/sind sie/es/das/die da",
    "when will my order arrive": "wann kommt/kommen meine/mein/die bestellung/paket/lieferung/ware an/_",
    "cancel my order": "bestellung stornieren/abbrechen/widerrufen",
    "track my order": "sendung/paket/bestellung verfolgen, sendungsverfolgung",
    "discount code": "rabattcode/gutscheincode/gutschein/rabatt/rabatte/gutscheine",
    "physical store": "filiale/ladengeschäft/ladenlokal, einen laden, ein geschäft",
    "privacy policy": "datenschutz/datenschutzerklärung",
    "customer service": "kundenservice/kundendienst/kundenbetreuung",
    "money back": "geld zurück",
    # small talk
    "hello": "hallo/servus/moin/hallöchen/grüezi, guten tag/morgen/abend, grüß/gruess gott/dich/euch, hi/hey",
    "thanks": """
        danke/dankeschön/merci, danke schön/sehr/dir/euch/vielmals, vielen/herzlichen/besten dank
        danke/dank für die/deine/eure/ihre/_ hilfe/beratung/antwort
        danke vielmals""",
    "no thanks": "nein danke",
    "no ,": "nein/nee/nö",
    "yes": "ja/jawohl",
    "have a nice day": "schönen/schöne tag/abend/woche/wochenende/feierabend noch/dir/euch/ihnen/_",
    "bye": "tschüss/tschüs/ciao, auf wiedersehen, bis bald/später/dann",
    "that is all": "das war es, das war's/wars, das wäre alles, das reicht",
    "great": "toll/prima/klasse/perfekt/super/wunderbar, alles klar, sehr gut danke",
    "that is great": """
        das/es ist/war sehr/wirklich/echt/super/_ hilfreich/toll/nett/super/prima/klasse/perfekt, sehr hilfreich
        das hat mir/_ sehr/_ geholfen, du hast mir/_ sehr/_ geholfen""",
    "who are you": "wer/was bist/sind du/sie/ihr",
    "are you a bot": """
        bist/sind/spreche~ich~mit du/sie/_ ein/eine/einem/_ echter/echte/_ bot/roboter/mensch/maschine/ki/computer""",
    "how are you": "wie geht es dir/euch/ihnen/_, wie gehts dir/_, wie geht's",
    "what can you do": "was kannst/können du/sie alles/_, wobei kannst du helfen",
    "what do you sell": "was verkauft/verkaufen/habt/haben/führt ihr/sie alles/so/denn/hier/_",
    "help me": "hilf/helfen~sie mir",
    "just looking around": "ich schaue/schau/gucke mich/_ nur um/_, nur mal/_ schauen/gucken/umsehen",
}
_LITTLE = {
    # little words
    "for": "für, zum, zur",
    "for me": "für mich",
    "to": "zu/nach",
    "too": "zu sehr",
    "up to": "bis",
    "with": "mit",
    "from": "von/vom/seit/ab",
    "in": "in/im/ins",
    "on": "auf",
    "at": "bei/beim/am/an",
    "about": "über",
    "made of": "aus, aus reiner/reinem/echtem/100% , gemacht aus, hergestellt aus",
    "and": "und/sowie, und zwar",
    "or": "oder/bzw",
    "but": "aber/jedoch/sondern",
    "the|this": "das/die/der/den/dem",
    "the": "des",
    "a": "ein/eine/einen/einem/einer/eines, so ein/eine/einen, irgendein/irgendeine/irgendeinen",
    "one": "eins, eine davon",
    "it": "es/er/ihn/ihm",
    "they": "sie",
    "i": "ich", "we": "wir", "you": "du/ihr", "me": "mir/mich", "us": "uns",
    "my": "mein/meine/meinen/meinem/meiner/meines/unser/unsere/unseren",
    "is": "ist/wird/wäre", "are": "sind", "has": "hat", "have": "habe/hab/haben", "be": "sein/werden",
    "should": "soll/sollte/sollten/sollen/darf/dürfen", "can": "kann/können/könnte/kannst/könnt",
    "must": "muss/müssen/müsste/müssten",
    "something": "etwas/irgendetwas", "anything": "irgendwas", "also": "auch", "only": "nur",
    "very": "sehr/wirklich/richtig/besonders",
    "": """
        gebe/gib/geben ich/wir, ich/wir gebe/gib/geben
        mal/halt/doch/denn/eben/schon/gern/gerne/eigentlich/dann/jetzt/heute/so/wohl/einfach~nur, es gibt
        unbedingt/ganz""",
    "maybe": "vielleicht/eventuell", "there": "da/dort",
    "other": "andere/anderen/anderes/anderer", "how": "wie", "what": "was", "who": "wer", "where": "wo",
    "when": "wann", "why": "warum/wieso/weshalb", "if": "wenn/falls/ob", "that": "dass/welche/welcher/welches",
    "all": "alle/alles", "against": "gegen", "than": "als",
}  # fmt: skip
TALK = merged(_POINTING, _SHOP, _LITTLE)
