"""`/widget.js` and its modules: the chat for a shop's pages. Public, since browsers of every visitor load them."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.errors import NotFound
from api.widget_files import WidgetFile, WidgetFiles

router = APIRouter(tags=["widget"])
_FOR_GOOD = "public, max-age=31536000, immutable"
#: A new version of the widget reaches pages within so long.
_FOR_MINUTES = "public, max-age=300"
_SCRIPT: dict[int | str, dict[str, object]] = {200: {"content": {"text/javascript": {}}}, 304: {}}


@router.get("/widget.js", response_class=Response, responses=_SCRIPT)
def load_widget(request: Request) -> Response:
    """The script that a page names: the launcher of the chat."""
    return _script(request, _files(request).loader, _FOR_MINUTES)


@router.get("/widget/{version}/{path:path}", response_class=Response, responses=_SCRIPT)
def load_module(request: Request, version: str, path: str) -> Response:
    """A module of the chat; the loader names them by version, so that none is ever mixed with those of another."""
    files = _files(request)
    module = files.modules.get(path)
    if module is None:
        raise NotFound("The widget has no such file.")
    return _script(request, module, _FOR_GOOD if version == files.version else _FOR_MINUTES)


def _files(request: Request) -> WidgetFiles:
    files: WidgetFiles = request.app.state.widget
    return files


def _script(request: Request, file: WidgetFile, kept: str) -> Response:
    headers = {
        "Cache-Control": kept,
        "ETag": f'"{file.tag}"',
        "Vary": "Accept-Encoding",
        # Modules are loaded from the shop's pages, whatever their origin; there is nothing private in them.
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.gzipped, media_type="text/javascript", headers=headers | {"Content-Encoding": "gzip"})
    return Response(file.content, media_type="text/javascript", headers=headers)
