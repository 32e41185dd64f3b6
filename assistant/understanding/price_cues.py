"""Words that make a number before or after them a price: "under", "between", "or less", "tops"."""

from assistant.understanding.phrase_table import PhraseTable

#: A firm cue makes a bare number a price; a loose one ("up to", "more than") also counts other things, so that
#: what follows the number decides.
BEFORE = PhraseTable(
    {
        "max firm": """
            under/below/beneath/unter, cheaper/lower than, less/lower/cheaper in price than
            my max/maximum/limit is/of/_, can/could/will/would only/_ spend/pay/afford
            willing/prepared/happy to spend/pay
            keep/keeping it/this/that/things/_ under/below/within, stay/staying under/below/within
            spend/spending/pay/paying up to/at most/max/maximum/_, moins de, menos de, weniger als
            can/could/would/will/might go/stretch to/as~high~as/up~to/as~far~as/till, happy/willing to go to/up~to
 stretch to, go as high as
            raise/increase/lower/drop/cut/change/set/move/up/stretch/bump the/my/our/_ budget/limit/max to/up~to
            unterhalb von, jusqu'à, bis zu, hasta, höchstens, maximal, capped at
            will/would/should/does/do/must/may/can not set/setting me/us/you back more/over/above than/_
            not/never/without setting me/us/you back more/over than/_
            without going/spending/exceeding over/above/past/_
            not/never exceeding/surpassing/topping, not/never go/goes/going/spend over/above/beyond/past
            price/cost/costs/costing less/lower/under/below than/_""",
        "budget firm": "a/my/the/_ budget of/is/:/-/=/is~only/was/limit/limit~is/is~max/is~maximum/is~up~to/_",
        "max money": "i have/got, i have got, got",
        "max loose": """
            less/fewer than, up to, upto, at most, at max/maximum, max/maximum of/price/price~of/_, within
            i only/just have/got, i have/got only/just, i have got only/just, got only/just
            make it/that, call it, let us say, lets say
            <, ≤, < =, no higher than, bis, máximo, inside""",
        "min firm": """
            starting/start/starts at/from
            prices/priced/price/costs/costing/cost from/over/above/more~than/greater~than/is~above/is~over
            more expensive/costly than, pricier/dearer than
            upwards of, costs/cost/costing/priced/price at least, au dessus de, à partir de, más de
            mindestens, über""",
        "min loose": """
            over/above/exceeding/exceed/exceeds/surpass
            more/greater/higher than, at least, min/minimum of/price/price~of/_, from
            >, ≥, > =, no less than, plus de, al menos, desde, mehr als, ab""",
        "about loose": """
            about/around/roughly/approximately/approx/circa/ca, ~, ≈, close to, near
            more like, closer to, nearer to/_, in the ballpark of, somewhere around, approx ., ca .
            in the region/neighbourhood of, etwa, ungefähr, environ, autour de, alrededor de, unos""",
        "price": """
            set/sets/setting me/us/you back
            a/the/_ price tag/point of/_, price range of/is/:/_
            price/prices/priced/cost/costs/costing/worth/spend at/of/is/_""",
        "range": "between, from, zwischen, entre, von, de, anywhere/somewhere between, ranging from",
    }
)
AFTER = PhraseTable(
    {
        "max": """
            or less/under/below/cheaper/lower/fewer, and/& under/below/less, max/maximum/tops, at most/max
            budget/limit, oder weniger/günstiger, ou moins, o menos, price limit
            is my budget/limit/max/maximum, to spend""",
        "min": """
            or more/over/above/up/higher, plus, and/& up/above/over/more, +, minimum, oder mehr, ou plus, o más""",
        "about": """
            or so dollars/bucks/pounds/quid/euros/_, give or take, - ish, ish, or thereabouts, price/_ mark/range""",
    }
)
