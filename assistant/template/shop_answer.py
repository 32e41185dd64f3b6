"""Answers questions about the shop from its own documents, in their words."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from assistant.brief import TurnBrief
from assistant.stream import Citation, Citations
from assistant.template.excerpt import sentences_of
from assistant.template.phrasing import Phrasing, joined
from assistant.template.wishes import content_stems
from assistant.template.written_answer import WrittenAnswer
from catalog.policy import PolicySection
from catalog.policy_index import IN_THE_EU
from catalog.product_words import stems_of

N_SENTENCES = 3
MAX_CHARACTERS = 420
MAX_TOPICS = 5
MAX_ANSWER_CHARACTERS = 300
#: Currency → words for the country that a shop with such prices is in, where it is one country.
HOMES = {
    "GBP": frozenset({"kingdom", "uk", "britain"}), "USD": frozenset({"state", "usa", "us"}),
    "CHF": frozenset({"switzerland"}), "CAD": frozenset({"canada"}), "AUD": frozenset({"australia"}),
    "SEK": frozenset({"sweden"}), "NOK": frozenset({"norway"}), "DKK": frozenset({"denmark"}),
    "PLN": frozenset({"poland"}), "JPY": frozenset({"japan"}),
}  # fmt: skip
#: What holds for the Highlands is no answer to somebody who did not ask about them.
OTHER_PLACE = 1.2
#: A part of a document that is headed by another matter ("Tracking") answers less well.
OTHER_MATTER = 0.4
#: A word for sending, returning or mending counts so much more than another; those are the first rows of `_SAME`.
OF_THE_SHOP, N_DOINGS = 1.6, 3
MIN_PREFIX = 4
#: At least this much of `_meets` is the word itself, in some form.
SAME_WORD = 0.9
#: Ways to ask for one thing; a word of a row meets every word of it.
_SAME = (
    {"ship", "shipping", "deliver", "delivery", "post", "postage", "send", "dispatch", "arrive", "destination"},
    {"return", "refund", "exchange", "money", "back"},
    {"warranty", "guarantee", "guaranteed", "cover", "covered", "repair", "mend", "broken", "faulty"},
    {"pay", "payment", "card", "visa", "paypal", "klarna"},
    {"privacy", "data", "cookie", "personal"},
    {"cost", "price", "fee", "charge", "free"},
    {"contact", "phone", "reach", "person", "email", "call"},
    {"eu", "europe", "european", *IN_THE_EU},
    {"open", "opening", "visit", "hour", "store"},
)
_QUESTION_WORDS = frozenset(
    "if both either them policy policies shop tell know question many item order work happen happens".split()
)
_TIMES = {"long", "quick", "quickly", "fast", "soon", "time"}
_AMOUNTS = {"cost", "price", "fee", "charge", "much"}
_QUANTITIES = {"long", "quick", "quickly", "fast", "soon", "much"}
_TIME = re.compile(r"\b\d+(?:[–-]\d+)?\s+(?:working\s+)?(?:hour|day|week|month|year)s?\b", re.IGNORECASE)
_AMOUNT = re.compile(r"[£€$¥₹₩]\s?\d|\b\d+(?:[.,]\d+)?\s?(?:GBP|EUR|USD|CHF|%)|\bfree\b", re.IGNORECASE)
_TABLE_RULE = re.compile(r"^[\s|:-]+$")
_MARKS = re.compile(r"\*\*|__|`|^#+\s*|^\s*(?:[-*]|\d+\.)\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence, a list entry or a table row, with where it stands and how well it fits."""

    section: PolicySection
    position: int
    text: str
    score: float
    own: float  # by its own words, the heading apart


@dataclass(frozen=True, slots=True)
class _Asked:
    """The stems that carry a question, how much each says, and the words for where the shop is at home."""

    stems: frozenset[str]
    weights: Mapping[str, float]
    home: frozenset[str]


