"""`/console/files/…`: the stylesheet and the script of the pages."""

from fastapi.responses import Response

from api.console.office import TheOffice
from api.console.staff_router import StaffRouter

router = StaffRouter()
_KEPT = {"Cache-Control": "private, max-age=31536000, immutable"}


@router.get("/files/{tag}/console.css")
async def get_style(tag: str, office: TheOffice) -> Response:
    """The stylesheet."""
    return Response(office.pages.files.style, media_type="text/css", headers=_KEPT)


@router.get("/files/{tag}/console.js")
async def get_script(tag: str, office: TheOffice) -> Response:
    """The script that brings parts of a page up to date."""
    return Response(office.pages.files.script, media_type="text/javascript", headers=_KEPT)


@router.get("/files/{tag}/icon.svg")
async def get_icon(tag: str, office: TheOffice) -> Response:
    """What browsers show beside the title."""
    return Response(office.pages.files.icon, media_type="image/svg+xml", headers=_KEPT)
