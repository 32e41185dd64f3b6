"""What German phrases mean."""

from assistant.understanding.tongues.german_talk import TALK
from assistant.understanding.tongues.tongue import Tongue, merged

_MONEY = {
    "under": "unter, unterhalb/_ von",
    "less than": "weniger als/wie",
    "cheaper than": "billiger/günstiger/preiswerter als/wie",
    "no more than": """
        nicht mehr als/wie, nicht über, nicht mehr kosten/ausgeben als/wie, nicht teurer als/wie, nicht teurer sein als
        darf/dürfen/soll/sollen/sollte/sollten es/er/sie/das/_ nicht mehr/teurer als/wie
        darf/dürfen/soll/sollen/sollte/sollten es/er/sie/das/_ nicht über""",
    "at most": """
        höchstens, maximal, max ., max, bis zu, bis maximal/höchstens, bis zu maximal/höchstens, allerhöchstens""",
    "at least": "mindestens, wenigstens, zumindest, minimal, min ., ab mindestens, nicht unter, nicht weniger als",
    "more than": "mehr als/wie, mehr kosten/ausgeben als",
    "price over": "teurer als/wie",
    "around": "ungefähr, etwa, circa, zirka, ca ., ca, um die, so um die, so in etwa, in etwa, grob, um rund",
    "between": "zwischen",
    "my budget is": """
        mein/unser/das/_ budget ist/liegt/beträgt/wäre bei/von/_, mein/unser/ein/einem/_ budget von/bei
        mein/unser/das/_ preislimit/limit/preisrahmen/maximum ist/sind/liegt/von/: bei/_
        meine/unsere/die/_ obergrenze/preisgrenze/höchstgrenze/schmerzgrenze ist/liegt/wäre bei/_""",
    "price range": "preisbereich/preisspanne/preisklasse von/_, in der preisklasse, im preisbereich",
    "together": "zusammen/insgesamt, alles zusammen, in summe",
    "priced": "preis, für den preis von, zum preis von",
    "for no more than": "für nicht mehr als",
}
_MONEY_BEFORE = {
    "around": "rund, um, so, so um, an die, knapp",
    "over": "über",
    "i have": "ich habe/hätte/hab nur/etwa/_, hab/habe nur/_, wir haben nur/_",
    "under": "für/_ unter, kleiner als, drunter",
    "range from|at least": "ab",
    "from": "von",
    "price": "kostet/kosten",
    "at most": "obergrenze/preisobergrenze/limit/maximum/schmerzgrenze/preislimit von/:/_",
}
_MONEY_AFTER = {
    "to": "bis, bis zu",
    "at most": """
        nicht überschreiten/übersteigen/überschreitet/übersteigt, höchstens/maximal/max
        oder weniger/günstiger/billiger/drunter, und weniger/drunter/darunter""",
    "or more": "oder mehr/drüber/besser/höher, und mehr/drüber/darüber/aufwärts/besser/höher, aufwärts",
    "or so": "oder so, ungefähr/circa/rum/herum",
    "is my budget": "ist mein budget/limit/maximum",
}
_NOT = {
    "without": """
        ohne jede/jegliche/jegliches/irgendwelche/_ , frei von, auf gar/_ keinen fall mit/aus/in/von/_, keinesfalls
        ich mag/will/möchte/trage/vertrage/kaufe/esse/hasse gar/_ kein/keine/keinen/keinerlei
        kein/keine/keinen echtes/echte/echten/echter/richtiges/reines/reine, ungern
        lieber/besser/eher nicht/ohne/kein/keine/keinen aus/in/von/_
        ich esse/trinke/darf/kann/vertrage/nutze kein/keine/keinen, keins/keine/keinen/keiner aus/von/mit
        mag/will/möchte ich gar/_ kein/keine/keinen, ich mag/will/möchte/trage/vertrage nichts mit/aus/von/_
        hat/haben/enthält/enthalten kein/keine/keinen, enthält/enthalten nicht
        darf/dürfen/soll/sollen/sollte/sollten es/er/sie/das/_ kein/keine/keinen, verzichte/verzichten auf, statt
        bloß/bloss/nur/bitte kein/keine/keinen/keinerlei/nicht aus/in/von/mit, anstelle/anstatt von/_, alles ohne""",
    "not": """
        nicht, darf/dürfen/soll/sollen/sollte/sollten es/er/sie/das/_ nicht, ich will/möchte nicht, bloß/bloss nicht
        niemals, nie""",
    "need not be": """
        muss/müssen/braucht/brauchen es/er/sie/das/_ nicht unbedingt/_, muss/müssen aber/_ nicht
        muss/müssen es/er/sie/das/_ kein/keine/keinen""",
    "not necessarily": "nicht unbedingt/zwingend, nicht notwendigerweise",
    "no": "kein/keine/keinen/keinem/keiner/keines/keinerlei, weder, gar/überhaupt kein/keine/keinen",
    "nothing with|nothing": "nichts, nichts mit/aus/von/in, gar/überhaupt/bitte nichts mit/aus/von/in/_",
    "nothing over": "nichts über",
    "nothing under": "nichts unter",
    "anything but": """
        was/etwas/alles/irgendwas anderes/andere als, eine/einen/andere/anderen andere/anderen marke als, anders als""",
    "except": """
        außer/ausser/ausgenommen, abgesehen/ausgenommen von, bis auf, mit ausnahme von/der/des/_, alles außer/ausser
        alle/jede/jeder/jedes außer/ausser""",
    "allergic to": """
        ich/_ bin/_ allergisch/empfindlich gegen/auf, allergie gegen, reagiere allergisch/empfindlich auf
        vertrage kein/keine/keinen/nichts mit/aus/_, habe eine/_ allergie gegen, allergiker gegen""",
    "<allergic to": "bin/reagiere ich allergisch, allergisch, allergisch bin, allergisch reagiere, allergiker",
    "<without": """
        mag/will/möchte/vertrage/trage/brauche/kaufe/esse/nehme ich/wir gar/auch/überhaupt/_ nicht
        kommt/kommen für/_ mich/_ nicht in frage/infrage, kommt/kommen nicht infrage, ist/sind für mich tabu
        ist/sind tabu, geht/gehen gar/überhaupt/bei~mir/_ nicht, soll/sollte nicht/nirgends dabei/drin sein
        kann/können ich/wir nicht leiden/ausstehen/ertragen/vertragen, mag/will/möchte ich/wir vermeiden
        soll/sollte nicht enthalten/drin sein, ausgeschlossen, verzichten, möchte/will/kann ich/_ verzichten
        will/möchte/würde ich/wir dafür/_ nicht ausgeben/bezahlen/zahlen/gehen/_, verzichte ich
        nicht ausgeben/gehen""",
    ",": """
        keine ahnung, weiß/weiss ich/_ nicht genau/_, ich weiß/weiss es/_ nicht genau/_, ohne eile/stress/hektik
        es/_ eilt nicht, hat/habe keine eile, keine eile/sorge/panik, kein stress/muss/thema/ding, macht nichts
        ist/sind/_ mir/_ nicht so/ganz/sehr/besonders/wirklich/_ wichtig, nicht schlecht/schlimm/verkehrt/sicher
        bin/_ mir/_ nicht sicher, ohne frage/zweifel/witz/scherz/mist, wenn es/das nicht zu viel ist, kein scherz
        ist/_ kein/keine muss/bedingung/voraussetzung, das/_ spielt keine rolle, gar nicht/kein schlecht
        habe/hab/haben/_ keine/kein vorlieben/präferenz/präferenzen/wünsche/lust/zeit/idee, noch nicht, noch keine/nicht
        ist/_ kein großes/problem thema/_, nicht nur, kein wunder, keine frage, kein bisschen/zweifel""",
    "not too expensive": """
        nicht zu/so/allzu/sehr/übertrieben/übermäßig/wahnsinnig/ganz/_ teuer/teure/teurer/teures/teuren/kostspielig
        nicht zu/so/allzu/_ viel kosten/ausgeben, nichts zu/allzu/_ teures/kostspieliges
        soll/sollte/darf/dürfen/sollten nicht zu/so/allzu/_ teuer/viel sein/kosten, kein/nicht vermögen kosten
        nicht zu/so/allzu/_ viel geld ausgeben/kosten, nicht die welt kosten, kein/keine vermögen/unsummen""",
    "not too": "nicht zu/allzu",
    "not so": "nicht so/sehr/besonders/ganz",
    "no problem": "kein/gar~kein problem",
    "any price": """
        der/_ preis/budget/kosten ist/sind/_ mir/uns/hier/_ egal/unwichtig/nebensächlich
        der/_ preis/budget/kosten spielt/spielen mir/uns/hier/dabei/_ keine rolle
        preis/geld/budget ist mir/_ nicht so/_ wichtig, geld/preis spielt dabei/_ keine rolle, egal was es kostet
        egal wie teuer, kein/ohne/keine limit/preislimit/budget/budgetgrenze/obergrenze/preisgrenze/budgetlimit/grenze
        es darf auch/ruhig/_ mehr/etwas kosten, preis/budget/limit aufheben, vergiss das budget/limit/preislimit""",
    "any colour": "die/_ farbe/farben ist/sind/spielt/_ mir/_ egal/keine~rolle, jede/egal~welche farbe",
    "any brand": "die/_ marke/marken ist/sind/spielt/_ mir/_ egal/keine~rolle, jede/egal~welche marke",
    "not that brand": "nicht diese/die/dieselbe marke, nicht von der/dieser marke",
    "another brand": "eine/_ andere marke, andere marken, von einer/einem anderen marke/hersteller",
}  # fmt: skip
GERMAN = Tongue(
    code="de",
    anywhere=merged(_MONEY, _NOT, TALK),
    before_amount=_MONEY_BEFORE,
    after_amount=_MONEY_AFTER,
    closing={
        "": """
            kosten/kostet/ausgeben/bezahlen/zahlen/zeigen/empfehlen/finden/kaufen/haben/sein/werden/suchen/sehen
            bestellen/anbieten/geben/vorschlagen/nennen/ansehen/anschauen/bekommen/liegen/ist/sind/wäre/an/gern/gerne
            zu ausgeben, enthalten sein/_, dabei/drin sein/_, enthält, hat, soll/sollte/sollten/kann/könnte/darf
            sein soll/sollte/sollten/muss/darf/dürfen, kosten soll/sollte/darf/dürfen, verkauft, dran, drin, dabei
            essen, trinken, gemacht ist/sind/_
            hergestellt ist/sind/_, drinnen, geht, gibt, mag, tragen""",
        "return policy": "zurückgeben/zurückschicken/zurücksenden/umtauschen/retournieren/zurück",
        "<no": """
            gebe/gib/gebe~ich/geben~wir/will~ich/möchte~ich/kann~ich nicht aus/ausgeben/hinlegen/dafür~ausgeben
            nicht aus, nicht dafür aus""",
        "<without": """
            nicht, nicht kosten/sein/haben/überschreiten
            darf/dürfen/soll/sollte/sollten/möchte/will es/er/sie/das/ich/_ nicht kosten/sein/haben/ausgeben""",
    },
    paired={"noch": (frozenset(("weder", "kein", "keine", "keinen", "nicht")), "nor", "")},
    endings={"allergie": "allergic to", "allergiker": "allergic to", "allergikerin": "allergic to", "frei": "without",
             "freie": "without", "freien": "without", "freier": "without", "freies": "without"},
)  # fmt: skip
