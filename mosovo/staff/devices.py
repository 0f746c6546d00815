"""Browsers in which somebody has signed in lately, by a cookie of their own; guesses made elsewhere do not count there.

It opens nothing. Several people share a desk, so one cookie knows the last few of them. A browser goes by the same name
for as long as the password is the same, so that copies of its cookie, old and new, are one browser; with another
password all are strange.
"""

import datetime as dt
import json
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from mosovo.sealed import seal, unseal
from mosovo.staff.models import Officer

KNOWN_FOR = dt.timedelta(days=30)
MOST_PEOPLE = 10
# By sign-in name: what the browser is called for it, since when, and what the password was.
Known = dict[str, tuple[str, float, str]]


def device_of(request: HttpRequest, name: str, *, now: dt.datetime) -> str | None:
    """What this browser is called for this sign-in name; None where nobody of that name signed in here lately."""
    known, at, password = _known(request).get(name, ("", 0.0, ""))
    if not known or now.timestamp() - at >= KNOWN_FOR.total_seconds():
        return None
    person = Officer.objects.filter(sign_in=name).first()
    return known if person and constant_time_compare(person.get_session_auth_hash(), password) else None


def remember_device(request: HttpRequest, response: HttpResponse, person: Officer, *, now: dt.datetime) -> None:
    """This person has signed in, wholly, in this browser."""
    called = device_of(request, person.sign_in, now=now) or secrets.token_urlsafe(12)
    known = {name: row for name, row in _known(request).items() if name != person.sign_in}
    newest = sorted(known.items(), key=lambda item: item[1][1])[-(MOST_PEOPLE - 1) :]
    content = {**dict(newest), person.sign_in: (called, now.timestamp(), person.get_session_auth_hash())}
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        seal(json.dumps(content)),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _known(request: HttpRequest) -> Known:
    try:
        found: Known = json.loads(unseal(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")))
    except ValueError:  # none, or not of our making
        return {}
    return {name: row for name, row in found.items() if len(row) == 3}  # an earlier release said nothing of passwords
