"""What a `mapping.toml` may say; `mapped.py` opens with the whole of it as a shop's engineer writes it."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from catalog.errors import FeedRefused
from catalog.feeds.row import reason_of
from catalog.product import AvailabilityStatus

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class FieldSource(_Section):
    """Where a field's value comes from: columns, a constant or a template; `words` says what a value stands for."""

    columns: tuple[str, ...] = ()
    join: str = " "
    first: bool = False
    constant: str | None = None
    template: str | None = None
    words: dict[str, str] = {}

    def text(self, cells: Mapping[str, Any]) -> str:
        """The value as one text; empty where it is absent."""
        if self.constant is not None:
            return self.constant
        if self.template is not None:
            return self._filled(self.template, cells)
        texts = [text for value in self.values(cells) if (text := _text_of(value))]
        return texts[0] if self.first and texts else self.join.join(texts)

    def values(self, cells: Mapping[str, Any]) -> list[Any]:
        """The values of the columns, lists taken apart, absent ones left out."""
        if self.constant is not None or self.template is not None:
            return [text] if (text := self.text(cells)) else []
        found: list[Any] = []
        for column in self.columns:
            value = value_at(cells, column)
            found.extend(value if isinstance(value, list) else [value])
        present = [value for value in found if value is not None and value != ""]
        return [self.words.get(str(value), value) for value in present] if self.words else present

    def _filled(self, template: str, cells: Mapping[str, Any]) -> str:
        names = _PLACEHOLDER.findall(template)
        values = {name: _text_of(value_at(cells, name)) for name in names}
        if not all(values.values()):
            return ""  # half an address leads nowhere
        return _PLACEHOLDER.sub(lambda match: quote(values[match.group(1)], safe="/:.,-_~"), template)


def _field(value: Any) -> Any:
    if isinstance(value, str):
        return {"columns": [value]}
    if isinstance(value, list):
        return {"columns": value}
    return value


FieldValue = Annotated[FieldSource, BeforeValidator(_field)]


class FeedSection(_Section):
    kind: Literal["table", "jsonl", "json"] | None = None
    records: str = ""
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    price_unit: Literal["major", "minor"] = "major"
    base_url: str | None = None


class ProductSection(_Section):
    id: FieldValue
    title: FieldValue
    brand: FieldValue = FieldSource()
    description: FieldValue = FieldSource()
    handle: FieldValue = FieldSource()
    url: FieldValue = FieldSource()
    image: FieldValue = FieldSource()
    sku: FieldValue = FieldSource()
    price: FieldValue = FieldSource()
    list_price: FieldValue = FieldSource()
    condition: FieldValue = FieldSource()
    updated_at: FieldValue = FieldSource()


class CategorySection(_Section):
    path: tuple[FieldValue, ...] = ()
    separator: str = ">"


class StockSection(_Section):
    column: FieldValue = FieldSource()
    words: dict[str, AvailabilityStatus] = {}


class RatingSection(_Section):
    value: FieldValue = FieldSource()
    count: FieldValue = FieldSource()
    scale_max: float = Field(default=5, gt=0)


class AttributesSection(_Section):
    columns: dict[str, FieldValue] = {}
    patterns: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class VariantsSection(_Section):
    group_by: FieldValue = FieldSource()
    options: dict[str, FieldValue] = {}


class RelatedSection(_Section):
    complement: FieldValue = FieldSource()
    substitute: FieldValue = FieldSource()
    related: FieldValue = FieldSource()


class ReviewsSection(_Section):
    path: str
    rating: FieldValue
    text: FieldValue
    title: FieldValue = FieldSource()
    at: FieldValue = FieldSource()
    verified: FieldValue = FieldSource()
    scale_max: float = Field(default=5, gt=0)


class FeedMapping(_Section):
    """A whole mapping file."""

    feed: FeedSection = FeedSection()
    product: ProductSection
    category: CategorySection = CategorySection()
    stock: StockSection = StockSection()
    rating: RatingSection = RatingSection()
    attributes: AttributesSection = AttributesSection()
    variants: VariantsSection = VariantsSection()
    related: RelatedSection = RelatedSection()
    reviews: ReviewsSection | None = None


def read_mapping(path: str | Path) -> FeedMapping:
    """Read a mapping file.

    Raises:
        FeedRefused: if it is missing, no TOML, or says something a mapping cannot say.
    """
    try:
        return FeedMapping.model_validate(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except OSError as error:
        raise FeedRefused(f"the mapping {path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FeedRefused(f"the mapping {path} is not TOML: {error}") from None
    except ValidationError as error:
        raise FeedRefused(f"the mapping {path} is wrong at {reason_of(error)}") from None


def value_at(cells: Mapping[str, Any], path: str) -> Any:
    """The cell of this name, or what lies at a dotted path (`dimensions.width`, `images.0`); None if absent."""
    if path in cells:
        return cells[path]
    found: Any = cells
    for name in path.split("."):
        if isinstance(found, list) and name.isdecimal():
            found = found[int(name)] if int(name) < len(found) else None
        else:
            found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _text_of(value: Any) -> str:
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
