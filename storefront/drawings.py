"""`/shop/pictures/…`: the drawn pictures, kept by browsers and told apart by their content."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from catalog.product import Product
from storefront.pictures.picture import draw

_KEPT = "public, max-age=600"


def picture_response(request: Request, product: Product) -> Response:
    """The picture of a product, in the colour that the address names (`?colour=Navy`); 304 where the browser has it."""
    svg = draw(product, request.query_params.get("colour"))
    tag = f'"{hashlib.sha256(svg.encode()).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": _KEPT}
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if known & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(svg, media_type="image/svg+xml", headers=headers)
