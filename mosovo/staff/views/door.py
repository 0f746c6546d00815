"""Signing in, by password and second factor, and out; one's own password; each person's first page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from mosovo import clock
from mosovo.access.pages import PersonRequest, open_to_all, signed_in
from mosovo.context import first_place
from mosovo.identity import bind
from mosovo.pages import see_other
from mosovo.staff import limits
from mosovo.staff.actions import change_password, note_session, use_code, use_key
from mosovo.staff.devices import remember_device
from mosovo.staff.door import await_factor, awaited, pass_factor
from mosovo.staff.factors import has_factor, sign_in_options
from mosovo.staff.forms import FactorForm, NewPasswordForm, SignInForm
from mosovo.staff.models import Officer
from mosovo.staff.provider import provider
from mosovo.staff.queries import abilities_of, officers_with
from mosovo.staff.states import Ability

WRONG_FACTOR = "That is not right, or it has been used before. Use the code that the app shows now."
LOCKED = "There were too many wrong attempts with this sign-in name. Try again in 15 minutes."


class SignIn(LoginView):
    """The one door: pages and Django admin alike."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"provider": provider()}

    def form_valid(self, form: Form) -> HttpResponse:
        person: Any = form.get_user()  # type: ignore[attr-defined] # Django's own form
        # Factors are seen by their person alone.
        bind(person)
        if has_factor(person):
            await_factor(self.request, person, then=self.get_redirect_url(), now=clock.now())
            return see_other("sign-in-factor")
        enter(self.request, person)
        return on_to(self.request, person, self.get_success_url())

    def form_invalid(self, form: Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(LogoutView):
    """Ends the session on the server, and has the browser forget what it kept."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


BACKEND = "mosovo.staff.backends.AbilityBackend"


def enter(request: HttpRequest, person: Officer) -> None:
    """Sign the person in: a session with a new id, on their list."""
    login(request, person, backend=BACKEND)
    note_session(request=request)


def on_to(request: HttpRequest, person: Officer, address: str, *, status: int = 302) -> HttpResponse:
    """Where somebody goes who has signed in; their browser is known from now on."""
    response = HttpResponseRedirect(address, status=status)
    remember_device(request, response, person, now=clock.now())
    return response


def is_right(request: HttpRequest, person: Officer, form: FactorForm) -> bool:
    """Whether the form holds the person's factor. A wrong one is counted, here and where passwords are."""
    given, now = form.cleaned_data, clock.now()
    if given.get("credential"):
        right = use_key(officer=person, credential=given["credential"], now=now)
    else:
        right = use_code(officer=person, code=given["code"], now=now)
    if right:
        limits.give_back(request)
    else:
        limits.note_wrong_code(request, person)
        form.add_error(None if given.get("credential") else "code", WRONG_FACTOR)
    return right


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
def sign_in_factor(request: HttpRequest) -> HttpResponse:
    """The second step: whoever gave their password proves their factor. Nobody is signed in before."""
    waiting = awaited(request, now=clock.now())
    if waiting is None:
        return redirect("sign-in")
    person, then = waiting
    bind(person)
    form = FactorForm(request.POST or None)
    if request.method == "POST":
        if not limits.may_try_code(request, person):
            return locked_out(request)
        if form.is_valid() and is_right(request, person, form):
            enter(request, person)
            before = request.session.session_key
            pass_factor(request, now=clock.now())
            note_session(request=request, before=before)
            return on_to(request, person, then or resolve_url("home"), status=303)
    context = {"form": form, "options": sign_in_options(person)}
    return render(request, "staff/sign_in_factor.html", context, status=422 if request.POST else 200)


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
    if request.method == "POST" and not limits.may_try_own_password(request, request.user):
        return locked_out(request)
    tried = form.is_valid()
    if "old_password" not in form.errors:
        limits.give_back(request)
    if tried:
        before = str(request.session.session_key)
        change_password(officer=request.user, password=form.cleaned_data["new_password1"], keep_session=before)
        update_session_auth_hash(request, request.user)
        note_session(request=request, before=before)
        messages.success(request, "Your password is changed.")
        response = see_other("home")
        remember_device(request, response, request.user, now=clock.now())
        return response
    return render(request, "staff/password_change.html", {"form": form}, status=422 if request.POST else 200)