def write_shop_answer(brief: TurnBrief, question: str | None = None) -> WrittenAnswer:
    """The passages that answer, from the section that answers best, with its source; or that nothing does.

    Args:
        brief: with the sections to answer from.
        question: instead of the message's own words.
    """
    asked = _asked(question or brief.asked)
    weights = _rarity(_matters(asked), brief.policies)
    question_of = _Asked(asked, weights, HOMES.get(brief.vocabulary.currency or "", frozenset()))
    passages = [p for rank, section in enumerate(brief.policies) for p in _passages(section, question_of, rank)]
    best = max(passages, key=lambda p: p.score, default=None)
    if best is None or best.score <= 0:
        return WrittenAnswer(_nothing(brief))
    own = [passage for passage in passages if passage.section == best.section]
    chosen = own if _is_one_answer(own) else _with_the_figure(_chosen(own, asked), passages, asked)
    text = " ".join(passage.text for passage in chosen)
    phrasing = Phrasing(brief.turn.message)
    sections = list({passage.section.source_id: passage.section for passage in chosen}.values())
    source = joined([section.title for section in sections])
    ways = ("{text} (From our page “{source}”.)", "From “{source}”: {text}", "Our page “{source}” says: {text}")
    answer = phrasing.pick("policy", ways).format(text=text, source=source)
    answer = " ".join([answer, *_unmentioned(asked, best.section)])
    cited = tuple(Citation(source_id=section.source_id, title=section.title, url=section.url) for section in sections)
    return WrittenAnswer(answer, citations=Citations(items=cited))


def _is_one_answer(passages: Sequence[_Passage]) -> bool:
    """Whether a section is a question with its short answer, which is told whole."""
    is_question = passages[0].section.title.rstrip().endswith("?")
    return is_question and sum(len(passage.text) for passage in passages) <= MAX_ANSWER_CHARACTERS


def _asked(message: str) -> frozenset[str]:
    asked = content_stems(message) | (stems_of(message) & {"long", "much", "cost", "free", "price", "open", "time"})
    return asked - _QUESTION_WORDS - (_AMOUNTS if "match" in asked else set())  # no price is asked, but matching one


def _passages(section: PolicySection, question: _Asked, rank: int) -> list[_Passage]:
    """The section's passages; the heading's words count for all of them, and the search's own order breaks ties."""
    asked, weights = question.stems, question.weights
    heading = _overlap(weights, stems_of(section.title))
    is_special = _names_a_place(section.title, asked | question.home)
    is_home = bool(question.home & stems_of(section.title))
    sub_heading = content_stems(section.title.partition(" — ")[2])
    is_aside = not is_home and bool(sub_heading) and _unmet(sub_heading, asked) == sub_heading
    is_opening = " — " not in section.title and not _unmet(_matters(asked), stems_of(section.title))
    is_opening |= _asks_the_same(section.title, asked)
    found = []
    for position, text in enumerate(_texts(section.text)):
        own = _overlap(weights, stems_of(text))
        score = own + heading * 0.7 + max(0.0, 0.6 - rank * 0.2) if own + heading > 0 else 0.0
        if score:
            score += _gives_the_figure(text, asked) + 0.6 * is_opening + 0.3 * is_home
            score -= OTHER_PLACE * is_special + OTHER_MATTER * is_aside
        found.append(_Passage(section, position, text, score - position * 0.001, own))
    return found


def _asks_the_same(title: str, asked: frozenset[str]) -> bool:
    """Whether a heading is the question itself, but for what it costs: "Do you wrap gifts?"."""
    matter = _matters(asked) - _AMOUNTS
    return title.endswith("?") and bool(matter) and not _unmet(matter, stems_of(title))


def _names_a_place(title: str, asked: frozenset[str]) -> bool:
    """Whether a heading is about places that nobody asked about: "Delivery — Scottish Highlands and islands"."""
    heading = title.partition(" — ")[2].rstrip("?")
    names = {word.strip(",") for word in heading.split()[1:] if word[:1].isupper() and not word.isupper()}
    return bool(names) and not title.endswith("?") and not asked & stems_of(heading)


def _gives_the_figure(text: str, asked: Iterable[str]) -> float:
    """ "How long" wants a time and "what does it cost" an amount: a passage that has one answers better."""
    wanted = set(asked)
    is_time = bool(wanted & _TIMES) and _TIME.search(text)
    is_amount = bool(wanted & _AMOUNTS) and _AMOUNT.search(text)
    return 1.2 if is_time else 0.6 if is_amount else 0.0


def _texts(markdown: str) -> list[str]:
    """Sentences, list entries and table rows as plain text."""
    texts: list[str] = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*|]|\d+\.)\s?)", markdown):
        line = " ".join(block.split())
        if not line or line.startswith("#") or _TABLE_RULE.match(line):
            continue
        if line.startswith("|"):
            texts.append(_row(line))
        else:
            texts += sentences_of(_MARKS.sub("", block))
    return [text for text in texts if text]


def _row(line: str) -> str:
    """`| Express | £7.95 | next day |` → `Express: £7.95, next day.`; a heading row is left out."""
    cells = [cell.strip().replace("**", "") for cell in line.strip("| ").split("|")]
    has_figures = any(character.isdigit() for cell in cells[1:] for character in cell)
    return f"{cells[0]}: {'; '.join(cells[1:])}." if has_figures else ""


