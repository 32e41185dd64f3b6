"""What German phrases mean that speak neither of money nor of what to leave out."""

from assistant.understanding.tongues.german_shop import SHOP
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
TALK = merged(_POINTING, SHOP, _LITTLE)
