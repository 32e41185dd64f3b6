"""A whole turn besides the model: understand, search, rank, cards, prompt, tools, checking the prose, keeping it."""

import asyncio
import json
import re
import shutil
import tempfile
from contextlib import aclosing
from pathlib import Path

from api.settings import load_settings
from api.shop import Shop
from api.wiring import open_shop
from assistant.brief import Turn
from assistant.conversation import Conversation
from assistant.language_model import ModelEvent, ModelRequest, ModelStop, TextDelta, ToolCall
from assistant.scripted import ScriptedLanguageModel
from benchmarks.errors import Skipped
from benchmarks.shops import ELECTRONICS, OUTFITTERS
from benchmarks.shops import Shop as MeasuredShop
from benchmarks.table import Table, at_most
from benchmarks.timings import Timings
from benchmarks.workplace import Workplace

N_QUESTIONS = 250
N_WARM_UP = 10
_CANDIDATE = re.compile(r'"product_id":"([^"]+)","title":("(?:[^"\\]|\\.)*")')


def measure(workplace: Workplace) -> Table:
    """With a model that takes no time: it looks once more, then writes three sentences, shows and suggests."""
    table = Table("A whole turn besides the model", "python -m benchmarks whole_turn")
    for measured, targets in ((ELECTRONICS, (at_most(25), at_most(50))), (OUTFITTERS, (None, None))):
        try:
            times = asyncio.run(_converse(workplace, measured))
        except Skipped as skipped:
            table.notes.append(f"{measured.title} is left out: {skipped}.")
            continue
        for name, timings in times.items():
            is_judged = name != "template writer"
            table.add(f"{measured.title}: {name}, p50", timings.p50, "ms", targets[0] if is_judged else None)
            table.add(f"{measured.title}: {name}, p95", timings.p95, "ms", targets[1] if is_judged else None)
    table.notes.append(
        "From the message to `message_end`, the conversation on disk. The model itself answers in no time."
    )
    return table


async def _converse(workplace: Workplace, measured: MeasuredShop) -> dict[str, Timings]:
    times = {
        "one search and one presenting round": Timings(),
        "presenting only": Timings(),
        "template writer": Timings(),
    }
    with tempfile.TemporaryDirectory() as folder:
        home = Path(shutil.copytree(measured.home(workplace), Path(folder) / "home"))
        writers = (ScriptedLanguageModel([_looks, _answers]), ScriptedLanguageModel([_answers]), None)
        questions = measured.questions(workplace)[: N_QUESTIONS + N_WARM_UP]
        for writer, timings in zip(writers, times.values(), strict=True):
            with open_shop(load_settings(home=home), language_model=writer) as shop:
                for place, question in enumerate(questions):
                    if writer:
                        writer.requests.clear()  # each turn begins with the first script
                    milliseconds = await _turn(shop, question)
                    if place >= N_WARM_UP:
                        timings.add(milliseconds)
    return times


async def _turn(shop: Shop, question: str) -> float:
    conversation, token = Conversation.begin()
    shop.conversations.create(conversation)
    loop = asyncio.get_running_loop()
    start = loop.time()
    async with aclosing(shop.assistant.answer(Turn(question, conversation, new_token=token))) as events:
        async for _ in events:
            pass
    return (loop.time() - start) * 1000


def _looks(request: ModelRequest) -> list[ModelEvent]:
    """One more look, with the shopper's own words."""
    words = request.messages[-1].text.rsplit("\n", 1)[-1][:200]
    return [ToolCall("look", "search_products", {"query": words or "anything"}), ModelStop("tool_use")]


def _answers(request: ModelRequest) -> list[ModelEvent]:
    """Prose about two candidates, cards for three, two replies."""
    said = "\n".join(message.text for message in request.messages)
    found = _CANDIDATE.findall(said)[:3]
    titles = [json.loads(title) for _, title in found]
    prose = "".join(f"The **{title}** is worth a look. " for title in titles[:2]) + "Tell me what matters most to you."
    items = [{"product_id": i, "reason": "It fits what you asked for."} for i, _ in found]
    calls = [ToolCall("show", "present_products", {"items": items})] if items else []
    calls.append(ToolCall("next", "suggest_replies", {"replies": ["Something cheaper", "Compare the first two"]}))
    pieces = [TextDelta(prose[at : at + 12]) for at in range(0, len(prose), 12)]
    return [*pieces, *calls, ModelStop("tool_use")]
