"""Officers, units, roles and who holds them, in Django admin."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from mosovo import clock
from mosovo.access.actions import save_holding, save_role
from mosovo.access.rest import in_sight
from mosovo.access.rules import why_not_own_rights
from mosovo.access.states import UnitRight
from mosovo.errors import Denied
from mosovo.staff.actions import change_password, reset_factors, save_officer
from mosovo.staff.forms import ResetForm
from mosovo.staff.models import Force, Officer, Role, RoleHolding, Unit
from mosovo.staff.rules import why_not_reset
from mosovo.staff.site import Keeper, site
from mosovo.staff.states import Ability

OVERLAP = (
    "This officer already holds this role there for some of these days. Change the dates, or end the other holding."
)


class NewOfficerForm(AdminUserCreationForm):
    class Meta:
        model = Officer
        fields = ("sign_in",)


class OfficerForm(UserChangeForm):
    class Meta:
        model = Officer
        fields = "__all__"


class OfficerPasswordForm(AdminPasswordChangeForm):
    def save(self, commit: bool = True) -> Officer:
        change_password(officer=self.user, password=self.cleaned_data["password1"])
        return self.user


@admin.register(Officer, site=site)
class OfficerAdmin(Keeper, UserAdmin):
    """No groups, no permissions, no superuser: what a person may do follows from the roles they hold."""

    form, add_form, change_password_form = OfficerForm, NewOfficerForm, OfficerPasswordForm
    filter_horizontal = ()
    list_display = (
        "family_name",
        "given_names",
        "number",
        "rank",
        "unit",
        "vetting_level",
        "vetting_expires_on",
        "is_active",
    )
    list_display_links = ("family_name", "given_names")
    list_filter = ("is_active", "is_staff", "rank", "vetting_level", "unit")
    list_select_related = ("unit",)
    search_fields = ("sign_in", "number", "given_names", "family_name")
    ordering = ("family_name", "given_names")
    readonly_fields = ("last_login",)
    _who = ("number", "given_names", "family_name", "email", "rank", "unit")
    fieldsets = (
        (None, {"fields": ("sign_in", "password", "is_active", "is_staff", "last_login")}),
        ("Who it is", {"fields": _who}),
        ("Vetting", {"fields": ("vetting_level", "vetting_expires_on")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("sign_in", "password1", "password2")}),
        ("Who it is", {"classes": ("wide",), "fields": _who}),
        ("Vetting", {"classes": ("wide",), "fields": ("vetting_level", "vetting_expires_on")}),
    )
    change_form_template = "admin/staff/officer_change.html"

    def save_model(self, request: HttpRequest, obj: Officer, form: Any, change: bool) -> None:
        save_officer(officer=obj)

    def get_urls(self) -> list[URLPattern]:
        reset = self.admin_site.admin_view(self.reset_factor)
        return [path("<int:object_id>/factor/", reset, name="staff_officer_factor"), *super().get_urls()]

    def reset_factor(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Take a colleague's lost second factor away, with a reason that is kept."""
        officer = in_sight(request.user, Officer, pk=object_id)
        if sentence := why_not_reset(own=officer == request.user, administers=True):  # the site lets in nobody else
            raise Denied(sentence)
        form = ResetForm(request.POST or None)
        if form.is_valid():
            by: Any = request.user
            reset_factors(by=by, officer=officer, reason=form.cleaned_data["reason"], now=clock.now())
            messages.success(request, f"{officer} sets up a new second factor at the next sign-in.")
            return redirect(reverse("admin:staff_officer_change", args=[object_id]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Take away the second factor of {officer}",
            "form": form,
            "officer": officer,
            "opts": self.opts,
        }
        return render(request, "admin/staff/officer_factor.html", context, status=422 if form.is_bound else 200)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Rank, vetting, the very right to be here: another administrator changes those.
        return super().has_change_permission(request, obj) and (obj is None or obj.pk != request.user.pk)


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
        return values

    def _update_errors(self, errors: ValidationError) -> None:
        # The database's rule would speak by its name.
        if errors.error_dict.pop(NON_FIELD_ERRORS, None) and not self.errors:
            errors.error_dict[NON_FIELD_ERRORS] = [ValidationError(OVERLAP)]
        super()._update_errors(errors)  # type: ignore[misc] # Django's own step


@admin.register(RoleHolding, site=site)
class HoldingAdmin(Keeper):
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
        save_holding(by=request.user, holding=obj, now=clock.now())  # type: ignore[arg-type] # the site lets in officers alone


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
class RoleAdmin(Keeper):
    form = RoleForm
    list_display = ("name", "code")
    fields = ("name", "code", "abilities", "unit_permissions")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return type("RoleForm", (super().get_form(request, obj, change, **kwargs),), {"by": request.user})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_role(by=request.user, role=obj, now=clock.now())  # type: ignore[arg-type] # as above


@admin.register(Unit, site=site)
class UnitAdmin(Keeper):
    list_display = ("name", "code", "force", "phone", "manages_cases")
    list_filter = ("manages_cases",)
    list_select_related = ("force",)
    search_fields = ("name", "code")


@admin.register(Force, site=site)
class ForceAdmin(Keeper):
    list_display = ("name", "code")
