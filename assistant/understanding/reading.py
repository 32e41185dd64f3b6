"""One message on its way to a need: what the readers have understood so far."""

from dataclasses import dataclass, field

from assistant.need import PriceWish, ShoppingNeed
from assistant.understanding.brand_phrases import BrandMention
from assistant.understanding.gift_phrases import Gift
from assistant.understanding.lifting import Lifted
from assistant.understanding.memory_phrases import MemoryTalk
from assistant.understanding.reference_phrases import Pointed
from assistant.understanding.scene import Scene
from assistant.understanding.subject import Subject
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex


@dataclass(slots=True)
class Reading:
    """Filled in by one reader after another.

    Attributes:
        before: the need of the search that this message may go on with.
        tags: set phrases in it ("more", "cheaper", "any_price", "reset", …).
        brands: brands spelled in it that are not excluded.
        superlative: "lightest", "warmest".
        forget: words of what is to be forgotten.
        disliked: those of what is excluded that the shopper never wants ("I hate wool").
        asks_presence: it says "do you have", "got any".
    """

    utterance: Utterance
    index: VocabularyIndex
    scene: Scene
    before: ShoppingNeed | None
    tags: set[str] = field(default_factory=set)
    price: PriceWish = field(default_factory=PriceWish)
    rating: float | None = None
    pointed: Pointed = field(default_factory=Pointed)
    brands: list[BrandMention] = field(default_factory=list)
    exclude: tuple[str, ...] = ()
    subject: Subject = field(default_factory=Subject)
    lifted: Lifted = field(default_factory=Lifted)
    memory: MemoryTalk = field(default_factory=MemoryTalk)
    gift: Gift = field(default_factory=Gift)
    superlative: str | None = None
    asks_presence: bool = False
    disliked: tuple[str, ...] = ()
    forget: tuple[str, ...] = ()
