"""Everything that may be asked in an address: filters, order and search of pages, API and Django admin."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework.viewsets import GenericViewSet

from mosovo.staff.site import site
from tests.house.routes import routes

# A page's address -> what its code reads from the address; test_questions.py finds one that is missing.
PAGES = {
    "/search/": ("q",),
    "/caseload/": ("officer", "risk", "due", "category", "level", "status", "sort", "page"),
    "/unit/": ("unit",),
    "/deadlines/": ("officer", "age", "page"),
    "/disclosures/": ("page",),
    "/notifications/": ("page",),
    "/media/": ("show", "page"),
    "/my-activity/": ("page",),
    "/record/looks/": ("who", "case", "since", "until", "since_0", "until_2", "kind", "page"),
    "/record/refusals/": ("who", "case", "since", "until", "page"),
    "/record/changes/": ("who", "case", "since", "until", "page"),
    "/record/unusual/": ("page",),
    "/record/looks/export/": ("who", "case", "since", "until", "kind"),
    "/words/": ("address",),
    "/second-factor/again/": ("next",),
    "/admin/login/": ("next",),
    "/admin/autocomplete/": ("term", "app_label", "model_name", "field_name"),
    "/cases/{case}/timeline/": ("kind", "show", "view"),
    "/cases/{case}/record/": ("kind", "who", "since", "until", "show"),
    "/cases/{case}/risk/level/": ("assessment",),
}
LOOKUPS = ("", "__startswith", "__icontains", "__gt", "__regex", "__in", "__isnull")
# Ways from a table of the administrators' to texts of cases, which no address may go.
ROUNDABOUT = (
    "cases__nominal__family_name__startswith",
    "cases__sensitive_entries__text__icontains",
    "deadlines__title__startswith",
    "openings__sentence__regex",
    "officer__cases__nominal__family_name",
    "grants__reason__startswith",
    "password__startswith",
)


@dataclass(frozen=True)
class Question:
    """An address, and the name of what is asked there."""

    path: str
    name: str
    more: tuple[tuple[str, str], ...] = ()

    def url(self, value: str, case: str) -> str:
        return f"{self.path.format(case=case)}?{urlencode([*self.more, (self.name, value)])}"


def of_api() -> Iterator[Question]:
    """Every parameter that an endpoint's list knows, and some that none may know."""
    for route in routes():
        view = route.view_class
        if not (route.pattern.startswith("api/") and view and not route.arguments):
            continue
        path = "/" + route.pattern.replace("^", "").rstrip("$")
        asked = view()
        asked.request = HttpRequest()
        names = set(asked.asks) | {"format"}
        if isinstance(asked, GenericViewSet):
            filters = getattr(view, "filterset_class", None)
            names |= {"page", "page_size", *(filters.base_filters if filters else ())}
            names |= {"ordering", "search", *(f"{field}__startswith" for field in _texts(asked.queryset, view))}
        yield from (Question(path, name) for name in sorted(names))


def _texts(rows: QuerySet | None, view: type) -> list[str]:
    model = rows.model if rows is not None else getattr(view, "model", None)
    return [field.name for field in model._meta.concrete_fields] if model else []


def of_admin() -> Iterator[Question]:
    """Every field of every table by every kind of look-up, searches, orders, and the long ways round."""
    for model, page in site._registry.items():
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        names = {f"{field.name}{kind}" for field in model._meta.concrete_fields for kind in LOOKUPS}
        names |= {"q", "o", "p", "all", "_to_field", "_popup", "_facets", *ROUNDABOUT, *map(str, page.list_filter)}
        yield from (Question(path, name) for name in sorted(names))


def of_pages() -> Iterator[Question]:
    for path, names in PAGES.items():
        yield from (Question(path, name) for name in names)
    officers = (("app_label", "staff"), ("model_name", "roleholding"), ("field_name", "officer"))
    yield Question("/admin/autocomplete/", "term", officers)


def questions() -> list[Question]:
    """All of them, in an order that is always the same and mixes them well."""
    found = [*of_pages(), *of_api(), *of_admin()]
    random.Random(11).shuffle(found)  # noqa: S311 # always the same
    return found
