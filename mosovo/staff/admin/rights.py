"""Roles and who holds them, in Django admin. What gives more than before waits for a second administrator."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest

from mosovo import clock
from mosovo.access.actions import save_holding, save_role
from mosovo.access.rules import why_not_own_rights
from mosovo.access.states import UnitRight
from mosovo.staff.actions import propose_holding, propose_role
from mosovo.staff.models import Officer, Role, RoleHolding
from mosovo.staff.site import Proposing, site
from mosovo.staff.states import Ability

OVERLAP = (
    "This officer already holds this role there for some of these days. Change the dates, or end the other holding."
)
NOT_LONGER = "Here a role is only ended, or ended earlier. To have it held longer, add it anew from the day after."


class HoldingForm(forms.ModelForm):
    by: Officer

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        officer = values.get("officer") or getattr(self.instance, "officer", None)
        if officer and (sentence := why_not_own_rights(own=officer == self.by)):
            raise ValidationError(sentence)
        starts_on = values.get("starts_on") or self.instance.starts_on
        if starts_on and values.get("ends_on") and values["ends_on"] < starts_on:
            self.add_error("ends_on", "The last day cannot be before the first.")
        if self.instance.pk and (self.initial["ends_on"] or dt.date.max) < (values.get("ends_on") or dt.date.max):
            self.add_error("ends_on", NOT_LONGER)
        return values

    def _update_errors(self, errors: ValidationError) -> None:
        # The database's rule would speak by its name.
        if errors.error_dict.pop(NON_FIELD_ERRORS, None) and not self.errors:
            errors.error_dict[NON_FIELD_ERRORS] = [ValidationError(OVERLAP)]
        super()._update_errors(errors)  # type: ignore[misc] # Django's own step


@admin.register(RoleHolding, site=site)
class HoldingAdmin(Proposing):
    """A holding is given, and ended by its last day; what was held stays on record as it was."""

    form = HoldingForm
    list_display = ("officer", "role", "unit", "starts_on", "ends_on")
    list_filter = ("role", "unit")
    list_select_related = ("officer", "role", "unit")
    search_fields = ("officer__family_name", "officer__given_names", "officer__number", "officer__sign_in")
    autocomplete_fields = ("officer",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("officer", "role", "unit", "starts_on") if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return type("HoldingForm", (super().get_form(request, obj, change, **kwargs),), {"by": request.user})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by: Any = request.user
        if change:
            save_holding(by=by, holding=obj, now=clock.now())
            return
        given = {name: getattr(obj, name) for name in ("officer", "role", "unit", "starts_on", "ends_on")}
        propose_holding(by=by, now=clock.now(), **given)
        self.has_proposed(request)


class RoleForm(forms.ModelForm):
    by: Officer
    abilities = forms.MultipleChoiceField(
        choices=Ability.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What its holder may do.",
    )
    unit_permissions = forms.MultipleChoiceField(
        label="Rights on the unit's cases",
        choices=UnitRight.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Everybody who holds the role in a unit has these on the unit's cases that are not locked.",
    )

    def clean(self) -> dict[str, Any]:
        holds = bool(self.instance.pk) and self.by.holdings.filter(role=self.instance).exists()
        if sentence := why_not_own_rights(own=holds):
            raise ValidationError(sentence)
        return super().clean() or {}


@admin.register(Role, site=site)
class RoleAdmin(Proposing):
    form = RoleForm
    list_display = ("name", "code")
    fields = ("name", "code", "abilities", "unit_permissions")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return type("RoleForm", (super().get_form(request, obj, change, **kwargs),), {"by": request.user})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by: Any = request.user
        before = Role.objects.filter(pk=obj.pk).first()
        if before is None or before.brings(obj.abilities, obj.unit_permissions):
            save_role(by=by, role=obj, now=clock.now())
            return
        wanted = {"abilities": obj.abilities, "unit_permissions": obj.unit_permissions}
        propose_role(by=by, role=before, now=clock.now(), **wanted)
        self.has_proposed(request)
