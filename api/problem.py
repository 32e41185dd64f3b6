"""Problem documents (RFC 9457): the one form in which this server says no."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.errors import STATUS_TABLE, BodyRefused, ToldAs, told_as

PROBLEM_TYPE = "application/problem+json"
_HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 406: "not_acceptable", 413: "body_too_large"}
_HTTP_TITLES = {404: "Not found", 405: "Method not allowed"}


def problem_type(code: str) -> str:
    """The stable `type` of a problem; `docs/api.md` lists them."""
    return f"urn:shopkeeper:problem:{code}"


def problem_document(told: ToldAs, detail: str, request_id: str, errors: Sequence[Any] = ()) -> dict[str, Any]:
    """A problem as JSON; `errors` are `{pointer, detail}`, one per fault in the request."""
    document: dict[str, Any] = {
        "type": problem_type(told.code),
        "title": told.title,
        "status": told.status,
        "detail": detail,
        "code": told.code,
        "request_id": request_id,
    }
    return document | ({"errors": list(errors)} if errors else {})


def problem_response(error: Exception, request_id: str) -> Response:
    """The response that the table gives for an error."""
    told = told_as(error)
    detail = told.detail if told.detail is not None else str(error)
    return _response(told, problem_document(told, detail, request_id))


def install_problem_handlers(app: FastAPI) -> None:
    """Answer every known error of `app` with a problem document."""
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http_exception)
    for kind in (*STATUS_TABLE, BodyRefused):
        app.add_exception_handler(kind, _on_known_error)


async def _on_known_error(request: Request, error: Exception) -> Response:
    return problem_response(error, request.state.request_id)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: unknown paths and methods."""
    if not isinstance(error, HTTPException):
        raise error
    code = _HTTP_CODES.get(error.status_code, f"http_{error.status_code}")
    told = ToldAs(error.status_code, code, _HTTP_TITLES.get(error.status_code, "The request was refused"))
    return _response(told, problem_document(told, str(error.detail), request.state.request_id), error.headers)


async def _on_invalid_request(request: Request, error: Exception) -> Response:
    """What the schema refuses: where, and why, without repeating what was sent."""
    if not isinstance(error, RequestValidationError):
        raise error
    faults = [{"pointer": _pointer(fault["loc"]), "detail": _sentence(fault)} for fault in error.errors()]
    told = ToldAs(422, "invalid_request", "The request is not valid")
    detail = "; ".join(f"{fault['pointer']}: {fault['detail']}" for fault in faults[:3])
    return _response(told, problem_document(told, detail, request.state.request_id, faults))


def _pointer(location: Sequence[str | int]) -> str:
    """`#/message/content` for the body, `query/limit` for the rest."""
    where, *path = (str(part).replace("~", "~0").replace("/", "~1") for part in location)
    return "#" + "".join(f"/{part}" for part in path) if where == "body" else "/".join((where, *path))


def _sentence(fault: Mapping[str, Any]) -> str:
    return str(fault["msg"]).removeprefix("Value error, ")


def _response(told: ToldAs, document: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    extra = dict(headers or {})
    if told.retry_after_seconds is not None:
        extra["Retry-After"] = str(told.retry_after_seconds)
    if told.status == 401:
        extra["WWW-Authenticate"] = "Bearer"
    # ASCII, so that no text of a request, however broken, can break the answer.
    body = json.dumps(document, ensure_ascii=True, separators=(",", ":"))
    return Response(body, told.status, extra, media_type=PROBLEM_TYPE)
