"""Says what is kept in mind, what is known of the shopper and where from, and what is forgotten."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from assistant.brief import TurnBrief
from assistant.template.excerpt import is_quotable
from assistant.template.phrasing import Phrasing, joined, sentence
from assistant.template.plain_nouns import many
from catalog.product_words import stems_of
from shoppers.memory import MemoryEntry
from shoppers.profile import ShopperProfile
from shoppers.statement import Statement

EVERYTHING = "*"
_NOTED = ("I'll keep in mind that {}", "Noted: {}", "Good to know that {}", "I'll remember that {}")
_FOR_NOW = "I'll hold on to that for this conversation only."
_NOTHING = "I don't remember anything about you."


def acknowledgement(brief: TurnBrief) -> str:
    """That what the shopper said of themselves was heard; empty where nothing was said."""
    told = [said for statement in brief.need.stated if (said := statement_text(statement))]
    if not told:
        return ""
    text = sentence(Phrasing(brief.turn.message).pick("noted", _NOTED).format(joined(told)))
    first_time = not any(message.need and message.need.stated for message in brief.turn.conversation.messages)
    return f"{text} {_FOR_NOW}" if first_time and not _lasts(brief) else text


def write_forgotten(brief: TurnBrief) -> str:
    """What is forgotten now, by name."""
    words = brief.need.forget
    known = [*_known(brief)]
    if EVERYTHING in words:
        return (
            "Done: I've forgotten everything you told me about yourself." if known else f"{_NOTHING} Nothing to forget."
        )
    gone = [said for statement in known if _is_meant(statement, words) and (said := statement_text(statement))]
    if gone:
        return sentence(f"Done, I've forgotten that {joined(list(dict.fromkeys(gone)))}")
    quoted = joined([f"“{word}”" for word in words if is_quotable(word)], "or") or "that"
    return f"I had nothing in mind about {quoted}, so there's nothing to forget."


def write_memory(brief: TurnBrief) -> str:
    """Everything that is remembered: stated and concluded apart, each with since when."""
    entries = brief.turn.memory.entries
    stated = [_entry_line(entry) for entry in entries if entry.source == "stated"]
    concluded = [_entry_line(entry) for entry in entries if entry.source == "concluded"]
    here = [f"- {said}" for said in _of_this_conversation(brief)]
    given = [f"- {said}" for said in _given(brief)]
    sections = (
        ("You told me:", [line for line in stated if line]),
        ("In this conversation you said:", here),
        ("From what you looked at and bought, I gather:", [line for line in concluded if line]),
        ("The shop's page told me:", given),
    )
    said = ["\n".join([title, *lines]) for title, lines in sections if lines]
    if not said:
        return f"{_NOTHING} Tell me a size, a budget or what you like, and I'll take it into account."
    ending = "Say “forget my size”, for example, or “forget everything”, and it's gone."
    if not entries and not _lasts(brief):
        ending = f"It holds for this conversation only. {ending}"
    return "\n\n".join([*said, ending])


def statement_text(statement: Statement) -> str:
    """`you take EU 42 in shoes`, `you don't like wool`; empty for what cannot be repeated."""
    name, value = statement.name, statement.value
    if not is_quotable(f"{name} {value}"):
        return ""
    match statement.kind:
        case "size":
            of = f" in {many(name)}" if name and name != "size" else ""
            return f"you take {value}{of}" if value else ""
        case "preference":
            return f"you like {value}" if value else ""
        case "dislike":
            return f"you don't like {value}" if value else ""
        case "budget":
            return f"you'd like to spend no more than {statement.limit}" if statement.limit else ""
        case "recipient":
            return f"you're buying for {name}{f', who {_of_someone(value)}' if value else ''}" if name else ""


def _of_someone(value: str) -> str:
    """`loves cycling` stays; `size M` needs a verb."""
    first = value.split(" ", 1)[0].casefold()
    return value if (first.endswith("s") and first not in ("is", "has")) or first in ("is", "has") else f"is {value}"


def _entry_line(entry: MemoryEntry) -> str:
    said = statement_text(entry.statement)
    if not said:
        return ""
    because = f", from {entry.because}" if entry.source == "concluded" and is_quotable(entry.because) else ""
    return f"- {said} (since {_day(entry.at)}{because})"


def _day(moment: datetime) -> str:
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{moment.day} {moment:%B %Y}"


def _lasts(brief: TurnBrief) -> bool:
    """Whether what is said outlives the conversation: only of shoppers that are known and agreed to it."""
    visit = brief.turn.visit
    return visit.shopper_id is not None and visit.is_consented


def _of_this_conversation(brief: TurnBrief) -> list[str]:
    """What was said here and is not among the entries; what was taken back is left out."""
    kept: list[Statement] = []
    for message in brief.turn.conversation.messages:
        if message.need is None:
            continue
        kept = [one for one in kept if not _is_meant(one, message.need.forget)]
        kept += message.need.stated
    remembered = {statement_text(entry.statement) for entry in brief.turn.memory.entries}
    told = dict.fromkeys(map(statement_text, kept))
    return [said for said in told if said and said not in remembered]


def _given(brief: TurnBrief) -> Iterator[str]:
    """What the caller's profile has beside the entries and what was said here."""
    known = {statement_text(entry.statement) for entry in brief.turn.memory.entries} | set(_of_this_conversation(brief))
    yield from (
        said for one in _statements_of(brief.turn.profile) if (said := statement_text(one)) not in known and said
    )


def _statements_of(profile: ShopperProfile) -> Iterator[Statement]:
    yield from (Statement(kind="preference", value=value) for value in profile.preferences)
    yield from (Statement(kind="dislike", value=value) for value in profile.dislikes)
    yield from (Statement(kind="size", name=name, value=value) for name, value in profile.sizes.items())
    if profile.budget and profile.budget.max:
        yield Statement(kind="budget", limit=profile.budget.max)


def _known(brief: TurnBrief) -> Iterator[Statement]:
    yield from (entry.statement for entry in brief.turn.memory.entries)
    yield from (s for message in brief.turn.conversation.messages if message.need for s in message.need.stated)
    yield from _statements_of(brief.turn.profile)


def _is_meant(statement: Statement, words: Sequence[str]) -> bool:
    own = stems_of(f"{statement.kind} {statement.name} {statement.value}")
    return any(word == EVERYTHING or (stems_of(word) and stems_of(word) <= own) for word in words)
