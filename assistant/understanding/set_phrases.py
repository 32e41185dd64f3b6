"""Phrases that mean the same in every shop: politeness, order, stock, rating, more, starting over."""

from assistant.understanding.phrase_table import PhraseTable

SET_PHRASES = PhraseTable(
    {
        # Greetings, thanks and questions about the assistant: a message of nothing else is chat.
        "small_talk": """
            hi/hello/hey/hiya/howdy/greetings/yo/hallo/bonjour/hola/servus/moin there/again/_
            good morning/afternoon/evening/day/night, thank you so/very/_ much/_, thanks so/very/_ much, nvm
            i really/_ love/like it/this/that/these/them, many/_ thanks a/_ lot/bunch/_
            cheers/thanks/thank~you/ta/hi/hello/hey/great/brilliant/nice~one mate/pal/buddy/dude/bro/love/guys/folks/all
            thx/ty/cheers/danke/merci/gracias, bye/goodbye/ciao bye/_, see you later/soon/_, who/what are you
            who made/built/created you, i/_ hope you are/_ well/good/ok/okay/fine/alright, ta, how is it going
            i/_ hope you are having/had a good/nice/lovely/great day/weekend/morning/evening/time
            how are you all/guys/_ doing/keeping/feeling/_ today/tonight/this~morning/this~evening/_
            nice/lovely/good/great to meet/see/hear you, nice day today/_, pleased to meet you
            that/this/it/these/those/they is/are/was so/really/very/pretty/quite/_ cheap/lovely/nice/beautiful/gorgeous
            that/this/it/these/those/they is/are/was so/really/very/pretty/quite/_ great/brilliant/amazing/fantastic
            that/this/it/these/those/they is/are/was so/really/very/pretty/quite/_ wonderful/perfect/excellent/helpful
            you are/were/have~been so/really/very/most/_ great/brilliant/amazing/fantastic/wonderful/helpful/kind
            cheaper/better/nicer/dearer/less/more/lower than i/we feared/thought/expected/imagined/hoped/remembered
            that/this/it/these/those/they is/are/was such/_ a/_ bargain/steal
            that/this/it/these/those/they is/are/was such/_ a/_ good/great/very~good value/price/deal
            brilliant/fantastic/excellent/amazing/marvellous/super~helpful/very~helpful/thank~goodness
            thanks/thank~you for your/the/all/_ all/_ help/advice/time/that/everything
            what do you sell/have/stock/offer here/_, what is there here/_, what can i buy/get here
            what kind/kinds/sort/sorts/type/types of things/products/stuff do you sell/have/stock here/_
            what is your name, are you a/an/_ real/_ robot/bot/human/ai/person/machine/chatbot/real
            am i talking/speaking/chatting to/with a/an/_ real/_ robot/bot/human/ai/person/machine
            how are you doing/today/_, tell me a/another joke, make me laugh, what can you do, can you help me/_
            help me/_, i am just/only/_ browsing, i am just/only looking around/_, just browsing/looking around/_
            ok/okay/great/cool/perfect/awesome/nice/lovely/super/wonderful, sounds good, got it, never mind
            that is all/everything/what i/we need/needed/want/wanted/was~after, that is all/it for now/today/me
            that will be/do all/nicely/_ for~now/thanks/_
            i~am/we~are all/_ done/sorted/good/set now/for~now/for~today/_
            that/this/it/you helped/helps a/_ lot/bunch/_, that/this is/was very/really/so/_ helpful/useful/kind
            nevermind, no worries/problem/thanks, no thank you, that is all/it/great/fine/perfect, i love/like you
            you are great/awesome/stupid/useless, have a nice/good/great day/one/weekend, what is up, lol/haha
            sorry/nah/hmm/um/uh/wow, nice to meet you, yes/no/yeah/yep/nope please/_, wie geht es dir
            guten tag/morgen/abend
            buenos dias""",
        # Asking to be shown something.
        "lead": """
            i am/was/will~be/_ looking/searching/shopping/hunting/interested for/to/in buy/get/purchase/find/_
            looking/searching/shopping/hunting for/to buy/get/purchase/find/_, i am in need of, i am after
            i/we need/want/require to/_ buy/get/purchase/find/order/have/see/wear/use/_
            i/we would like/love to/_ buy/get/purchase/have/see/find/order/know/_, id like to buy/get/see/_
            i/we am/are trying to find/buy/get, are/is there any/a/an/_, have you got, you got, got any
            can/could/would/will you please/_ show/find/get/recommend/suggest/help/give me/us/_ with/find/choose/pick/_
            please/_ show/find/get/give/recommend/suggest/buy/bring/fetch me/us, please/_ show/find/recommend/suggest
            please/_ help me/us find/choose/pick/buy, do/does you/ya/u guys/_ have/sell/carry/stock/offer
            what/which do you recommend/suggest, which do you have, what would you recommend/suggest
            i would/_ prefer, i would rather have, i was/am thinking of/about/_
            and need/want to/_ find/buy/get/_, let me see, surprise me, i am buying, i am shopping
            i mean/meant
            i have/_ changed my mind, can/could/would you point me to/towards
            search/browse/hunt for/_, shop for, i wonder if you have, please select/choose/find/show, purchase/buy
            do you know of, any recommendations/suggestions/ideas/tips for/on/about/_, what is a good
            got anything/something, have you anything
            ich suche/brauche/möchte/will, zeig/zeigen~sie/zeigen mir, haben sie, habt ihr, gibt es
            je cherche/voudrais/veux, avez vous, montrez moi, ich bin auf der suche nach
            busco/quiero/necesito/tienen/tienes/quisiera, estoy buscando""",
        "filler": """
            a/the/one/_ pair/pairs/couple/type/types of, each, apiece, a piece, per item/piece
            no rush/hurry/pressure though/_, there is no rush/hurry
            asap, as soon as possible, i~am/we~are/_ not in a/any/_ great/_ hurry/rush, it is not urgent, take your time
            preferably, ideally, basically, if at all possible, i am willing/prepared/happy to
            i need it asap/soon/quickly/fast, either, if you have it/them/one/any, if there is/are one/any
            please/pls/bitte, s'il vous plaît, por favor, i do not mind/care/know about/_, for me, if possible
            i guess/think, you know, is/are/would~be fine/ok/okay/good/enough
            not/nothing too/very/so/that/overly/_ expensive/pricey/dear/costly""",
        "in_stock": """
            that/which/_ is/are/_ currently/_ in stock now/today/only/_, in-stock only/_
            that/which/_ is/are/_ available now/today/immediately, currently/immediately available, ready to ship
            available right now, available for immediate/next~day delivery/dispatch/shipping, only available ones/_
            that/which/_ i can buy/get/order/have today/now/immediately
            that/which/what/ones/_ you can/could/will/would send/ship/deliver/dispatch/post/get~to~me me/it/them/_ today
            that/which/what/ones/_ you can/could/will/would send/ship/deliver/dispatch/post me/it/them/_ now/tomorrow
            that/which/what/ones/_ you can/could send/ship/deliver/dispatch/post me/it/them/_ immediately/straight~away
            that/which/what/ones/_ you can/could send/ship/deliver/dispatch/post me/it/them/_ right~now/right~away
            can/could you send/ship/deliver/dispatch/post it/them/one/this/that/some today/now/tomorrow/immediately
            can/could you send/ship/deliver/dispatch/post it/them/one/this/that straight~away/right~now/right~away
            that/which/what/ones/one/_ you have/have~got/got/actually~have/do~have actually/currently/still/_ in stock
            what have you/_ actually/_ got in stock, what is in stock now/today/right~now/at~the~moment/_
            in stock right~now/at~the~moment
            ships/leaves today/tomorrow/now/immediately, that/which/_ can ship/leave today/tomorrow/now
            only/just/_ what is/are/you~have currently/now/actually/_ available now/today/_
            only/just/_ what you can get me, only/just available products/things
            not out of stock, not sold out, hide/skip/exclude the/_ ones/_ that~are/_ out~of~stock/sold~out
            auf lager, en stock, sofort lieferbar""",
        "price_asc": """
            the/_ cheapest one/ones/_ first/_, the/_ least/less expensive one/ones/_ first
            the/_ lowest/least price/priced/cost/expensive first/_
            most affordable/inexpensive
            sort/sorted/order/ordered by lowest/cheapest/_ price ascending/first/low~to~high/_
            price/_ low to high
            _/order/sort/arrange/rank/list them/these/those/it/everything/_ from~low~to~high/low~to~high
            from/_ lowest/cheap/cheapest/cheaper to high/highest/dear/dearest/expensive
            from/_ the/_ cheapest to the/_ most~expensive/dearest/priciest
            order/sort/arrange/rank/list/show them/these/those/it/results/everything by/on price/cost
            order/sort/arrange/rank/list them/these/those/it/everything by/from/_ the/_ cheapest/lowest first/_
            price ascending, by price, cheapest first, günstigste/billigste
            le/la/les moins cher/chère/chères/chers, más barato/barata/baratos/baratas""",
        "price_desc": """
            the/_ most expensive one/ones/_ first/_, the/_ highest/top price/priced first/_, priciest/dearest first/_
            price/_ high to low, price descending
            _/order/sort/arrange/rank/list them/these/those/it/_ from/_ high~to~low
            from/_ high/highest/dear/dearest/expensive to low/lowest/cheap/cheapest
            from/_ the/_ most~expensive to the/_ cheapest
            order/sort/arrange/rank/list them/these/those/it/everything by/from/_ the/_ dearest/highest first/_
            sort/sorted/order/ordered by price high~to~low/descending, teuerste""",
        "rating_desc": """
            the/_ best/top/highest rated/reviewed/ratings/rating/reviews first/_, top-rated/best-rated/highest-rated
            with/_ the/_ best/highest/top reviews/ratings/rating first/_, best-reviewed
            sort/sorted/order/ordered/arrange/rank them/these/those/it/everything/_ by rating/ratings/reviews/stars
            sort/sorted/order/arrange/rank them/these/those/it/everything/_ by customer/average rating/ratings
            sort/sorted/order/arrange/rank them/these/those/it/everything/_ by customer/average/_ score""",
        "rating_min_4": """
            well/highly/good/great reviewed/rated, well-reviewed/highly-rated/well-rated
            with/has/have/having/_ good/great/excellent/positive/high reviews/ratings/rating""",
        # Products other than those already shown.
        "more": """
            show/give/_ me/us/_ some/any/_ more options/choices/results/products/ideas/suggestions/_
            any/some/_ others/alternatives, something/anything/what else, different ones, something different
            any/some/the/show~me/_ other/different options/ones/choices/products/suggestions/ideas/alternatives
            more like this/that/it/these/those, more like, more of these/those/this, show me others/alternatives
            next page/ones/_, none of these/those/them, neither, neither of them
            i~am/_ not keen/sold/into on/_ any/_ of/_ these/those/them/it/this
            i~am/_ not a fan of any/_ of/_ these/those/them
            not my/really/quite style/taste/thing/me, none of those/these/them work/fit/appeal
            do not like any/_ of/_ these/those/them/it/this
            what other options, similar ones/products/options/_
            something/anything/ones/_ similar to/_, something/anything/ones like, keep going, load more
            mehr, weitere""",
        "any_price": """
            any/whatever/whichever price/budget is/_ fine/ok/okay/good/_, any/whatever price will/would/_ do/work/works
            the/_ price/cost/money/budget does not/_ matter/important
            the/_ price/money/budget/cost is no/not object/issue/problem/concern/important/a~problem/an~issue
            money no object
            i can spend more, i can go higher, no price/budget limit/cap/_, no/without limit
            i do not care/mind about/_ the/_ price/cost
            forget/ignore/remove/drop/lift/scrap/lose/skip/never~mind about/_ the/my/_ budget/price limit/_
            no budget anymore, budget is not/no~longer a/an/_ issue/problem/concern, money is not a/an/_ issue/problem
            what i/it spend/cost/costs does not matter, no/not/without a/_ budget
            regardless of price/cost, egal was es kostet""",
        "any_brand": """
            any/whatever/whichever brand/make/manufacturer/label is/_ fine/ok/okay/good/_
            the/_ brand/make does not matter
            any/whatever/whichever brand/make/manufacturer/label will/would/can/could/_ do/work/works/goes
            from/by any/whatever/whichever/all brand/make/brands/makes, other brands/makes are/is/_ fine/ok/too/as~well
            i~am/_ not fussed/bothered/picky about the/_ brand/make, i do not mind/care which/what/about~the brand/make
            i do not care/mind about/_ the/_ brand, no brand preference""",
        "goes_with": """
            that/which/to/_ go/goes/match/matches/pair/pairs well/nicely/_ with, to wear/use/combine with, matching with
            that/which suits, to match""",
        "same_brand": """
            the/_ same brand/make, from/by/of this/that/the~same brand/make, more from/by this/that/the~same brand""",
        "other_brand": """
            do not like/want that/this/the brand, no/nothing more/_ from/of/by that/this brand
            not/no/except that/this/the~same brand, a/any/another/some/_ different/other/another brand/brands""",
        "any_colour": """
            any/whatever/whichever colour/color is/_ fine/ok/okay/good/_, the/_ colour/color does not matter
            any/whatever/whichever colour/color will/would/_ do/work/works/goes, in any/whatever/whichever colour/color
            i~am/_ not fussed/bothered/picky about the/_ colour/color
            i do not mind/care which/what/about~the colour/color""",
        "reset": """
            start over/again, forget it/that/this/everything/about~it/about~that, never mind that, scrap that
            new search, reset, clear everything/all/that, from scratch, let us start over/again
            something completely/entirely/totally different""",
        "subject": """
            what/how about, and what/how about, on second thought/thoughts, change of plan/plans, scratch that, hang on
            actually/_ make it/that, let us try/do/go~for/switch~to/look~at, how are you off/fixed for, now/_ show me
            do you also have, i also need, now for/_, switch to
            wie wäre es mit, et pour""",
        "dearer": """
            something/anything/_ more expensive/upmarket/premium ones/one/options/_, pricier ones/one/options/_
            something/anything higher/better quality""",
        "cheaper": """
            anything/something/any/one/ones/_ a/_ bit/little/lot/much/_ cheaper ones/one/option/options/_ than/_
            a/_ cheaper alternative/alternatives/version/versions/please of/to/_, less than that/this/these/those
            something/anything/_ less expensive/pricey/costly ones/than/_
            something/anything/ones/_ more affordable/economical/budget-friendly ones/than/_
            that/it/this/they/_ is/are/_ a~bit/a~little/way/well/_ over/above/beyond my/our/the budget/limit/price~range
            out of/outside my/our price~range/budget/reach, more than i want/can/wanted to/_ spend/pay/afford
            i can not afford that/it/this/them/those, not in my budget
            can/could you do/get it/any/me/_ better/lower on/_ price/the~price/_, better/lower on price
            a/any better price/deal
            do it/this/that for less, for less money, less money
            not as/so/that expensive/pricey/costly as, half the price, for less
            lower price/priced/prices, can/could you go/do any/_ lower/cheaper, go lower, budget/cheap option/options
            budget/cheap alternative/alternatives/version/versions, less pricey/costly/dear
            that/it/they is/are all/way/a~bit/_ too expensive/pricey/dear/much/costly, too expensive/pricey/costly
            a/_ bit/little expensive/pricey/much/steep/dear/rich, too/rather/quite steep/dear/rich for~me/_
            that/which cost/costs less, that/which is/are less, costs/costing/cost less than
            günstiger/billiger, moins cher/chère/chers, más barato/barata""",
    }
)
