"""Questions about the shop itself: shipping, returns, payment, hours, privacy."""

from assistant.understanding.lexicon import EDGE_WORDS, OPENERS, PREPOSITIONS, QUESTION_WORDS
from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.utterance import Utterance

#: A strong topic is about the shop wherever it stands; a weak one may also describe a thing ("shipping boxes").
_TOPICS = PhraseTable(
    {
        "strong": """
            return/returns/refund/exchange/shipping/delivery/privacy/warranty/cancellation/data policy/policies
            return/returns/refund/exchange/warranty/guarantee/cookie period/window/terms/conditions/policy
            shipping/delivery/postage cost/costs/fee/fees/rate/rates/time/times/charge/charges/options/address
            shipping/delivery/postage method/methods/date/dates/estimate/price/prices
            free shipping/delivery/returns/postage
            do/can/will/would/could/did you/u currently/also/even/_ ship/deliver/post
            ship/deliver/shipped/delivered/shipping/delivery to/in/within/outside
            ship/deliver/shipped/delivered/shipping/delivery overseas/internationally/abroad/worldwide
            opening/closing/business/store/shop hours/times/time, what time do you
            gift wrap/wrapping/wrapped/receipt/message, wrap it/this/that/them/these/everything/presents/gifts
            wrapped up/_ as/for a gift/present/christmas/birthday, wrap my/our/the/a order/present/presents/gift/gifts
            get/have it/this/that/them/these wrapped, have it/this/that/them/these gift-wrapped, gift-wrap/gift-wrapping
            discount/promo/promotion/coupon/voucher/promotional code/codes
            phone/telephone/contact number, email address, gift cards/certificates
            payment method/methods/option/options/plan/plans/types
            pay with/by/using/via/later/in/on/when/upfront/cash
            do you accept/take, credit/debit card/cards, money back, cash on delivery
            send/bring/give/take/ship it/them/something/items/things/this/these back, send/sent/ship/post back
            back to you
            take/bring/give back something/anything/things/items/it/worn/unworn/used, get my money
            track/cancel/change/amend/where~is my/an/the order/parcel/package/delivery/shipment
            my order/parcel/package/refund/delivery/account/password/shipment/invoice
            order status/number/confirmation, where is my, customer/live service/support/care/agent
            contact/call/phone/email/reach you/someone/support, personal data/information/details
            train/training/trains ai/models/an~ai/a~model/your~ai/your~model/your~models
            my data/privacy/details, price match/matching, student/military/nhs discount/discounts
            click and collect, pick up/pickup in/from/_ store/shop/_
            where are you/your store/shop/stores/_ based/located/_, when do/are you open/close/closed
            are you open/closed, physical/nearest store/shop, loyalty program/programme/scheme
            how long does it take to arrive/ship/deliver/get~here, when will it/they/my arrive/ship/come/be
            return/exchange/refund/returning/exchanging it/them/this/that/something/an/a/my/the/items/products/things
            return/exchange/refund/returning/exchanging within/after/if/unwanted/shoes/clothes
            can i/we return/exchange/cancel, how do/can i/we return/exchange/cancel/pay/track
            your/the policy on/for/if/about/when, what is your/the policy
            collect it/this/them/one/these from/in/at/myself
            pick it/them/this/one/these up from/in/at/myself, collect in person/store
            talk/speak/chat/talking/speaking to/with a/an/the real/live/actual/_ human/person/agent/representative
            talk/speak/chat/talking/speaking to/with real/live/actual/_ humans/people/agents/staff
            talk/speak/chat/talking/speaking to/with someone/somebody, terms and conditions
            talk/speak/chat/talking/speaking to/with a/an/the/_ member~of~staff/manager/adviser/advisor/colleague
            reach/contact/phone/call/ring a real/_ person/human/someone, get through to a/_ real/_ person/human/someone
            put me/us through, be/get/gets/been exchanged/returned/refunded/sent~back
            real/live person/human please/_, someone/somebody call/ring/phone me
            minimum order, import duties/duty/taxes, secure checkout, sign up, newsletter
            what if it/they does/do, if it/they does/do not fit/work/arrive, order tracking
            about your shop/store/company, have a/any/_ physical/real/_ shop/shops/store/stores/showroom in/near/at
            do you use/store/share/keep/collect/sell/read/record/save my/our""",
        "weak": """
            shipping/delivery/deliveries/postage/courier, returns/refund/refunds/refunded/returnable/refundable
            warranty/warranties/guarantee/guaranteed/guarantees, privacy/gdpr
            payment/payments/paypal/klarna/installments/instalments/afterpay
            voucher/vouchers/coupon/coupons/discount/discounts, customs/vat/invoice
            versand/versandkosten/lieferung/lieferzeit/rückgabe/rücksendung/umtausch/garantie/zahlung
            livraison/retour/retours/remboursement/paiement, exchange/exchanges
            envío/envíos/devolución/devoluciones/garantía/pago/reembolso""",
    }
)
#: What may follow a weak topic that is one.
_FOLLOWERS = (
    EDGE_WORDS
    | PREPOSITIONS
    | frozenset(
        """free cost costs take takes long much included extra charge charges fee work works possible available cover
        covers
        covered last lasts policy days time times accepted international worldwide kosten dauert cuesta coûte set sets
        work works""".split()
    )
)
#: Words of such questions that name no product.
_ORDER_WORDS = frozenset(
    """order policy policies ship shipped deliver delivered cost costs long much days arrive pay free days need want
    have question help offer provide sell international express standard""".split()
)
_LEADS_A_WISH = frozenset("with and offers offer including includes".split())


def asks_the_shop(utterance: Utterance, has_lead: bool) -> bool:
    """Whether the message is about the shop. `has_lead`: it says "I'm looking for", "do you have"."""
    return any(
        _is_topic(utterance, start, end, strength, has_lead)
        for start, end, strength in _TOPICS.find_anywhere(utterance)
    )


def is_question(utterance: Utterance) -> bool:
    """Whether the message asks, by its first word or its last mark."""
    return opening(utterance) in QUESTION_WORDS or any(token.text == "?" for token in utterance.tokens)


def opening(utterance: Utterance) -> str:
    """The first word that says something."""
    return next((token.text for token in utterance.tokens if token.text not in OPENERS), "")


def has_content(utterance: Utterance, position: int) -> bool:
    """Whether the word there says more than that something is asked."""
    word = utterance.text_at(position)
    is_word = utterance.tokens[position].kind == "word"
    return is_word and word not in EDGE_WORDS and word not in _ORDER_WORDS and word not in OPENERS


def _is_topic(utterance: Utterance, start: int, end: int, strength: str, has_lead: bool) -> bool:
    after = utterance.text_at(end)
    if strength == "weak" and after[:1].isalpha() and after not in _FOLLOWERS:
        return False
    n_before = sum(has_content(utterance, position) for position in range(start))
    if n_before and utterance.text_at(start - 1) in _LEADS_A_WISH:
        return False  # "boots with free delivery" is a wish for boots
    if is_question(utterance):
        return not (has_lead and n_before)
    n_rest = sum(has_content(utterance, position) for position in range(end, len(utterance)))
    if strength == "weak":
        return not n_before and n_rest <= 2 and (not n_rest or after in PREPOSITIONS)
    is_own = "my" in utterance.words()[:end] or utterance.text_at(end - 1) in ("order", "refund", "a", "the", "it")
    return n_before <= (2 if is_own else 0) and (n_rest <= 3 or is_own)
