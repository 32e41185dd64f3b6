"""Whether the server lives, whether it is ready, what it is, and its metrics: for machines that look after it."""

from importlib.metadata import version
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from api.door import TheDoor

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """200 while the process answers at all."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "not ready: `ready` is false, the parts say why"}})
def readyz(door: TheDoor) -> JSONResponse:
    """200 when shoppers can be answered; the state of every part either way."""
    status = door.shop.status()
    return JSONResponse(status, 200 if status["ready"] else 503)


@router.get("/version")
async def show_version(door: TheDoor) -> dict[str, Any]:
    """Which version serves which shop."""
    return {
        "name": "shopkeeper",
        "version": version("shopkeeper-assistant"),
        "shop": door.shop.settings.shop_name,
        "writer": door.shop.writer,
    }


@router.get("/metrics", response_class=Response)
async def metrics(door: TheDoor) -> Response:
    """Counters in Prometheus' text format."""
    return Response(door.metrics.text(), headers={"Content-Type": door.metrics.content_type})
