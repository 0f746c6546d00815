"""Signing in by the force's own provider, linking one's account there, and proving oneself there anew.

The provider sends the browser back across sites, and our session's cookie never travels so; a page in between, which
goes on by itself, brings it along. It stands on the way there too: a form may lead nowhere else.
"""

import datetime as dt
import logging
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from mosovo import clock
from mosovo.access.pages import PersonRequest, open_to_all, signed_in
from mosovo.errors import Conflict, Denied, Missing
from mosovo.identity import bind
from mosovo.pages import NOT_THERE, see_other
from mosovo.provider_settings import Provider
from mosovo.staff.actions import link_provider, note_session, unlink_provider
from mosovo.staff.door import await_factor, pass_factor
from mosovo.staff.factors import has_factor
from mosovo.staff.models import Officer
from mosovo.staff.provider import (
    AGAIN,
    BEGUN,
    LINK,
    SIGN_IN,
    NotBelievedError,
    answered,
    begin,
    link_of,
    linked_officer,
)
from mosovo.staff.provider import provider as named_provider
from mosovo.staff.rules import proves_second_factor
from mosovo.staff.views.door import enter, on_to
from mosovo.staff.views.factors import next_address, proved_where_there_is_one

log = logging.getLogger(__name__)
NOT_REACHED = "Signing in with {name} did not work. Try again, or sign in with your name and password."
NOT_LINKED = (
    "That account of {name} is linked to nobody who may sign in here. Sign in with your name and password first, and"
    " link it on the page of your second factor."
)
NOT_FRESH = "{name} did not say that you proved a second factor just now. Use the one you have here."


def known_provider() -> Provider:
    """The provider; Missing where there is none."""
    known = named_provider()
    if known is None:
        raise Missing(NOT_THERE)
    return known


@require_POST
@open_to_all
def provider_sign_in(request: HttpRequest) -> HttpResponse:
    return _on_the_way(request, SIGN_IN, next_address(request))


@require_POST
@signed_in
@proved_where_there_is_one
def provider_link(request: PersonRequest) -> HttpResponse:
    """Link one's account there: by somebody who has just proved the factor they have here."""
    known_provider()
    if not has_factor(request.user):
        raise Conflict("Set up a second factor here first. Then link your account.")
    return _on_the_way(request, LINK, reverse("factors"))


@require_POST
@signed_in
def provider_again(request: PersonRequest) -> HttpResponse:
    return _on_the_way(request, AGAIN, next_address(request))


@require_POST
@signed_in
@proved_where_there_is_one
def provider_unlink(request: PersonRequest) -> HttpResponse:
    known_provider()
    link = link_of(request.user)
    if link is not None:
        unlink_provider(link=link)
        messages.success(request, "The account is linked no longer.")
    return see_other("factors")


@require_safe
@open_to_all
def provider_back(request: HttpRequest) -> HttpResponse:
    """What the provider sent the browser back with; good once."""
    known = known_provider()
    if BEGUN not in request.session and "again" not in request.GET:
        return _page(request, f"{request.path}?{urlencode({**request.GET.dict(), 'again': '1'})}")
    begun: dict[str, Any] | None = request.session.pop(BEGUN, None)
    now = clock.now()
    try:
        if begun is None:
            raise NotBelievedError("nothing was begun")
        claims = answered(request, known, begun, now=now)
    except NotBelievedError as why:
        log.warning("The provider's answer is not believed: %s", why)
        return _no(request, NOT_REACHED, known)
    if begun["purpose"] == SIGN_IN:
        return _sign_in(request, known, claims, begun["then"], now=now)
    return _prove_or_link(request, known, claims, begun, now=now)


def _sign_in(
    request: HttpRequest, known: Provider, claims: dict[str, Any], then: str, *, now: dt.datetime
) -> HttpResponse:
    person = linked_officer(known, str(claims["sub"]))
    if person is None:
        return _no(request, NOT_LINKED, known)
    bind(person)
    if not proves_second_factor(claims, acr=known.acr, amr=known.amr):
        if has_factor(person):
            await_factor(request, person, then=then, now=now)
            return see_other("sign-in-factor")
        enter(request, person)
        return on_to(request, person, then)
    enter(request, person)
    _passed(request, claims)
    return on_to(request, person, then)


def _prove_or_link(
    request: HttpRequest, known: Provider, claims: dict[str, Any], begun: dict[str, Any], *, now: dt.datetime
) -> HttpResponse:
    person: Any = request.user
    if not isinstance(person, Officer):
        return redirect("sign-in")
    if begun["purpose"] == LINK:
        link_provider(officer=person, issuer=known.issuer, subject=str(claims["sub"]), now=now)
        messages.success(request, f"You can sign in with {known.name} from now on.")
        return see_other("factors")
    if linked_officer(known, str(claims["sub"])) != person:
        raise Denied("That is another person's account.")
    if not proves_second_factor(claims, acr=known.acr, amr=known.amr):
        return _no(request, NOT_FRESH, known, to=f"{reverse('factor-again')}?{urlencode({'next': begun['then']})}")
    _passed(request, claims)
    return HttpResponseRedirect(begun["then"])


def _passed(request: HttpRequest, claims: dict[str, Any]) -> None:
    """Their factor was right when the provider asked for it, which may be a while ago; its clock may be ahead."""
    before = request.session.session_key
    pass_factor(request, now=min(dt.datetime.fromtimestamp(claims["auth_time"], dt.UTC), clock.now()))
    note_session(request=request, before=before)


def _on_the_way(request: HttpRequest, purpose: str, then: str) -> HttpResponse:
    known = known_provider()
    back = request.build_absolute_uri(reverse("provider-back"))
    try:
        return _page(request, begin(request, known, purpose=purpose, then=then, back=back, now=clock.now()))
    except NotBelievedError as why:
        log.warning("The provider cannot be asked: %s", why)
        return _no(request, NOT_REACHED, known)


def _page(request: HttpRequest, to: str) -> HttpResponse:
    return render(request, "staff/go_on.html", {"to": to})


def _no(request: HttpRequest, sentence: str, known: Provider, *, to: str = "") -> HttpResponse:
    words = sentence.format(name=known.name)
    messages.error(request, words[0].upper() + words[1:])
    return HttpResponseRedirect(to or reverse("sign-in"), status=303)
