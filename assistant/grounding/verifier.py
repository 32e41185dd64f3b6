"""Keeps an answer true while it streams: what the facts do not support is corrected or never sent."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from assistant.grounding.amounts import amounts_of
from assistant.grounding.answer_text import CLOSE, OPEN, URL, AnswerText, Link, tidy
from assistant.grounding.claims import ClaimKind, Finding, Sentence
from assistant.grounding.comparisons import is_compared
from assistant.grounding.descriptions import DescriptionFinder
from assistant.grounding.facts import Facts
from assistant.grounding.figure_claims import check_figures
from assistant.grounding.foreign_claims import check_foreign
from assistant.grounding.halves import check_halves
from assistant.grounding.mentions import Mention, MentionFinder
from assistant.grounding.name_claims import check_names
from assistant.grounding.own_words import without_own_words
from assistant.grounding.phrase_claims import check_phrases
from assistant.grounding.price_claims import check_prices
from assistant.grounding.prompt_leak import PromptLeak
from assistant.grounding.rating_claims import check_ratings
from assistant.grounding.record_claims import check_record
from assistant.grounding.sentences import SentenceSplitter
from assistant.grounding.trust_claims import check_trust
from catalog.machine_talk import addresses_a_machine
from catalog.product import Product

__all__ = ["AnswerVerifier", "Correction", "Facts", "verify_reason"]

#: So many amounts said before may be added up or set apart.
N_SAID = 8
MAX_REASON_CHARACTERS = 140
_log = logging.getLogger(__name__)
_HOST = re.compile(
    r"\b[\w-]+(?:\s?\.\s?[\w-]+)*\s?(?:\.|\[\.\]|\(\.\)|\sdot\s)\s?(?:com|net|org|io|co|shop|store|example|info"
    r"|biz|app|dev|xyz|ru|cn|uk|de|eu|ly|me|link|site|online|top)\b(?!\w)",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.|\sdot\s|\[\.\])|(?<![\d.,])\+?\(?\d[\d ().-]{7,}\d(?!\d)"
    r"|@\w{3,}|\b(?:whats ?app|telegram)\b",
    re.IGNORECASE,
)
#: Never part of a product's name, whatever a feed's title says.
_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+\.")
_WORD = re.compile(r"\w")
_GAPS = re.compile(r"\n{3,}")
_LIST_MARK = re.compile(r"[ \t]*(?:[-•]|\d{1,3}[.)])[ \t]+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A claim that was not let through.

    Attributes:
        kind: what it was about.
        said: as the model wrote it, tidied.
        instead: what was sent in its place; None if the sentence was left out.
    """

    kind: ClaimKind
    said: str
    instead: str | None = None


