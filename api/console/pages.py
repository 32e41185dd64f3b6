"""Renders the console's templates."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from api.console.formats import FILTERS
from api.console.static_files import StaticFiles

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).resolve().parent / "templates"
#: Address and name of every page, in the order of the menu.
MENU = (
    ("", "Overview"),
    ("conversations", "Conversations"),
    ("feedback", "Feedback"),
    ("catalog", "Catalog"),
    ("models", "Models"),
    ("experiments", "Experiments"),
    ("try", "Try it as"),
)


class Pages:
    """All text that goes into a page is escaped, whoever wrote it."""

    def __init__(self, shop_name: str) -> None:
        self._shop_name = shop_name
        self.files = StaticFiles.read()

    def render(self, template: str, **facts: object) -> str:
        """The page as HTML."""
        return self._environment.get_template(template).render(**facts)

    @cached_property
    def _environment(self) -> "Environment":
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # 2 MB: not where nobody opens the console

        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.filters.update(FILTERS)
        environment.globals.update(menu=MENU, files=self.files, shop_name=self._shop_name)
        return environment
