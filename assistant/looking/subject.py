"""What a conversation is about: a refined wish keeps the kind of thing that it refines."""

from dataclasses import replace

from assistant.brief import Turn
from assistant.looking.kind import Kind, kind_of
from assistant.need import ShoppingNeed
from catalog.stocklist import Stocklist
from catalog.vocabulary import words_of


def kind_for(turn: Turn, need: ShoppingNeed, stock: Stocklist) -> Kind | None:
    """The kind that a turn's need names: a refined wish ("laptops" … "for the office") keeps what it was of."""
    said, text = set(words_of(turn.message)), need.text
    earlier = [m.need.text for m in turn.conversation.messages if m.need and m.need.text]
    kept = [one for one in earlier if text.startswith(f"{one} ") and not set(words_of(one)) <= said]
    subject = min(kept, key=len, default="")
    kind = kind_of(need.model_copy(update={"text": subject}), stock) if subject else None
    if kind is None:
        return kind_of(need, stock)
    known = {*kind.qualities, *words_of(" ".join(need.brands))}
    added = tuple(word for word in words_of(text.removeprefix(subject)) if word not in known)
    return replace(kind, qualities=(*kind.qualities, *added))
