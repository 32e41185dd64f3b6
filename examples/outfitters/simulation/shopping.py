"""What a shopper does in one visit: lists looked at, products opened, carts filled, and sometimes paid for."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from .crowd import Crowd
from .event_log import Doing, EventLog, item, priced
from .front_page import POLICY, BestSellers
from .search_words import SearchWords
from .shelf import DAY, Floats, Ints, Shelf, colour_family
from .true_taste import EXAMINED, KEPT_SHARE, PAID_SHARE, TrueTaste
from .visit import NextVisit, Purpose, Shopper, Visit

#: What is added to the utility of a product that serves the purpose of the visit.
NEED = {"browse": 0.0, "mission": 1.6, "replenish": 4.2, "return": 2.4}
_LIST_LENGTH = 12
_FOLLOWS_SIMILAR, _FOLLOWS_COMPLEMENT, _SEARCHES = 0.38, 0.55, 0.6
_WEIGHT_OF_VIEW, _WEIGHT_OF_PURCHASE = 0.1, 1.0


class Shopping:
    """The behaviour of everybody in the shop.

    Args:
        shelf: the products.
        crowd: the shoppers.
        taste: what they want.
        log: where events go.
        chance: every throw of the dice.
    """

    def __init__(
        self, shelf: Shelf, crowd: Crowd, taste: TrueTaste, log: EventLog, chance: np.random.RandomState
    ) -> None:
        self._shelf, self._crowd, self.taste, self._log, self._chance = shelf, crowd, taste, log, chance
        self._shop = BestSellers(shelf, log.end - 365 * DAY)
        self._words = SearchWords(shelf)
        self._members = [np.flatnonzero(shelf.category == row) for row in range(len(shelf.categories))]
        self._n_lists = self._n_orders = self._n_sessions = 0

    def visit(self, shopper: Shopper, at: int, purpose: Purpose, rows: Sequence[int]) -> list[NextVisit]:
        """Live through a visit.

        Args:
            shopper: who comes; remembers what is bought.
            at: when, seconds since the epoch.
            purpose: why.
            rows: the products it is about, for `replenish` and `return`.
        """
        self._n_sessions += 1
        month = datetime.fromtimestamp(at, UTC).month
        doing = Doing(shopper.enter(at), f"s_{self._n_sessions:06d}", at)
        utility = self.taste.utility(shopper.row, month)
        visit = Visit(shopper, doing, purpose, month, np.where(self._shelf.launched_at <= at, utility, -30.0))
        if purpose == "browse":
            self._browse(visit)
        elif purpose == "mission":
            self._seek(visit, self._target(visit))
        else:
            self._come_back(visit, rows)
        return self._leave(visit)

    def _browse(self, visit: Visit) -> None:
        page = self._shop.front_page(visit.doing.at, self._chance)
        list_id = self._next_list()
        shown = [
            item(self._shelf.records[row], index=place, policy=POLICY, propensity=propensity)
            for place, (row, propensity) in enumerate(zip(page.rows.tolist(), page.propensities, strict=True))
        ]
        self._log.add(visit.doing, "shown", {"item_list_name": "home", "items": shown}, list_id)
        self._open_from(visit, page.rows, list_id)
        if self._chance.random_sample() < 0.3:
            self._look_at_category(visit, int(self._shelf.category[self._target(visit)]))

    def _seek(self, visit: Visit, target: int) -> None:
        if self._chance.random_sample() >= _SEARCHES:
            return self._look_at_category(visit, int(self._shelf.category[target]))
        list_id = self._next_list()
        properties = {"search_term": self._words.query(target, self._chance)}
        self._log.add(visit.doing, "search", properties, list_id)
        return self._look_at(visit, self._words.found(target), "search", list_id)

    def _look_at_category(self, visit: Visit, category: int) -> None:
        name = self._shelf.categories[category]
        self._look_at(visit, self._members[category], name, self._next_list())

    def _look_at(self, visit: Visit, rows: Ints, name: str, list_id: str) -> None:
        """A list of the shop's, roughly best sellers first."""
        listed = self._shop.listing(rows, visit.doing.at, self._chance)[:_LIST_LENGTH]
        shown = [item(self._shelf.records[row], index=place) for place, row in enumerate(listed.tolist())]
        self._log.add(visit.doing, "view_item_list", {"item_list_name": name, "items": shown}, list_id)
        self._open_from(visit, listed, list_id)

    def _open_from(self, visit: Visit, rows: Ints, list_id: str) -> None:
        """Each place is looked at, and what is looked at is opened, independently of the others."""
        opened = self.taste.click_probability(visit.shopper.row, visit.month, NEED[visit.purpose])[rows]
        clicks = self._chance.random_sample(len(rows)) < opened * np.array(EXAMINED[: len(rows)])
        clicked = [(int(row), place) for place, row in enumerate(rows) if clicks[place] and row not in visit.looked]
        visit.looked.update(row for row, _ in clicked)
        for row, place in clicked:
            self._pause(visit, 4, 25)
            properties = {"items": [item(self._shelf.records[row], index=place)]}
            self._log.add(visit.doing, "select_item", properties, list_id)
            self._open(visit, row, list_id)

    def _open(self, visit: Visit, row: int, list_id: str | None, need: float | None = None) -> None:
        """Look at a product's page, perhaps put it into the cart, and go on to a similar or a fitting one."""
        self._pause(visit, 2, 8)
        visit.looked.add(row)
        self._shop.note(row, _WEIGHT_OF_VIEW)
        variant = self._variant(visit, row)
        record = self._shelf.records[row]
        self._log.add(visit.doing, "view_item", priced([item(record, variant)]), list_id)
        self._linger(visit, row)
        wants = NEED[visit.purpose] if need is None else need
        likely = self.taste.cart_probability(visit.shopper.row, visit.month, wants)[row]
        if variant["is_available"] and self._chance.random_sample() < likely:
            self._pause(visit, 8, 60)
            visit.basket.append((row, variant, list_id))
            self._log.add(visit.doing, "add_to_cart", priced([item(record, variant)]), list_id)
            self._go_on(visit, self._shelf.complements[row], _FOLLOWS_COMPLEMENT, 1.2)
        else:
            if self._chance.random_sample() < 0.08 and visit.utility[row] > 1.5:
                self._log.add(visit.doing, "add_to_wishlist", priced([item(record, variant)]), list_id)
            self._go_on(visit, self._shelf.neighbours[row], _FOLLOWS_SIMILAR, NEED[visit.purpose])

    def _linger(self, visit: Visit, row: int) -> None:
        seconds = int(np.exp(2.6 + 0.25 * visit.utility[row] + 0.6 * self._chance.standard_normal()))
        visit.doing.at += min(seconds, 400)
        if seconds >= 45:
            self._log.add(
                visit.doing, "dwell", {"seconds": min(seconds, 400), "items": [item(self._shelf.records[row])]}
            )

    def _go_on(self, visit: Visit, rows: Ints, probability: float, need: float) -> None:
        """Perhaps open one of some products, the more wanted the likelier."""
        fresh = [row for row in rows.tolist() if row not in visit.looked and visit.utility[row] > -5]
        if fresh and len(visit.looked) < 14 and self._chance.random_sample() < probability:
            self._open(visit, fresh[self._pick(np.exp(visit.utility[fresh]))], None, need)

    def _come_back(self, visit: Visit, rows: Sequence[int]) -> None:
        """For something known: found by searching for it or straight from an old page."""
        for row in rows:
            if self._chance.random_sample() < 0.25:
                properties = {"search_term": self._words.query(row, self._chance)}
                self._log.add(visit.doing, "search", properties)
            if row not in visit.looked:
                self._open(visit, row, None)

    def _leave(self, visit: Visit) -> list[NextVisit]:
        """Pay or leave the cart; what follows from either."""
        basket = []
        for row, variant, list_id in visit.basket:
            if self._chance.random_sample() < KEPT_SHARE:
                basket.append((row, variant, list_id))
            else:
                self._note(visit, "remove_from_cart", row, variant, list_id)
        pays = self._chance.random_sample() < PAID_SHARE
        if basket and (pays or self._chance.random_sample() < 0.35):
            self._pause(visit, 20, 90)
            items = [item(self._shelf.records[row], variant) for row, variant, _ in basket]
            self._log.add(visit.doing, "begin_checkout", priced(items))
        if basket and pays:
            return self._pay(visit, basket)
        wanted = [row for row, _, _ in basket] or self._undecided(visit)
        if wanted and self._chance.random_sample() < (0.4 if basket else 0.3):
            return [NextVisit(0.7 + 3 * self._chance.random_sample(), "return", tuple(wanted))]
        return []

    def _undecided(self, visit: Visit) -> list[int]:
        """After a mission without a purchase: the best two that were looked at."""
        seen = sorted(visit.looked, key=lambda row: (-visit.utility[row], row))[:2]
        return seen if visit.purpose == "mission" and visit.utility[seen].max(initial=-9) > 2 else []

    def _pay(self, visit: Visit, basket: list[tuple[int, dict[str, Any], str | None]]) -> list[NextVisit]:
        self._pause(visit, 40, 200)
        self._n_orders += 1
        order = f"o_{self._n_orders:05d}"
        items = [item(self._shelf.records[row], variant) for row, variant, _ in basket]
        list_id = next((one for _, _, one in basket if one is not None), None)
        self._log.add(visit.doing, "purchase", priced(items, transaction_id=order), list_id)
        follow: list[NextVisit] = []
        for row, variant, _ in basket:
            self._shop.note(row, _WEIGHT_OF_PURCHASE)
            visit.shopper.bought[row] = visit.doing.at
            self._afterwards(visit, row, variant, order)
            days = self._shelf.reorder_days[row]
            if days and self._chance.random_sample() < 0.7:
                spread = np.exp(0.2 * self._chance.standard_normal())
                follow.append(NextVisit(float(days * spread), "replenish", (row,)))
        return follow

    def _afterwards(self, visit: Visit, row: int, variant: dict[str, Any], order: str) -> None:
        """Some send it back, some rate it, weeks later."""
        later = Doing(visit.doing.visitor, f"{visit.doing.session_id}_{row}", visit.doing.at)
        draw = self._chance.random_sample()
        later.at += int(DAY * (6 + 18 * self._chance.random_sample()))
        record = self._shelf.records[row]
        if draw < (0.07 if self._shelf.wearer[row] != "unisex" else 0.035):
            self._log.add(later, "refund", priced([item(record, variant)], transaction_id=order))
        elif draw > 0.78:
            liking = 3.9 + 0.25 * (visit.utility[row] - 2.5) + 0.8 * self._chance.standard_normal()
            self._log.add(later, "rate_item", {"rating": int(min(5, max(1, round(liking)))), "items": [item(record)]})

    def _note(self, visit: Visit, kind: str, row: int, variant: dict[str, Any], list_id: str | None) -> None:
        self._pause(visit, 5, 30)
        self._log.add(visit.doing, kind, priced([item(self._shelf.records[row], variant)]), list_id)

    def _target(self, visit: Visit) -> int:
        """A product somebody has in mind; not one that was bought, unless it is used up."""
        weights = np.exp(visit.utility)
        for row in visit.shopper.bought:
            if not self._shelf.reorder_days[row]:
                weights[row] = 0.0
        return self._pick(weights)

    def _variant(self, visit: Visit, row: int) -> dict[str, Any]:
        """The shopper's size in the colour they like best, of what is in stock; the first if nothing is."""
        variants = self._shelf.records[row]["variants"]
        there = [one for one in variants if one.get("availability", {}).get("available", True)]
        best = max(there or variants[:1], key=lambda one: self._fit(visit.shopper.row, row, one))
        return {**best, "is_available": bool(there)}

    def _fit(self, shopper: int, row: int, variant: dict[str, Any]) -> float:
        fit = 0.0
        for option in variant.get("options", ()):
            if option["name"] == "Colour":
                family = colour_family(option["label"])
                fit += float(self._crowd.colours[shopper, family]) if family >= 0 else 0.0
            else:
                labels = self._labels(row, option["name"])
                place = (labels.index(option["label"]) + 0.5) / len(labels)
                fit -= 20 * abs(place - float(self._crowd.size[shopper]))
        return fit

    def _labels(self, row: int, name: str) -> list[str]:
        options: Iterable[Any] = self._shelf.records[row].get("options", ())
        return next([value["label"] for value in option["values"]] for option in options if option["name"] == name)

    def _pause(self, visit: Visit, least: int, most: int) -> None:
        visit.doing.at += least + int((most - least) * self._chance.random_sample())

    def _pick(self, weights: Floats) -> int:
        sums = np.cumsum(weights)
        return int(np.searchsorted(sums, self._chance.random_sample() * sums[-1], side="right"))

    def _next_list(self) -> str:
        self._n_lists += 1
        return f"l_{self._n_lists:06d}"
