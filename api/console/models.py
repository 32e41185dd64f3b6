"""`/console/models`: what was trained, what serves; promoting and rolling back."""

from typing import Annotated
from urllib.parse import quote

from fastapi import Path, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from api.console.model_shelf import MAIN_METRICS, ModelShelf, VersionView
from api.console.office import Office, TheOffice
from api.console.staff_router import StaffRouter
from api.door import Door, TheDoor
from recommenders.errors import ModelUnknown, PromotionRefused
from recommenders.registry import Registry

router = StaffRouter()
Kind = Annotated[str, Path(pattern=r"^[a-z0-9_]{1,60}$")]
Version = Annotated[str, Path(pattern=r"^\d{8}T\d{6}\.\d{6}-[0-9a-f]{6}$")]


@router.get("/models")
async def list_models(
    office: TheOffice, door: TheDoor, done: Annotated[str, Query(max_length=200)] = ""
) -> HTMLResponse:
    """Every model with its versions, and the trainings."""
    shelf = await office.work(ModelShelf.of, door.shop.settings.home)
    faults = dict(door.shop.recommenders.models().faults)
    return await office.show(
        "models.html", shelf=shelf, main_metrics=MAIN_METRICS, faults=faults, done=_serving(shelf, done)
    )


@router.get("/models/{kind}/{version}")
async def show_model(kind: Kind, version: Version, office: TheOffice, door: TheDoor) -> HTMLResponse:
    """All that is known of a version, and the button that lets it serve."""
    shelf, one = await _find(office, door, kind, version)
    return await office.show("model.html", one=one, serving=_served(shelf, kind), main_metrics=MAIN_METRICS)


@router.post("/models/{kind}/{version}/promote")
async def promote(
    kind: Kind, version: Version, office: TheOffice, door: TheDoor, force: bool = False
) -> RedirectResponse:
    """Let a version serve; one that was refused when it was trained only with `force`, as at the terminal."""
    _, one = await _find(office, door, kind, version)
    if one.refusal and not force:
        raise PromotionRefused(f"{kind} {version} was refused when it was trained: {one.refusal}")
    await office.work(Registry(door.shop.settings.home).promote, kind, version)
    return _done(kind)


@router.get("/rollback/{kind}")
async def ask_rollback(kind: Kind, office: TheOffice, door: TheDoor) -> HTMLResponse:
    """What would serve again, and the button that does it."""
    shelf = await office.work(ModelShelf.of, door.shop.settings.home)
    view = shelf.kind(kind)
    if view is None or not view.former:
        raise ModelUnknown(f"No other version of {kind} has served before, so that there is nothing to go back to.")
    former = shelf.version(kind, view.former)
    return await office.show("rollback.html", kind=kind, serving=view.serving, former=former, main_metrics=MAIN_METRICS)


@router.post("/rollback/{kind}")
async def roll_back(kind: Kind, office: TheOffice, door: TheDoor) -> RedirectResponse:
    """Let the version serve that served before."""
    await office.work(Registry(door.shop.settings.home).rollback, kind)
    return _done(kind)


async def _find(office: Office, door: Door, kind: str, version: str) -> tuple[ModelShelf, VersionView]:
    shelf = await office.work(ModelShelf.of, door.shop.settings.home)
    one = shelf.version(kind, version)
    if one is None:
        raise ModelUnknown(
            f"There is no version {version} of {kind} any more; older ones are deleted as new ones come."
        )
    return shelf, one


def _served(shelf: ModelShelf, kind: str) -> VersionView | None:
    view = shelf.kind(kind)
    return view.serving if view else None


def _serving(shelf: ModelShelf, kind: str) -> VersionView | None:
    """Of the model that was just changed what serves now; nothing for a link that somebody made up."""
    return _served(shelf, kind) if kind else None


def _done(kind: str) -> RedirectResponse:
    return RedirectResponse(f"/console/models?done={quote(kind)}", 303)
