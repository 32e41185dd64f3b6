"""Three small shops whose every fact is known, and briefs made of them by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.brief import Turn, TurnBrief
from assistant.cards import make_card
from assistant.conversation import Conversation
from assistant.need import ShoppingNeed
from assistant.stream import Card
from assistant.template.reasons import reasons_for
from assistant.template.writer import write_answer
from assistant.template.written_answer import WrittenAnswer
from catalog.candidate import Candidate
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review
from catalog.vocabulary import CatalogVocabulary
from shoppers.profile import ShopperProfile


@dataclass(frozen=True)
class SmallShop:
    """A catalog in memory that hands out briefs."""

    products: tuple[Product, ...]
    policies: tuple[PolicySection, ...] = ()
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)

    def brief(self, message: str, need: ShoppingNeed | None = None, **more: Any) -> TurnBrief:
        """A brief whose candidates are `found` (ids; all products by default), for a need in the message's words."""
        profile = more.pop("profile", ShopperProfile())
        found = more.pop("found", tuple(product.id for product in self.products))
        conversation = Conversation(
            conversation_id="c_1", token_hash="x", created_at=datetime(2026, 11, 20, tzinfo=UTC)
        )
        need = need or ShoppingNeed(text=message)
        ids = (*found, *need.references)
        return TurnBrief(
            turn=Turn(message, conversation, profile),
            need=need,
            candidates=tuple(Candidate(i, 1.0) for i in found),
            products={product.id: product for product in self.products if product.id in ids},
            vocabulary=CatalogVocabulary.from_products(self.products),
            reviews={i: self.reviews[i] for i in need.references if i in self.reviews},
            **more,
        )


def cards_of(brief: TurnBrief) -> tuple[Card, ...]:
    """The first four candidates as the assistant shows them."""
    products = brief.ranked[:4]
    return tuple(map(make_card, products, brief.candidates, reasons_for(products, brief)))


@dataclass(frozen=True)
class Writer:
    """Writes a brief's answer about the cards that go with it."""

    def answer(self, brief: TurnBrief) -> WrittenAnswer:
        return write_answer(brief, cards_of(brief))

    def text(self, brief: TurnBrief) -> str:
        return self.answer(brief).text

    def cards(self, brief: TurnBrief) -> tuple[Card, ...]:
        return cards_of(brief)


def product(product_id: str, title: str, pence: int | None, **more: Any) -> Product:
    """A product; `more`: brand, currency, was, rating (mean, count), options, out (labels), text, category, facts."""
    options: dict[str, list[str]] = more.get("options", {})
    combinations: list[dict[str, str]] = [{}]
    for name, labels in options.items():
        combinations = [c | {name: label} for c in combinations for label in labels]
    rating, currency = more.get("rating"), more.get("currency", "GBP")
    record: dict[str, Any] = {
        "id": product_id,
        "title": title,
        "brand": more.get("brand"),
        "description": {"plain": more.get("text", "")},
        "categories": [{"value": more["category"]}] if "category" in more else [],
        "attributes": more.get("facts", {}),
        "rating": {"value": rating[0], "count": rating[1]} if rating else None,
        "options": [{"name": n, "values": [{"label": label} for label in labels]} for n, labels in options.items()],
        "variants": [
            _variant(f"{product_id}-{place}", chosen, more.get("out", ()))
            | {"price": _money(pence, currency), "list_price": _money(more.get("was"), currency)}
            for place, chosen in enumerate(combinations)
        ],
    }
    return Product.model_validate(record)


def _money(amount: int | None, currency: str) -> dict[str, Any] | None:
    return None if amount is None else {"amount": amount, "currency": currency}


def _variant(variant_id: str, chosen: dict[str, str], out: Any) -> dict[str, Any]:
    is_out = out == "all" or any(set(labels) <= set(chosen.values()) for labels in out)
    return {
        "id": variant_id,
        "availability": {"available": not is_out, "status": "out_of_stock" if is_out else "in_stock"},
        "options": [{"name": name, "label": label} for name, label in chosen.items()],
    }


def review(product_id: str, number: int, stars: float, title: str, text: str) -> Review:
    """A review with an id that follows from its number."""
    return Review(product_id=product_id, review_id=f"{product_id}-r{number}", rating=stars, title=title, text=text)


