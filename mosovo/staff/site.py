"""Django admin, for administrators: people, units, settings, schedules, reference data; nothing of a case.

A site of our own. What packages register goes to Django's default site, which has no address.
"""

from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup, DisallowedModelAdminToField
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.postgres.fields import ArrayField
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse

from mosovo import clock
from mosovo.access.pages import fresh_factor
from mosovo.access.policies import lacks
from mosovo.errors import Denied
from mosovo.pages import bad_request
from mosovo.staff.door import remember_draft
from mosovo.staff.queries import draft_at
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


PROPOSED = (
    "It waits for a second administrator, who finds it under the changes that wait. Until then nothing is changed."
)
BACK = "What you had typed is back. Look through it, and save it now."


class Grave(Keeper):
    """Adding and changing asks for a factor of the last minutes; what was typed before the detour is there again."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return fresh_factor(self._changeform)(request, *args, **kwargs)

    def _changeform(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        words: dict[str, list[str]] = {}
        if request.method == "GET" and (kept := draft_at(request.user, request.path, now=clock.now())):  # type: ignore[arg-type] # an officer
            words, _ = kept
            remember_draft(request, request.path)
            messages.info(request, BACK)
        request.words_back = words  # type: ignore[attr-defined] # for the form of this very page
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        words: dict[str, list[str]] = getattr(request, "words_back", {})
        return _with_words(form, words) if words else form


def _with_words(form: Any, words: dict[str, list[str]]) -> Any:
    """The form, with these words in its boxes."""
    typed = {name: _typed(field, words.get(name, [])) for name, field in form.base_fields.items()}

    class Filled(form):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "initial": {**(kwargs.get("initial") or {}), **typed}})

    return Filled


def _typed(field: forms.Field, texts: list[str]) -> object:
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return texts
    return bool(texts) if isinstance(field, forms.BooleanField) else "".join(texts[-1:])


class Proposing(Grave):
    """Where what is saved may be proposed instead, and then is neither on Django's list of changes nor called done."""

    def has_proposed(self, request: HttpRequest) -> None:
        request.proposed = True  # type: ignore[attr-defined] # asked of this request alone, below
        messages.success(request, PROPOSED)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return None if getattr(request, "proposed", False) else super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return None if getattr(request, "proposed", False) else super().log_change(request, obj, message)

    def response_add(self, request: HttpRequest, obj: Model, post_url_continue: Any = None) -> Any:
        return self._waits(request) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Model) -> Any:
        return self._waits(request) or super().response_change(request, obj)

    @staticmethod
    def _waits(request: HttpRequest) -> HttpResponse | None:
        return redirect("admin:staff_proposal_changelist") if getattr(request, "proposed", False) else None
