"""The catalog as the shop's pages lay it out: departments, their sections, and the products in each."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from catalog.product import Product


@dataclass(slots=True)
class Section:
    """A page of products: a department, or a part of one.

    Attributes:
        slug: its name in the address, `apparel-jackets`.
        name: `Jackets`.
        department: the department that it belongs to; None for a department.
        products: ids in the feed's order; a department has those of its parts.
    """

    slug: str
    name: str
    department: "Section | None" = None
    sections: list["Section"] = field(default_factory=list)
    products: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All of it, of one version of the catalog.

    Attributes:
        departments: by name.
        sections: by slug, departments among them.
        products: by id.
    """

    departments: tuple[Section, ...]
    sections: Mapping[str, Section]
    products: Mapping[str, Product]

    @classmethod
    def of(cls, products: Iterable[Product]) -> "Shelf":
        """Lay the products out by their first category; those without one are found by search alone."""
        named: dict[tuple[str, ...], Section] = {}
        known: dict[str, Product] = {}
        slugs: dict[str, Section] = {}
        for product in products:
            known[product.id] = product
            if place := _place(product):
                for section in _sections(place, named, slugs):
                    section.products.append(product.id)
        departments = [section for section in named.values() if section.department is None]
        ordered = tuple(sorted(departments, key=lambda section: section.name))
        return cls(ordered, MappingProxyType(slugs), MappingProxyType(known))

    def section_of(self, product: Product) -> Section | None:
        """Where the product stands: a part of a department, or the department where that has no other part."""
        place = _place(product)
        section = next((one for one in self.sections.values() if place and _names(one) == place), None)
        department = section.department if section else None
        return department if department and len(department.sections) == 1 else section

    def in_section(self, section: Section) -> list[Product]:
        """Its products, in the feed's order."""
        return [self.products[product_id] for product_id in section.products]


def _place(product: Product) -> tuple[str, ...]:
    """Department and section: the broadest and the narrowest name of the category."""
    names = [name.strip() for name in (product.category or "").split(">") if name.strip()]
    return tuple(names[:1] + names[1:][-1:])


def _names(section: Section) -> tuple[str, ...]:
    return (section.department.name, section.name) if section.department else (section.name,)


def _sections(
    place: tuple[str, ...], named: dict[tuple[str, ...], Section], slugs: dict[str, Section]
) -> Iterable[Section]:
    department: Section | None = None
    for depth in range(1, len(place) + 1):
        section = named.get(place[:depth])
        if section is None:
            section = Section(_free_slug(" ".join(place[:depth]), slugs), place[depth - 1], department)
            named[place[:depth]] = slugs[section.slug] = section
            if department:
                department.sections.append(section)
        yield section
        department = section


def _free_slug(name: str, taken: Mapping[str, Section]) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-") or "section"
    number = 2
    while (slug if number == 2 else f"{slug}-{number - 1}") in taken:
        number += 1
    return slug if number == 2 else f"{slug}-{number - 1}"
