"""Django admin, for administrators: people, units, settings, schedules, reference data; nothing of a case.

A site of our own. What packages register goes to Django's default site, which has no address.
"""

from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup, DisallowedModelAdminToField
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.postgres.fields import ArrayField
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse

from mosovo.access.policies import lacks
from mosovo.errors import Denied
from mosovo.pages import bad_request
from mosovo.staff.states import Ability

REFUSED = "Django admin is for administrators of people, units and settings. Ask one of them to change what you need."


class Administration(admin.AdminSite):
    """Signed in at the one door, able to administer, and marked as staff: all three, at every request."""

    site_title = site_header = "MOSOVO administration"
    index_title = "People, units, settings and reference data"
    site_url = None  # the way back is in the header
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(super().has_permission(request)) and not lacks(request.user, Ability.ADMINISTER)

    @login_not_required
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """No second door: to the sign-in page, or, for somebody signed in, no."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Denied(REFUSED)
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("home")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("password-change")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django's own, but what an address may not ask is a request not understood, and nothing to raise alarm for."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return guarded(request, *args, **kwargs)
            except (DisallowedModelAdminToField, DisallowedModelAdminLookup) as error:
                return bad_request(request, error)

        return page

    def get_urls(self) -> list[URLPattern | URLResolver]:
        # "View on site" looks up any row of any table, and so tells which exist.
        return [address for address in super().get_urls() if getattr(address, "name", "") != "view_on_site"]


site = Administration(name="admin")


class Keeper(admin.ModelAdmin):
    """What is kept by administrators is closed or superseded, never deleted.

    Filters in the address reach no further than the table's own columns: a path through another table would answer
    questions about rows that are not shown. They ask for a value as it stands: a pattern or an order of values would
    reach the database as it was written, and not every column has one.
    """

    LOOKUPS = frozenset({"", "exact", "id__exact", "isnull", "in"})

    view_on_site = False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        columns = self.model._meta.concrete_fields
        own = {field.name for field in columns if not isinstance(field, ArrayField)} - {"password"}
        name, _, rest = lookup.partition("__")
        return name in own and rest in self.LOOKUPS and bool(super().lookup_allowed(lookup, value, request))
