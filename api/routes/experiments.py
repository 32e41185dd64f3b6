"""`/v1/experiments`: what is tried on shoppers; with a secret key, to read."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel

from api.door import SecretCaller, TheDoor

router = APIRouter(prefix="/v1/experiments", tags=["experiments"])
Name = Annotated[str, Path(max_length=60)]


class Experiments(BaseModel):
    """The newest first; each as `shopkeeper experiments list --json` prints it."""

    experiments: list[dict[str, Any]]


@router.get("")
def list_experiments(_: SecretCaller, door: TheDoor) -> Experiments:
    """All experiments: drafts, those that run, and those that are over."""
    return Experiments(experiments=[one.model_dump(mode="json") for one in door.shop.experiments.all()])


@router.get("/{name}")
def get_experiment(name: Name, _: SecretCaller, door: TheDoor) -> dict[str, Any]:
    """One experiment: its variants with their policies, its metrics, its plan, and where it stands."""
    return door.shop.experiments.get(name).model_dump(mode="json")
