"""One's own second factors: set up, proved again before something grave, taken away."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mosovo import clock
from mosovo.access.pages import PersonRequest, signed_in
from mosovo.access.rest import in_sight
from mosovo.pages import see_other
from mosovo.staff import actions, limits
from mosovo.staff.door import has_passed, is_fresh, pass_factor
from mosovo.staff.factors import (
    Authenticator,
    Kind,
    codes_left,
    factors_of,
    has_factor,
    is_registered,
    is_required,
    new_secret,
    registration_options,
    shown_secret,
    sign_in_options,
    square_of,
)
from mosovo.staff.forms import AppForm, FactorForm, PasskeyForm
from mosovo.staff.provider import link_of, provider
from mosovo.staff.views.door import is_right, locked_out

WRONG_APP = "That is not the code that the app should show. Check the time on your telephone, and type the next code."
WRONG_PASSKEY = "The passkey could not be checked. Try again, with its PIN or your fingerprint."
PAGE = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


def proved_where_there_is_one(view: View) -> View:
    """Whoever has a factor changes their factors only minutes after proving it: not on a screen left open."""

    @wraps(view)
    def page(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if has_factor(request.user) and not is_fresh(request, now=clock.now()):
            there = request.path if request.method == "GET" else resolve_url("factors")
            return redirect(f"{resolve_url('factor-again')}?{urlencode({'next': there})}")
        return view(request, *args, **kwargs)

    return page


@require_safe
@signed_in
def factors(request: PersonRequest) -> HttpResponse:
    own = factors_of(request.user)
    if own and is_required() and not has_passed(request):
        return redirect("factor-again")
    context = {
        "factors": [(factor, _name(factor)) for factor in own],
        "has_app": any(factor.type == Kind.TOTP for factor in own),
        "codes_left": codes_left(request.user) if own else 0,
        "required": is_required(),
        "provider": provider(),
        "link": link_of(request.user),
    }
    return render(request, "staff/factors.html", context)


@sensitive_post_parameters()
@require_http_methods(PAGE)
@signed_in
@proved_where_there_is_one
def factor_app(request: PersonRequest) -> HttpResponse:
    """Set up an authenticator app; the one before, if any, shows nothing that is worth anything any more."""
    form = AppForm(request.POST or None)
    secret = shown_secret(request) if request.method == "POST" else new_secret(request)
    if request.method == "POST" and not limits.may_try_code(request, request.user):
        return locked_out(request)
    if form.is_valid():
        first = not has_factor(request.user)
        code = form.cleaned_data["code"]
        if actions.add_app(officer=request.user, secret=secret, code=code, now=clock.now()):
            limits.give_back(request)
            return _added(request, first=first)
        form.add_error("code", WRONG_APP)
    address = get_adapter().build_totp_url(request.user, secret)
    context = {"form": form, "secret": secret, "square": square_of(address)}
    return render(request, "staff/factor_app.html", context, status=422 if request.POST else 200)


@require_http_methods(PAGE)
@signed_in
@proved_where_there_is_one
def factor_passkey(request: PersonRequest) -> HttpResponse:
    """Make a passkey: a key one carries, or this computer, unlocked by PIN, finger or face."""
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        first = not has_factor(request.user)
        if is_registered(form.cleaned_data["credential"]):
            actions.add_passkey(officer=request.user, **form.cleaned_data)
            return _added(request, first=first)
        form.add_error(None, WRONG_PASSKEY)
    context = {"form": form, "options": registration_options(request.user)}
    return render(request, "staff/factor_passkey.html", context, status=422 if request.POST else 200)


@require_POST
@signed_in
@proved_where_there_is_one
def factor_codes(request: PersonRequest) -> HttpResponse:
    """New recovery codes, in the answer itself: they are shown this once."""
    if not has_factor(request.user):
        return see_other("factors")
    return _codes(request)


@require_POST
@signed_in
@proved_where_there_is_one
def factor_remove(request: PersonRequest, reference: int) -> HttpResponse:
    factor = in_sight(request.user, Authenticator, pk=reference, user=request.user)
    actions.remove_factor(officer=request.user, factor=factor)
    messages.success(request, "The second factor is removed.")
    return see_other("factors")


@sensitive_post_parameters()
@require_http_methods(PAGE)
@signed_in
def factor_again(request: PersonRequest) -> HttpResponse:
    """Prove the factor again, and on to where it is asked for."""
    known, own = provider(), has_factor(request.user)
    there = known if known and known.counts_for_two and link_of(request.user) else None
    if not own and not there:
        return redirect("factors")
    form = FactorForm(request.POST or None)
    if request.method == "POST":
        if not limits.may_try_code(request, request.user):
            return locked_out(request)
        if form.is_valid() and is_right(request, request.user, form):
            _prove(request)
            return HttpResponseRedirect(next_address(request), status=303)
    options = sign_in_options(request.user) if own else ""
    context = {"form": form, "options": options, "next": next_address(request), "own": own, "provider": there}
    return render(request, "staff/factor_again.html", context, status=422 if request.POST else 200)


def _prove(request: PersonRequest) -> None:
    before = request.session.session_key
    pass_factor(request, now=clock.now())
    actions.note_session(request=request, before=before)


def _added(request: PersonRequest, *, first: bool) -> HttpResponse:
    """A factor was just proved. The first brings recovery codes with it."""
    _prove(request)
    if first:
        return _codes(request)
    messages.success(request, "The second factor is added.")
    return see_other("factors")


def _codes(request: PersonRequest) -> HttpResponse:
    return render(request, "staff/factor_codes.html", {"codes": actions.new_codes(officer=request.user)})


def next_address(request: HttpRequest) -> str:
    """Where the request wants to go on to, on this site; else home."""
    said = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure()):
        return said
    return resolve_url("home")


def _name(factor: Authenticator) -> str:
    return str(factor.wrap().name) if factor.type == Kind.WEBAUTHN else "Authenticator app"
