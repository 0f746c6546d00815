"""Officers, units and the force, in Django admin."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from mosovo import clock
from mosovo.access.pages import fresh_factor
from mosovo.access.rest import in_sight
from mosovo.errors import Denied
from mosovo.identity import current_actor
from mosovo.staff.actions import propose_password, propose_reset, save_officer
from mosovo.staff.forms import ResetForm
from mosovo.staff.models import Force, Officer, Unit
from mosovo.staff.rules import why_not_propose
from mosovo.staff.site import PROPOSED, Grave, Keeper, site


class NewOfficerForm(AdminUserCreationForm):
    class Meta:
        model = Officer
        fields = ("sign_in",)


class PasswordIsKept(ReadOnlyPasswordHashWidget):
    """A button to set another. Django's own shows how the password is kept and the beginning of what is kept."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"summary": [{"label": "Kept so that nobody can read it."}]}


class OfficerForm(UserChangeForm):
    password = ReadOnlyPasswordHashField(label="Password", widget=PasswordIsKept)

    class Meta:
        model = Officer
        fields = "__all__"


class OfficerPasswordForm(AdminPasswordChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)  # nobody is without one

    def save(self, commit: bool = True) -> Officer:
        by = Officer.objects.get(pk=current_actor().person_id or 0)
        propose_password(by=by, officer=self.user, password=self.cleaned_data["password1"], now=clock.now())
        return self.user


@admin.register(Officer, site=site)
class OfficerAdmin(Grave, UserAdmin):
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

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Django's add_view hides all that is typed; only the passwords are not to wait for a fresh factor.
        request.sensitive_post_parameters = ("password1", "password2")  # type: ignore[attr-defined] # as its decorator does
        return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Officer, form: Any, change: bool) -> None:
        save_officer(officer=obj)

    def get_urls(self) -> list[URLPattern]:
        reset = self.admin_site.admin_view(fresh_factor(self.reset_factor))
        return [path("<int:object_id>/factor/", reset, name="staff_officer_factor"), *super().get_urls()]

    @method_decorator(sensitive_post_parameters())  # out here too: what is typed waits nowhere for a fresh factor
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002 # Django's own
        """A new password for a colleague, when a second administrator has confirmed it."""
        answer = fresh_factor(super().user_change_password)(request, id, form_url)
        if request.method == "POST" and getattr(request, "proposed", False):
            list(messages.get_messages(request))  # Django's own says that it is done
            messages.success(request, PROPOSED)
            return redirect("admin:staff_proposal_changelist")
        return answer

    def log_change(self, request: HttpRequest, obj: Officer, message: Any) -> Any:
        if request.path.endswith("/password/"):
            request.proposed = True  # type: ignore[attr-defined] # asked of this request alone, above
            message = "Proposed a new password."
        return super().log_change(request, obj, message)

    def reset_factor(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Propose to take a colleague's lost second factor away, with a reason that is kept."""
        officer = in_sight(request.user, Officer, pk=object_id)
        if sentence := why_not_propose(own=officer == request.user, administers=True):  # the site lets in nobody else
            raise Denied(sentence)
        form = ResetForm(request.POST or None)
        if form.is_valid():
            by: Any = request.user
            propose_reset(by=by, officer=officer, reason=form.cleaned_data["reason"], now=clock.now())
            messages.success(request, PROPOSED)
            return redirect("admin:staff_proposal_changelist")
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


@admin.register(Unit, site=site)
class UnitAdmin(Keeper):
    list_display = ("name", "code", "force", "phone", "manages_cases")
    list_filter = ("manages_cases",)
    list_select_related = ("force",)
    search_fields = ("name", "code")


@admin.register(Force, site=site)
class ForceAdmin(Keeper):
    list_display = ("name", "code")
