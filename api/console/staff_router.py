"""Routes of the console: none of them does anything before it is known who asks, and none of them can forget to ask."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from fastapi.routing import APIRoute

from api.console.errors import ConsoleOff, ForeignForm, StaffKeyRequired, TooManyGuesses, TrialRefused
from api.console.office import Office
from api.console.same_origin import check_same_origin
from api.errors import STATUS_TABLE, ToldAs, told_as
from recommenders.errors import ArtifactInvalid, ModelUnknown, PromotionRefused

#: Nothing runs that is not ours, nothing is fetched from elsewhere but pictures, no other site may frame a page. The
#: referrer stays at home; without any, browsers would not say where a form comes from (`same_origin`).
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
_NO_STORE = {"Cache-Control": "no-store"}
_ASKS_FOR_KEY = {"WWW-Authenticate": 'Basic realm="Shopkeeper console", charset="UTF-8"'}
_TOLD: dict[type[Exception], ToldAs] = {
    ConsoleOff: ToldAs(404, "console_off", "The console is off"),
    StaffKeyRequired: ToldAs(401, "key_required", "A key is required"),
    TooManyGuesses: ToldAs(429, "too_many_guesses", "Too many wrong keys", None, 60),
    ForeignForm: ToldAs(403, "origin_refused", "This form is not the console's"),
    TrialRefused: ToldAs(400, "invalid_request", "This cannot be asked"),
    PromotionRefused: ToldAs(409, "promotion_refused", "This version was refused"),
    ModelUnknown: ToldAs(404, "not_found", "There is no such model"),
    ArtifactInvalid: ToldAs(409, "artifact_invalid", "This version cannot serve"),
}
#: Who is told so has not shown a key.
_OUTSIDE = (ConsoleOff, StaffKeyRequired, TooManyGuesses)
_SHOWN: tuple[type[Exception], ...] = (RequestValidationError, *_TOLD, *STATUS_TABLE)

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class StaffRoute(APIRoute):
    """A page for staff; what goes wrong in a known way is a page, too."""

    def get_route_handler(self) -> Handler:
        """What is done with a request."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            office: Office = request.app.state.office
            try:
                await office.guard.check(request.headers.get("authorization", ""))
                if request.method not in ("GET", "HEAD"):
                    check_same_origin(request.headers)
                response = await answer(request)
            except _SHOWN as error:
                response = _refusal(office, error)
            for name, value in (HEADERS | _NO_STORE).items():
                response.headers.setdefault(name, value)
            return response

        return handle


class StaffRouter(APIRouter):
    """Collects routes under `/console/`; browsers keep the key to what lies under the same path."""

    def __init__(self) -> None:
        super().__init__(prefix="/console", route_class=StaffRoute, include_in_schema=False)


def _refusal(office: Office, error: Exception) -> HTMLResponse:
    if isinstance(error, RequestValidationError):
        told, words = ToldAs(422, "invalid_request", "This address cannot be read"), "Go back and follow a link."
    else:
        known = next((_TOLD[kind] for kind in type(error).__mro__ if kind in _TOLD), None)
        told = known or told_as(error)
        words = told.detail or str(error)
    headers = dict(_ASKS_FOR_KEY) if told.status == 401 else {}
    if told.retry_after_seconds is not None:
        headers["Retry-After"] = str(told.retry_after_seconds)
    template = "locked.html" if isinstance(error, _OUTSIDE) else "refusal.html"
    page = office.pages.render(template, title=told.title, words=words)
    return HTMLResponse(page, told.status, headers)