class AnswerVerifier:
    """Reads one answer as it streams. `facts` may grow meanwhile; `corrections` tells what was held back."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.corrections: list[Correction] = []
        for make in (MentionFinder, DescriptionFinder):  # ahead, before the model speaks
            facts.derive(make)
        self._splitter = SentenceSplitter(dotted_words(facts))
        self._leak = PromptLeak()
        self._carried: frozenset[str] = frozenset(facts.asked if len(facts.asked) == 1 else ())
        self._earlier: dict[str, None] = dict.fromkeys((*facts.asked, *facts.derive(_asked_by_name)))
        self._said: tuple[Decimal, ...] = ()
        self._previous = ""
        self._pending_mark = ""
        self._newlines = 0

    def feed(self, text: str) -> str:
        """Take a piece of the model's prose; what is safe to send now, which may be nothing yet."""
        return self._join(self._splitter.feed(text))

    def finish(self) -> str:
        """The end of the prose: what was still held back, as far as it is true."""
        return self._join(self._splitter.finish())

    def speak_of(self, product_id: str) -> None:
        """Take what follows as said of this product until another is named."""
        self._carried = frozenset({product_id})

    def _join(self, sentences: list[str]) -> str:
        """The safe parts, without the gaps that left-out paragraphs would leave."""
        sent = "".join(self._verify(sentence) for sentence in sentences)
        if self._newlines:
            sent = sent.lstrip("\n") if sent.startswith("\n" * (3 - self._newlines)) and self._newlines > 1 else sent
        sent = _GAPS.sub("\n\n", sent) if "\n\n\n" in sent else sent
        if sent:
            self._newlines = len(sent) - len(sent.rstrip("\n")) + (self._newlines if not sent.strip("\n") else 0)
        return sent

    def _verify(self, raw: str) -> str:
        body = raw.rstrip()
        space = raw[len(body) :]
        if not body:
            if "\n" in space:
                self._pending_mark = ""
            return space
        try:
            return self._check(body, space)
        except Exception:  # what cannot be checked is not sent, and the turn goes on
            _log.exception("a sentence could not be checked and was left out")
            self.corrections.append(Correction("markup", body[:200]))
            return "\n" * space.count("\n")

    def _check(self, body: str, space: str) -> str:
        answer = tidy(body)
        sentence = self._sentence(answer.plain)
        findings = [*self._check_links(answer, sentence), *_check_all(sentence)] if answer.plain.strip() else []
        if self._leak.recites(answer.plain) or addresses_a_machine(answer.plain):
            findings.append(Finding(0, len(answer.plain), "prompt"))
        self._carry(sentence)
        self._previous = answer.plain
        if not findings:
            self._said = (*self._said, *(f.value for f in sentence.figures if f.kind == "money"))[-N_SAID:]
        if answer.had_markup:
            self.corrections.append(Correction("markup", body[:200], answer.plain))
        kept = answer.shown if not findings else self._correct(answer, findings)
        return self._assemble(answer, kept, space)

    def _sentence(self, plain: str) -> Sentence:
        spoken = self._mentions(plain)
        return Sentence(plain, spoken, self.facts, self._carried, tuple(self._earlier), self._said, self._previous)

    def _mentions(self, plain: str) -> list[Mention]:
        facts = self.facts
        named = without_own_words(facts.derive(MentionFinder).find(plain), plain, facts, self._carried)
        spoken = {*self._earlier, *self._carried, *(i for m in named if len(m.ids) == 1 for i in m.ids)}
        described = facts.derive(DescriptionFinder).find(plain, named, spoken)
        return sorted([*named, *described], key=lambda m: m.start) if described else named

    def _carry(self, sentence: Sentence) -> None:
        whole = [m for m in sentence.mentions if len(m.ids) == 1] or sentence.mentions
        spoken = [m for m in whole if not is_compared(sentence.text, m)]
        if spoken or not self._carried:
            self._carried = frozenset(i for m in spoken or whole for i in m.ids)
        if whole:
            self._earlier |= dict.fromkeys(i for m in whole if len(m.ids) == 1 for i in m.ids)

    def _correct(self, answer: AnswerText, findings: list[Finding]) -> str | None:
        """The sentence with true figures in place of wrong ones; None where that is not enough."""
        edits = {(f.start, f.end, f.replacement) for f in findings if f.replacement is not None}
        said = answer.plain.strip()
        if len(edits) == 1 and len(findings) == 1:
            corrected = answer.replace([edit for edit in edits if edit[2] is not None])
            plain = tidy(corrected).plain
            if not list(_check_all(self._sentence(plain))):
                self.corrections.append(Correction(findings[0].kind, said, corrected.strip()))
                return corrected
        self.corrections += [Correction(kind, said) for kind in dict.fromkeys(f.kind for f in findings)]
        return None

    def _assemble(self, answer: AnswerText, kept: str | None, space: str) -> str:
        """Put links back; keep a list's mark when the sentence that carried it is gone."""
        mark = _LIST_MARK.match(answer.shown)
        if kept is None:
            if mark:
                self._pending_mark = mark[0]
            if "\n" in space:
                self._pending_mark = ""
            return "\n" * space.count("\n")
        text = self._pending_mark + _restore(kept, answer.links, self.facts, self.facts.derive(MentionFinder))
        self._pending_mark = ""
        return text + space

    def _check_links(self, answer: AnswerText, sentence: Sentence) -> Iterator[Finding]:
        """Links, and addresses written out; a brand's own name may look like one."""
        allowed = self.facts.links if answer.links else {}
        whole = (0, len(answer.plain))
        for link in answer.links:
            if link.url not in allowed and _own_link(link, self.facts.derive(MentionFinder), self.facts) is None:
                yield Finding(*whole, "link")
        for pattern, text in ((_HOST, sentence.masked), (_CONTACT, sentence.masked), (_EMAIL, sentence.text)):
            found = (match[0] for match in pattern.finditer(text))
            if any(not _is_measure(words) and not self._is_told(words) for words in found):
                yield Finding(*whole, "link")

    def _is_told(self, words: str) -> bool:
        """Whether the shop's own documents give this address or number; feeds and shoppers may be hostile.

        An e-mail address must be at the shop's own host, too, as far as one is known.
        """
        words = words.casefold().strip()
        told = any(words in said.text for said in self.facts.document_sentences)
        if not told or "@" not in words:
            return told
        hosts = {urlsplit(link).hostname or "" for link in self.facts.links}
        name = words.partition("@")[2].strip(" .")
        return not hosts or any(name in host for host in hosts)


