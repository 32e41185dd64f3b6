"""Twelve thousand genuine requests: does any guard alter or refuse one?"""

import json
from collections import Counter

from pydantic import ValidationError

from api.body_gate import check_json
from api.chat_request import ChatRequest
from api.errors import BodyRefused
from assistant.cleaning import clean
from assistant.prompt import MAX_MESSAGE_CHARACTERS
from assistant.understanding.understand import understand
from assistant.understanding.vocabulary_index import VocabularyIndex
from benchmarks.shops import ELECTRONICS, OUTFITTERS
from benchmarks.table import Table, at_most
from benchmarks.workplace import Workplace
from catalog.machine_talk import addresses_a_machine
from catalog.vocabulary import CatalogVocabulary

MAX_DEPTH = 20
#: The issue of a guard is a share, in per cent.
TARGET_PERCENT = 0.5


def measure(workplace: Workplace) -> Table:
    """Every request through the body gate, the schema, the cleaning of prompts and the understanding."""
    table = Table("Genuine requests and the guards", "python -m benchmarks guards")
    goals = json.loads(workplace.data_file("webshop_goals/human_goals.json").read_text(encoding="utf-8"))
    requests = [str(goal) for goal in goals]
    questions = [*OUTFITTERS.questions(workplace), *ELECTRONICS.questions(workplace)]
    for name, texts in (("webshop_goals", requests), ("our own questions", questions)):
        came_of = Counter(_guarded(text) for text in texts)
        n_bad = sum(count for what, count in came_of.items() if what != "untouched")
        table.add(f"{name}: requests", len(texts), "")
        table.add(f"{name}: altered or refused, %", 100 * n_bad / len(texts), "", at_most(TARGET_PERCENT))
        table.notes.append(f"{name}: {dict(came_of.most_common())}")
    return table


def _guarded(text: str) -> str:
    """`untouched`, or which guard touched it and how."""
    body = json.dumps({"message": {"content": text}}).encode()
    try:
        check_json(body, MAX_DEPTH)
        ChatRequest.model_validate_json(body)
    except (BodyRefused, ValidationError):
        return "refused at the door"
    if clean(text, MAX_MESSAGE_CHARACTERS) != text.strip():
        return "altered for the prompt"
    if addresses_a_machine(text):
        return "taken for an instruction"
    need = understand(text, None, None, _NO_WORDS, {})
    return "taken for small talk" if need.kind == "chat" else "untouched"


_NO_WORDS = VocabularyIndex(CatalogVocabulary())
