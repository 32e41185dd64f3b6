"""`/console/feedback`: what shoppers say of answers."""

from collections import defaultdict
from typing import Annotated

from fastapi import Query
from fastapi.responses import HTMLResponse

from api.console.office import TheOffice
from api.console.rate import rate_of
from api.console.staff_router import StaffRouter
from api.door import TheDoor
from assistant.conversation_search import BAD_STARS, GOOD_STARS

router = StaffRouter()
N_PER_PAGE = 50


@router.get("/feedback")
async def show_feedback(
    office: TheOffice,
    door: TheDoor,
    bad: bool = False,
    skipped: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:
    """Counts by reason, then the newest words; `bad` for bad ratings alone."""
    tally = await office.work(door.shop.feedback.tally)
    max_stars = BAD_STARS if bad else 5
    newest = await office.work(door.shop.feedback.newest, N_PER_PAGE + 1, skipped, max_stars=max_stars)
    by_stars: dict[int, int] = defaultdict(int)
    by_reason: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for one in tally:
        by_stars[one.stars] += one.n
        by_reason[one.reason or ""][one.stars] += one.n
    n_good = sum(n for stars, n in by_stars.items() if stars >= GOOD_STARS)
    return await office.show(
        "feedback.html",
        good=rate_of(n_good, sum(by_stars.values())),
        by_stars=by_stars,
        by_reason=sorted(by_reason.items(), key=lambda one: -sum(one[1].values())),
        newest=newest[:N_PER_PAGE],
        is_bad=bad,
        skipped=skipped,
        next_skipped=skipped + N_PER_PAGE if len(newest) > N_PER_PAGE else None,
        days=door.shop.settings.conversation_days,
    )
