"""What German phrases ask of the shop: its hours, delivery, returns, care, help."""

SHOP = {
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