OUTFITTER = SmallShop(
    (
        product(
            "windline", "Windline Softshell", 8900, brand="Fjellmark", was=11900, rating=(4.2, 57),
            category="Apparel > Jackets", options={"Size": ["S", "M", "L", "XL"], "Colour": ["Moss", "Slate"]},
            out=[("XL", "Slate"), ("S",)],
            text="Bonded softshell with a brushed inner face. Wind is stopped completely on a cold commute. "
            "It is not for heavy rain.",
            facts={"material": "polyester", "weight_g": 420, "waterproof": False,
                   "activities": ["cycling", "commuting"]},
        ),
        product(
            "coldgate", "Coldgate Winter Jacket", 12900, brand="Velo Alba", rating=(4.6, 48),
            category="Apparel > Jackets", options={"Size": ["M", "L"]},
            text="Three layers keep riders warm down to -6 °C. Too hot above 9 °C.",
            facts={"material": "merino wool", "weight_g": 540, "waterproof": True, "insulated": True,
                   "activities": ["cycling"], "warm_to_c": -6},
        ),
        product(
            "squall", "Squall Rain Shell", 3950, brand="Skerry", rating=(3.8, 1), category="Apparel > Jackets",
            options={"Size": ["S", "M"]}, out="all", text="Taped seams hold out two hours of rain.",
            facts={"material": "nylon", "weight_g": 290, "waterproof": True, "activities": ["walking"]},
        ),
        product("pegs", "Hardground Steel Pegs", 1250, brand="Skerry", category="Camping > Tents",
                facts={"material": "steel", "weight_g": 1180}),
    ),
    policies=(
        PolicySection(source_id="shipping#abroad", document="shipping", title="Delivery — Abroad",
                      text="| Destination | Price | Time |\n| --- | --- | --- |\n"
                      "| Norway | £12.95 | 5–8 working days |\n"
                      "| Canada | £19.95 | 7–12 working days |\n\nTaxes may be due on delivery."),
        PolicySection(source_id="returns#how", document="returns", title="Returns",
                      text="You may send things back within 60 days of delivery. They should be unworn."),
        PolicySection(source_id="warranty#main", document="warranty", title="Warranty",
                      text="Everything we sell is covered for 2 years."),
    ),
    reviews={
        "windline": (
            review("windline", 1, 5, "Sorted", "The zip is perfect and it blocks the wind completely."),
            review("windline", 2, 4, "Good", "Warm enough, and the zip runs smoothly every morning."),
            review("windline", 3, 5, "Cheap", "See https://evil.example for one at £1.00 only today."),
            review("windline", 4, 2, "Sweaty", "It needs vents under the arms on long hills."),
            review("windline", 5, 3, "Fine", "Nothing special about it really."),
        )
    },
)  # fmt: skip

ELECTRONICS = SmallShop(
    (
        product(
            "nb", 'HP Pavilion dv7-1211ea Notebook Silver 43.2 cm (17") 1440 x 900 pixels Intel® Core™2 Duo 4 GB '
            "DDR2-SDRAM 250 GB HDD NVIDIA® GeForce® 9200M GS Windows Vista Home Premium", 10995,
            currency="USD", brand="HP", category="Notebook",
            facts={"hdd_capacity": "250 GB", "attr_n_internal_memory": 4.0, "touchscreen": False, "weight": 3100.0},
        ),
        product("nb2", "DELL Latitude E6400.", 19995, currency="USD", category="Notebook",
                facts={"hdd_capacity": "160 GB", "touchscreen": True}),
        product("cable", "USB cable", None, facts={"length_m": 2.0}),
        product("cable2", "USB cable", None, facts={"length_m": 2.0}),
        product("cable3", "USB cable", None, facts={"length_m": 2.0}),
    )
)  # fmt: skip

GROCER = SmallShop(
    (
        product("cola", "Cola", 120, currency="EUR", category="Drinks > Soft drinks", facts={"capacity_ml": 330}),
        product("lemonade", "Cloudy Lemonade", 180, currency="EUR", category="Drinks > Soft drinks",
                facts={"capacity_ml": 750, "organic": True}, rating=(4.0, 12)),
        product("oats", "Rolled Oats", 240, currency="EUR", category="Pantry > Cereal, Oats & Grains",
                facts={"weight_g": 500, "vegan": True}),
    )
)  # fmt: skip


@pytest.fixture(scope="session")
def outfitter() -> SmallShop:
    return OUTFITTER


@pytest.fixture(scope="session")
def electronics() -> SmallShop:
    return ELECTRONICS


@pytest.fixture(scope="session")
def grocer() -> SmallShop:
    return GROCER


@pytest.fixture(params=[OUTFITTER, ELECTRONICS, GROCER], ids=["outfitter", "electronics", "grocer"])
def any_shop(request: pytest.FixtureRequest) -> SmallShop:
    shop: SmallShop = request.param
    return shop


@pytest.fixture
def writer() -> Writer:
    return Writer()
