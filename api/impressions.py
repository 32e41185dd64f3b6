"""Tells the event log what was shown: every list that leaves the server, with who chose it and how sure that was."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from catalog.candidate import Candidate, RankedProduct
from events.event import Attribution, Consent, Event, EventItem, EventProperties, Exposure
from events.event_writer import EventWriter
from events.shopper_id import ids_of
from shoppers.rank_request import ListPlace, Visit

#: What ordered a list, and its version where it was trained.
Policy = tuple[str, str | None]


class Impressions:
    """One `shown` event a list. `list_id` names it, so that a list reported twice counts once.

    Args:
        writer: writes them down soon.
        policy: what orders lists now.
    """

    def __init__(self, writer: EventWriter, policy: Callable[[], Policy]) -> None:
        self._writer = writer
        self._policy = policy

    def note(self, surface: ListPlace, visit: Visit, place: Attribution, shown: Sequence[Candidate]) -> None:
        """A list as it was seen, best first; an empty one says that nothing was found. Returns at once."""
        policy = self._policy_of(surface, visit)
        user_id, anonymous_id = ids_of(visit.shopper_id)
        name, version = f"{surface}/{policy[0]}", policy[1]
        items = tuple(
            EventItem(item_id=one.product_id, index=index, policy=name, propensity=_propensity(one))
            for index, one in enumerate(shown)
        )
        event = Event(
            message_id=f"shown-{place.list_id}",
            type="shown",
            user_id=user_id,
            anonymous_id=anonymous_id,
            session_id=visit.session_id,
            timestamp=datetime.now(UTC),
            properties=EventProperties(
                items=items,
                policy=name,
                model_version=version,
                exposures=tuple(Exposure(experiment=one, variant=own) for one, own in visit.policy.variants),
            ),
            attribution=place,
            consent=Consent(personalization=visit.is_consented),
        )
        self._writer.add(event)

    def _policy_of(self, surface: ListPlace, visit: Visit) -> Policy:
        """Who ordered the list: a search for words alone answers in its own order, an experiment may ask for others."""
        if surface == "search":
            return "words", None
        name, version = self._policy()
        if visit.policy.ranked_by == "search":
            return "preference", None
        return ("blend", None) if visit.policy.ranked_by == "blend" and name == "lambdarank" else (name, version)

    def flush(self) -> None:
        """Wait for what is not written yet: what a shopper has erased must not come after."""
        self._writer.flush()


def _propensity(candidate: Candidate) -> float:
    return candidate.propensity if isinstance(candidate, RankedProduct) else 1.0
