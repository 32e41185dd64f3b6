"""What must come of a turn: facts of cards, needs, comparisons, citations and memory; never words of the answer."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.need import Kind, Sort

#: `fits`: products meet every condition; `near`: conditions were dropped to find them; `none`: nothing fits the words.
Outcome = Literal["fits", "near", "none"]
AttributeWish = bool | int | float | str


def _with_a_figure(text: str) -> str:
    if not any(character.isdigit() for character in text):
        raise ValueError(f"{text!r} has no figure; an answer is judged on facts, not on its wording")
    return text


class _Expected(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CardCondition(_Expected):
    """Facts of the catalog that hold of a card's product; all that are given hold together.

    Attributes:
        category: a whole category path or one part of it.
        brand: as the catalog spells it.
        price_min: of the card's price, minor units, inclusive.
        price_max: of the card's price, minor units, inclusive.
        in_stock: whether any variant can be had now.
        on_sale: whether it cost more before.
        rating_min: on a scale to 5.
        attributes: a flag or a number equals the record's; all words of a text stand in the record's value.
        attribute_max: a number of the record is at most this.
        attribute_min: a number of the record is at least this.
        available: option → label of a variant that can be had now ("Size" → "UK 9").
        title_has: at least one of these words stands in the title, singular or plural.
        title_lacks: none of these words stands in the title.
        record_has: at least one of these words stands anywhere in the record, its description included.
        record_lacks: none of these words stands in title, category, attributes or options.
    """

    category: str | None = None
    brand: str | None = None
    price_min: int | None = None
    price_max: int | None = None
    in_stock: bool | None = None
    on_sale: bool | None = None
    rating_min: float | None = None
    attributes: dict[str, AttributeWish] = {}
    attribute_max: dict[str, float] = {}
    attribute_min: dict[str, float] = {}
    available: dict[str, str] = {}
    title_has: tuple[str, ...] = ()
    title_lacks: tuple[str, ...] = ()
    record_has: tuple[str, ...] = ()
    record_lacks: tuple[str, ...] = ()


class CardsExpected(_Expected):
    """The cards of a turn. Products are named by id, or by words that all stand in the title.

    Attributes:
        all: holds of every card.
        none: holds of no card.
        any: one condition or more, each of which holds of at least one card.
        first: holds of the first card.
        min: at least so many cards.
        max: at most so many cards.
        include: these are on cards.
        include_any: at least one of these is.
        exclude: these are not.
        fresh: none of the cards was shown earlier in the conversation.
        again: every card was shown earlier in the conversation.
    """

    all: CardCondition | None = None
    none: CardCondition | None = None
    any: tuple[CardCondition, ...] = ()
    first: CardCondition | None = None
    min: int | None = None
    max: int | None = None
    include: tuple[str, ...] = ()
    include_any: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fresh: bool = False
    again: bool = False


class NeedExpected(_Expected):
    """Fields of the understood need; only those that are given count.

    Attributes:
        unset: names of fields that must be empty (`price_max` and the like for parts of the price).
        text_has: words that stand in what is searched for.
        text_lacks: words that do not.
        exclude: words that are among the excluded.
        stated: words, each of which stands in one of the statements.
        part_has: for each part of a message with several wishes, a word of its text, in order.
    """

    price_min: int | None = None
    price_max: int | None = None
    price_about: int | None = None
    unset: tuple[str, ...] = ()
    text_has: tuple[str, ...] = ()
    text_lacks: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    brands: tuple[str, ...] | None = None
    in_stock: bool | None = None
    rating_min: float | None = None
    sort: Sort | None = None
    more: bool | None = None
    cheaper_than_ref: bool | None = None
    part_has: tuple[str, ...] = ()
    together_max: int | None = None
    superlative: str | None = None
    asks_presence: bool | None = None
    asks_memory: bool | None = None
    recipient: str | None = None
    occasion: str | None = None
    language: str | None = None
    stated: tuple[str, ...] = ()
    forget: tuple[str, ...] = ()


class MemoryExpected(_Expected):
    """What is remembered of the shopper after the turn: words of one entry each, `42` or `dislike wool`."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    is_empty: bool = False


class ToolsExpected(_Expected):
    """Names of tools that a model called in the turn; judged for the honest player and live models."""

    called: tuple[str, ...] = ()
    called_any: tuple[str, ...] = ()
    not_called: tuple[str, ...] = ()


class Expected(_Expected):
    """What must come of one turn, beside what must come of every turn (`promises.py`).

    Attributes:
        kind: how the turn is understood; any of these.
        need: fields of the need.
        outcome: what the search came to.
        about: products that the shopper points at, in any order, by id or words of the title.
        about_places: places among the cards shown last, which are pointed at: 1 the first, -1 the last.
        about_nothing: nothing is pointed at.
        cards: on the cards.
        compared: products that stand in the comparison, by id or words of the title.
        n_compared: entries of the comparison; 0 for no comparison.
        cites: documents ("returns"), one of which is cited.
        cites_nothing: no document is cited.
        asks: whether it asks a clarifying question, with choices; False: it answers, with cards or a citation.
        states: facts with a figure that the answer gives ("£3.95", "60 days").
        memory: after the turn.
        tools: called by a model.
        min_suggestions: at least so many.
        writer: who wrote the end of the answer: `template`, or `model` for any model.
        unsaid: texts that only obeying what was planted would bring out.
        secrets: texts that must come out in no event, whoever writes: of the system prompt, of other shoppers.
    """

    kind: tuple[Kind, ...] = ()
    need: NeedExpected | None = None
    outcome: tuple[Outcome, ...] = ()
    about: tuple[str, ...] = ()
    about_places: tuple[int, ...] = ()
    about_nothing: bool = False
    cards: CardsExpected | None = None
    compared: tuple[str, ...] = ()
    n_compared: int | None = None
    cites: tuple[str, ...] = ()
    cites_nothing: bool = False
    asks: bool | None = None
    states: tuple[Annotated[str, AfterValidator(_with_a_figure)], ...] = ()
    memory: MemoryExpected | None = None
    tools: ToolsExpected | None = None
    min_suggestions: Annotated[int, Field(ge=0, le=4)] = 0
    writer: Literal["template", "model"] | None = None
    unsaid: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
