"""Signing in and out, one's own password, and each person's first page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from mosovo import clock
from mosovo.access.pages import PersonRequest, open_to_all, signed_in
from mosovo.context import first_place
from mosovo.pages import see_other
from mosovo.staff.actions import change_password
from mosovo.staff.forms import NewPasswordForm, SignInForm
from mosovo.staff.queries import abilities_of, officers_with
from mosovo.staff.states import Ability

LOCKED = "There were too many wrong attempts with this sign-in name. Try again in 15 minutes."


class SignIn(LoginView):
    """The one door: pages and Django admin alike."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def form_invalid(self, form: Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(LogoutView):
    """Ends the session on the server, and has the browser forget what it kept."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


sign_in = open_to_all(SignIn.as_view())
sign_out = open_to_all(SignOut.as_view(http_method_names=["post", "options"]))


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """What axes shows after too many wrong attempts."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": LOCKED}, status=429)
    return render(request, "registration/locked.html", status=429)


@require_safe
@signed_in
def home(request: PersonRequest) -> HttpResponse:
    """On to the person's first page; somebody without a role is told whom to ask."""
    today = clock.today()
    place = first_place(abilities_of(request.user, today=today))
    if place is not None:
        return redirect(place.url_name)
    return render(request, "staff/no_role.html", {"administrators": officers_with(Ability.ADMINISTER, today=today)[:5]})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def password_change(request: PersonRequest) -> HttpResponse:
    form = NewPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        change_password(officer=request.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, "Your password is changed.")
        return see_other("home")
    return render(request, "staff/password_change.html", {"form": form}, status=422 if request.POST else 200)
