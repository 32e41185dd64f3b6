"""What Spanish phrases mean that speak neither of money nor of what to leave out."""

from assistant.understanding.tongues.tongue import merged

_ORDINALS = ("primero/primera/primer", "segundo/segunda", "tercero/tercera/tercer", "cuarto/cuarta", "quinto/quinta",
             "sexto/sexta")  # fmt: skip
_PLACES = "first second third fourth fifth sixth".split()

_POINTING = {
    f"the {place}|the {place} one": f"el/la/del/al {words}" for place, words in zip(_PLACES, _ORDINALS, strict=True)
} | {
    "the last|the last one": "el/la/del/al último/última",
    "the first two": "los/las dos/2 primeros/primeras, los/las primeros/primeras dos/2",
    "the first three": "los/las tres/3 primeros/primeras, los/las primeros/primeras tres/3",
    "the last two": "los/las dos/2 últimos/últimas, los/las últimos/últimas dos/2",
    "first aid": "primeros auxilios",
    "both": "ambos/ambas, los/las dos",
    "number": "número, n º, n °",
    "this": "este/esta/esto, éste/ésta", "these": "estos/estas", "that|that one": "ese/esa/aquel/aquella",
    "that": "eso",
    "those": "esos/esas/aquellos/aquellas",
    "i am looking for": "busco/buscamos/buscando, estoy/estamos/ando buscando, estoy en busca de",
    "i need": "necesito/necesitamos, me hace/hacen falta",
    "i want": """
        quiero/queremos/quisiera/desearía/querría comprar/comprarme/_, me gustaría/gustarían comprar/tener/ver/_""",
    "i would like": "me/nos interesa/interesan/apetece",
    "do you have": """
        tenéis/tienen/tienes/tendréis/tendrían/tendrías, hay, vendéis/venden/vendes, disponéis/disponen de, habrá
        no tendréis
        me podríais/podrías conseguir, ustedes tienen/venden, trabajáis/trabajan con""",
    "do you also have": "también tenéis/tienen/hay, tenéis/tienen también",
    "do you have it in": """
        lo/la/los/las tenéis/tienen/tienes/hay/venden también/_ en, está/viene/existe disponible/_ en
        viene/vienen en""",
    "show me": """
        enséñame/muéstrame/enseñame/muestrame/dame/recomiéndame/ponme/búscame/encuéntrame
        enséñeme/muéstreme/recomiéndeme
        a ver, quiero ver, déjame ver, sácame, me enseñas/muestras/recomiendas, ver""",
    "can you show me": """
        me/_ puedes/puede/podrías/podría/podéis/pueden enseñarme/mostrarme/enseñar/mostrar
        me/_ puedes/puede/podrías/podría/podéis/pueden recomendar/recomendarme/sugerir""",
    "can you help me": "me/_ puedes/puede/podrías/podéis ayudar/ayudarme, ayúdame",
    "what do you recommend": "qué/cuál me/_ recomiendas/recomendáis/recomiendan/recomendarías/aconsejas/sugieres",
    "please": "por favor, porfa",
    "in stock": """
        que/_ esté/estén/hay/haya/_ en stock/existencias/almacén
        disponible/disponibles ya/ahora/hoy/inmediatamente/mismo
        que/_ esté/estén/está/están disponible/disponibles ya/ahora/_, con stock, para entrega inmediata
        entrega inmediata
        disponibilidad/envío inmediata/inmediato, con/en disponibilidad inmediata/_, que tengáis/tengan en stock/_
        que se pueda/puedan enviar/mandar/entregar ya/hoy/mañana/inmediatamente/ahora/_, que haya/hayan en stock
        que podáis/puedan/puedas enviar/mandar/entregar/enviarme ya/hoy/mañana/inmediatamente/ahora""",
    "available in": "disponible/disponibles en",
    "well rated": """
        bien/muy~bien valorado/valorada/valorados/valoradas
        con/de buena/buenas/muy~buenas valoración/valoraciones/opiniones
        con/de buena/buenas nota/notas/reseñas/críticas/puntuación/calificaciones
        bien puntuado/puntuada/puntuados/puntuadas""",
    "best rated": """
        el/la/los/las/_ mejor/mejores/más valorado/valorada/valorados/valoradas
        el/la/los/las/_ mejor/mejores puntuado/puntuada/puntuados/puntuadas/calificado/calificados/calificadas
        con/_ la/las mejor/mejores valoración/valoraciones/nota/opiniones/reseñas""",
    "best rated first": """
        primero/primeros/primeras el/la/los/las mejor/más valorado/valorada/valorados/valoradas
        el/la/los/las mejor/más valorado/valorada/valorados/valoradas primero, primero los/las mejores
        primero los/las mejor puntuados/puntuadas/calificados/calificadas""",
    "sorted by rating": "ordenado/ordenados/ordenadas/ordena/ordenar por valoración/valoraciones/puntuación/nota",
    "rating": "valoración/puntuación/calificación/nota, una/de valoración/puntuación/calificación/nota",
    "rated": "valorado/valorada/valorados/valoradas con/_",
    "reviews": "opiniones/reseñas/valoraciones/comentarios",
    "cheapest": """
        el/la/los/las/lo más barato/barata/baratos/baratas/económico/económica/económicos/económicas
        el/la/los/las de menor/_ precio más~bajo/_, al/con~el/_ menor precio, con el precio más bajo
        al precio más bajo""",
    "cheapest first": """
        primero/primeros/primeras el/la/los/las/lo más barato/barata/baratos/baratas/económicos
        el/la/los/las/lo más barato/barata/baratos/baratas primero, de más barato/barata a más caro/cara
        de menor a mayor precio""",
    "sorted by price": """
        ordenado/ordenada/ordenados/ordenadas/ordena/ordénalos/ordénalas/ordenar por precio ascendente/_
        precio ascendente, por precio""",
    "price descending": "precio descendente, por precio descendente, de mayor a menor precio, de más caro a más barato",
    "the most expensive": "el/la/los/las/lo más caro/cara/caros/caras",
    "highest price first": """
        el/la/los/las/lo más caro/cara/caros/caras primero/primeros/primeras, primero el/la/los/las/lo más caro/cara
        primero/primeros los/las/lo más caros/caras, de más caro/cara a más barato/barata""",
    "cheaper": """
        más barato/barata/baratos/baratas/económico/económica/económicos/económicas/asequible/asequibles
        menos caro/cara/caros
        de menor/inferior precio""",
    "something cheaper": """
        algo/alguno/alguna/algunos/algunas más barato/barata/baratos/baratas/económico/económica/asequible""",
    "a bit cheaper": "un poco más barato/barata/baratos/baratas/económico/económica/económicos",
    "too expensive": """
        es/son/está/están/me~parece/se~me~va demasiado/muy caro/cara/caros/caras, demasiado caro/cara/caros/caras
        eso/esto/ese/esa es/está demasiado/muy/_ caro/cara, muy caro/cara/caros/caras
        se pasa/sale de/del mi/_ presupuesto
        qué caro/cara""",
    "more expensive": "más caro/cara/caros/caras, de más calidad",
    "something more expensive": "algo más caro/cara/exclusivo, algo de más/mejor calidad",
    "show me more": """
        enséñame/muéstrame/dame/quiero~ver/ver/mostrar/enséñeme más/otros/otras/otro/otra opciones/modelos/_
        más por favor, alguno/alguna más, algunos/algunas más, hay/tenéis/tienen más, y más""",
    "more": "más",
    "any others": "otros/otras ?, algún/alguna otro/otra, algunos/algunas otros/otras, otros/otras, hay otros/otras",
    "other options": """
        más/otras/otros/_ opciones/alternativas/modelos/productos/resultados/ideas/sugerencias/propuestas
        qué más hay/tenéis/tienes
        qué más, otra opción/cosa, otro modelo""",
    "something else": "algo/alguna~cosa más/diferente/distinto, otra cosa, alguna otra cosa",
    "none of these": """
        ninguno/ninguna de/_ estos/estas/esos/esas/ellos/ellas/los~dos, ninguno/ninguna me gusta/convence""",
    "do not like these": "no me gusta/gustan/convence/convencen ninguno/ninguna/estos/estas/esos/esas/este/esta/ese",
    "similar": "parecido/parecida/parecidos/parecidas/similar/similares",
    "something similar to": "algo/alguno/alguna parecido/parecida/similar/como a/al/_",
    "start over": """
        empecemos/empezar/empieza de nuevo/cero, nueva búsqueda, algo totalmente/completamente distinto/diferente""",
    "forget it": "olvídalo/olvidalo, olvida eso/esto/todo, déjalo",
    "what about": "qué tal/hay~de/pasa~con, y qué tal/hay~de, y si",
    "i also need": "también necesito/quiero/busco, además necesito/quiero/busco, necesito/quiero/busco también",
    "compare": "compara/comparar/compárame/comparame/comparas/compare/comparación/comparativa entre/_",
    "what is the difference between": """
        cuál/qué es la diferencia entre/_, cuáles/qué son las diferencias entre/_, en qué se diferencian/diferencia
        qué diferencia/diferencias hay entre/_""",
    "difference": "diferencia/diferencias",
    "which is": "cuál/qué es, cuál/cuáles de los/las/estos/estas/ellos dos/_ es/son, cuál/cuáles son",
    "which|which one": "cuál/cuáles",
    "which one should i buy": "cuál me compro/llevo/quedo, cuál debería/debo comprar/elegir, con cuál me quedo",
    "how much is": "cuánto cuesta/cuestan/vale/valen",
    "how much is it": "cuánto cuesta/cuestan/vale/valen ?, qué precio tiene/tienen, a cuánto está/están",
    "tell me more about": """
        cuéntame/dime/háblame/hablame/cuentame más/algo/_ sobre/de/del/acerca~de
        más información/detalles/info sobre/de/del""",
    "what do people say about": """
        qué dice/opina/dicen/opinan la/los/las/_ gente/clientes/compradores/otros~clientes/_ de/del/sobre/_
        qué tal las opiniones/valoraciones de/del/sobre""",
    "what is it made of": "de qué material/_ está/están/es/son hecho/hecha/hechos/hechas/_, qué material es",
    "what sizes does it come in": "en/_ qué/cuáles tallas viene/vienen/está/hay/tiene/tienen/tenéis",
    "what colours does it come in": "en/_ qué/cuáles colores viene/vienen/está/hay/tiene/tienen/tenéis",
    "is it": "es/está/será ?, sirve para",
    "can i wash it": "se puede lavar, se puede meter en la lavadora, puedo lavarlo/lavarla",
    "i will take it": "me lo/la/los/las quedo/llevo, lo/la compro",
    "i am": "soy",
    "i like": "me gusta/gustan/encanta/encantan",
    "i wear size": "uso/llevo/calzo/gasto la/una/el/un/_ talla/número/_",
    "my size is": "mi talla/número es la/el/_",
    "size": "talla/número~de~pie",
    "remember": "recuerda/acuérdate",
    "what do you know about me": "qué sabes de/sobre mí, qué recuerdas de/sobre mí",
}  # fmt: skip
_SHOP = {
    "how long does shipping take": """
        cuánto tiempo/_ tarda/tardan/demora/demoran en/_ el/la/los/_ envío/envíos/entrega/entregar/llegar/enviar
        cuándo llega/llegará/llegaría el/mi/_ pedido/envío, en cuánto/cuántos tiempo/días llega/entregan
        cuánto tarda/tardan, cuánto tiempo/_ tardáis/tardas en enviar/entregar/llegar/mandar/_ un/el/mi/los/_ pedido/_
        cuántos días tarda/tardan/tardáis en/_ llegar/enviar/entregar/_, cuándo me llega/llegaría""",
    "delivery time": "tiempo/plazo/plazos/tiempos de envío/entrega",
    "shipping costs": """
        gastos/coste/costes/costo/costos/precio de/del envío/envíos, cuánto cuesta/cuestan/vale el/los envío/envíos""",
    "free shipping": "envío/envíos gratis/gratuito/gratuitos",
    "is shipping free": "es gratis/gratuito el envío, el envío es gratis/gratuito",
    "do you ship to": "enviáis/envían/envias/hacéis~envíos/hacen~envíos/mandáis/entregan/entregáis a/en/hasta",
    "shipping": "envío/envíos", "delivery": "entrega/entregas",
    "can i return it": """
        puedo/puede/podría/se~puede devolver/cambiar/devolverlo/devolverla/devolverlos/cambiarlo/cambiarla/devolverlas
        puedo/se~puede/podría devolver/cambiar un/una/el/la/unos/unas
        lo/la/los/las puedo/podría devolver/cambiar, y si no me gusta/vale/queda bien/_, cómo devuelvo/devolver
        y si no me va""",
    "return policy": """
        devolución/devoluciones, política de devolución/devoluciones/cambios, devolver, cambios y devoluciones""",
    "refund": "reembolso/reembolsos",
    "warranty": "garantía",
    "how long is the warranty": "cuánto dura la garantía, cuánta garantía tiene, qué garantía tiene/tienen",
    "payment methods": "métodos/formas/medios/métodos de pago",
    "how can i pay": "cómo puedo/se~puede pagar, cómo pago",
    "can i pay with": "puedo/se~puede pagar con/en/por/a", "do you accept": "aceptáis/aceptan/aceptas",
    "opening hours": """
        horario/horarios de/_ apertura/la~tienda/vuestra~tienda/su~tienda/_, cuándo abrís/abren/abre/cierran/cerráis
        a qué hora abrís/abren/abre/cierran/cerráis/cierra, qué días abrís/abren/abre/cerráis/cierran""",
    "are you open": "abrís/abren/abre/estáis~abiertos/están~abiertos",
    "on saturday": "los/el/_ sábado/sábados, el/los fin/fines de semana", "on sunday": "los/el/_ domingo/domingos",
    "your shop": "vuestra/su/tu tienda, la tienda de/en ladrillo, en tienda",
    "gift wrapping": """
        envolver/envuelto/envuelta/envueltos/envolvéis/envuelven/envolverlo para/de/como regalo
        papel/envoltorio/envoltura de regalo
        envolver/envolvéis/envuelven regalos""",
    "speak to a real person": """
        hablar con una/un/_ persona/alguien/agente/humano/asesor/empleado/persona~real/ser~humano/dependiente""",
    "how do i wash": """
        cómo lavo/limpio/cuido/seco/guardo/impermeabilizo, cómo se lava/limpia/cuida/lavan/limpian
        cómo puedo/debo/debería/_ lavar/limpiar/cuidar/secar/impermeabilizar/lavarla/lavarlo""",
    "can you repair": """
        reparáis/arregláis/reparan/arreglan, podéis/pueden/puedes reparar/arreglar/repararme/arreglarme""",
    "repair service": "reparación/reparaciones, servicio de reparación/reparaciones",
    "are my chats stored": "se/_ guardan/guardáis/graban/grabáis mis/nuestras/estas/las conversaciones/chats",
    "are my messages used": "se/_ usan/utilizan/usáis/utilizáis mis/nuestras/estas/las conversaciones/chats/mensajes",
    "my data": "mis datos",
    "what happens if": "qué pasa/ocurre/hago/sucede si",
    "it arrives damaged": "llega/llegan roto/rota/rotos/rotas/dañado/dañada/defectuoso/mal",
    "it does not arrive": "no llega/llegan", "it does not fit": "no me/_ queda/quedan/vale/valen bien/_",
    "where is my order": "dónde está mi/el pedido/paquete/envío",
    "when will my order arrive": "cuándo llega/llegará/llegaría mi pedido/paquete",
    "cancel my order": "cancelar/anular mi/el/un pedido", "track my order": "seguimiento, rastrear/seguir mi/el pedido",
    "discount code": "código/códigos de descuento/promocional, cupón/cupones, descuento/descuentos",
    "physical store": "tienda/tiendas física/físicas",
    "privacy policy": "política de privacidad, privacidad, protección de datos",
    "customer service": "atención al cliente", "money back": "devolución del dinero, devuelven/devolvéis el dinero",
    "hello": "hola, buenas, buenos días, buenas tardes/noches, qué tal/hay/pasa ?, hola qué tal, saludos",
    "thanks": """
        gracias, muchas/muchísimas/mil gracias, muchas/_ gracias por la/tu/su/vuestra/todo ayuda/atención/_
        gracias por todo/ayudarme""",
    "that is great": """
        has/ha/habéis sido de/muy gran/mucha/_ ayuda/amable/útil, me has/ha/habéis ayudado mucho, qué bien/amable
        eso/esto es/está genial/perfecto""",
    "no thanks": "no gracias", "have a nice day": "que tengas/tengáis/tenga buen/un~buen día",
    "bye": "adiós, hasta luego/pronto/mañana, chao",
    "that is all": "eso es todo, nada más gracias",
    "great": "genial/perfecto/estupendo/vale/fenomenal, muy bien, de acuerdo",
    "who are you": "quién/qué eres/es~usted", "how are you": "cómo estás/está/va, qué tal estás",
    "are you a bot": "eres un/una/_ bot/robot/humano/persona/máquina real/_",
    "what can you do": "qué puedes hacer/ofrecerme, en qué puedes ayudarme",
    "what do you sell": "qué vendéis/venden/vendes/tenéis/tienen aquí/_",
    "just looking around": "solo/sólo estoy/estaba mirando, estoy solo/sólo/_ mirando",
}  # fmt: skip
_LITTLE = {
    "for": "para", "for me": "para mí", "with": "con", "from": "del, desde", "of": "de", "in": "en", "on": "sobre",
    "to": "a/al", "up to": "hasta", "under": "debajo~de", "by": "por",
    "made of": "hecho/hecha/hechos/hechas de/con/en",
    "and": "y/e/además", "or": "o/u", "but": "pero/sino",
    "the": "el/la/los/las/lo", "a": "un/una", "some": "unos/unas/algunos/algunas/algún/alguna",
    "one": "uno, alguno",
    "i": "yo", "we": "nosotros", "you": "tú/usted/ustedes/vosotros", "me": "me", "my": "mi/mis",
    "is": "es/está/sea/esté", "are": "son/están/sean/estén", "has": "tiene", "have": "tengo/tener/tenga/tengan/lleve",
    "can": "puede/puedo/pueden/se~puede", "should": "debe/debería/deben",
    "something": "algo", "anything": "cualquier, cualquier cosa", "also": "también", "only": "solo/sólo/solamente",
    "very": "muy/bastante/súper",
    "": "ya/pues/mismo/bien/eh/que~sea/que~sean/que~esté/que~tenga/que~tengan/se, si puede ser",
    "maybe": "quizás/quizá, tal vez", "how": "cómo", "what": "qué", "who": "quién", "where": "dónde", "when": "cuándo",
    "if": "si", "that": "que", "all": "todo/todos/toda/todas", "other": "otro/otra", "too": "demasiado",
    "as": "como", "nothing": "nada",
}  # fmt: skip
TALK = merged(_POINTING, _SHOP, _LITTLE)