def verify_reason(text: str, product: Product, facts: Facts | None = None) -> str | None:
    """A card's reason, true of `product` and at most 140 characters; None if nothing true is left of it.

    Args:
        text: as the model wrote it.
        product: the card's.
        facts: what else is known, where the reason may lean on the shopper's words.
    """
    own = Facts.gather([product]) if facts is None else facts
    own.add_products([product])
    verifier = AnswerVerifier(own)
    verifier.speak_of(product.id)
    safe = " ".join((verifier.feed(text.replace("\n", " ")) + verifier.finish()).replace("**", "").split())
    if len(safe) > MAX_REASON_CHARACTERS:
        safe = safe[: MAX_REASON_CHARACTERS - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
    return safe or None


def _asked_by_name(facts: Facts) -> list[str]:
    """What the shopper's own words name."""
    found = [m for words in facts.shopper_words for m in facts.derive(MentionFinder).find(words)]
    return [i for m in found if len(m.ids) == 1 for i in m.ids]


def _is_measure(words: str) -> bool:
    """Digits too few for a telephone number: "11.4 - 21", "500 - 2000"."""
    return words[:1] != "+" and not any(c.isalpha() or c == "@" for c in words) and sum(map(str.isdigit, words)) < 8


def _check_all(sentence: Sentence) -> Iterator[Finding]:
    amounts = amounts_of(sentence)
    yield from check_prices(sentence, amounts)
    yield from check_ratings(sentence, amounts)
    yield from check_figures(sentence, amounts)
    yield from check_phrases(sentence)
    yield from check_halves(sentence)
    yield from check_foreign(sentence)
    yield from check_trust(sentence)
    yield from check_record(sentence)
    yield from check_names(sentence)


def _own_link(link: Link, finder: MentionFinder, facts: Facts) -> str | None:
    """The true link of the product that a link's text names."""
    text = link.text or ""
    mentions = [m for m in finder.find(text) if not _WORD.search(text[: m.start].removeprefix("the ") + text[m.end :])]
    ids = mentions[0].ids if len(mentions) == 1 else frozenset()
    return facts.products[next(iter(ids))].product.url if len(ids) == 1 else None


def _restore(shown: str, links: list[Link], facts: Facts, finder: MentionFinder) -> str:
    """Links as Markdown, each leading to what its text names."""
    waiting = iter(links)
    targets: list[str] = []

    def put_back(match: re.Match[str]) -> str:
        if match[0] == CLOSE:
            return f"]({targets.pop()})" if targets else ""
        link = next(waiting)
        target = _own_link(link, finder, facts) or link.url
        if match[0] == URL:
            return link.url
        targets.append(target)
        return "["

    return re.sub(f"[{OPEN}{CLOSE}{URL}]", put_back, shown)


def dotted_words(facts: Facts) -> Iterator[str]:
    """Words of titles that end in a full stop ("Dr."), which must not end a sentence."""
    for known in facts.products.values():
        yield from (word for word in known.title.split() if word.endswith("."))