def _chosen(passages: Sequence[_Passage], asked: frozenset[str]) -> list[_Passage]:
    """The best passage, then those that answer words it leaves open; a heading that answers brings its first lines."""
    ordered = sorted(passages, key=lambda p: -p.score)
    top = ordered[0]
    chosen, left = [top], _unmet(_matters(asked), stems_of(f"{top.section.title} {top.text}"))
    for passage in ordered[1:]:
        answers_more = _unmet(left, stems_of(passage.text)) != left
        is_first_lines = top.own == 0 and passage.position < N_SENTENCES
        goes_on = (
            " — " not in top.section.title
            and passage.position == top.position + 1
            and _gives_the_figure(passage.text, asked) > 0
        )
        fits = sum(len(p.text) for p in chosen) + len(passage.text) <= MAX_CHARACTERS
        if len(chosen) < N_SENTENCES and fits and (answers_more or is_first_lines or goes_on):
            chosen.append(passage)
            left = _unmet(left, stems_of(passage.text))
    return sorted(chosen, key=lambda p: p.position)


def _with_the_figure(chosen: list[_Passage], passages: Sequence[_Passage], asked: frozenset[str]) -> list[_Passage]:
    """ "How long" and "how much" are not answered without a time or an amount; another section may have it."""
    if any(_gives_the_figure(p.text, asked) for p in chosen):
        return chosen
    with_figure = [p for p in passages if p.own > 0 and _gives_the_figure(p.text, asked)]
    return [max(with_figure, key=lambda p: p.score), *chosen] if with_figure else chosen


def _unmet(asked: Iterable[str], stems: Iterable[str]) -> frozenset[str]:
    there = set(stems)
    return frozenset(word for word in asked if not _meets(word, there))


def _matters(asked: Iterable[str]) -> frozenset[str]:
    """What is asked about, without "how long" and "how much": those ask for a figure, not for their own words."""
    return frozenset(asked) - _QUANTITIES


def _overlap(weights: Mapping[str, float], stems: Iterable[str]) -> float:
    """How much of what is asked is met: a word itself or its other forms, less for a word of the same matter."""
    there = set(stems)
    return sum(weight * _meets(word, there) for word, weight in weights.items())


def _rarity(asked: Iterable[str], sections: Sequence[PolicySection]) -> dict[str, float]:
    """A word that few passages hold says more: 1 for one passage, falling with their logarithm."""
    passages = [stems_of(f"{section.title} {text}") for section in sections for text in _texts(section.text)]
    counts = {word: sum(_meets(word, there) >= SAME_WORD for there in passages) for word in asked}
    return {word: _matter(word) / (1 + 0.5 * math.log(max(count, 1))) for word, count in counts.items()}


def _matter(word: str) -> float:
    """What is to be done with a thing says more than the thing: boots are returned as all else is."""
    return OF_THE_SHOP if any(_is_same_matter(word, row) for row in _SAME[:N_DOINGS]) else 1.0


def _meets(word: str, there: Set[str]) -> float:
    if word in there:
        return 1.0
    if any(_same_root(word, other) for other in there):
        return 0.9
    return (
        0.5 if any(_is_same_matter(word, row) and any(_is_same_matter(o, row) for o in there) for row in _SAME) else 0.0
    )


def _same_root(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    return len(shorter) >= MIN_PREFIX and longer.startswith(shorter)


def _is_same_matter(word: str, row: set[str]) -> bool:
    return word in row


def _unmentioned(asked: Iterable[str], section: PolicySection) -> list[str]:
    """A thing asked about that the section does not name: better said than passed over."""
    there = stems_of(f"{section.title} {section.text}")
    missing = sorted(_unmet(_matters(asked), there))
    if not missing or len(missing) > 2:
        return []
    return [f"It does not mention {joined([f'“{word}”' for word in missing], 'or')} by name."]


def _nothing(brief: TurnBrief) -> str:
    ways = (
        "Our documents don't say anything about that, so I won't guess.",
        "I can't find that in the shop's documents, and I'd rather not guess.",
        "That isn't covered in anything the shop has given me to read, and a guess would help nobody.",
    )
    said = Phrasing(brief.turn.message).pick("no policy", ways)
    topics = [topic.lower() for topic in brief.policy_topics[:MAX_TOPICS]]
    if not topics:
        return f"{said} Please ask the shop's staff."
    return f"{said} The shop's staff can tell you; what I can look up is {joined(topics)}."
