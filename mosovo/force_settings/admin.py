"""The force's own values, in Django admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from mosovo import clock
from mosovo.force_settings.actions import set_value
from mosovo.force_settings.keys import SETTINGS
from mosovo.force_settings.models import ForceSetting
from mosovo.force_settings.queries import values_on
from mosovo.force_settings.rules import write
from mosovo.forms import says_why
from mosovo.staff.site import Keeper, site


class SettingForm(forms.ModelForm):
    """The model says what a value may be; here only that what has held cannot be set after the event."""

    def clean_starts_on(self) -> Any:
        starts_on = self.cleaned_data["starts_on"]
        if starts_on < clock.today():
            raise forms.ValidationError("A value holds from today or later: what was decided before stays as it was.")
        return starts_on

    def clean_reason(self) -> Any:
        says_why(self.cleaned_data["reason"])
        return self.cleaned_data["reason"]


@admin.register(ForceSetting, site=site)
class SettingAdmin(Keeper):
    """Values are added, each from a day on; one that holds or has held is never changed."""

    form = SettingForm
    list_display = ("key", "value", "starts_on", "reason", "set_by")
    list_filter = ("key",)
    list_select_related = ("set_by",)
    fields = ("key", "value", "starts_on", "reason")
    change_list_template = "admin/force_settings/change_list.html"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        to_come = obj is None or obj.starts_on > clock.today()
        return to_come and super().has_change_permission(request, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        today = values_on(clock.today())
        in_force = [(setting, write(today[key]), write(setting.default)) for key, setting in SETTINGS.items()]
        return super().changelist_view(request, {**(extra_context or {}), "in_force": in_force})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        set_value(by=request.user, setting=obj)  # type: ignore[arg-type] # the site lets in officers alone
