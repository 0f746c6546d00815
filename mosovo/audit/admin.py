"""What ties one who signs in to people outside, in Django admin: kept by another administrator, never one's own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from mosovo.audit.models import Ties
from mosovo.staff.models import Officer
from mosovo.staff.site import Keeper, site


class TiesForm(forms.ModelForm):
    by: Officer

    def clean_officer(self) -> Officer:
        officer: Officer = self.cleaned_data["officer"]
        if officer == self.by:
            raise forms.ValidationError("Your own are kept by another administrator.")
        return officer


@admin.register(Ties, site=site)
class TiesAdmin(Keeper):
    """Read by the nightly look for unusual looking alone."""

    form = TiesForm
    list_display = ("officer",)
    list_select_related = ("officer",)
    search_fields = ("officer__family_name", "officer__number")
    autocomplete_fields = ("officer",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.officer_id != request.user.pk)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return type("TiesForm", (super().get_form(request, obj, change, **kwargs),), {"by": request.user})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("officer",) if obj else ()
