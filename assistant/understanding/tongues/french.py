"""What French phrases mean. Elisions are written out: `l'eau` is read as `le eau`, `s'il` as `se il`."""

from assistant.understanding.tongues.tongue import Tongue, merged

_MONEY = {
    "less than": "moins de, à moins de, pour moins de, inférieur/inférieurs/inférieure à",
    "under": "en dessous/deçà de, sous, en-dessous de, sous la barre des",
    "cheaper than": "moins cher/chère/chers/chères que",
    "no more than": """
        pas plus de, ne pas dépasser/excéder, qui/_ ne dépasse/dépassent/coûte/coûtent pas/_ plus/_ de/les/_
        sans dépasser/excéder les/_, pas plus cher/chère que""",
    "at most": "au maximum/plus, maximum, max ., max, jusque à, jusque, jusqu'à, un maximum de, maximum de",
    "at least": "au moins, au minimum, minimum, pas moins de",
    "more than": "plus de, supérieur/supérieurs à",
    "over": "au dessus de, au-dessus de",
    "more expensive than": "plus cher/chère/chers/chères que",
    "around": "environ, autour de/des, aux alentours de, à peu près, aux environs de, dans les, près de",
    "between": "entre",
    "costing": "qui coûte/coûtent",
    "my budget is": "mon/notre/le/un/_ budget est/:/max/maximum/_ de/_, avec un budget de, mon maximum est de/_",
    "together": "en tout, au total",
}
_MONEY_BEFORE = {
    "price over": "plus cher/chère/chers/chères que",
    "around": "vers, vers les, dans les",
    "i have": "je ai, j'ai",
    "range from": "de",
    "range from|at least": "dès, à partir de",
}
_MONEY_AFTER = {
    "to": "à, jusque à",
    "at most": "maximum, max, au maximum/plus, ou moins",
    "pounds": "livres/livre sterling/_",
    "or more": "ou plus, minimum, et plus",
}
_NOT = {
    "without": """
        sans, pas de, pas en, surtout pas de/en/_, rien en/avec/de, je ne veux/aime/supporte/porte pas de/du/le/la/les/_
        je veux/aime pas de/du/le/la/les/_, ne contenant/comportant pas de, qui ne contient/contiennent/soit pas de/_
        au lieu de, plutôt que, éviter le/la/les/_, je évite le/la/les/_, aucun/aucune""",
    "not": "pas, ne pas, ne sont/soit/est pas, mais pas",
    "anything but": "autre chose que, tout sauf, une autre marque que, différent de",
    "except": "sauf, excepté, hormis, à part, à la exception de, tout sauf",
    "allergic to": "je suis/_ allergique à/au/aux la/le/les/_",
    "i hate": "je déteste le/la/les/_, je hais le/la/les/_",
    "<without": "non merci, ne me plaît pas",
    ",": """
        je ne/_ sais pas trop/_, aucune idée/préférence, pas de souci/problème/soucis, sans se presser, pas grave
        pas mal
        ne est pas grave/important, pas important, pas pressé/pressée, rien ne presse, sans urgence, pas urgent
        pas forcément
        ce est/_ pas grave, pas de préférence, je ne suis pas pressé/pressée/sûr/sûre, sans engagement, sans doute""",
    "not too expensive": "pas trop/très/si cher/chère/chers/chères, pas hors de prix",
    "not too": "pas trop/très/si",
    "any price": """
        peu importe le prix, quel que soit le prix, sans limite de prix/budget, le prix ne a pas de importance""",
}
_TALK = {
    "i am looking for": """
        je/nous cherche/recherche/cherchons, cherche/recherche, je suis à la recherche de, à la recherche de""",
    "i need": "je ai besoin de, il me/nous faut/faudrait, je aurais besoin de",
    "i want": "je voudrais/veux/souhaite/désire/aimerais acheter/_, nous voudrions/voulons, je aimerais avoir/_",
    "do you have": """
        avez/vendez vous des/du/_, vous avez des/du/_, est ce que vous avez des/du/_, tu as, as tu, y a il
        vendez vous, vous vendez, proposez vous
        il y a""",
    "show me": "montrez/montre/trouvez/trouve/donnez/donne moi/nous",
    "can you show me": "pouvez/peux/pourriez vous/tu me montrer/recommander/conseiller/proposer",
    "what do you recommend": "que/qu' me/_ recommandez/conseillez/conseilles vous/tu, vous me conseillez quoi",
    "please": "se il vous/te plaît, svp, stp",
    "in stock": """
        en stock, disponible/disponibles immédiatement/maintenant/de~suite, livrable/livrables immédiatement
        disponibles""",
    "well rated": "bien noté/notée/notés/notées, avec de bons avis, avec de bonnes notes",
    "best rated": "les/le/la/_ mieux noté/notée/notés/notées, les/_ meilleures notes, meilleurs avis",
    "rating": "note", "rated": "noté/notée/notés/notées", "reviews": "avis",
    "cheapest": "le/la/les moins cher/chère/chers/chères, au prix le plus bas, plus bas prix",
    "cheapest first": """
        le/la/les/du moins cher/chère/chers/chères en premier/de~abord, de~abord les moins chers/chères
        du moins cher au plus cher""",
    "highest price first": "les plus chers/chères en premier/de~abord, de~abord les plus chers/chères",
    "best rated first": "les mieux notés/notées en premier/de~abord, de~abord les mieux notés/notées",
    "sorted by price": """
        trié/triés/triées/trier/classé/classés par prix croissant/_, par prix croissant/_, prix croissant""",
    "price descending": "prix décroissant, par prix décroissant",
    "the most expensive": "le/la/les plus cher/chère/chers/chères",
    "cheaper": "moins cher/chère/chers/chères, plus abordable/abordables",
    "something cheaper": "quelque chose de moins cher",
    "too expensive": "ce est/_ trop cher/chère/chers/chères, trop cher/chère/chers/chères",
    "more expensive": "plus cher/chère/chers",
    "show me more": """
        montrez/montre moi/me plus/davantage/en/de~autres/en~plus/en~de~autres, encore plus, voir plus
        plus de choix""",
    "more": "plus", "any others": "de autres, autres ?, autre chose",
    "other options": "de/_ autres options/modèles/produits/choix/idées",
    "the first|the first one": "le/la/du/au premier/première",
    "the second|the second one": "le/la/du/au deuxième/second/seconde",
    "the third|the third one": "le/la/du/au troisième", "the last|the last one": "le/la dernier/dernière",
    "the first two": "les deux premiers/premières", "the last two": "les deux derniers/dernières",
    "both": "les deux, tous les deux",
    "first aid": "premiers secours", "number": "numéro", "compare": "compare/comparez/comparer",
    "what is the difference between": "quelle est la différence entre/_, quelles sont les différences entre/_",
    "difference": "différence/différences", "which one": "lequel/laquelle",
    "how much is it": "combien ça/cela coûte, combien coûte il/elle",
    "how much is": "combien coûte/coûtent",
    "tell me more about": "dites/dis/parle/parlez moi/_ plus/en~plus/_ sur/de/du",
    "is it": "est il/elle/ce/ce~que~ce~est, est ce que ce est, est ce que il/elle est", "i am": "je suis",
    "i like": "je aime",
    "start over": "recommençons/recommencer, nouvelle recherche", "what about": "et pour, et si on regardait, et",
    "how long does shipping take": """
        combien de temps prend/dure/faut~il~pour la/_ livraison, quel est le délai de livraison
        quels sont les délais de livraison
        combien de temps prend/dure/met la/une livraison, combien de temps pour être livré/livrée/recevoir
        sous combien de temps, quand vais je recevoir, quand sera livrée/livré ma/mon
        combien de jours pour la/être/une livraison/livré
        en combien de temps suis je livré, quand serai je livré/livrée""",
    "delivery time": "délai/délais de livraison",
    "shipping costs": "frais de port/livraison/envoi, combien coûte/coûtent la/le/les livraison/port/envoi",
    "free shipping": "livraison gratuite, la livraison est elle gratuite", "delivery": "livraison",
    "do you ship to": "livrez vous en/à/au/_, vous livrez en/à/au/_",
    "can i return": """
        puis je retourner/renvoyer/échanger/rendre/ramener, je peux retourner/renvoyer/échanger/rendre/ramener
        peut on retourner/renvoyer/échanger/rendre, est ce que je peux/puis retourner/renvoyer/échanger/rendre
        est il possible de retourner/renvoyer/échanger/rendre, comment retourner/renvoyer/échanger/rendre
        est ce qu'on/que~on peut retourner/renvoyer/échanger/rendre
        comment puis je retourner/renvoyer/échanger/rendre""",
    "can i return it": """
        puis je le/la/les retourner/renvoyer/échanger/rendre, je peux/_ le/la/les retourner/renvoyer/échanger""",
    "return policy": "retours, politique de retour, retour gratuit/possible/sous, renvoyer, conditions de retour",
    "refund": "remboursement",
    "warranty": "garantie",
    "payment methods": "moyens/modes de paiement",
    "can i pay with": "puis je payer par/avec/en, je peux payer par/avec/en",
    "opening hours": """
        horaires/horaire, horaires/horaire de ouverture, à quelle heure ouvrez/fermez vous, vous ouvrez/fermez quand
        quand ouvrez/fermez vous, à quelle heure ouvre/ferme le/votre magasin/boutique, quand ouvre/ferme le magasin""",
    "are you open": "êtes vous ouvert/ouverts, vous êtes ouvert/ouverts, le magasin est il ouvert",
    "your shop": "votre magasin/boutique", "on sunday": "le dimanche, dimanche", "on saturday": "le samedi, samedi",
    "gift wrapping": """
        emballage/paquet/papier cadeau, emballages/paquets cadeau/cadeaux
        emballer/emballez/emballé/emballés pour/en offrir/cadeau/cadeaux""",
    "speak to a real person": """
        parler à/avec une/un/_ quelqu'un/conseiller/personne/humain/vendeur/vraie~personne, parler à/avec quelqu un""",
    "how do i wash": """
        comment laver/nettoyer/entretenir/sécher/imperméabiliser, comment je lave/nettoie
        comment dois/puis je/_ laver/nettoyer/entretenir""",
    "can you repair": "réparez vous, vous réparez, pouvez vous réparer, faites vous des réparations",
    "repair service": "réparation/réparations/ressemelage",
    "are my chats": "mes/nos conversations/messages sont/seront elles/ils/_", "my data": "mes données",
    "in the sale": "en solde/soldes/promotion/promo, soldé/soldée/soldés/soldées",
    "what happens if": "que/qu'~est~ce~qui se/_ passe t/_ il/_ si, que faire si, que se passe t il si",
    "it arrives damaged": """
        arrive/arrivent cassé/cassée/abîmé/abîmée/endommagé/endommagée, est/sont cassé/abîmé/endommagé""",
    "where is my order": "où est ma/mon commande/colis",
    "discount code": "code promo/de~réduction", "hello": "bonjour/salut/bonsoir/coucou",
    "thanks": "merci, merci beaucoup/bien",
    "no thanks": "non merci", "bye": "au revoir, à bientôt",
    "who are you": "qui êtes vous, qui es tu, tu es qui, vous êtes qui",
    "are you a bot": "êtes/es vous/tu un robot/bot/humain", "yes": "oui", "no ,": "non",
}  # fmt: skip
_LITTLE = {
    "for": "pour", "with": "avec", "of": "de/du/des", "in": "dans/en", "to": "à/au/aux",
    "made of": "fait/faits/faite en/de",
    "and": "et", "or": "ou", "but": "mais", "the": "le/la/les", "a": "un/une", "i": "je", "we": "nous",
    "you": "vous/tu",
    "me": "me/moi", "my": "mon/ma/mes", "is": "est/soit", "are": "sont", "have": "ai/avoir", "very": "très",
    "something": "quelque chose de/_", "also": "aussi", "if": "si", "that": "qui/que", "this": "ce/cet/cette/ça/cela",
    "these": "ces", "it": "il/elle", "they": "ils/elles", "": "ne/donc/alors/bien/se/vraiment/on", "how": "comment",
    "what": "quoi/quel/quelle", "when": "quand", "all": "tout/tous/toute/toutes", "other": "autre/autres",
    "too": "trop",
    "by": "par", "on": "sur",
}  # fmt: skip
FRENCH = Tongue(
    code="fr",
    anywhere=merged(_MONEY, _NOT, _TALK, _LITTLE),
    before_amount=_MONEY_BEFORE,
    after_amount=_MONEY_AFTER,
    closing={"": "pas, coûter, dépenser", "in stock": "disponible"},
    paired={"ni": (frozenset(("sans", "pas", "ni", "ne")), "nor", "no")},
)
