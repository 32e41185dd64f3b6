"""What Spanish phrases mean."""

from assistant.understanding.tongues.spanish_talk import TALK
from assistant.understanding.tongues.tongue import Tongue, merged

_MONEY = {
    "less than": "menos de",
    "cheaper than": "más barato/barata/baratos/baratas/económico/económica que/de",
    "under": "por debajo de, inferior/inferiores a, bajo",
    "no more than": """
        no más de, que/_ no cueste/cuesten/valga/valgan/pase/pasen más/_ de/los/_
        no puede/debe/debería/deberían/tiene~que/quiero superar/pasar/pasarme/exceder/sobrepasar/costar más/_ de/los/_
        sin pasarme/pasarnos de/los/_, ni un euro más de
        que/_ no supere/superen/exceda/excedan/sobrepase de/los/_
        no más caro/cara/caros/caras que/de, sin pasar/pasarse/superar/exceder de/los/_
        que no sea/sean más caro/cara de/que
        no quiero/puedo/pienso gastar/gastarme/pagar más de, no gastar más de, nada de más de, no mayor/superior a""",
    "at most": """
        como mucho, a lo más, mi/el tope/límite/máximo es/son/está de/en/_, como/de/_ máximo de/_, a lo sumo, hasta
        hasta un máximo de, un máximo de, tope de/_, con un tope de, máx .
        máx""",
    "at least": "al menos, como/de mínimo, un mínimo de, mínimo de/_, por lo menos, no menos de, mín .",
    "more than": "más de, por más de, superior/superiores a",
    "over": "por encima de",
    "more expensive than": "más caro/cara/caros/caras que",
    "price over": "que cueste/cuesten/valga/valgan más de",
    "costing": "que/_ cueste/cuesten/cuesta/cuestan/valga/valgan/vale",
    "around": "alrededor de, aproximadamente, más o menos, cerca de, en torno a, cosa de",
    "between": "entre",
    "my budget is": """
        mi/nuestro/el/_ presupuesto es/son/sería/ronda/máximo de/_, un/con~un/tengo~un/mi/_ presupuesto máximo/_ de
        mi/nuestro/el/_ presupuesto máximo/_ es de/_, presupuesto :
        puedo gastar/pagar/gastarme hasta/_, quiero gastar/gastarme como~máximo/hasta""",
    "price range": "rango/gama de precio/precios de/entre/_",
    "together": "en total, todo junto, todo, juntos/juntas, por todo, entre todo, entre los/las dos",
    "priced": "precio de/_, por un precio de, al precio de",
}
_MONEY_BEFORE = {
    "price over": "más caro/cara/caros/caras que/de",
    "around": "unos, unas, sobre, sobre los/las/unos, por/a unos, a eso de, los/las, como, por los/las",
    "i have": "tengo/dispongo/cuento de/con/unos/solo/sólo/_",
    "range from": "de, de los",
    "range from|at least": "desde, a partir de, desde los, a partir de los",
    "under": "menor a/de, bajo",
    "at most": "máximo, max",
    "at least": "mínimo, min",
    "for": "por",
}
_MONEY_AFTER = {
    "to": "a, a los, hasta, y los",
    "at most": "como mucho, a lo más, máximo, como/de máximo, o menos, máx, a lo sumo, tope, de tope",
    "or more": "o más, en adelante, para arriba, hacia arriba, como mínimo, mínimo, o superior",
    "or so": "más o menos, aproximadamente, o así",
    "is my budget": "es mi presupuesto/límite/tope",
    "pounds": "libras/libra esterlinas/esterlina/_",
}
_NOT = {
    "without": """
        evitando el/la/los/las/_, ni hablar de, no puede/debe/debería/tiene~que ser/estar de/en/hecho/hecha/_
        no puedo comer/tomar/usar/llevar/beber/ponerme, no como/llevo/tomo/bebo
        prefiero que no sea/sean/tenga/tengan/lleve/lleven de/_
        sin, sin nada de, libre de, que no sea/sean de/en/_
        que no tenga/tengan/lleve/lleven/contenga/contengan nada/_ de/_
        no quiero nada/que~sea/que~sean/que~lleve/_ de/en/con/_, no quiero que tenga/lleve
        no me gusta/gustan el/la/los/las/_
        nada que tenga/lleve/contenga/sea, nada de/con/en, no uso/soporto/tolero/aguanto el/la/los/las/_
        evito/evitar/evita
        que no esté/estén hecho/hecha/hechos/hechas/_ de/con/en, en lugar de, en vez de, no me pongas/muestres/enseñes
        pero/_ no en, pero/_ no de, pero/_ que no sea/sean de/_, prescindir de, no tolero, ni de broma/coña
        no puedo llevar
        no quiero ver/ninguna/ningún/ninguno, no hecho/hecha de, que tampoco sea/tenga""",
    "i hate": "odio/detesto el/la/los/las/_",
    "not": "no, tampoco, nunca",
    "no": "ningún/ninguna/ninguno",
    "anything but": """
        algo/otra~cosa/otro/otra/otros/otras distinto/distinta/diferente/_ que no sea/sean de/_
        distinto/distinta de/a""",
    "except": """
        excepto, salvo, menos, excluyendo, a excepción de, aparte de, quitando, todo menos
        cualquiera/todas/todos menos/salvo
        que no sea/sean de la marca, exceptuando, menos de la marca, cualquier cosa menos, fuera de""",
    "allergic to": """
        soy/es/_ alérgico/alérgica/alérgicos/intolerante a/al los/la/el/las/_
        tengo/_ alergia/intolerancia a/al la/los/las/el/_
        me da/dan alergia el/la/los/las/_, me pica el/la""",
    "<without": """
        no me gusta/gustan nada/_, ni hablar/loco, no la/lo/los/las quiero/soporto/aguanto/tolero
        me da/dan alergia/asco
        no gracias, está descartado/descartada, descartado/descartada""",
    "need not be": """
        no hace falta que sea/sean/tenga/tengan, no tiene/tienen que/por~qué ser/_, no necesita/necesitan ser""",
    "not necessarily": "no necesariamente",
    ",": """
        sin prisa/prisas/falta/duda/dudas/compromiso/problema/problemas/más/miedo, no sé/se muy/_ bien/_, no lo sé/se
        no tengo ni/_ idea/preferencia/preferencias/prisa/claro, no hay prisa/problema, no pasa nada
        no importa/corre~prisa
        no estoy seguro/segura, no me importa, no es importante, ni idea, no está mal, nada más, de nada
        no es para tanto
        no hace falta, no muy/demasiado/tan/especialmente importante, no es urgente, no me corre prisa
        no es imprescindible
        no pasa nada, no hay de qué, a no ser que, si no es mucho pedir, nada especial/raro/en~concreto, no solo/sólo
        no tengo preferencia/preferencias, menos mal, por lo menos eso, no obstante, no sé qué""",
    "not too expensive": """
        que/_ no sea/sean muy/tan/demasiado caro/cara/caros/caras
        no muy/tan/demasiado/excesivamente caro/cara/caros/caras
        nada/ni muy/demasiado/_ caro/cara, sin gastar/gastarme mucho/demasiado/una~fortuna
        que no cueste/cuesten mucho/tanto
        no quiero gastar/gastarme mucho/demasiado/tanto dinero/_, que no sea/sean carísimo/carísima/carísimos""",
    "not too": "no muy/demasiado, que no sea/sean muy/demasiado/tan, nada muy, nada demasiado",
    "not so": "no tan",
    "any price": """
        el/_ precio/dinero da/es me/lo/_ igual/mismo/_, me da igual/lo~mismo el precio, el/_ precio/dinero no importa
        no me importa el precio, sin límite/limite/tope de/_ precio/presupuesto/dinero/gasto/_
        el/_ dinero no es problema
        el precio no es un/_ problema, cueste lo que cueste, a cualquier precio, cualquier precio, olvida el presupuesto
        no tengo límite/limite, no hay límite/limite, quita el límite/limite, da igual el precio""",
    "any colour": "el color da/es igual/_, el color no importa, cualquier color, me/_ da igual/lo~mismo el color",
    "any brand": "la marca da/es igual/_, la marca no importa, cualquier marca, me/_ da igual/lo~mismo la marca",
    "not that brand": """
        no/_ esa/esta marca no, de esa marca no, que no sea de esa/esta marca, no de esa/esta marca, esa marca no""",
    "another brand": "otra marca, otras marcas, de otra marca, una marca diferente/distinta",
}  # fmt: skip
SPANISH = Tongue(
    code="es",
    anywhere=merged(_MONEY, _NOT, TALK),
    before_amount=_MONEY_BEFORE,
    after_amount=_MONEY_AFTER,
    closing={
        "<without": "no, lo/la/los/las evito, no me va/van/convence",
        "": "cuesta, valen, vale, es, son, tengo, ya, que no",
        "in stock": "disponible/disponibles ya/_",
    },
    paired={"ni": (frozenset(("sin", "no", "ni", "nada", "que")), "nor", "no")},
)  # fmt: skip
